"""What a text is: Markdown and its endnotes in, safe HTML and what follows out.

The room knows no Django and keeps no state. ``render`` makes an article's page,
its list of notes, contents list, plain text and distinct sources, and reports
what an editor should see as ``Finding`` codes; their sentences are the faces'
business. ``render_page`` does the same for a page without notes,
``render_plainly`` for a biography. All HTML has passed ``sanitize`` last.
"""

from .labels import label_order, normal_label
from .limits import MAXIMUM_SOURCE, SourceTooLong, check_length
from .render import render, render_page, render_plainly
from .sanitize import without_side_notes
from .slugs import slug
from .sources import work_key
from .values import Figure, Finding, Heading, Note, Rendered, Source, Words

__all__ = [
    "MAXIMUM_SOURCE",
    "Figure",
    "Finding",
    "Heading",
    "Note",
    "Rendered",
    "Source",
    "SourceTooLong",
    "Words",
    "check_length",
    "label_order",
    "normal_label",
    "render",
    "render_page",
    "render_plainly",
    "slug",
    "without_side_notes",
    "work_key",
]
