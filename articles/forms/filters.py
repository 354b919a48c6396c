"""The filters of a list of articles, as they stand in its address."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.db.models import Count, Max, Min, Model, Q
from django.utils.functional import cached_property
from django.utils.http import urlencode
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from articles.models import Article, ArticleQuerySet, Author, Topic
from articles.models.topic import by_axis

ALL = "all"
LONGEST = 200
KINDS = dict(Article.Kind.choices)


@dataclass(frozen=True, slots=True)
class InForce:
    """One filter that is set: its words, and the query of the list without it."""

    name: str
    label: str
    text: str
    is_known: bool
    others: str


class FilterForm(forms.Form):
    """Narrows the articles of a page to those that its reader asked for.

    ``articles`` is all that the page may list, in every language; ``usual`` is the
    language that it lists unasked, or ALL. ``without`` names the filter that the page
    itself stands for. A value that this list does not know finds no rows, and
    ``in_force`` says so; what was typed reaches no query before it is recognised.
    """

    kind = forms.ChoiceField(label=_("Kind"), choices=KINDS.items(), required=False)
    year = forms.RegexField(r"\A[12][0-9]{3}\Z", label=_("Year"), required=False)
    author = forms.CharField(label=_("Author"), max_length=LONGEST, required=False)
    topic = forms.CharField(label=_("Topic"), max_length=LONGEST, required=False)
    language = forms.ChoiceField(label=_("Language"), required=False)

    def __init__(
        self,
        data: dict[str, str],
        articles: ArticleQuerySet,
        *,
        usual: str = ALL,
        without: str = "",
        topics: list[Topic] | None = None,
    ) -> None:
        super().__init__(data, auto_id="filter-%s")
        self.articles = articles
        self.usual = usual
        self.languages = dict(settings.LANGUAGES) | {ALL: _("All languages")}
        self.fields["language"].choices = self.languages.items()
        self.fields.pop(without, None)
        if topics is not None:
            self.topics = topics
        self.full_clean()
        for name, field in self.fields.items():
            if hasattr(self, f"{name}_options"):
                field.widget = forms.Select(choices=self.options(name))

    def clean(self) -> dict[str, Any]:
        """Put records in the place of their names in the address."""
        self.recognise("author", {author.slug: author for author in self.authors})
        self.recognise("topic", {code_of(topic): topic for topic in self.topics})
        return self.cleaned_data

    def recognise(self, name: str, known: dict[str, Model]) -> None:
        typed = self.cleaned_data.get(name)
        if typed and typed not in known:
            self.add_error(name, ValidationError("", "unknown"))
        elif typed:
            self.cleaned_data[name] = known[typed]

    @cached_property
    def given(self) -> dict[str, str]:
        """What was typed, by name, for each filter that is set."""
        typed = {name: self.data.get(name, "").strip() for name in self.fields}
        if typed.get("language") == self.usual:
            del typed["language"]
        return {name: text for name, text in typed.items() if text}

    @cached_property
    def in_language(self) -> ArticleQuerySet:
        language = self.cleaned_data.get("language") or self.usual
        if language == ALL:
            return self.articles
        return self.articles.in_language(language)

    @cached_property
    def authors(self) -> list[Author]:
        """Return the people that the list can be narrowed to."""
        if "author" not in self.fields:
            return []
        authors = Author.objects.who_wrote(self.in_language)
        return list(authors.by_name().defer("biography"))

    @cached_property
    def topics(self) -> list[Topic]:
        """Return the topics that the list can be narrowed to, by name."""
        if "topic" not in self.fields:
            return []
        topics = Topic.objects.found_in(self.in_language).defer("scope_note")
        return sorted(topics, key=Topic.sort_key)

    @cached_property
    def of_any_kind_and_year(self) -> ArticleQuerySet:
        found = self.in_language
        if author := self.cleaned_data.get("author"):
            found = found.by(author)
        if topic := self.cleaned_data.get("topic"):
            found = found.filter(topics=topic)
        return found

    @cached_property
    def of_kind_and_year(self) -> Q:
        chosen = Q()
        if kind := self.cleaned_data.get("kind"):
            chosen &= Q(kind=kind)
        if year := self.cleaned_data.get("year"):
            chosen &= Q(listed_on__year=int(year))
        return chosen

    @property
    def found(self) -> ArticleQuerySet:
        """Return what the list shows, in no order yet."""
        if not self.is_valid():
            return self.articles.none()
        return self.of_any_kind_and_year.filter(self.of_kind_and_year)

    @cached_property
    def figures(self) -> dict[str, Any]:
        """Return how many are found and when they were listed, in one query.

        ``count``, ``first`` and ``last`` are of what is found; ``earliest`` and
        ``latest`` of every kind and year, and the kinds themselves by their place.
        """
        chosen = self.of_kind_and_year or None
        kinds = {
            f"kind_{place}": Count("pk", filter=Q(kind=kind))
            for place, kind in enumerate(KINDS)
        }
        figures = self.of_any_kind_and_year.aggregate(
            count=Count("pk", filter=chosen),
            first=Min("listed_on", filter=chosen),
            last=Max("listed_on", filter=chosen),
            earliest=Min("listed_on"),
            latest=Max("listed_on"),
            **kinds,
        )
        nothing = {"count": 0, "first": None, "last": None}
        return figures if self.is_valid() else figures | nothing

    def options(self, name: str) -> list[tuple[str, Any]]:
        """Return the choices of a filter, the one that sets nothing first."""
        return getattr(self, f"{name}_options")()

    def kind_options(self) -> list[tuple[str, Any]]:
        chosen = self.cleaned_data.get("kind")
        used = [
            (kind, label)
            for place, (kind, label) in enumerate(KINDS.items())
            if self.figures[f"kind_{place}"] or kind == chosen
        ]
        return [("", _("All kinds")), *used]

    def year_options(self) -> list[tuple[str, Any]]:
        years = set()
        if self.figures["latest"]:
            first, last = self.figures["earliest"].year, self.figures["latest"].year
            years = {str(year) for year in range(first, last + 1)}
        if chosen := self.cleaned_data.get("year"):
            years.add(chosen)
        return [("", _("All years")), *((y, y) for y in sorted(years, reverse=True))]

    def author_options(self) -> list[tuple[str, Any]]:
        names = [(author.slug, author.name) for author in self.authors]
        return [("", _("All authors")), *names]

    def topic_options(self) -> list[tuple[str, Any]]:
        axes = [
            (axis.label, [(code_of(topic), str(topic)) for topic in topics])
            for axis, topics in by_axis(self.topics).items()
        ]
        return [("", _("All topics")), *axes]

    def language_options(self) -> list[tuple[str, Any]]:
        others = [pair for pair in self.languages.items() if pair[0] != self.usual]
        return [("", self.languages[self.usual]), *others]

    @cached_property
    def in_force(self) -> list[InForce]:
        """Return the filters that are set, in the order of the form."""
        return [
            InForce(
                name=name,
                label=str(self.fields[name].label),
                text=self.text_of(name),
                is_known=name not in self.errors,
                others=query_of((n, t) for n, t in self.given.items() if n != name),
            )
            for name in self.given
        ]

    def text_of(self, name: str) -> str:
        """Return a filter's value in words; never what was typed and is unknown."""
        if name in self.errors:
            return gettext("not in this list")
        names = {"kind": KINDS, "language": self.languages}.get(name, {})
        value = self.cleaned_data[name]
        return str(names[value] if names else value)

    @property
    def summary(self) -> str:
        """Return the filters in force as "Brief, 2022", for titles."""
        return ", ".join(chosen.text for chosen in self.in_force if chosen.is_known)

    @property
    def is_kept_out_of_search(self) -> bool:
        """Whether search engines should pass the list by: its rows stand elsewhere."""
        return len(self.given) > 1 or not self.is_valid()


def code_of(topic: Topic) -> str:
    """Return how an address names a topic; a slug holds no full stop."""
    return f"{topic.axis}.{topic.slug}"


def query_of(pairs: Iterable[tuple[str, object]]) -> str:
    """Return the query of an address with its question mark, or ""."""
    query = urlencode(list(pairs))
    return f"?{query}" if query else ""
