"""Names that stay the same whenever the same site is read: uids, slugs, moments."""

import re
import uuid
from collections.abc import Iterable
from datetime import UTC, date, datetime
from email.utils import parsedate_to_datetime
from urllib.parse import unquote, urlsplit

from articles.importing.writing.addresses import path_of
from articles.text import slug

FIRST_YEAR, LAST_YEAR = 1900, 9000
LONGEST_SLUG = 80
_MOMENT = re.compile(r"(\d{4})-(\d\d)-(\d\d)[ T](\d\d):(\d\d):(\d\d)")


class Identity:
    """Makes uids of WordPress's numbers and the address of the site.

    The scheme of the address and a slash at its end do not count: sites move to https.
    """

    def __init__(self, link: str) -> None:
        parts = urlsplit(link)
        self.base = parts.path.rstrip("/")
        site = f"{parts.netloc.lower().removeprefix('www.')}{self.base}"
        self._space = uuid.uuid5(uuid.NAMESPACE_URL, f"https://{site}/")

    def uid(self, kind: str, name: str) -> str:
        """Return the uid of something that WordPress calls so."""
        return str(uuid.uuid5(self._space, f"{kind} {name}"))


def slug_of(name: str) -> str:
    """Return a slug of ours for one of WordPress's, which may be in any script."""
    return slug(unquote(name), longest=LONGEST_SLUG)


def moment_of(*told: str) -> datetime | None:
    """Return the first of these moments, in UTC, that is one; 0000-00-00 is none."""
    for text in told:
        found = _read_moment(text.strip())
        if found and FIRST_YEAR <= found.year <= LAST_YEAR:
            return found
    return None


def _read_moment(text: str) -> datetime | None:
    match = _MOMENT.match(text)
    try:
        if match:
            year, month, day, hour, minute, second = map(int, match.groups())
            return datetime(year, month, day, hour, minute, second, tzinfo=UTC)
        return parsedate_to_datetime(text).astimezone(UTC) if text else None
    except (ValueError, OverflowError, TypeError, IndexError):
        return None


def day_of(told: str) -> date | None:
    """Return the day that the author's own clock showed, if one is told."""
    found = _read_moment(told.strip())
    return found.date() if found and FIRST_YEAR <= found.year <= LAST_YEAR else None


def old_paths(link: str, name: str, old_names: Iterable[str]) -> set[str]:
    """Return the paths that a post had while it was called otherwise."""
    if not name:
        return set()
    before, found, after = path_of(link).rpartition(unquote(name))
    if not (found and before.endswith("/")):
        return set()
    return {path_of(f"{before}{old}{after}") for old in old_names if old.strip()}
