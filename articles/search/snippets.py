"""Cut the passage of a text where the words of a query stand, and mark them."""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from .query import Query, Term
from .words import stem, words_of

WIDTH = 30  # words
LEAD = 8  # words before the first that is marked
MOST_CHUNKS = 6000  # of a longer text the beginning alone is looked at
CHUNK = re.compile(r"\S+")
Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of a passage, as it stands in the text; ``is_hit`` is to be marked."""

    text: str
    is_hit: bool = False


def snippet(text: str, query: Query, *, width: int = WIDTH) -> tuple[Piece, ...]:
    """Return about ``width`` words around where most terms stand close together.

    Returns () if none stands in the text. The pieces are plain text, not escaped.
    """
    chunks = [match.span() for match in islice(CHUNK.finditer(text), MOST_CHUNKS)]
    best = best_window(text, chunks, query.terms, width)
    if best is None:
        return ()
    first, hits = best
    start = max(0, first - LEAD)
    stop = min(len(chunks), start + width)
    return tuple(pieces(text, chunks[start:stop], {hit - start for hit in hits},
                        is_cut=(start > 0, stop < len(chunks))))  # fmt: skip


def best_window(
    text: str, chunks: Sequence[Span], terms: tuple[Term, ...], width: int
) -> tuple[int, list[int]] | None:
    """Return the first chunk of the best window, and all chunks that hit in it."""
    recent: list[tuple[int, int]] = []  # (chunk, term)
    best: tuple[int, int] | None = None  # (how many terms, first chunk)
    all_hits: list[int] = []
    for first, number, last in hits_in(text, chunks, terms):
        if best and best[0] == len(terms) and last > best[1] + width:
            break
        if number is None:
            continue
        all_hits += range(first, last + 1)
        recent = [hit for hit in recent if hit[0] > first - width + LEAD]
        recent.append((first, number))
        count = len({number for _chunk, number in recent})
        if best is None or count > best[0]:
            best = count, recent[0][0]
    return (best[1], all_hits) if best else None


def hits_in(
    text: str, chunks: Sequence[Span], terms: tuple[Term, ...]
) -> Iterator[tuple[int, int | None, int]]:
    """Yield (first chunk, number of the term, last chunk) for each hit, in order.

    A chunk without a hit is yielded too, with None, so that looking may stop there.
    """
    words: list[tuple[str, str, int]] = []  # (word, stem, chunk), the latest few
    longest = max((len(p) for term in terms for p in term.phrases), default=1)
    for index, (start, stop) in enumerate(chunks):
        yield index, None, index
        for word in words_of(text[start:stop]):
            words.append((word, stem(word), index))
            del words[:-longest]
            for number, term in enumerate(terms):
                size = ends_here(words, term)
                if size:
                    yield words[-size][2], number, index


def ends_here(words: list[tuple[str, str, int]], term: Term) -> int:
    """Return of how many words the phrase of this term is that ends here, or 0."""
    for phrase in term.phrases:
        size = len(phrase)
        if size <= len(words) and phrase == tuple(w[1] for w in words[-size:]):
            return size
    return int(any(words[-1][0].startswith(begin) for begin in term.beginnings))


def pieces(
    text: str, chunks: Sequence[Span], hits: set[int], *, is_cut: tuple[bool, bool]
) -> Iterator[Piece]:
    """Yield what stands in the chunks, hits by themselves, "…" where it was cut."""
    plain = "… " if is_cut[0] else ""
    for index, (start, stop) in enumerate(chunks):
        gap = " " if index else ""
        if index in hits:
            before, word, after = parted(text[start:stop])
            if plain + gap + before:
                yield Piece(plain + gap + before)
            yield Piece(word, is_hit=True)
            plain = after
        else:
            plain += gap + text[start:stop]
    if plain or is_cut[1]:
        yield Piece(plain + (" …" if is_cut[1] else ""))


def parted(chunk: str) -> tuple[str, str, str]:
    """Part a word from the punctuation before and after it."""
    kept = [i for i, c in enumerate(chunk) if unicodedata.category(c)[0] in "LNM"]
    if not kept:
        # A dash inside a phrase, or a sign such as ℃ that folds to letters.
        return "", chunk, ""
    start, stop = kept[0], kept[-1] + 1
    return chunk[:start], chunk[start:stop], chunk[stop:]
