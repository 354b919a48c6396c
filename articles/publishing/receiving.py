"""Keep a text that was brought in until its owner makes an article of it."""

from collections.abc import Mapping
from functools import partial

from django.core.files.base import ContentFile
from django.db import models, transaction

from articles.importing import Unreadable, read
from articles.importing.original import original_text
from articles.models import Article, Incoming, User

from .saving import StaleVersion
from .understood import to_values

LONGEST_NAME = 200


def receive(
    data: bytes, name: str, *, by: User, article: Article | None = None
) -> Incoming:
    """Read a file, and keep it with what was understood; for ``article``, if one is given.

    Raises ``Unreadable``, and keeps nothing then.
    """
    incoming = Incoming(owner=by, name=name[-LONGEST_NAME:], article=article)
    understand(incoming, data)
    incoming.file.save("", ContentFile(data), save=False)
    is_kept = False
    try:
        incoming.save()
        is_kept = True
    finally:
        if not is_kept:
            incoming.file.delete(save=False)
    return incoming


def understand(incoming: Incoming, data: bytes) -> None:
    """Fill in what a reader makes of the file; saves nothing."""
    incoming.understood = to_values(read(data, incoming.name))
    incoming.original = original_text(data, incoming.name)


def bytes_of(incoming: Incoming) -> bytes:
    """Return the file as it came. Raises ``Unreadable`` where it is gone."""
    try:
        with incoming.file.open() as file:
            data: bytes = file.read()
    except (OSError, ValueError) as error:
        raise Unreadable("damaged") from error
    return data


def read_again(incoming: Incoming) -> Incoming:
    """Understand the file anew, and drop what was corrected.

    Raises ``Unreadable``, and StaleVersion where something else was done with the text
    while the file was read; then that stands.
    """
    seen = incoming.version
    understand(incoming, bytes_of(incoming))
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


def drop_file(incoming: Incoming) -> None:
    """Delete the file after this transaction; the caller saves or deletes the row."""
    name, storage = incoming.file.name, incoming.file.storage
    incoming.file.name = ""
    if name:
        transaction.on_commit(partial(storage.delete, name), robust=True)
