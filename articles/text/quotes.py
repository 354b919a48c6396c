"""Curly quotation marks and apostrophes, chosen by what stands on either side."""

import re

from markdown_it.rules_core import StateCore
from markdown_it.token import Token

_STRAIGHT = re.compile("[\"']")
_BRACKETS = frozenset("([{<‘“«¿¡")
_DASHES = frozenset("—–-/=")
_CLOSING = frozenset(".,;:!?)]}…”’")
# '90s, '47; and words that begin with an apostrophe.
_ELISION = re.compile(r"(?:\d\ds?|tis|twas|twere|til|em|n)(?!\w)", re.IGNORECASE)
_FILLERS = {"code_inline": "x", "image": "x", "softbreak": " ", "hardbreak": " "}


def curl_quotes(state: StateCore) -> None:
    """Replace straight marks in running text; code and addresses stay."""
    for token in state.tokens:
        _curl_tokens(token.children or [])
        for child in token.children or ():
            _curl_tokens(child.children or [])


def curl(text: str) -> str:
    """Return the text with each straight mark replaced by its curly one."""
    chars = list(text)
    for found in _STRAIGHT.finditer(text):
        position = found.start()
        before = chars[position - 1] if position else ""
        if found[0] == "'":
            chars[position] = _single(text, position, before)
        else:
            after = text[position + 1 : position + 2]
            chars[position] = "“" if _opens(before, after) else "”"
    return "".join(chars)


def _curl_tokens(tokens: list[Token]) -> None:
    pieces = _pieces(tokens)
    flat = "".join(piece for _, piece in pieces)
    if '"' not in flat and "'" not in flat:
        return
    curled = curl(flat)
    position = 0
    for token, piece in pieces:
        if token.type == "text" and token.content == piece:
            token.content = curled[position : position + len(piece)]
        position += len(piece)


def _pieces(tokens: list[Token]) -> list[tuple[Token, str]]:
    """Return each token with the characters it stands for among its neighbours."""
    pieces: list[tuple[Token, str]] = []
    is_address = False
    for token in tokens:
        if token.info == "auto":
            is_address = token.nesting == 1
        if token.type == "text":
            pieces.append((token, "x" if is_address else token.content))
        else:
            pieces.append((token, _FILLERS.get(token.type, "")))
    return pieces


def _opens(before: str, after: str) -> bool:
    if not after or after.isspace():
        return False
    if before in _DASHES:
        return after not in _CLOSING
    return not before or before.isspace() or before in _BRACKETS


def _single(text: str, position: int, before: str) -> str:
    if not _opens(before, text[position + 1 : position + 2]):
        return "’"
    return "’" if _ELISION.match(text, position + 1) else "‘"
