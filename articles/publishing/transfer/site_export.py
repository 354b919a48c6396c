"""Write a whole site into a file, as it is at one moment."""

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from itertools import groupby
from typing import Any

from django.db import connection, models
from django.db.models.functions import Coalesce
from django.utils import timezone

from articles.exporting.site_file import SiteFile
from articles.importing.sites import FORMAT, SCHEMA
from articles.models import Article, Attachment, Comment, Picture

from .columns import to_plain
from .files import files_of, send_files
from .kinds import COMMENT, FILES, KINDS, RELATED, Kind, Rows

AT_ONCE = 100
Tell = Callable[[int, int], None]
# Django's own transactions would hold SQLite's one lock for writers all the while.
BEGIN = {
    "sqlite": "BEGIN DEFERRED",
    "postgresql": "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY",
}


def export_site(
    file: SiteFile, *, with_emails: bool, tell: Tell, at: datetime | None = None
) -> list[str]:
    """Write everything but users and secrets; return a sentence for each lost file.

    ``tell`` is told how many records of how many are written. E-mail addresses of
    commenters are private, and leave only ``with_emails``.
    """
    with snapshot():
        counts = counted()
        file.write(header(counts, with_emails=with_emails, at=at or timezone.now()))
        lost: list[str] = []
        done, total = 0, sum(counts.values())
        for kind in KINDS.values():
            for row in rows_of(kind):
                file.write(line_of(kind, row, with_emails=with_emails))
                lost += send_files(row, file)
                done += 1
                tell(done, total)
    return lost


def header(
    counts: dict[str, int], *, with_emails: bool, at: datetime
) -> dict[str, Any]:
    return {
        "format": FORMAT,
        "schema": SCHEMA,
        "made_at": at.astimezone(UTC).isoformat(timespec="seconds"),
        "emails": with_emails,
        "counts": counts,
    }


def counted() -> dict[str, int]:
    """Return how many records of each kind there are."""
    return {name: ordered(kind).count() for name, kind in KINDS.items()}


def rows_of(kind: Kind) -> Iterator[models.Model]:
    """Read the records of a kind, few at a time, each after those that it names."""
    one, many = relations(kind)
    columns = [name for name in kind.columns if name not in many]
    columns += [name for name, why in kind.left_out.items() if why is FILES]
    # Of the records that are named, nothing but their names.
    named = [f"{name}__{refers}" for name, refers in one.items()]
    rows = kind.model._default_manager.only(*columns, *named).prefetch_related(*many)
    if one:
        rows = rows.select_related(*one)
    found = in_batches(rows, list(ordered(kind).values_list("pk", flat=True)))
    return parents_first(found) if kind is COMMENT else found


def in_batches(rows: "models.QuerySet[Any]", keys: list[int]) -> Iterator[models.Model]:
    """Read rows in the order of their keys; a database sorting them whole would hold
    them all at once."""
    for start in range(0, len(keys), AT_ONCE):
        batch = keys[start : start + AT_ONCE]
        found = rows.in_bulk(batch)
        yield from (found[key] for key in batch if key in found)


def relations(kind: Kind) -> tuple[dict[str, str], list[Any]]:
    """Return which columns name one record, each with how, and the fetches of many."""
    one: dict[str, str] = {}
    many: list[Any] = []
    for name in kind.columns:
        field = kind.model._meta.get_field(name)
        if isinstance(field, models.ManyToManyField):
            many.append(name)
        elif isinstance(field, models.ForeignKey):
            one[name] = refers_by(field)
    many += [models.Prefetch(each.name, rows_with_names(each)) for each in kind.rows]
    return one, many


def refers_by(field: Any) -> str:
    model = field.related_model
    return next(kind.refers_by for kind in KINDS.values() if kind.model is model)


def rows_with_names(rows: Rows) -> "models.QuerySet[Any]":
    fields = [rows.model._meta.get_field(name) for name in rows.columns]
    one = [field.name for field in fields if isinstance(field, models.ForeignKey)]
    found: models.QuerySet[Any] = rows.model._default_manager.all()
    return found.select_related(*one) if one else found


def ordered(kind: Kind) -> "models.QuerySet[Any]":
    """Return a kind's records as they came into being; drafts after what they change.

    So they come into being in this order on the other side, and what is told apart by
    nothing else stays in its order.
    """
    rows: models.QuerySet[Any] = kind.model._default_manager.all()
    if kind is RELATED:
        rows = rows.filter(see_also__isnull=False).distinct()
    if kind.model is Article:
        return rows.order_by(is_draft("draft_of"), "pk")
    if kind is COMMENT:
        return rows.order_by(is_draft("article__draft_of"), "article_id", "pk")
    return rows.order_by("pk")


def is_draft(column: str) -> Coalesce:
    """Return the order that puts drafts of changes last."""
    has_live = models.Case(models.When(**{f"{column}__isnull": False}, then=1))
    return Coalesce(has_live, 0, output_field=models.IntegerField())


def parents_first(comments: Iterable[Any]) -> Iterator[Comment]:
    """Put each comment behind the one it answers; those of one article at a time."""
    for _article, group in groupby(comments, key=lambda comment: comment.article_id):
        waiting = {comment.pk: comment for comment in group}
        for comment in list(waiting.values()):
            chain = []
            found = waiting.pop(comment.pk, None)
            while found:
                chain.append(found)
                found = waiting.pop(found.in_reply_to_id, None)
            yield from reversed(chain)


def line_of(kind: Kind, row: models.Model, *, with_emails: bool) -> dict[str, Any]:
    """Return a record as one object."""
    hidden = frozenset() if with_emails else kind.with_emails
    line: dict[str, Any] = {"record": kind.name}
    line |= {name: to_plain(row, name) for name in kind.columns if name not in hidden}
    for rows in kind.rows:
        found = getattr(row, rows.name).all()
        line[rows.name] = [row_plain(rows, each) for each in found]
    if isinstance(row, Picture | Attachment):
        line["files"] = files_of(row)
    return line


def row_plain(rows: Rows, row: models.Model) -> dict[str, Any]:
    return {name: to_plain(row, name) for name in rows.columns}


@contextmanager
def snapshot() -> Iterator[None]:
    """Let all that is read inside be of one moment; within a transaction, do nothing."""
    if connection.in_atomic_block:
        yield
        return
    with connection.cursor() as cursor:
        cursor.execute(BEGIN[connection.vendor])
    try:
        yield
    finally:
        with connection.cursor() as cursor:
            cursor.execute("ROLLBACK")
