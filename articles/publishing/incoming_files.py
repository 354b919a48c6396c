"""The file of a text that came in, and what was made of it."""

from functools import partial

from django.db import transaction

from articles.importing import Unreadable
from articles.models import Incoming

from .keeping import SMALL_PICTURES, KeptFile


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
    small = KeptFile(SMALL_PICTURES, str(incoming.uid), "")
    transaction.on_commit(small.clear, robust=True)
    if name:
        transaction.on_commit(partial(storage.delete, name), robust=True)
