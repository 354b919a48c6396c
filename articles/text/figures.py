"""Figures and tables."""

from collections.abc import Mapping
from html import escape

from markdown_it.token import Token

from .links import host, is_web_address, link_tokens
from .plain import inline_text
from .values import Figure, Finding, Words

SCHEME = "picture:"
# The text column is 34rem wide, and as wide as the window on small ones.
_SIZES = "(min-width: 36rem) 34rem, 100vw"
_LONGEST_SHOWN = 200
_ALIGNMENTS = {
    "text-align:center": "is-centred",
    "text-align:right": "is-right",
}


def resolve_figures(
    tokens: list[Token],
    pictures: Mapping[str, Figure],
    words: Words,
    findings: list[Finding],
) -> None:
    """Put the pictures in, in place; those alone in a paragraph become figures."""
    for index, token in enumerate(tokens):
        children = token.children or []
        if not any(child.type == "image" for child in children):
            continue
        opening, closing = tokens[index - 1], tokens[index + 1 : index + 2]
        if opening.type == "paragraph_open" and _are_all_known(children, pictures):
            opening.hidden = closing[0].hidden = True
            token.type, token.children = "html_block", None
            token.content = _figures_html(children, pictures, words)
            token.meta["pictures"] = _placed(children, pictures)
        else:
            token.children = _inline(children, pictures, findings)


def alternative_text(image: Token) -> str:
    """Return the alternative text written in the source."""
    return inline_text(image)


def _placed(
    children: list[Token], pictures: Mapping[str, Figure]
) -> list[tuple[Figure, str, str]]:
    """Return each picture with the words it has here: alternative text, caption."""
    return [
        (figure, alternative_text(child) or figure.alt, _own_caption(child, figure))
        for child in children
        if child.type == "image" and (figure := _figure(child, pictures))
    ]


def _own_caption(image: Token, figure: Figure) -> str:
    return str(image.attrs.get("title", "")) or figure.caption


def _are_all_known(children: list[Token], pictures: Mapping[str, Figure]) -> bool:
    return all(
        _figure(child, pictures) is not None
        if child.type == "image"
        else child.type == "softbreak"
        for child in children
    )


def _figure(image: Token, pictures: Mapping[str, Figure]) -> Figure | None:
    address = str(image.attrs["src"])
    if not address.startswith(SCHEME):
        return None
    return pictures.get(address.removeprefix(SCHEME))


def _figures_html(
    children: list[Token], pictures: Mapping[str, Figure], words: Words
) -> str:
    pieces = []
    for child in children:
        figure = _figure(child, pictures) if child.type == "image" else None
        if figure:
            caption = _caption(child, figure, words)
            pieces.append(f"<figure>{_img(child, figure)}{caption}</figure>\n")
    return "".join(pieces)


def _img(image: Token, figure: Figure) -> str:
    alt = alternative_text(image) or figure.alt
    srcset = f' srcset="{escape(figure.srcset)}" sizes="{_SIZES}"'
    return (
        f'<img src="{escape(figure.src)}"{srcset if figure.srcset else ""}'
        f' width="{figure.width}" height="{figure.height}" alt="{escape(alt)}"'
        ' loading="lazy" decoding="async">'
    )


def _caption(image: Token, figure: Figure, words: Words) -> str:
    caption = escape(_own_caption(image, figure))
    credit = escape(words.image.format(credit=figure.credit)) if figure.credit else ""
    if credit:
        credit = f'<span class="figure-credit">{credit}</span>'
    inner = " ".join(part for part in (caption, credit) if part)
    return f"<figcaption>{inner}</figcaption>" if inner else ""


def _inline(
    children: list[Token], pictures: Mapping[str, Figure], findings: list[Finding]
) -> list[Token]:
    out: list[Token] = []
    depth = 0
    for child in children:
        if child.type in ("link_open", "link_close"):
            depth += child.nesting
        if child.type != "image":
            out.append(child)
        elif figure := _figure(child, pictures):
            meta = {"pictures": _placed([child], pictures)}
            html = _img(child, figure)
            out.append(Token("html_inline", "", 0, content=html, meta=meta))
        else:
            out += _stand_in(child, findings, in_link=bool(depth))
    return out


def _stand_in(image: Token, findings: list[Finding], *, in_link: bool) -> list[Token]:
    """Return the alternative text of a picture that is not shown."""
    address, alt = str(image.attrs["src"]), alternative_text(image)
    if address.startswith(SCHEME):
        uid = address.removeprefix(SCHEME)[:_LONGEST_SHOWN]
        findings.append(Finding("picture-unknown", (uid,)))
    else:
        findings.append(Finding("picture-elsewhere", (address[:_LONGEST_SHOWN],)))
        if is_web_address(address) and not in_link:
            return link_tokens(address, alt or host(address))
    return [Token("text", "", 0, content=alt)]


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
