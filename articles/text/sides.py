"""The copy of a note beside the text: phrasing content, hidden from assistants."""

from html import escape

from markdown_it.token import Token

from .endnotes import missing_sentence
from .entries import Entry
from .parser import inline_to_html
from .values import Words


def side_note(entry: Entry, words: Words) -> str:
    """Return the HTML of the copy, not sanitised yet."""
    if entry.is_missing:
        content = missing_sentence(entry, words)
    else:
        content = "<br>".join(_lines(entry.tokens))
    return (
        '<span class="side-note" aria-hidden="true" data-nosnippet>'
        f"<b>{escape(entry.shown)}</b> {content}</span>"
    )


def _lines(tokens: list[Token]) -> list[str]:
    """Return one line for each paragraph, list item, table row or code block."""
    lines: list[str] = []
    bullet = ""
    cells: list[str] | None = None
    for token in tokens:
        if token.type == "list_item_open":
            bullet = "• "
        elif token.type == "tr_open":
            cells = []
        elif token.type == "tr_close":
            lines.append(" · ".join(cells or ()))
            cells = None
        elif token.type == "inline":
            line = bullet + inline_to_html(_without_focus(token.children or []))
            (lines if cells is None else cells).append(line)
            bullet = ""
        elif token.type in ("fence", "code_block"):
            lines.append(f"{bullet}<code>{escape(token.content.strip())}</code>")
            bullet = ""
    return lines


def _without_focus(children: list[Token]) -> list[Token]:
    return [
        child.copy(attrs={**child.attrs, "tabindex": "-1"})
        if child.type == "link_open"
        else child
        for child in children
    ]
