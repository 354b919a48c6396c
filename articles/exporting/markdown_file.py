"""An article as a Markdown file that our own importer, and people, can read.

The text stays as it was written. Where it would be read as something else, a
backslash stands before it; what no page shows, because nothing uses it, is left out.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from articles.content import Texts, statements_of
from articles.text import MARKER, Note, Words, normal_label, without_unused_definitions

from .citation import Precision
from .escaping import one_line
from .people import Person

DATES: dict[Precision, str] = {"day": "%Y-%m-%d", "month": "%Y-%m", "year": "%Y"}
_FENCE = re.compile(r" {0,3}(`{3,}|~{3,})")
_PICTURE = re.compile(r"\bpicture:([0-9a-f-]{36})\b", re.IGNORECASE)
_INDENT = "    "


@dataclass(frozen=True, slots=True, kw_only=True)
class MarkdownFile(Texts):
    """What the file says. ``topics`` are pairs of axis and name; ``pictures`` maps
    uids to absolute addresses; ``words`` are those of the article's language."""

    language: str
    kind: str
    address: str
    notes: Sequence[Note] = ()
    people: Sequence[Person] = ()
    dated: date | None = None
    precision: Precision = "day"
    topics: Sequence[tuple[str, str]] = ()
    doi: str = ""
    isbn: str = ""
    report_number: str = ""
    licence: str = ""
    disclaimer: str = ""
    pictures: Mapping[str, str] | None = None
    words: Words = field(default_factory=Words)


def to_markdown(file: MarkdownFile) -> str:
    """Return the file: a block of fields, the text, the notes."""
    parts = [
        _fields(file),
        _body(file),
        *(_note(note, file.words) for note in file.notes),
    ]
    return "\n\n".join(part for part in parts if part) + "\n"


def _fields(file: MarkdownFile) -> str:
    missing = ", ".join(note.label for note in file.notes if note.is_missing)
    dated = file.dated.strftime(DATES[file.precision]) if file.dated else ""
    rows = [
        ("title", [file.title]),
        ("standfirst", [file.standfirst]),
        ("authors", [_byline(person) for person in file.people]),
        ("date", [dated]),
        ("language", [file.language]),
        ("kind", [file.kind]),
        *_topics(file.topics),
        ("address", [file.address]),
        ("doi", [file.doi]),
        ("isbn", [file.isbn]),
        ("report number", [file.report_number]),
        ("licence", [file.licence]),
        ("picture credit", [file.picture_credit]),
        *((field.keys[0], [said]) for field, said in statements_of(file)),
        ("disclaimer", [file.disclaimer]),
        ("missing notes", [missing]),
    ]
    return "\n".join(["---", *(line for row in rows for line in _field(*row)), "---"])


def _topics(topics: Sequence[tuple[str, str]]) -> list[tuple[str, list[str]]]:
    """Return the names on each axis."""
    axes: dict[str, list[str]] = {}
    for axis, name in topics:
        axes.setdefault(axis, []).append(name)
    return list(axes.items())


def _field(key: str, values: Sequence[str]) -> list[str]:
    """Return a line, or for several values a list; nothing where there is none."""
    said = [_quoted(value) for value in values if value.strip()]
    if len(said) > 1:
        return [f"{key}:", *(f"  - {value}" for value in said)]
    return [f"{key}: {value}" for value in said]


def _byline(person: Person) -> str:
    honorific = "" if person.is_organisation else person.honorific
    name = f"{honorific} {person.plain_name}".strip()
    parts = [name, person.role, person.affiliation]
    # A semicolon would begin another author.
    return ", ".join(part.replace(";", ",") for part in parts if part)


def _quoted(text: str) -> str:
    """Return a value in quotation marks, as YAML reads it: in single ones a doubled
    apostrophe is the only escape."""
    line = one_line(text)
    if '"' not in line and "\\" not in line:
        return f'"{line}"'
    return "'" + line.replace("'", "''") + "'"


def _body(file: MarkdownFile) -> str:
    pictures = file.pictures or {}
    lines = []
    fence = ""
    labels = {normal_label(note.label) for note in file.notes}
    source = without_unused_definitions(file.source, labels)
    for line in source.replace("\r\n", "\n").strip("\n").split("\n"):
        found = _FENCE.match(line)
        if found and not fence:
            fence = found[1]
        elif found and line.strip().startswith(fence) and not line.strip(" `~"):
            fence = ""
        elif not fence:
            line = _guarded(line)
        lines.append(line)
    return _PICTURE.sub(
        lambda found: pictures.get(found[1].lower(), found[0]), "\n".join(lines)
    )


def _guarded(line: str) -> str:
    """Keep a marker with a colon behind it from being read as a note."""
    indent = len(line) - len(line.lstrip(" "))
    found = MARKER.match(line, indent)
    if found and found[1] and line[found.end() :].startswith(":"):
        return f"{line[: found.end()]}\\{line[found.end() :]}"
    return line


def _note(note: Note, words: Words) -> str:
    """Return the definition of a note, what follows its first line set in.

    One that is missing has no text; the fields at the top name it.
    """
    if note.is_missing:
        return f"[^{note.label}]:"
    first, *others = _with_links(note, words).strip().split("\n")
    lines = [f"[^{note.label}]: {first}"]
    lines += [f"{_INDENT}{line}" if line.strip() else "" for line in others]
    return "\n".join(lines)


def _with_links(note: Note, words: Words) -> str:
    text = without_unused_definitions(note.text, None)
    text = text.replace("\r\n", "\n").rstrip()
    if note.link and note.link not in text:
        text += f" <{note.link}>"
    if note.archived_link and note.archived_link not in text:
        text += f" ({words.archived}: <{note.archived_link}>)"
    if note.accessed_on:
        text += f" ({words.accessed.format(date=note.accessed_on)})"
    return text
