"""What a reader looks for, as it stands in the address of the search page."""

from typing import Any

from django import forms
from django.db.models import Max, Min
from django.utils.functional import cached_property
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from articles.models import Author, Spelling, Topic
from articles.search import Hits, Query, answers, find, read_query

from .filters import KINDS, FilterForm, InForce, query_of

MOST_NAMES = 6


class QueryField(forms.CharField):
    """Takes any text: ``read_query`` makes of it what it can."""

    def clean(self, value: str | None) -> str:
        return value or ""


class OrderField(forms.ChoiceField):
    """Takes what it does not know for the usual order."""

    def clean(self, value: str | None) -> str:
        return value if value in dict(self.choices) else ""


class SearchForm(FilterForm):
    """A query, its filters and its order. Every text is a query; none is an error."""

    q = QueryField(label=_("Words to look for"), required=False)
    sort = OrderField(
        label=_("Order"),
        choices=[("", _("Best first")), ("date", _("Newest first"))],
        required=False,
    )

    field_order = ["q", "kind", "year", "author", "topic", "language", "sort"]

    @cached_property
    def query(self) -> Query:
        return read_query(self.given.get("q", ""), Spelling.objects.groups())

    @cached_property
    def hits(self) -> Hits:
        """Return the keys of what is found within the filters."""
        is_by_date = self.cleaned_data.get("sort") == "date"
        return find(self.found.newest_first(), self.query, by_date=is_by_date)

    @property
    def summary_of_hits(self) -> str:
        """Say how much was found, for the title and the page."""
        count = len(self.hits.keys)
        if self.hits.is_cut:
            sentence = gettext("The first 1,000 results for “%(words)s”")
        else:
            sentence = ngettext(
                "%(count)s result for “%(words)s”",
                "%(count)s results for “%(words)s”",
                count,
            )
        return sentence % {"count": count, "words": self.query.text}

    @cached_property
    def people(self) -> list[Author]:
        """Return authors whose name is what was looked for."""
        return [a for a in self.authors if self.is_asked(a.all_names)][:MOST_NAMES]

    @cached_property
    def subjects(self) -> list[Topic]:
        """Return topics whose name is what was looked for."""
        return [
            topic
            for topic in self.topics
            if self.is_asked(topic.in_every_language("name"))
        ][:MOST_NAMES]

    def is_asked(self, names: list[str]) -> bool:
        return bool(self.query.terms) and answers(" ".join(names), self.query)

    @property
    def unfiltered(self) -> str:
        """Return the query of the address of the same search without filters."""
        return query_of([("q", self.query.text)])

    def kind_options(self) -> list[tuple[str, Any]]:
        return [("", _("All kinds")), *KINDS.items()]

    @cached_property
    def in_force(self) -> list[InForce]:
        """Return the filters that are set; neither the query nor the order is one."""
        return [each for each in super().in_force if each.name not in ("q", "sort")]

    @cached_property
    def figures(self) -> dict[str, Any]:
        """Return what the choices of kind and year need, of everything published."""
        return self.articles.aggregate(
            earliest=Min("listed_on"), latest=Max("listed_on")
        )
