"""Narrow a queryset to what matches a query, best first or newest first."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from django.db import connections
from django.db.models import F, QuerySet
from django.db.models.expressions import RawSQL

from . import postgres, sqlite
from .query import Query
from .ranking import WEIGHTS, WHOLES, score

MATCHES = {"sqlite": sqlite.matches, "postgresql": postgres.matches}
# Looking stops here: beyond it a reader wants filters, not a figure.
MOST_FOUND = 1000
# So many of the newest are weighed word by word, from the head and from the rest.
WEIGHED = 100


@dataclass(frozen=True, slots=True)
class Hits:
    """``keys`` are primary keys in order, at most MOST_FOUND."""

    keys: tuple[int, ...]

    @property
    def is_cut(self) -> bool:
        return len(self.keys) == MOST_FOUND


def find(newest_first: QuerySet[Any], query: Query, *, by_date: bool = False) -> Hits:
    """Return which rows of an ordered queryset of articles match.

    The best come first: the newest WEIGHED that have all words in the title, the
    people or the topics, and the newest WEIGHED of all, by ``ranking.score``; the
    rest, and everything when ``by_date``, stays as the queryset orders it.
    """
    if not query.terms:
        return Hits(())
    found = keys_of(newest_first, query)[:MOST_FOUND]
    if by_date or len(found) < 2:
        return Hits(tuple(found))
    # Of so few, all are weighed whatever their head says.
    is_long = len(found) > WEIGHED
    head = keys_of(newest_first, query, in_head=True)[:WEIGHED] if is_long else ()
    # What the head alone has found is older than all the others.
    order = dict.fromkeys([*found, *head])
    scores = weigh(newest_first, {*found[:WEIGHED], *head}, query)
    ranked = sorted(order, key=lambda key: -scores.get(key, 0))
    return Hits(tuple(ranked[:MOST_FOUND]))


def keys_of(
    rows: QuerySet[Any], query: Query, *, in_head: bool = False
) -> QuerySet[Any]:
    """Return the keys of the rows that match, in the order of the rows."""
    matches = MATCHES[connections[rows.db].vendor]
    keys = RawSQL(*matches(query, in_head=in_head))  # noqa: S611 -- parameters are bound
    return rows.filter(pk__in=keys).values_list("pk", flat=True)


def weigh(rows: QuerySet[Any], keys: Collection[int], query: Query) -> dict[int, float]:
    # The keys are found within the rows already. To ask for both once more would lead
    # SQLite through all of the rows.
    found = rows.model._base_manager.filter(pk__in=keys)
    names = (*WEIGHTS, WHOLES)
    columns = {f"in_{name}": F(f"search_entry__{name}") for name in names}
    return {
        row["pk"]: score({name: row[f"in_{name}"] for name in names}, query)
        for row in found.values("pk", **columns)
    }
