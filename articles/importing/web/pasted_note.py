"""One note in HTML as Markdown."""

from articles.importing.markup.writing import to_markdown

from .clean import clean
from .items import as_note, plain_item
from .tree import parse


def note_of(label: str, inner: str) -> str:
    """Return the text of a note without its label and the way back."""
    page = parse(f"<div>{inner}</div>")
    clean(page, page, "")
    note = as_note([page.div] if page.div else [page], label, page)
    plain_item(note, set())
    return to_markdown(note.content, escape_numbers=True)
