"""Tables: scrolling by themselves, named, aligned by class."""

from html import escape

from markdown_it.token import Token

from .plain import inline_text
from .values import Words

_ALIGNMENTS = {
    "text-align:center": "is-centred",
    "text-align:right": "is-right",
}


def settle_tables(tokens: list[Token], words: Words) -> list[Token]:
    """Return the tokens with each table in its scrolling region."""
    out: list[Token] = []
    number = 0
    for index, token in enumerate(tokens):
        if token.type in ("th_open", "td_open"):
            _settle_cell(token, tokens[index + 1], tokens[index + 2])
        if token.type == "table_open":
            number += 1
            out.append(_region(number, words))
        out.append(token)
        if token.type == "table_close":
            out.append(Token("html_block", "", 0, content="</div>\n"))
    return out


def _region(number: int, words: Words) -> Token:
    name = escape(words.table.format(number=number))
    html = (
        f'<div class="table-scroll" role="region" tabindex="0" aria-label="{name}">\n'
    )
    return Token("html_block", "", 0, content=html)


def _settle_cell(opening: Token, inline: Token, closing: Token) -> None:
    alignment = _ALIGNMENTS.get(str(opening.attrs.pop("style", "")))
    if alignment:
        opening.attrs["class"] = alignment
    if opening.tag == "th" and not inline_text(inline):
        opening.tag = closing.tag = "td"  # an empty header cell names nothing
    elif opening.tag == "th":
        opening.attrs["scope"] = "col"
