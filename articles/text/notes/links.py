"""The address, the archived copy and the date of access at the end of a note, lifted out.

A note of Markdown goes in; what it says without them, and what belongs into the fields
of their own, comes out. No word is lost: what is left out stands in ``said``.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from articles.text.dates import Access, find_access
from articles.text.links import host, trimmed
from articles.text.values import Finding

_ADDRESS = re.compile(
    r"<(?P<angle>https?://[^\s<>]+)>"
    r"|(?<!!)\[(?P<shown>[^\[\]]*)\]\(<?(?P<target>https?://[^\s()<>]+)>?\)"
    r"|(?P<bare>(?<![^\W_])(?<!\]\()(?<!<)https?://[^\s<>\[\]\"`\\|“”]+)",
    re.IGNORECASE,
)
_ARCHIVES = re.compile(
    r"(?:web\.archive\.org|archive\.(?:fo|is|li|md|ph|today|vn)|perma\.cc)\Z"
)
# What may stand between the date, the address and the archived copy.
_BETWEEN = re.compile(
    r"[\s,;.()\[\]]*(?:from|(?:archived?|archive copy|copy)"
    r"(?:\s+(?:at|from(?:\s+the\s+original)?))?)?\s*:?[\s(\[]*",
    re.IGNORECASE,
)
_LONGEST_BETWEEN = 40
# A longer note is a text of its own, and no citation with its link at the end.
_LONGEST_NOTE = 5_000
_REST = re.compile(r"[\s.,;:)\]]*")
_OPENINGS = " \t\n(["


@dataclass(frozen=True, slots=True)
class ExtractedLinks:
    """A note in parts; "" and None for what it does not name.

    ``said`` are the words that were left out of the text beside the addresses.
    """

    text: str
    link: str = ""
    archived_link: str = ""
    accessed_on: date | None = None
    said: tuple[str, ...] = ()
    findings: tuple[Finding, ...] = ()

    @property
    def has_parts(self) -> bool:
        return bool(self.link or self.archived_link or self.accessed_on)


@dataclass(frozen=True, slots=True)
class _Address:
    start: int
    end: int
    url: str
    shown: str = ""


def is_archive(address: str) -> bool:
    """Tell whether an address is that of an archived copy."""
    return _ARCHIVES.match(host(address)) is not None


def extract_links(text: str) -> ExtractedLinks:
    """Return the note in parts. Where nothing can be lifted, its text is as it was.

    A link stays where words follow it, where there are two, or where it is the whole
    note, or in a long text. A date of access that can be read in two ways stays, and is a finding.
    """
    if len(text) > _LONGEST_NOTE:
        return ExtractedLinks(text)
    accesses = list(find_access(text))
    findings = tuple(
        Finding("access-date-unclear", (each.written,))
        for each in accesses
        if each.on is None
    )
    whole = ExtractedLinks(text, findings=findings)
    addresses = _addresses(text)
    if findings or len(accesses) > 1 or len(addresses) > 2:
        return whole
    made = _without(text, addresses, accesses)
    return made if made and any(map(str.isalnum, made.text)) else whole


def _addresses(text: str) -> list[_Address]:
    found = []
    for each in _ADDRESS.finditer(text):
        if each["bare"]:
            url = trimmed(each["bare"])
            found.append(_Address(each.start(), each.start() + len(url), url))
        else:
            url = each["angle"] or each["target"]
            found.append(_Address(*each.span(), url, each["shown"] or ""))
    return found


def _without(
    text: str, addresses: Sequence[_Address], accesses: Sequence[Access]
) -> ExtractedLinks | None:
    """Return the note without what stands at its end; None if more stands there."""
    links = [each.url for each in addresses if not is_archive(each.url)]
    copies = [each.url for each in addresses if is_archive(each.url)]
    spans = [(each.start, each.end) for each in addresses]
    spans = sorted(spans + [(each.start, each.end) for each in accesses])
    if not spans or len(links) > 1 or len(copies) > 1:
        return None
    head, *between, tail = _around(text, spans)
    is_end = _REST.fullmatch(tail) and all(map(_is_between, between))
    if not is_end or not all(map(_says_itself, addresses)):
        return None
    said = [text[each.start : each.end] for each in accesses] + between
    return ExtractedLinks(
        text=_ended(head, tail),
        link="".join(links),
        archived_link="".join(copies),
        accessed_on=accesses[0].on if accesses else None,
        said=tuple(" ".join(each.split()) for each in said if each.strip()),
    )


def _around(text: str, spans: Sequence[tuple[int, int]]) -> list[str]:
    """Return the pieces of a text before, between and behind these spans."""
    starts = [start for start, _end in spans]
    ends = [end for _start, end in spans]
    return [
        text[start:end]
        for start, end in zip([0, *ends], [*starts, len(text)], strict=True)
    ]


def _is_between(words: str) -> bool:
    """Tell whether these words may stand between an address and what belongs to it."""
    return len(words) <= _LONGEST_BETWEEN and _BETWEEN.fullmatch(words) is not None


def _says_itself(address: _Address) -> bool:
    """Tell whether a link shows no other words than its address."""
    bare = address.shown.partition("://")[2] or address.shown
    return not address.shown or address.url.partition("://")[2].startswith(bare)


def _ended(head: str, tail: str) -> str:
    """Return the words before the link, with the full stop that stood behind it."""
    head = head.rstrip(_OPENINGS)
    is_ended = not head or head[-1] in ".:!?।"
    return head if is_ended or "." not in tail else f"{head.rstrip(' ,;')}."
