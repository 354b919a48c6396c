"""What is told of a kind of record that travels, and the reasons why something stays."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.db import models

KEY = "another database counts anew"
ORDER = "the order of the list says it"
PARENT = "the record they stand in says it"
MADE = "made of the source on the other side"
USER = "users never travel"
LINES = "lines of their own"
FILES = "told under “files”"
OLD = "what was before stays where it was"
HIDDEN = "secret, or a visitor's address"


@dataclass(frozen=True, slots=True)
class Rows:
    """Rows written with their record, as a list under the name of the relation.

    ``key`` is the column that tells a row from the others of its record, if one does.
    """

    name: str
    parent: str
    model: type[models.Model]
    columns: tuple[str, ...]
    left_out: Mapping[str, str]
    key: str = ""


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of record. ``key`` are the columns by which it is found again.

    ``refers_by`` is the column by which others name it, and ``with_emails`` are those
    that leave only where that is asked for.
    """

    name: str
    model: type[models.Model]
    key: tuple[str, ...]
    columns: tuple[str, ...]
    left_out: Mapping[str, str]
    rows: tuple[Rows, ...] = ()
    refers_by: str = "uid"
    with_emails: frozenset[str] = frozenset()
