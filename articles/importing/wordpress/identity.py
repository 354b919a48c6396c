"""Names that stay the same whenever the same site is read: uids, slugs, moments."""

import re
import uuid
from datetime import UTC, date, datetime
from email.utils import parsedate_to_datetime
from urllib.parse import unquote, urlsplit

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


def path_of(link: str) -> str:
    """Return the path of an address, with its query, or ""."""
    try:
        parts = urlsplit(link.strip())
    except ValueError:
        return ""
    path = re.sub(r"^/+", "/", unquote(parts.path)) or "/"
    found = f"{path}?{parts.query}" if parts.query else path
    is_usable = found.startswith("/") and not re.search(r"[\0-\x1f\x7f]", found)
    return found if is_usable and len(found) <= 500 else ""
