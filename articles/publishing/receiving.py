"""Keep a text that was brought in until its owner makes an article of it."""

from collections.abc import Mapping

from django.core.files.base import ContentFile
from django.db import models, transaction

from articles.importing import Manuscript, read
from articles.importing.original import original_text
from articles.models import Article, Incoming, User

from .incoming_files import bytes_of, drop_file
from .saving import StaleVersion
from .small_pictures import make_small
from .understood import to_values

LONGEST_NAME = 200


def receive(
    data: bytes, name: str, *, by: User, article: Article | None = None
) -> Incoming:
    """Read a file, and keep it with what was understood; for ``article``, if one is given.

    Raises ``Unreadable``, and keeps nothing then.
    """
    incoming = Incoming(owner=by, name=name[-LONGEST_NAME:], article=article)
    manuscript = understand(incoming, data)
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


def understand(incoming: Incoming, data: bytes) -> Manuscript:
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
