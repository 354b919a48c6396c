"""The list of notes at the end, with the way back to each citation."""

from html import escape

from markdown_it.token import Token

from .entries import Entry
from .parser import to_html
from .values import Words


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
