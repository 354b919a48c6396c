"""Headings: levels without gaps, stable anchors, and the contents list."""

from html import escape

from markdown_it.token import Token

from .plain import inline_text
from .slugs import UniqueIds, slug
from .values import Heading, Words

TOP_LEVEL = 2
LOWEST_LEVEL = 4


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
