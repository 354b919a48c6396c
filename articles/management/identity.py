"""Whether a command works on the site that it is meant for."""

from django.conf import settings
from django.core.management.base import CommandError
from django.db import connection

from articles import site_id
from articles.models import SiteIdentity


def check_identity() -> None:
    """Raise CommandError where the database is not that of the data folder.

    A folder or a database of a version before ids is taken on trust.
    """
    try:
        own = site_id.read(settings.VIF_DATA_DIR)
    except ValueError as error:
        raise CommandError(f"{site_id.FILE} holds no id: {error}.") from error
    if own is not None and own != found_id():
        raise CommandError(
            f"The database is not that of the site in {settings.VIF_DATA_DIR}. Name the "
            "right one with DATABASE_URL, or the right folder with VIF_DATA_DIR."
        )


def found_id() -> object:
    tables = connection.introspection.table_names()
    if SiteIdentity._meta.db_table not in tables:
        return None
    return SiteIdentity.current()
