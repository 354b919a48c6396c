"""Take in a whole file, entry by entry."""

from collections.abc import Callable, Iterator

from django.db import transaction

from articles.audit import record
from articles.importing.sites import Entry, Fault, LeftOut, Site
from articles.models import Institution

from .outcomes import Outcome, Taken, Tally
from .records import take
from .trial import trial
from .visit import Visit

Tell = Callable[[Taken, Tally], None]


def import_site(
    site: Site, *, name: str, replace: bool, is_trial: bool, tell: Tell
) -> Tally:
    """Take in all entries of a file; return how many came to what.

    Each is a transaction of its own, so that the import can be stopped at any moment
    and started again: what is here is found by its key, and left where it is the same.
    Where it differs it is left too, unless it is to be replaced. ``tell`` is told of
    each entry. One Decision says what the whole run did, also when it is stopped.
    Of a trial nothing is kept.
    """
    visit = Visit(site, replace=replace, is_trial=is_trial)
    tally = Tally()
    if is_trial:
        with trial():
            run(visit, tally, tell)
        return tally
    try:
        run(visit, tally, tell)
    finally:
        if tally.has_changed:
            decide(tally, name)
    return tally


def run(visit: Visit, tally: Tally, tell: Tell) -> None:
    for entry in entries_with_end(visit.site, tally):
        taken = taken_of(entry, visit)
        tally.add(taken)
        tell(taken, tally)


def entries_with_end(site: Site, tally: Tally) -> Iterator[Entry]:
    """Read the entries; at the end, say what the header had promised and is not there."""
    last = 1
    for entry in site.entries():
        last = entry.number
        yield entry
    for kind, count in site.header.counts.items():
        if tally.records[kind] < count:
            yield Fault(
                last + 1,
                f"The file ends early: of “{kind[:40]}” it promises {count}, and holds "
                f"{tally.records[kind]}.",
            )


def taken_of(entry: Entry, visit: Visit) -> Taken:
    if isinstance(entry, Fault):
        return Taken(entry.number, "", "", "", Outcome.FAILED, entry.why)
    if isinstance(entry, LeftOut):
        return Taken(
            line=entry.number,
            record=entry.record,
            name="",
            title=entry.title,
            outcome=Outcome.SKIPPED,
            why=entry.why,
            address=entry.address,
            is_left_out=True,
        )
    return take(entry, visit)


def decide(tally: Tally, name: str) -> None:
    with transaction.atomic():
        record(
            "import site",
            Institution.current(),
            by=None,
            after=str(tally),
            why=name,
            is_public=False,
        )
