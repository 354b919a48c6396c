"""What an article says, as one frozen value, and the table of all that is told of it.

An import compares two of it to tell whether anything changes; where two editors save
one article, the second is shown the first one's. Derived HTML, kind, language, dates,
status, owner, corrections and the settings of comments are no part of it.

What keeps, gives back, imports, compares, exports and corrects an article's fields
reads ``FIELDS``: a row there, a line in ``Texts``, a column of the model and a migration
are a new statement under an article, everywhere.
"""

import hashlib
import json
from dataclasses import asdict, dataclass, fields
from typing import Any, Literal, Self

SCHEMA = 1
AXES = ("topic", "region", "programme", "series")


@dataclass(frozen=True, slots=True)
class Note:
    """A note; what is younger than the schema has a default, so all of it is read."""

    uid: str
    label: str
    text: str
    link: str
    archived_link: str
    accessed_on: str  # ISO 8601, or ""
    state: str
    archived_on: str = ""  # ISO 8601, or ""
    link_is_dead: bool = False
    refers_to: str = ""  # the uid of another note, or ""

    @property
    def is_missing(self) -> bool:
        return self.state == "missing"


@dataclass(frozen=True, slots=True)
class ContentByline:
    author: str  # uid
    name: str
    role: str
    affiliation: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Texts:
    """The texts of an article, in whatever shape it comes: those of ``TEXTS``.

    A text that is younger than the schema has a default.
    """

    title: str
    standfirst: str = ""
    source: str
    picture_credit: str = ""
    funding: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Content(Texts):
    """One version of an article's content.

    Topics and the lead picture are named by uid, as pictures in the source are; the
    disclaimer by its name, or by the choice that was made of the others.
    """

    notes: tuple[Note, ...]
    byline: tuple[ContentByline, ...]
    topics: tuple[str, ...]
    lead_picture: str
    disclaimer: str
    schema: int = SCHEMA

    def to_json(self) -> str:
        """Return it as JSON with sorted keys: equal contents, equal bytes."""
        return json.dumps(asdict(self), ensure_ascii=False, sort_keys=True)

    @classmethod
    def from_json(cls, text: str) -> Self:
        """Read what ``to_json`` wrote; raise ValueError for another schema."""
        data: dict[str, Any] = json.loads(text)
        if data.get("schema") != SCHEMA:
            message = f"This content has schema {data.get('schema')}; {SCHEMA} is read."
            raise ValueError(message)
        data["notes"] = tuple(Note(**note) for note in data["notes"])
        data["byline"] = tuple(ContentByline(**place) for place in data["byline"])
        data["topics"] = tuple(data["topics"])
        return cls(**data)

    @property
    def digest(self) -> str:
        """Return the SHA-256 of its JSON, in hexadecimal."""
        return hashlib.sha256(self.to_json().encode()).hexdigest()

    def differing(self, other: Self) -> list[str]:
        """Return the names of the fields in which two contents differ."""
        return [
            field.name
            for field in fields(self)
            if getattr(self, field.name) != getattr(other, field.name)
        ]


Part = Literal["content", "import", "record", "state", "derived", "internal"]
Comparison = Literal["", "words", "paragraphs", "rows", "value"]


@dataclass(frozen=True, slots=True)
class Field:
    """What is told of one field of an article.

    ``part``: what it belongs to; an import changes what is "content" or "import", an
    editor's form also what is "record". ``is_text``: one of ``Texts``. ``is_statement``:
    a text that stands under the article, below its ``label``. ``keys`` name it in front
    matter, the first is written; a paragraph that begins with one is that statement.
    ``columns`` of the model, where they are not called like the field. ``schema_org`` is
    the property of a statement. ``longest`` in characters, 0 for any length.
    ``is_kept``: a file that is silent on it leaves it.
    """

    name: str
    part: Part
    compare: Comparison = ""
    keys: tuple[str, ...] = ()
    label: str = ""
    schema_org: str = ""
    columns: tuple[str, ...] = ()
    longest: int = 0
    is_text: bool = False
    is_statement: bool = False
    is_kept: bool = False


def _(label: str) -> str:
    """Mark a label; whoever shows it translates it."""
    return label


def _rows(part: Part, names: str) -> tuple[Field, ...]:
    return tuple(Field(name, part) for name in names.split())


def _text(name: str, compare: Comparison, *keys: str, **more: Any) -> Field:
    return Field(name, "content", compare, keys, is_text=True, **more)


FIELDS = (
    _text("title", "words", "title", longest=300),
    _text("standfirst", "words", "standfirst", "subtitle", is_kept=True),
    _text("source", "paragraphs"),
    Field("notes", "content", "rows", columns=("endnotes",)),
    Field(
        "byline", "content", "rows", ("authors", "author", "by"),
        columns=("bylines", "authors"),
    ),
    Field("topics", "content", "value", AXES, is_kept=True),
    Field("lead_picture", "content", "value", is_kept=True),
    _text(
        "picture_credit", "value", "picture credit", "credit", "image credit",
        longest=200, is_kept=True,
    ),
    _text(
        "funding", "words", "funding", "funding statement", "वित्तपोषण",
        label=_("Funding"), schema_org="funder", is_statement=True, is_kept=True,
    ),
    Field(
        "disclaimer", "content", "value", ("disclaimer",), is_kept=True,
        columns=("disclaimer_choice", "disclaimer"),
    ),
    Field("kind", "import", keys=("kind", "type"), is_kept=True),
    Field("language", "import", keys=("language", "lang")),
    Field("dated", "import", keys=("date", "published"), is_kept=True),
    *_rows("import", "dated_precision date_unknown listed_on"),
    *_rows("record", "slug see_also comments_are comments_close_after series_number"
           " report_number doi isbn lead_until"),
    *_rows("state", "status published_at first_published_at withdrawn_at"
           " withdrawal_reason dated_by_schedule revised_at translation_key draft_of"
           " left_alone binned_at created_at changed_at"),
    *_rows("derived", "html notes_html outline plain sources findings word_count"),
    *_rows("internal", "uid owner version"),
)  # fmt: skip
NOTE_FIELDS = tuple(field.name for field in fields(Note))
TEXTS = tuple(field for field in FIELDS if field.is_text)
STATEMENTS = tuple(field for field in TEXTS if field.is_statement)


def fields_of(*parts: Part) -> tuple[Field, ...]:
    """Return the fields of these parts, in the order of the table."""
    return tuple(field for field in FIELDS if field.part in parts)


def texts_of(said: Any) -> dict[str, Any]:
    """Return the texts of whatever has them (an article, a manuscript), by name."""
    return {field.name: getattr(said, field.name) for field in TEXTS}


def statements_of(said: Any) -> list[tuple[Field, str]]:
    """Return the statements that stand under an article, and their words."""
    found = ((field, getattr(said, field.name)) for field in STATEMENTS)
    return [(field, words) for field, words in found if words.strip()]


# Every name of a field in front matter, and the field.
KEYS = {key: field for field in FIELDS for key in field.keys}
