"""What an article says, as one frozen value that can be written, read and compared.

An import compares two of it to tell whether anything changes; where two editors save
one article, the second is shown the first one's. Derived HTML, kind, language, dates,
status, owner, corrections and the settings of comments are no part of it.
"""

import hashlib
import json
from dataclasses import asdict, dataclass, fields
from typing import Any, Self

SCHEMA = 1


@dataclass(frozen=True, slots=True)
class ContentNote:
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


@dataclass(frozen=True, slots=True)
class Content:
    """One version of an article's content.

    Topics and the lead picture are named by uid, as pictures in the source are; the
    disclaimer by its name, or by the choice that was made of the others.
    """

    title: str
    standfirst: str
    source: str
    notes: tuple[ContentNote, ...]
    byline: tuple[ContentByline, ...]
    topics: tuple[str, ...]
    lead_picture: str
    picture_credit: str
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
        data["notes"] = tuple(ContentNote(**note) for note in data["notes"])
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
