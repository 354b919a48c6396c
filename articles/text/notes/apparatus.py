"""Markers in the text, notes beside it, and the list at its end."""

from collections.abc import Mapping
from html import escape

from markdown_it.token import Token

from articles.text.parsing.markers import NOTE_MARKER
from articles.text.parsing.parser import inline_to_html, to_html
from articles.text.values import Words

from .entries import Entry

_NO_COPY = ("heading_open", "heading_close", "table_open", "table_close")
_WORD_JOINER = "\u2060"


def notes_section(entries: list[Entry], words: Words) -> str:
    """Return the HTML of the list, not sanitised yet; "" without entries."""
    if not entries:
        return ""
    items = "".join(_item(entry, words) for entry in entries)
    return (
        '<section id="notes" class="notes" role="doc-endnotes"'
        ' aria-labelledby="notes-heading">\n'
        f'<h2 id="notes-heading">{escape(words.notes)}</h2>\n'
        f'<ol role="list">\n{items}</ol>\n</section>\n'
    )


def marker_id(label: str, count: int) -> str:
    """Return the id of the marker that cites a note for the nth time."""
    return f"fnref-{label}" if count == 1 else f"fnref-{label}-{count}"


def missing_sentence(entry: Entry, words: Words) -> str:
    """Return what readers see in place of a note that is lost, escaped."""
    return escape(words.missing.format(label=entry.shown))


def _item(entry: Entry, words: Words) -> str:
    attributes = ""
    if entry.label:
        attributes = f' id="fn-{entry.label}"'
    if entry.label.isdigit():
        attributes += f' value="{int(entry.label)}"'
    if entry.is_missing:
        attributes += ' class="is-missing"'
    number = f'<span class="note-number">{escape(entry.shown)}</span>'
    return f"<li{attributes}>{number} {_content(entry, words)}</li>\n"


def _content(entry: Entry, words: Words) -> str:
    ending = _ending(entry, words)
    if entry.is_missing:
        return f"<p>{missing_sentence(entry, words)}{ending}</p>"
    tokens = entry.tokens
    if tokens and tokens[-1].type == "paragraph_close":
        return to_html([*tokens[:-1], _html(ending), tokens[-1]])
    return to_html([*tokens, _html(f"<p>{ending.lstrip()}</p>")])


def _html(content: str) -> Token:
    return Token("html_block", "", 0, content=content)


def _ending(entry: Entry, words: Words) -> str:
    """Return the links back, or the remark that there are none."""
    count = entry.citations
    if not count:
        uncited = f' <span class="note-remark">{escape(words.uncited)}</span>'
        return "" if entry.is_missing else uncited
    names = [entry.shown]
    if count > 1:
        names = [f"{entry.shown} ({number})" for number in range(1, count + 1)]
    return "".join(
        f' <a class="note-return" href="#{marker_id(entry.label, number)}"'
        ' role="doc-backlink"'
        f' aria-label="{escape(words.back.format(label=name))}">↩ {escape(name)}</a>'
        for number, name in enumerate(names, start=1)
    )


def cited_labels(tokens: list[Token]) -> tuple[str, ...]:
    """Return the label of each marker, in order of appearance."""
    return tuple(
        child.content
        for token in tokens
        for child in token.children or ()
        if child.type == NOTE_MARKER
    )


def write_markers(
    tokens: list[Token], entries: Mapping[str, Entry], words: Words
) -> None:
    """Turn the markers into HTML, in place, and count the citations of each entry.

    The copy for the margin stands at the first citation outside headings and tables.
    """
    depth = 0
    copied: set[str] = set()
    for token in tokens:
        if token.type in _NO_COPY:
            depth += token.nesting
        for child in token.children or ():
            if child.type == NOTE_MARKER:
                entry = entries[child.content]
                has_copy = not depth and entry.label not in copied
                _write(child, entry, words, has_copy=has_copy)
                if has_copy:
                    copied.add(entry.label)


def _write(child: Token, entry: Entry, words: Words, *, has_copy: bool) -> None:
    entry.citations += 1
    label = entry.label
    joiner = _WORD_JOINER if child.meta.get("needs_joiner") else ""
    copy = side_note(entry, words) if has_copy else ""
    child.type = "html_inline"
    child.content = (
        f'{joiner}<sup class="note-marker" id="{marker_id(label, entry.citations)}">'
        f'<a href="#fn-{label}" role="doc-noteref"'
        f' aria-label="{escape(words.note.format(label=label))}">{label}</a></sup>{copy}'
    )


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
