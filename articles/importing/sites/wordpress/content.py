"""The content of a post as Markdown, its paragraphs as WordPress makes them."""

import json
import re
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field

from bs4 import BeautifulSoup
from bs4.element import Tag

from articles.importing.ledger import Ledger
from articles.importing.readers.web.clean import clean, part_paragraphs, plain_links
from articles.importing.readers.web.tree import parse as tree_of
from articles.importing.scrub import scrub
from articles.importing.unreadable import Unreadable
from articles.importing.writing.markdown import to_markdown
from articles.text import MAXIMUM_SOURCE

from .notes import remarks_of, settled, take_from_tree, take_typed
from .shortcodes import MOST_NOTES, Gallery, no_gallery, open_shortcodes

# What holds other blocks, and what holds words.
_OUTER = (
    "address|article|aside|blockquote|center|details|dl|div|fieldset|figure|footer|form"
    "|header|hr|main|nav|ol|section|table|tbody|tfoot|thead|tr|ul"
)
_INNER = "caption|dd|dt|figcaption|h[1-6]|legend|li|p|summary|td|th"
_OUTER_TAG = re.compile(rf"</?(?:{_OUTER})\b[^<>]*>", re.IGNORECASE)
_INNER_START = re.compile(rf"<(?:{_INNER})\b[^<>]*>", re.IGNORECASE)
_INNER_END = re.compile(rf"</(?:{_INNER})\s*>", re.IGNORECASE)
_STARTS_BLOCK = re.compile(rf"</?(?:{_OUTER}|{_INNER}|pre)\b", re.IGNORECASE)
_PRE = re.compile(r"<(/?)pre\b[^<>]*>", re.IGNORECASE)
_LINE_END = re.compile(r"\r\n?")
_BLANK = re.compile(r"\n[ \t\xa0]*(?:\n[ \t\xa0]*)+")
# A break that was written, with the end of its line, is one break.
_LINE_BREAK = re.compile(r"(?:<br\s{0,9}/?>[ \t]*)?\n", re.IGNORECASE)
_MORE = re.compile(r"<!--\s*(?:more|nextpage)\b[^<>]{0,200}-->", re.IGNORECASE)
LONGEST = 5 * MAXIMUM_SOURCE
MOST_TAGS = 50_000
# Returns "picture:UID" for the address of a picture whose file is at hand, or "".
Shown = Callable[[str], str]
# A sign that opens no tag, or one whose tag never closes.
_LOOSE = re.compile(r"<(?!/?[A-Za-z][^<>]*>|!--)")
_COMMENT_START, _COMMENT_END = "<!--", "-->"
_EMBEDDED = ("iframe", "embed", "object", "video", "audio")


def mark_paragraphs(text: str) -> str:
    """Put ``<p>`` and ``<br>`` where blank lines and ends of lines stand for them."""
    text = _LINE_END.sub("\n", text)
    return "".join(
        part if is_verbatim else _marked(part) for part, is_verbatim in _parts(text)
    )


def _parts(text: str) -> list[tuple[str, bool]]:
    """Divide a text at ``<pre>``, whose lines stay as they are."""
    parts = []
    position, opened = 0, -1
    for found in _PRE.finditer(text):
        if not found[1] and opened < 0:
            parts.append((text[position : found.start()], False))
            opened = found.start()
        elif found[1] and opened >= 0:
            parts.append((text[opened : found.end()], True))
            position, opened = found.end(), -1
    parts.append((text[position if opened < 0 else opened :], opened >= 0))
    return parts


def _marked(text: str) -> str:
    text = _MORE.sub("\n\n", text)
    text = _OUTER_TAG.sub(lambda found: f"\n\n{found[0]}\n\n", text)
    text = _INNER_START.sub(lambda found: f"\n\n{found[0]}", text)
    text = _INNER_END.sub(lambda found: f"{found[0]}\n\n", text)
    pieces = (piece.strip() for piece in _BLANK.split(text))
    return "\n".join(_paragraph(piece) for piece in pieces if piece)


def _paragraph(piece: str) -> str:
    if _STARTS_BLOCK.match(piece):
        return piece
    lines = _LINE_BREAK.sub("<br>\n", piece)
    return f"<p>{lines}</p>"


class TooLong(ValueError):
    """The content has more characters, or more elements, than are read."""


@dataclass(slots=True)
class Content:
    """A text: ``notes`` holds Markdown by label, "" for one that is missing."""

    source: str
    notes: dict[str, str]
    remarks: list[str] = field(default_factory=list)


def read_content(
    text: str, footnotes: str, shown: Shown, *, shots: Gallery = no_gallery
) -> Content:
    """Read the content of a post, and the block editor's notes, which stand beside it.

    Raises TooLong.
    """
    if len(text) + len(footnotes) > LONGEST:
        raise TooLong
    opened = open_shortcodes(text, shots)
    is_classic = "<!-- wp:" not in text
    page = parse(mark_paragraphs(opened.text) if is_classic else opened.text)
    notes = {label: read_note(inner) for label, inner in opened.notes.items()}
    take_block_notes(page, footnotes, notes)
    remarks = [*settle_pictures(page, shown), *open_embedded(page)]
    clean(page, page, "")
    part_paragraphs(page, page)
    dropped: list[str] = []
    if notes:
        plain_links(page)
        source = to_markdown(page, escape_numbers=True, dropped=dropped)
    else:
        source, notes, told = with_other_notes(page, dropped)
        remarks += told
    remarks += [*opened.remarks, *told_of(opened.unknown, dropped)]
    return Content(source, notes, remarks)


def with_other_notes(
    page: BeautifulSoup, dropped: list[str]
) -> tuple[str, dict[str, str], list[str]]:
    """Read a text whose notes, if it has any, no plugin made."""
    ledger = Ledger("")
    raw = take_from_tree(page, ledger)
    plain_links(page)
    source = to_markdown(page, escape_numbers=bool(raw), dropped=dropped)
    if not raw:
        source, raw = take_typed(source, ledger)
    notes = settled(source, raw, ledger) if raw else {}
    return source, notes, remarks_of(ledger)


def parse(text: str) -> BeautifulSoup:
    """Parse HTML in a time that grows with its length alone, whatever it is.

    Raises TooLong for more elements than a text can have.
    """
    bare = _LOOSE.sub("&lt;", without_comments(scrub(text).markup))
    if bare.count("<") > MOST_TAGS:
        raise TooLong
    try:
        return tree_of(bare)
    except Unreadable as error:
        raise TooLong from error


def without_comments(text: str) -> str:
    """Leave out comments, in which the block editor keeps its marks."""
    parts = []
    position = 0
    while (start := text.find(_COMMENT_START, position)) >= 0:
        end = text.find(_COMMENT_END, start)
        if end < 0:
            break
        parts.append(text[position:start])
        position = end + len(_COMMENT_END)
    rest = text[position:].replace(_COMMENT_START, "&lt;!--")
    return "".join((*parts, rest))


def read_note(inner: str) -> str:
    """Return one note's HTML as Markdown."""
    return to_markdown(parse(inner))


def read_plain(inner: str) -> str:
    """Return HTML as plain text, a line break where it has one."""
    tree = parse(inner)
    for each in tree.find_all(("br", "p", "div", "li", "blockquote")):
        each.insert_before("\n")
    for link in tree.find_all("a"):
        address, words = str(link.get("href", "")), link.get_text().strip()
        if address.startswith("http") and address.rstrip("/") != words.rstrip("/"):
            link.append(f" ({address})")
    lines = (" ".join(line.split()) for line in tree.get_text().split("\n"))
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()


def take_block_notes(tree: Tag, footnotes: str, notes: dict[str, str]) -> None:
    """Add the block editor's notes; a marker whose note is lost gets a missing one."""
    texts = block_texts(footnotes)
    labels: dict[str, str] = {}
    for key in [*texts, *(str(each["data-fn"]) for each in tree.select("[data-fn]"))]:
        if key not in labels and len(notes) < MOST_NOTES:
            labels[key] = str(len(notes) + 1)
            notes[labels[key]] = read_note(texts.get(key, ""))
    for marker in tree.select("[data-fn]"):
        label = labels.get(str(marker["data-fn"]))
        if label:
            span = Tag(name="span", attrs={"data-note": label})
            marker.replace_with(span)


def block_texts(footnotes: str) -> dict[str, str]:
    """Return the HTML of the block editor's notes by their ids."""
    try:
        told = json.loads(footnotes) if footnotes.strip() else []
    except (ValueError, RecursionError):
        return {}
    if not isinstance(told, list):
        return {}
    return {
        str(each.get("id", "")): str(each.get("content", ""))
        for each in told
        if isinstance(each, dict)
    }


def settle_pictures(tree: Tag, shown: Shown) -> list[str]:
    """Let pictures that are at hand be shown, with their captions; tell of the others."""
    missing = 0
    for image in tree.find_all("img"):
        source = shown(str(image.get("src", "")))
        if not source:
            missing += 1
            continue
        image["src"] = source
        figure = image.find_parent("figure")
        caption = figure.find("figcaption") if figure else None
        if caption and caption.find(("a", "span")) is None:
            image["title"] = " ".join(caption.get_text().split())[:500]
            caption.decompose()
        if image.parent and image.parent.name == "a":
            # Such a link leads to the old site's larger copy.
            image.parent.unwrap()
    if missing:
        return [f"Pictures not at hand, shown as links: {missing}."]
    return []


def open_embedded(tree: Tag) -> list[str]:
    """Put links where players and frames stood, which readers do not get here."""
    addresses = []
    frames = tree.find_all(_EMBEDDED)
    for frame in [each for each in frames if each.find_parent(_EMBEDDED) is None]:
        inner = frame.find(("source", "embed")) or frame
        address = frame.get("src") or frame.get("data") or inner.get("src") or ""
        if str(address).startswith("//"):
            address = f"https:{address}"
        link = Tag(name="a", attrs={"href": str(address)})
        link.string = str(address)
        paragraph = Tag(name="p")
        paragraph.append(link)
        frame.replace_with(paragraph)
        addresses.append(str(address)[:80])
    if addresses:
        return [f"Embedded, and now a link: {', '.join(addresses[:5])}."]
    return []


def told_of(unknown: list[str], dropped: list[str]) -> list[str]:
    remarks = []
    if unknown:
        counts = Counter(unknown).most_common(10)
        names = ", ".join(f"[{name}] {count}×" for name, count in counts)
        remarks.append(f"Shortcodes that stay as text: {names}.")
    if dropped:
        names = ", ".join(each[:60] for each in dict.fromkeys(dropped))
        remarks.append(f"Addresses that lead nowhere were left out: {names[:200]}.")
    return remarks
