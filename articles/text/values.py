"""The values that the renderer takes and gives, and its limits."""

from dataclasses import dataclass

MAXIMUM_SOURCE = 200_000


class SourceTooLong(ValueError):
    """The source has more characters than the renderer takes."""


def check_length(source: str) -> None:
    """Raise SourceTooLong for a text of more than MAXIMUM_SOURCE characters."""
    if len(source) > MAXIMUM_SOURCE:
        raise SourceTooLong(
            f"The text has {len(source):,} characters; "
            f"at most {MAXIMUM_SOURCE:,} can be rendered. Divide it into parts."
        )


@dataclass(frozen=True, slots=True)
class Note:
    """One endnote as it is kept; ``text`` is Markdown, what happened ``_on`` worded.

    ``archived_day`` is the same day as ``archived_on``, in ISO 8601. ``refers_to`` is the
    label of the note that its "Ibid." means.
    """

    label: str
    text: str
    link: str = ""
    archived_link: str = ""
    accessed_on: str = ""
    is_missing: bool = False
    archived_on: str = ""
    archived_day: str = ""
    link_is_dead: bool = False
    refers_to: str = ""


@dataclass(frozen=True, slots=True)
class Figure:
    """What the renderer needs to know of a picture; an empty alt is decoration."""

    src: str
    srcset: str
    width: int
    height: int
    alt: str
    caption: str = ""
    credit: str = ""


@dataclass(frozen=True, slots=True)
class Words:
    """The few phrases that stand in stored HTML, in the article's language."""

    notes: str = "Notes"
    note: str = "Note {label}"
    missing: str = "Note {label} is missing from the source text."
    uncited: str = "Not cited in the text."
    back: str = "Back to text, note {label}"
    archived: str = "archived"
    archived_on: str = "archived {date}"
    dead: str = "original link no longer works"
    accessed: str = "accessed {date}"
    image: str = "Image: {credit}"
    table: str = "Table {number}"
    section: str = "Link to section: {title}"
    paragraph: str = "Link to this paragraph"


@dataclass(frozen=True, slots=True)
class Heading:
    """One line of the contents list."""

    level: int
    id: str
    text: str


@dataclass(frozen=True, slots=True)
class Finding:
    """Something an editor should see: a code, and what the sentence needs."""

    code: str
    parameters: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Source:
    """One distinct work cited in the notes; ``label`` is the first note that does."""

    text: str
    url: str = ""
    label: str = ""


@dataclass(frozen=True, slots=True)
class Rendered:
    """All that is made of one source and its notes, ready to be stored."""

    html: str
    notes_html: str
    outline: tuple[Heading, ...]
    plain: str
    sources: tuple[Source, ...]
    findings: tuple[Finding, ...]
    word_count: int
    markers: tuple[str, ...]
