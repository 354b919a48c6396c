"""Other numbers for the markers of a text, and nothing else changed in it."""

from collections.abc import Collection, Mapping
from itertools import product
from string import ascii_lowercase

from articles.text.labels import MARKER, normal_label
from articles.text.parsing.parser import parse
from articles.text.plain import plain_text
from articles.text.values import check_length

from .apparatus import cited_labels

# One label for each marker of a text, none of them twice.
_PROBES = [f"{n:03}{letter}" for letter, n in product(ascii_lowercase, range(1000))]


class CannotRelabel(ValueError):
    """The markers of this text cannot be told from its other brackets."""


def markers_in(source: str, labels: Collection[str]) -> tuple[str, ...]:
    """Return the label of each marker in order of appearance, as the renderer reads them.

    ``labels`` are those of the notes there are. Raises SourceTooLong.
    """
    return _read(source, labels)[0]


def with_new_labels(
    source: str, labels: Collection[str], new: Mapping[str, str]
) -> str:
    """Return the source with each marker in ``new`` under its new label, all at once.

    A plain ``[5]`` that was no marker and would become one is written ``\\[5\\]``.
    Raises CannotRelabel, SourceTooLong.
    """
    before, after = set(labels), {new.get(label, label) for label in labels}
    live = _live(source)
    pieces, end = [], 0
    for number, found in enumerate(MARKER.finditer(source)):
        label = normal_label(found[2])
        is_marker = bool(found[1]) or label in before
        written = found[0]
        if number in live and is_marker and new.get(label, label) != label:
            written = f"[{found[1]}{new[label]}]"
        elif number in live and not is_marker and label in after:
            written = f"\\[{found[2]}\\]"
        pieces += [source[end : found.start()], written]
        end = found.end()
    made = "".join([*pieces, source[end:]])
    markers, words = _read(source, before)
    if _read(made, after) != (tuple(new.get(each, each) for each in markers), words):
        raise CannotRelabel("Change the markers of this text by hand.")
    return made


def _live(source: str) -> frozenset[int]:
    """Return which brackets stand where a marker is read, and not in code or a link.

    Each gets a label of its own, and the renderer's own reading tells which it met.
    """
    count = sum(1 for _found in MARKER.finditer(source))
    if count > len(_PROBES):
        raise CannotRelabel(f"A text with {count} numbers in brackets is too much.")
    probes = iter(_PROBES)
    probed = MARKER.sub(lambda found: f"[{found[1]}{next(probes)}]", source)
    met = frozenset(markers_in(probed, _PROBES[:count]))
    return frozenset(i for i, label in enumerate(_PROBES[:count]) if label in met)


def _read(source: str, labels: Collection[str]) -> tuple[tuple[str, ...], str]:
    """Return the labels of the markers, and the words of the text."""
    check_length(source)
    tokens, _numbers = parse(source, labels=frozenset(labels))
    return cited_labels(tokens), plain_text(tokens)
