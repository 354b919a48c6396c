"""What came in and was left lying goes after a while."""

from datetime import datetime, timedelta

from django.conf import settings
from django.utils import timezone

from articles.models import Incoming

from .receiving import throw_away

storage = Incoming._meta.get_field("file").storage
# A file whose row is still being written has none yet.
OLD_ENOUGH = timedelta(days=1)


def tidy_incoming() -> None:
    """Delete what nobody has touched for long, and files that belong to nothing."""
    for incoming in abandoned():
        throw_away(incoming)
    for name in lost_files():
        delete_lost_file(name)


def abandoned() -> list[Incoming]:
    """Return what came in and nobody has touched for VIF_TIDY_INCOMING_DAYS."""
    days = settings.VIF_TIDY["incoming"]
    if not days:
        return []
    oldest = timezone.now() - timedelta(days=days)
    rows = Incoming.objects.filter(created_at__lt=oldest)
    return [incoming for incoming in rows if incoming.touched_at < oldest]


def lost_files() -> list[str]:
    """Return the names of files that came in and that no row has, a day old or more."""
    names = set(storage.listdir("")[1]) if storage.exists("") else set()
    kept = Incoming.objects.filter(file__in=names).values_list("file", flat=True)
    return sorted(filter(is_old, names - set(kept)))


def is_old(name: str) -> bool:
    try:
        changed_at: datetime = storage.get_modified_time(name)
    except FileNotFoundError:  # another process was first
        return False
    return timezone.now() - changed_at > OLD_ENOUGH


def delete_lost_file(name: str) -> None:
    """Delete a file, if no row has it by now either."""
    if not Incoming.objects.filter(file=name).exists():
        storage.delete(name)
