"""Whether the disk has room for more comments and files.

They stop before it is full: an editor must still be able to save, and the database to
keep its journal.
"""

import logging
import shutil

from django.conf import settings

logger = logging.getLogger(__name__)


class NoRoom(Exception):
    """The disk is almost full, and nothing was stored."""


def check_room() -> None:
    """Raise NoRoom while less is free than VIF_LEAST_FREE_MB, where the data lies."""
    least = settings.VIF_LEAST_FREE_MB
    if shutil.disk_usage(settings.VIF_DATA_DIR).free < least * 2**20:
        logger.error(
            "less than %s MB are free: no comments and no files are taken", least
        )
        raise NoRoom
