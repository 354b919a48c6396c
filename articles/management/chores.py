"""What there is to tidy: how much of each, and how it goes.

Each step is a transaction of its own, so a run can be stopped and started again.
"""

import shutil
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.sessions.models import Session
from django.core.files.storage import default_storage
from django.db import models, transaction
from django.utils import timezone

from articles import publishing
from articles.backups import clear_if_left, left_behind
from articles.models import Counter, Incoming, Outbox, Preview, Spent
from articles.publishing.transfer.trial import TRIAL

AT_ONCE = 100  # rows in a transaction
YOUNG = timedelta(hours=1)  # a file that is being written is younger


@dataclass(frozen=True, slots=True)
class Chore:
    """One kind of thing. ``found`` are the things, ``size`` their bytes on the disk;
    ``remove`` takes one batch of them, of at most ``at_once``, and returns how many.
    """

    what: str
    found: list[Any]
    remove: Callable[[list[Any]], int]
    size: int = 0
    at_once: int = 1


def chores() -> Iterable[Chore]:
    """Look for all that can go now, kind by kind."""
    now = timezone.now()
    yield in_bin(now)
    yield from texts_brought_in()
    yield from files(now)
    for what, rows in old_rows(now).items():
        keys = list(rows.order_by("pk").values_list("pk", flat=True))
        yield Chore(what, keys, partial(delete, rows), at_once=AT_ONCE)


def in_bin(now: datetime) -> Chore:
    before = since(now, "bin")
    keys = publishing.binned_before(before).values_list("pk", flat=True)

    def remove(batch: list[int]) -> int:
        return sum(
            publishing.delete_for_good(key, before=before, by=None) for key in batch
        )

    return Chore("Articles in the bin, with their comments", list(keys), remove)


def texts_brought_in() -> Iterable[Chore]:
    folder = Path(Incoming._meta.get_field("file").storage.path(""))
    texts, lost = publishing.abandoned(), publishing.lost_files()
    own = [folder / text.file.name for text in texts if text.file]
    yield Chore(
        "Texts brought in and abandoned",
        texts,
        each(publishing.throw_away),
        bytes_of(own),
    )
    yield Chore(
        "Files brought in that nothing names",
        lost,
        each(publishing.delete_lost_file),
        bytes_of(folder / name for name in lost),
    )


def files(now: datetime) -> Iterable[Chore]:
    orphans = publishing.orphans(now - YOUNG)
    yield Chore(
        "Files of pictures and attachments that nothing names",
        orphans,
        each(publishing.delete_orphan),
        bytes_of(Path(default_storage.path(path)) for path in orphans),
    )
    left = [*publishing.dead_files(), *half_written(now)]
    yield Chore("Half-written files", left, each(remove_left), bytes_of(left))


def half_written(now: datetime) -> list[Path]:
    """Return what a restoration or a first start has left when it was killed."""
    data, media = Path(settings.VIF_DATA_DIR), Path(settings.MEDIA_ROOT)
    found = [*data.glob("*.new"), *data.glob("incoming/.*.part")]
    found += [*media.rglob(".*.part"), *left_behind(data)]
    found += data.glob(f"{TRIAL}*")
    oldest = (now - YOUNG).timestamp()
    return sorted(path for path in found if path.lstat().st_mtime < oldest)


def remove_left(path: Path) -> None:
    if path.name.startswith(TRIAL):
        shutil.rmtree(path, ignore_errors=True)
    elif path.is_dir():
        clear_if_left(path)
    else:
        path.unlink(missing_ok=True)


def old_rows(now: datetime) -> "dict[str, models.QuerySet[Any]]":
    return {
        "Answered sums": Spent.objects.filter(until__lt=now),
        "Counts that are over": Counter.objects.filter(until__lt=now),
        "Sent mail": Outbox.objects.filter(sent_at__lt=since(now, "outbox")),
        "Ended preview links": Preview.objects.filter(
            expires_at__lt=since(now, "preview")
        ),
        "Ended log-ins": Session.objects.filter(expire_date__lt=now),
    }


def since(now: datetime, name: str) -> datetime:
    """Return the moment before which something of a kind is old: never, where 0 days."""
    days = settings.VIF_TIDY[name]
    return (
        now - timedelta(days=days) if days else datetime.min.replace(tzinfo=now.tzinfo)
    )


def each(remove: Callable[[Any], object]) -> Callable[[list[Any]], int]:
    def remove_all(batch: list[Any]) -> int:
        for one in batch:
            remove(one)
        return len(batch)

    return remove_all


@transaction.atomic
def delete(rows: "models.QuerySet[Any]", keys: list[Any]) -> int:
    """Delete those of these rows that are still to go."""
    found = rows.filter(pk__in=keys)
    count = found.count()
    found.delete()
    return count


def bytes_of(paths: Iterable[Path]) -> int:
    """Return how much files take, and what lies in folders."""
    whole = (file for path in paths for file in (path, *path.glob("*")))
    return sum(file.stat().st_size for file in whole if file.is_file())
