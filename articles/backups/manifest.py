"""What a backup says of itself: how it was made, and what each of its members must be."""

import json
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime
from typing import Any

FORMAT = 1
NAME = "manifest.json"


class DamagedBackup(ValueError):
    """The file is no backup, or not whole; the message is one sentence that says why."""


@dataclass(frozen=True, slots=True)
class Member:
    """One file in a backup: bytes, SHA-256 in hexadecimal, and when it was written.

    ``modified`` is in seconds since 1970, and 0 for what the backup itself has made.
    """

    size: int
    sha256: str
    modified: int = 0


@dataclass(frozen=True, slots=True)
class Manifest:
    """The first thing to read of a backup, and the last that is written.

    ``migrations`` are those that the database had seen, by app; ``tables`` says how many
    rows each has; ``left_out`` names the apps whose tables are not in it; ``missing``,
    the files that a record named and that could not be found.
    """

    made_at: datetime
    site_id: str
    version: str
    vendor: str
    migrations: dict[str, list[str]]
    tables: dict[str, int]
    left_out: list[str] = field(default_factory=list)
    missing: list[str] = field(default_factory=list)
    members: dict[str, Member] = field(default_factory=dict)
    format: int = FORMAT

    @property
    def nodes(self) -> set[tuple[str, str]]:
        """Return the migrations as Django names them: app and name."""
        return {(app, name) for app, names in self.migrations.items() for name in names}

    @property
    def files(self) -> dict[str, Member]:
        """Return the members that are pictures, attachments and the like."""
        return {
            name: member
            for name, member in self.members.items()
            if not name.startswith(TABLES)
        }

    def to_json(self) -> bytes:
        values = asdict(self) | {
            "made_at": self.made_at.astimezone(UTC).isoformat(timespec="seconds")
        }
        return json.dumps(values, indent=1).encode()


TABLES = "tables/"


def table_member(table: str) -> str:
    """Return the name of the member that holds the rows of a table."""
    return f"{TABLES}{table}.jsonl"


def read_manifest(data: bytes) -> Manifest:
    """Return what the bytes say. Raises DamagedBackup, also for a later format."""
    try:
        values = json.loads(data)
        found = values["format"]
        if isinstance(found, int) and found > FORMAT:
            raise DamagedBackup(later_format(found, str(values.get("version", "?"))))
        return to_manifest(values)
    except DamagedBackup:
        raise
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError) as error:
        raise DamagedBackup(f"{NAME} cannot be read.") from error


def later_format(found: int, version: str) -> str:
    return (
        f"It is of format {found}, written by version {version}; this version reads "
        f"format {FORMAT}. Use that version or a later one."
    )


def to_manifest(values: dict[str, Any]) -> Manifest:
    members = {
        str(name): Member(int(m["size"]), str(m["sha256"]), int(m["modified"]))
        for name, m in values["members"].items()
    }
    made_at = datetime.fromisoformat(values["made_at"])
    migrations = {app: list(names) for app, names in values["migrations"].items()}
    tables = {str(name): int(rows) for name, rows in values["tables"].items()}
    return Manifest(
        made_at=made_at,
        site_id=str(values["site_id"]),
        version=str(values["version"]),
        vendor=str(values["vendor"]),
        migrations=migrations,
        tables=tables,
        left_out=list(values["left_out"]),
        missing=list(values["missing"]),
        members=members,
        format=int(values["format"]),
    )
