"""What came in and was left lying goes after a while."""

from datetime import timedelta

from django.utils import timezone

from articles.models import Incoming

from .receiving import throw_away

KEPT_FOR = timedelta(days=30)
# A file whose row is still being written has none yet.
OLD_ENOUGH = timedelta(days=1)


def tidy_incoming() -> None:
    """Delete what nobody has touched for 30 days, and files that belong to nothing."""
    oldest = timezone.now() - KEPT_FOR
    for incoming in Incoming.objects.filter(created_at__lt=oldest):
        if incoming.touched_at < oldest:
            throw_away(incoming)
    delete_lost_files()


def delete_lost_files() -> None:
    storage = Incoming._meta.get_field("file").storage
    names = set(storage.listdir("")[1]) if storage.exists("") else set()
    kept = Incoming.objects.filter(file__in=names).values_list("file", flat=True)
    for name in names - set(kept):
        try:
            changed_at = storage.get_modified_time(name)
        except FileNotFoundError:  # another process was first
            continue
        if timezone.now() - changed_at > OLD_ENOUGH:
            storage.delete(name)
