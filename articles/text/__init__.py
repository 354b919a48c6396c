"""What a text is: Markdown and its endnotes in, safe HTML and what follows out.

The room knows no Django and keeps no state. ``render`` makes an article's page,
its list of notes, contents list, plain text and distinct sources, and reports
what an editor should see as ``Finding`` codes; their sentences are the faces'
business. ``render_page`` does the same for a page without notes,
``render_plainly`` for a biography. All HTML has passed ``sanitize`` last.
``to_tree`` gives the same text and notes as plain values, for print. ``analyse_notes``
finds notes with one source and what "Ibid." means, ``extract_links`` takes the link out of a
note, ``with_new_labels`` changes the numbers of markers and nothing else,
``without_unused_definitions`` leaves out what an author wrote for no reader.
"""

from articles.text.notes.archives import archive_day
from articles.text.notes.links import ExtractedLinks, extract_links
from articles.text.notes.references import find_reference, with_new_numbers
from articles.text.notes.relabelling import CannotRelabel, markers_in, with_new_labels
from articles.text.notes.sources import NoteGroup, work_key
from articles.text.notes.suggestions import NoteAnalysis, analyse_notes
from articles.text.notes.targets import Reference

from .anchors import slug
from .dates import MONTHS
from .labels import MARKER, label_order, normal_label
from .render import render, render_page, render_plainly
from .sanitize import without_side_notes
from .source import without_unused_definitions
from .tree import NoteTree, Tree, to_tree
from .values import (
    MAXIMUM_SOURCE,
    Figure,
    Finding,
    Heading,
    Note,
    Rendered,
    Source,
    SourceTooLong,
    Words,
    check_length,
)

__all__ = [
    "MARKER",
    "MAXIMUM_SOURCE",
    "MONTHS",
    "CannotRelabel",
    "ExtractedLinks",
    "Figure",
    "Finding",
    "Heading",
    "Note",
    "NoteAnalysis",
    "NoteGroup",
    "NoteTree",
    "Reference",
    "Rendered",
    "Source",
    "SourceTooLong",
    "Tree",
    "Words",
    "analyse_notes",
    "archive_day",
    "check_length",
    "extract_links",
    "find_reference",
    "label_order",
    "markers_in",
    "normal_label",
    "render",
    "render_page",
    "render_plainly",
    "slug",
    "to_tree",
    "with_new_labels",
    "with_new_numbers",
    "without_side_notes",
    "without_unused_definitions",
    "work_key",
]
