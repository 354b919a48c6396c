"""Plain text of a parsed text: for search, excerpts, anchors and counting."""

import re

from markdown_it.token import Token

_SPACES = re.compile(r"\s+")


def plain_text(tokens: list[Token]) -> str:
    """Return the text of all blocks, with blank lines between them."""
    blocks: list[str] = []
    row: list[str] | None = None
    for token in tokens:
        if token.type == "tr_open":
            row = []
        elif token.type == "tr_close" and row is not None:
            blocks.append(" ".join(cell for cell in row if cell))
            row = None
        elif token.type == "inline":
            (blocks if row is None else row).append(inline_text(token))
        elif token.type in ("fence", "code_block"):
            blocks.append(token.content.strip())
    return "\n\n".join(block for block in blocks if block)


def inline_text(token: Token) -> str:
    """Return the text of one paragraph or heading, without markers or pictures."""
    pieces = []
    for child in token.children or ():
        if child.type in ("text", "code_inline"):
            pieces.append(child.content)
        elif child.type in ("softbreak", "hardbreak"):
            pieces.append(" ")
    return _SPACES.sub(" ", "".join(pieces)).strip()


def count_words(text: str) -> int:
    """Count the words that have a letter or digit in them."""
    return sum(1 for word in text.split() if any(char.isalnum() for char in word))
