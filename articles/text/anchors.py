"""Anchors of paragraphs, made from their words alone, so that they stay."""

import hashlib
from html import escape

from markdown_it.token import Token

from .plain import inline_text
from .slugs import UniqueIds
from .values import Words

_LENGTH = 6
_QUOTES = ("blockquote_open", "blockquote_close")


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
