"""What every page of a language has around it: the small pages, and the menu."""

from dataclasses import dataclass, field

from django.conf import settings
from django.db.models import F, Value

from articles.models import FrontPage, MenuItem, Page


@dataclass
class Standing:
    """``menu`` is empty where editors have set none; pairs are (words, path)."""

    pages: list[Page] = field(default_factory=list)
    menu: list[tuple[str, str]] = field(default_factory=list)
    announcement: tuple[str, str] | None = None


def standing_in(language: str) -> Standing:
    """Fetch all of it in one query, since no page does without.

    The pages are those of this language and of the first one.
    """
    pages = Page.objects.filter(language__in={settings.LANGUAGE_CODE, language})
    menu = MenuItem.objects.filter(front_page__language=language)
    announcing = FrontPage.objects.announcing().filter(language=language)
    rows = (
        pages.order_by()
        .values_list(Value("page"), "title", "slug", "language", Value(0), "pk")
        .union(
            menu.order_by().values_list(
                Value("menu"), "label", "leads_to", Value(""), F("position"), "pk"
            ),
            announcing.order_by().values_list(
                Value("announcement"),
                "announcement",
                "announcement_leads_to",
                Value(""),
                Value(0),
                "pk",
            ),
            all=True,
        )
    )
    return sorted_out(sorted(rows, key=lambda row: row[-2:]))


def sorted_out(rows: list[tuple]) -> Standing:
    """Return the rows by what they are, each in its order."""
    found = Standing()
    for what, words, where, language, _place, _key in rows:
        if what == "page":
            found.pages.append(Page(title=words, slug=where, language=language))
        elif what == "menu":
            found.menu.append((words, where))
        else:
            found.announcement = words, where
    return found
