"""The ids of headings and paragraphs, and the outline made of them."""

import hashlib
import re
from html import escape

from anyascii import anyascii
from markdown_it.token import Token

from .plain import inline_text
from .values import Heading, Words

_APOSTROPHES = re.compile(r"['’`]")
_OTHERS = re.compile(r"[^a-z0-9]+")
_LONGEST = 80
_LENGTH = 6
_QUOTES = ("blockquote_open", "blockquote_close")
TOP_LEVEL = 2
LOWEST_LEVEL = 4


def slug(text: str, *, longest: int = _LONGEST) -> str:
    """Return lower-case ASCII words joined by hyphens, "" if nothing is left."""
    words = _OTHERS.sub("-", _APOSTROPHES.sub("", anyascii(text)).lower()).strip("-")
    if len(words) <= longest:
        return words
    cut = words[: longest + 1].rpartition("-")[0] or words[:longest]
    return cut.strip("-")


class UniqueIds:
    """Hands out each id once: the second "a" becomes "a-2"."""

    def __init__(self) -> None:
        self._taken: set[str] = set()
        self._counts: dict[str, int] = {}

    def take(self, wanted: str) -> str:
        """Return ``wanted``, or with the first free number behind it."""
        count = self._counts.get(wanted, 0) + 1
        found = wanted if count == 1 else f"{wanted}-{count}"
        while found in self._taken:
            count += 1
            found = f"{wanted}-{count}"
        self._counts[wanted] = count
        self._taken.add(found)
        return found


def anchor_paragraphs(tokens: list[Token], ids: UniqueIds, words: Words) -> None:
    """Give each paragraph of the text or of a quotation its id and link, in place."""
    depth = 0
    for index, token in enumerate(tokens):
        if token.type in _QUOTES:
            depth += token.nesting
        elif token.type == "paragraph_open" and token.level == depth:
            _anchor(token, tokens[index + 1], ids, words)


def _anchor(opening: Token, inline: Token, ids: UniqueIds, words: Words) -> None:
    """Write id and link, unless the paragraph has no words.

    The link is empty: style sheets show its sign, so that feeds, reading modes and
    whoever copies the text never meet it. It stands last, behind all other links.
    """
    text = inline_text(inline)
    if not text:
        return
    digest = hashlib.sha256(text.encode()).hexdigest()
    anchor = ids.take(f"p-{digest[:_LENGTH]}")
    opening.attrs["id"] = anchor
    name = escape(words.paragraph)
    link = f'<a class="paragraph-link" href="#{anchor}" aria-label="{name}"></a>'
    children = inline.children or []
    children.append(Token("html_inline", "", 0, content=link))


def settle_headings(
    tokens: list[Token], ids: UniqueIds, words: Words
) -> tuple[Heading, ...]:
    """Give the headings of the text their levels, ids and links, in place.

    Headings inside quotations and lists are not the text's own: they become
    strong paragraphs, as in notes. Empty ones are hidden.
    """
    outline: list[Heading] = []
    above: list[int] = []
    for index, token in enumerate(tokens):
        if token.type != "heading_open":
            continue
        title = inline_text(tokens[index + 1])
        if token.level or not title:
            _demote(tokens, index)
            continue
        rank = int(token.tag[1:])
        while above and above[-1] >= rank:
            above.pop()
        above.append(rank)
        level = min(TOP_LEVEL + len(above) - 1, LOWEST_LEVEL)
        heading = Heading(level, ids.take(f"s-{slug(title) or 'section'}"), title)
        outline.append(heading)
        _write(tokens, index, heading, words)
    return tuple(outline)


def demote_headings(tokens: list[Token]) -> None:
    """Turn every heading into a strong paragraph, in place."""
    for index, token in enumerate(tokens):
        if token.type == "heading_open":
            _demote(tokens, index)


def _write(tokens: list[Token], index: int, heading: Heading, words: Words) -> None:
    opening, inline, closing = tokens[index : index + 3]
    opening.tag = closing.tag = f"h{heading.level}"
    opening.attrs = {"id": heading.id}
    name = escape(words.section.format(title=heading.text))
    link = f'<a class="heading-link" href="#{heading.id}" aria-label="{name}">#</a>'
    children = inline.children or []
    children.append(Token("html_inline", "", 0, content=f" {link}"))


def _demote(tokens: list[Token], index: int) -> None:
    opening, inline, closing = tokens[index : index + 3]
    if not inline.children:
        opening.hidden = closing.hidden = True
        return
    opening.type, closing.type = "paragraph_open", "paragraph_close"
    opening.tag = closing.tag = "p"
    inline.children = [
        Token("strong_open", "strong", 1),
        *inline.children,
        Token("strong_close", "strong", -1),
    ]
