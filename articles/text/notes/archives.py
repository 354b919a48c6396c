"""Cited links and their archived copies: which of the two leads, and what is said."""

import re
from dataclasses import dataclass
from datetime import date
from urllib.parse import unquote

from markdown_it.token import Token

from articles.text.links import link_tokens
from articles.text.values import Words

_DATED = re.compile(
    r"https?://(?:web\.archive\.org/web|archive\.(?:fo|is|li|md|ph|today|vn))"
    r"/(\d{4})(\d{2})(\d{2})\d{0,6}(?:[a-z]{2}_|\*)?/",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class ArchivedLink:
    """One cited page: its address, its archived copy's, and the day of the copy.

    Addresses are "" where there is none; ``day`` is ISO 8601 and ``shown`` worded, both
    "" where the day is not known.
    """

    original: str
    archived: str
    day: str = ""
    shown: str = ""
    is_dead: bool = False

    @property
    def does_archive_lead(self) -> bool:
        return bool(self.archived) and (self.is_dead or not self.original)


def archive_day(address: str) -> date | None:
    """Return the day that an archive writes into its addresses, if this is one."""
    found = _DATED.match(address)
    try:
        return date(*map(int, found.groups())) if found else None
    except ValueError:
        return None


def tell_copies(tokens: list[Token], copies: ArchivedLink) -> bool:
    """Give links to the original the attributes of Robust Links, in place.

    Where the archive leads, they lead there. Returns whether there was any such link.
    """
    if not copies.archived:
        return False
    sought = unquote(copies.original or copies.archived)
    links = [
        child
        for token in tokens
        for child in token.children or ()
        if child.type == "link_open" and unquote(str(child.attrs["href"])) == sought
    ]
    for link in links:
        link.attrs |= _robust(copies)
        if copies.does_archive_lead:
            link.attrs["href"] = copies.archived
    return bool(links)


def _robust(copies: ArchivedLink) -> dict[str, str | int | float]:
    attributes: dict[str, str | int | float] = {
        "data-originalurl": copies.original,
        "data-versionurl": copies.archived,
        "data-versiondate": copies.day,
    }
    return {name: value for name, value in attributes.items() if value}


def remark(copies: ArchivedLink, words: Words, *, has_link: bool) -> list[Token]:
    """Return what stands in brackets after the link, without the brackets; or nothing.

    ``has_link`` tells whether the link before it could be made to lead to the archive.
    """
    parts: list[list[Token]] = []
    if copies.archived:
        told = words.archived_on.format(date=copies.shown)
        told = told if copies.shown else words.archived
        is_led_to = copies.does_archive_lead and has_link
        parts.append(
            text_tokens(told) if is_led_to else _archive_link(copies.archived, told)
        )
    if copies.original and copies.is_dead:
        is_elsewhere = bool(copies.archived) and has_link
        parts.append(
            link_tokens(copies.original, words.dead)
            if is_elsewhere
            else text_tokens(words.dead)
        )
    return [token for part in parts for token in (*text_tokens("; "), *part)][1:]


def text_tokens(content: str) -> list[Token]:
    return [Token("text", "", 0, content=content)]


def _archive_link(address: str, told: str) -> list[Token]:
    link = link_tokens(address, told)
    link[0].attrs["class"] = "archived-link"
    return link
