"""A manuscript as plain values, to be kept while its editor looks at it."""

from collections.abc import Mapping
from dataclasses import asdict, replace
from datetime import date
from typing import Any

from articles.importing import (
    LeftOut,
    Manuscript,
    ManuscriptNote,
    Person,
    RawPicture,
    Remark,
    Report,
)

Values = dict[str, Any]


def to_values(manuscript: Manuscript) -> Values:
    """Return all of a manuscript but the bytes of its pictures, ready for JSON."""
    values = asdict(replace(manuscript, pictures=()))
    values["report"] = manuscript.report.as_dict()
    values["dated"] = told_day(manuscript.dated)
    values["notes"] = [
        asdict(note) | {"accessed_on": told_day(note.accessed_on)}
        for note in manuscript.notes
    ]
    values["pictures"] = [
        {"key": each.key, "name": each.name, "alt": each.alt}
        for each in manuscript.pictures
    ]
    return values


def to_manuscript(values: Mapping[str, Any]) -> Manuscript:
    """Return the manuscript that ``to_values`` was given; its pictures are empty."""
    said = dict(values)
    said["people"] = tuple(Person(**person) for person in values["people"])
    said["notes"] = tuple(
        ManuscriptNote(**note | {"accessed_on": to_day(note["accessed_on"])})
        for note in values["notes"]
    )
    said["topics"] = tuple((axis, name) for axis, name in values["topics"])
    said["dated"] = to_day(values["dated"])
    said["report"] = to_report(values["report"])
    said["pictures"] = tuple(
        RawPicture(data=b"", **picture) for picture in values["pictures"]
    )
    return Manuscript(**said)


def to_report(values: Mapping[str, Any]) -> Report:
    said = dict(values)
    for name in ("missing", "unused", "without_link"):
        said[name] = tuple(values[name])
    said["identical"] = tuple(tuple(group) for group in values["identical"])
    said["left_out"] = tuple(LeftOut(**each) for each in values["left_out"])
    for name in ("repaired", "warnings"):
        said[name] = tuple(
            Remark(each["code"], tuple(each["parameters"].items()))
            for each in values[name]
        )
    return Report(**said)


def told_day(day: date | None) -> str:
    return day.isoformat() if day else ""


def to_day(said: str) -> date | None:
    return date.fromisoformat(said) if said else None
