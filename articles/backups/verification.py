"""Read a backup from end to end, as if it were to be restored."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from .archive import OpenedBackup, reading
from .files import named_files, path_of
from .manifest import NAME, DamagedBackup, Manifest, table_member
from .tables import read_line

Tell = Callable[[str, int, int], None]


def verify(path: Path, *, tell: Tell) -> Manifest:
    """Return what a backup says of itself, if all of it is true.

    Every member has its sum, every line is a row, every table as many as it should, and
    every file that a row names is there or is told to be missing. Raises DamagedBackup
    at the first that is not so, or OSError.
    """
    with reading(path) as backup:
        check_names(backup)
        manifest = backup.manifest
        total, done, named = len(manifest.members), 0, set[str]()
        for table, rows in manifest.tables.items():
            named |= check_table(backup, table, rows)
            done += 1
            tell("checked", done, total)
        for member in manifest.files:
            for _piece in backup.pieces(member):
                pass
            done += 1
            tell("checked", done, total)
    lost = named - manifest.members.keys() - set(manifest.missing)
    if lost:
        raise DamagedBackup(f"{min(lost)} is missing, and a record names it.")
    return manifest


def check_names(backup: OpenedBackup) -> None:
    """Raise DamagedBackup unless what is there is what the manifest names."""
    manifest, names = backup.manifest, backup.names
    expected = {NAME, *manifest.members}
    for name in sorted(expected.symmetric_difference(names)):
        what = "is missing" if name in expected else "is not listed in its manifest"
        raise DamagedBackup(f"{name} {what}.")
    if len(names) != len(expected):
        raise DamagedBackup("A name is twice in it.")
    for table in manifest.tables:
        if table_member(table) not in manifest.members:
            raise DamagedBackup(f"{table_member(table)} is missing.")
    if len(manifest.tables) != len(manifest.members) - len(manifest.files):
        raise DamagedBackup("It holds a table that its manifest does not count.")
    for name in manifest.files:
        path_of(name)


def check_table(backup: OpenedBackup, table: str, rows: int) -> set[str]:
    """Return the files that the rows of a table name."""
    named: set[str] = set()
    found = 0
    for row in rows_of(backup, table):
        found += 1
        named.update(named_files(table, row))
    if found != rows:
        raise DamagedBackup(
            f"{table_member(table)} is damaged: it has {found} rows of {rows}."
        )
    return named


def rows_of(backup: OpenedBackup, table: str) -> Iterator[dict[str, Any]]:
    """Yield the rows of a table, by column. Raises DamagedBackup."""
    name = table_member(table)
    for line in backup.lines(name):
        yield read_line(line, name)
