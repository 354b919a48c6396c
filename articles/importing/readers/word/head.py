"""The title and the standfirst of a Word file, as its styles and properties tell them."""

import re
from dataclasses import dataclass, field

from bs4.element import Tag

from articles.importing.writing.markdown import HEADINGS

from .file import WordText

MOST_BLOCKS = 6
LONGEST_TITLE = 250

_NO_TITLE = re.compile(
    r"microsoft word\b.*|.*\.(?:docx?|rtf|odt|pdf|tmp)|(?:untitled|document|draft|"
    r"title|presentation|powerpoint presentation|normal|template)\s*\d*|\S+|.*[_/\\].*",
    re.IGNORECASE,
)


@dataclass(slots=True)
class Titles:
    """What stands above the text, and the names of notes that it cites."""

    title: str = ""
    standfirst: str = ""
    markers: list[str] = field(default_factory=list)


def take_titles(text: WordText) -> Titles:
    """Take title and subtitle out of the tree; a later title is a heading."""
    titles = Titles()
    blocks = [block for block in text.body.children if isinstance(block, Tag)]
    opening = blocks[:MOST_BLOCKS]
    if not any(block.get("data-role") == "title" for block in opening):
        _mark_claimed(opening, text.claimed_title)
    for block in opening:
        if block.get("data-role") == "title" and not titles.standfirst:
            titles.title = f"{titles.title} {_taken(block, titles)}".strip()
        elif block.get("data-role") == "subtitle" and titles.title:
            titles.standfirst = f"{titles.standfirst} {_taken(block, titles)}".strip()
        elif titles.title:
            break
    for late in text.body.find_all("p", attrs={"data-role": ["title", "subtitle"]}):
        late.name = "h1" if late["data-role"] == "title" else "p"
    return titles


def sensible_title(claimed: str) -> str:
    """The title of a file's properties, unless it says nothing."""
    title = " ".join(claimed.split())
    is_title = 0 < len(title) <= LONGEST_TITLE and not _NO_TITLE.fullmatch(title)
    return title if is_title else ""


def _mark_claimed(opening: list[Tag], claimed: str) -> None:
    """Take the paragraph for the title that the properties call so."""
    title = sensible_title(claimed).casefold()
    for block in opening:
        words = " ".join(block.get_text().split()).casefold()
        if title and words == title and block.name in ("p", *HEADINGS):
            block["data-role"] = "title"
            return


def _taken(block: Tag, titles: Titles) -> str:
    """The words of a block that leaves the tree; its pictures stay."""
    for marker in block.find_all("span", attrs={"data-note": True}):
        titles.markers.append(str(marker["data-note"]))
    for line_break in block.find_all("br"):
        line_break.replace_with(" ")
    for image in block.find_all("img"):
        block.insert_before(image.extract())
    block.extract()
    return " ".join(block.get_text().split())
