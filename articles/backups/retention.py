"""Which old backups may go: the newest of each day, week and month is kept a while."""

import re
from collections.abc import Callable, Iterable
from datetime import datetime
from pathlib import Path

from .archive import reading
from .making import OUR_NAME
from .manifest import DamagedBackup

PART = re.compile(r"([1-9][0-9]{0,3})([hdwm])", re.ASCII)
Rule = dict[str, int]
# The span that a moment belongs to, in UTC.
SPANS: dict[str, Callable[[datetime], object]] = {
    "h": lambda at: (at.date(), at.hour),
    "d": lambda at: at.date(),
    "w": lambda at: at.isocalendar()[:2],
    "m": lambda at: (at.year, at.month),
}


class BadRule(ValueError):
    """The rule is not understood; the message is the part that is not."""


def read_rule(text: str) -> Rule:
    """Return how many of which span are kept: "7d,4w,12m" is {"d": 7, "w": 4, "m": 12}.

    Raises BadRule.
    """
    rule: Rule = {}
    for part in text.split(","):
        found = PART.fullmatch(part.strip())
        if not found or found[2] in rule:
            raise BadRule(part)
        rule[found[2]] = int(found[1])
    return rule


def outdated(moments: Iterable[datetime], rule: Rule) -> list[datetime]:
    """Return the moments whose backups may go, the oldest first.

    Kept is the newest of each of the last so many hours, days, weeks or months from
    which there is one: where none was made for a year, the old ones stay. The newest
    of all is always kept.
    """
    newest_first = sorted(set(moments), reverse=True)
    kept = set(newest_first[:1])
    for span, most in rule.items():
        newest: dict[object, datetime] = {}
        for moment in newest_first:
            newest.setdefault(SPANS[span](moment), moment)
        kept.update(list(newest.values())[:most])
    return sorted(set(newest_first) - kept)


def made_at(path: Path) -> datetime | None:
    """Return the moment in the name of a backup; None if the name is not of our kind."""
    found = OUR_NAME.fullmatch(path.name)
    try:
        return (
            datetime.strptime(f"{found[1]}+0000", "%Y-%m-%dT%H%M%S%z")
            if found
            else None
        )
    except ValueError:
        return None


def outdated_in(folder: Path, rule: Rule, site_id: str) -> list[Path]:
    """Return the backups of this site in a folder that may go. Raises OSError.

    What bears another name, is of another site or cannot be read is left alone.
    """
    found = {
        moment: path
        for path in folder.iterdir()
        if (moment := made_at(path)) and is_of(path, site_id)
    }
    return [found[moment] for moment in outdated(found, rule)]


def is_of(path: Path, site_id: str) -> bool:
    try:
        with reading(path) as backup:
            return backup.manifest.site_id == site_id
    except (DamagedBackup, OSError):
        return False
