"""Files that came in and are no articles yet: received, read again, thrown away."""

import hashlib
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from functools import partial

from django.conf import settings
from django.core.files.base import ContentFile
from django.db import models, transaction
from django.utils import timezone

from articles import pictures
from articles.importing import Manuscript, RawPicture, Unreadable, read
from articles.importing.originals import original_text, picture_bytes
from articles.models import Article, Incoming, User
from articles.publishing.files.cache import SMALL_PICTURES, CachedFile
from articles.publishing.saving import StaleVersion
from articles.sandbox import pack, unpack

from .serialization import to_manuscript, to_values

LONGEST_NAME = 200
storage = Incoming._meta.get_field("file").storage
# A file whose row is still being written has none yet.
OLD_ENOUGH = timedelta(days=1)
MOST_PICTURES = 50  # to be described on the page; the rest comes in as it was read


def receive(
    data: bytes, name: str, *, by: User, article: Article | None = None
) -> Incoming:
    """Read a file, and keep it with what was understood; for ``article``, if one is given.

    Raises ``Unreadable``, and keeps nothing then.
    """
    incoming = Incoming(owner=by, name=name[-LONGEST_NAME:], article=article)
    manuscript = keep_manuscript(incoming, data)
    incoming.file.save("", ContentFile(data), save=False)
    is_kept = False
    try:
        incoming.save()
        is_kept = True
    finally:
        if not is_kept:
            incoming.file.delete(save=False)
    make_small(incoming, manuscript)
    return incoming


def keep_manuscript(incoming: Incoming, data: bytes) -> Manuscript:
    """Fill in what a reader makes of the file, and return it; saves nothing."""
    manuscript = read(data, incoming.name)
    incoming.understood = to_values(manuscript)
    incoming.original = original_text(data, incoming.name)
    return manuscript


def read_again(incoming: Incoming) -> Incoming:
    """Understand the file anew, and drop what was corrected.

    Raises ``Unreadable``, and StaleVersion where something else was done with the text
    while the file was read; then that stands.
    """
    seen = incoming.version
    keep_manuscript(incoming, bytes_of(incoming))
    rows = Incoming.objects.filter(pk=incoming.pk, version=seen, done_at=None)
    if not rows.update(
        understood=incoming.understood,
        original=incoming.original,
        corrected={},
        version=seen + 1,
    ):
        raise StaleVersion
    incoming.corrected, incoming.version = {}, seen + 1
    return incoming


def keep_corrections(
    incoming: Incoming, fields: Mapping[str, list[str]], *, seen: int
) -> Incoming:
    """Keep the fields of the review page as they were sent.

    Raises StaleVersion where they were changed after version ``seen``, as in another
    window of the browser; then nothing is kept.
    """
    kept = {name: [clean(value) for value in said] for name, said in fields.items()}
    rows = Incoming.objects.filter(pk=incoming.pk, version=seen)
    if not rows.update(corrected=kept, version=models.F("version") + 1):
        raise StaleVersion
    incoming.corrected, incoming.version = kept, seen + 1
    return incoming


def clean(said: str) -> str:
    """Return what a database can keep: PostgreSQL takes no NUL."""
    return said.replace("\x00", "")


def throw_away(incoming: Incoming) -> None:
    """Delete what came in; the file goes once that is certain."""
    with transaction.atomic():
        drop_file(incoming)
        incoming.delete()


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


def bytes_of(incoming: Incoming) -> bytes:
    """Return the file as it came. Raises ``Unreadable`` where it is gone."""
    try:
        with incoming.file.open() as file:
            data: bytes = file.read()
    except (OSError, ValueError) as error:
        raise Unreadable("damaged") from error
    return data


def drop_file(incoming: Incoming) -> None:
    """Delete the file, and the small pictures of it, after this transaction; the caller saves or deletes the row."""
    name, storage = incoming.file.name, incoming.file.storage
    incoming.file.name = ""
    small = CachedFile(SMALL_PICTURES, str(incoming.uid), "")
    transaction.on_commit(small.clear, robust=True)
    if name:
        transaction.on_commit(partial(storage.delete, name), robust=True)


def make_small(incoming: Incoming, manuscript: Manuscript) -> None:
    """Make the pictures of a text small while it comes in; if not now, then later."""
    shown = manuscript.pictures[:MOST_PICTURES]
    if not shown:
        return
    try:
        made = pictures.small_each([each.data for each in shown])
    except pictures.Busy:
        return
    kept_for(incoming, shown).write(pack(*made))


def small_picture(incoming: Incoming, number: int) -> bytes:
    """Return one picture as WebP, small; empty where there is none that can be shown.

    Raises ``Unreadable`` where the file is gone or the reader is busy, pictures.Busy.
    """
    shown = to_manuscript(incoming.understood).pictures[:MOST_PICTURES]
    if number >= len(shown):
        return b""
    kept = kept_for(incoming, shown)
    made = unpack(kept.read() or b"")
    if len(made) != len(shown):
        found = picture_bytes(bytes_of(incoming), incoming.name, shown)
        made = pictures.small_each(found)
        kept.write(pack(*made))
    return made[number]


def kept_for(incoming: Incoming, shown: Sequence[RawPicture]) -> CachedFile:
    named = repr([(each.key, each.name) for each in shown]).encode()
    key = hashlib.sha256(named).hexdigest()[:32]
    return CachedFile(SMALL_PICTURES, str(incoming.uid), key)
