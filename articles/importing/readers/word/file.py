"""A Word file as a tree of HTML, the notes beside it, and what else was found in it."""

from dataclasses import dataclass

from bs4 import BeautifulSoup
from bs4.element import Tag

from articles.importing.unreadable import Unreadable
from articles.importing.writing.markdown import HEADINGS
from articles.text import MAXIMUM_SOURCE

from .blocks import Blocks
from .notes import KINDS, WordNote, read_notes
from .numbering import Numbers
from .package import WordFile, open_package
from .story import Story, text_of
from .styles import Styles

MARGINS = ("header", "footer")
LONGEST_HEADING, MOST_HEADING_WORDS = 100, 14
LONG_PARAGRAPH = 200

_TERMINAL = tuple(".,;:!?…।”’\"')]-")


@dataclass(frozen=True, slots=True)
class WordText:
    """The text of a file, its notes, what was left out, and the title it claims."""

    body: BeautifulSoup
    notes: list[WordNote]
    story: Story
    claimed_title: str


def read_file(data: bytes) -> WordText:
    """Read a ``.docx`` file; raise ``Unreadable`` where it is broken or unsafe."""
    file = WordFile(open_package(data))
    story = Story()
    styles = Styles(file.part("styles").root)
    numbers = Numbers(file.part("numbering").root)
    html = Blocks(file, file.body, styles, numbers, story).read(file.body.root)
    if sum(map(len, story.said)) > 2 * MAXIMUM_SOURCE:
        raise Unreadable("too-long", {"limit": MAXIMUM_SOURCE})
    parts = {}
    for kind in KINDS:
        part = file.part(f"{kind}s")
        blocks = Blocks(file, part, styles, numbers, story)
        parts[kind] = (part.root, blocks)
    notes = read_notes(parts, story)
    _leave_the_rest(file, story)
    body = BeautifulSoup(html, "html.parser")
    _join_references(body, story)
    _settle_headings(body)
    return WordText(body, notes, story, file.properties().get("dc-title", ""))


def _leave_the_rest(file: WordFile, story: Story) -> None:
    """List comments, what stands in the margins of pages, and programs."""
    for part in file.parts("comments"):
        for comment in part.root.iter("comment"):
            author = comment.get("author", "")
            story.leave("comment", f"{author}: {text_of(comment)}")
    margins = [text_of(p.root) for kind in MARGINS for p in file.parts(kind)]
    for text in dict.fromkeys(" ".join(text.split()) for text in margins):
        if any(sign.isalpha() for sign in text):
            story.leave("page-margin", text)
    if file.has_macros:
        story.leave("macros", "vbaProject.bin")


def _join_references(body: BeautifulSoup, story: Story) -> None:
    """Make markers of cross-references to notes; others are the text they show."""
    for reference in body.find_all("span", attrs={"data-bookmark": True}):
        name = story.bookmarks.get(str(reference["data-bookmark"]))
        if name:
            reference.clear()
            reference["data-note"] = name
            if reference.parent is not None and reference.parent.name == "sup":
                reference.parent.unwrap()
        else:
            story.said.append(reference.get_text())
            reference.unwrap()
    body.smooth()


def _settle_headings(body: BeautifulSoup) -> None:
    """Take emphasis out of headings; without any, short bold paragraphs are some."""
    if body.find(HEADINGS) is None:
        for paragraph in _after_long_one(body):
            if _is_bold_heading(paragraph):
                paragraph.name = "h2"
    for heading in body.find_all(HEADINGS):
        for strong in heading.find_all("strong"):
            strong.unwrap()
    body.smooth()


def _after_long_one(body: BeautifulSoup) -> list[Tag]:
    paragraphs = body.find_all("p", recursive=False)
    for index, paragraph in enumerate(paragraphs):
        if len(paragraph.get_text()) >= LONG_PARAGRAPH:
            return list(paragraphs[index + 1 :])
    return []


def _is_bold_heading(paragraph: Tag) -> bool:
    children = [child for child in paragraph.children if str(child).strip()]
    is_bold = len(children) == 1 and getattr(children[0], "name", "") == "strong"
    text = paragraph.get_text().strip()
    is_short = len(text) <= LONGEST_HEADING and len(text.split()) <= MOST_HEADING_WORDS
    after = paragraph.find_next_sibling()
    is_followed = isinstance(after, Tag) and after.name == "p"
    return is_bold and is_short and is_followed and not text.endswith(_TERMINAL)
