"""Anchors of paragraphs, made from their words alone, so that they stay."""

import hashlib

from markdown_it.token import Token

from .plain import inline_text
from .slugs import UniqueIds

_LENGTH = 6
_QUOTES = ("blockquote_open", "blockquote_close")


def anchor_paragraphs(tokens: list[Token], ids: UniqueIds) -> None:
    """Give each paragraph of the text or of a quotation its id, in place."""
    depth = 0
    for index, token in enumerate(tokens):
        if token.type in _QUOTES:
            depth += token.nesting
        elif token.type == "paragraph_open" and token.level == depth:
            text = inline_text(tokens[index + 1])
            if text:
                digest = hashlib.sha256(text.encode()).hexdigest()
                token.attrs["id"] = ids.take(f"p-{digest[:_LENGTH]}")
