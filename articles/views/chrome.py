"""What stands around every page: the institution, menus, languages."""

from collections.abc import Callable
from dataclasses import dataclass, field

from django.conf import settings
from django.db.models import F, Value
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import translation
from django.utils.functional import cached_property
from django.utils.translation import get_language_info, gettext, gettext_lazy

from articles.models import ArticleQuerySet, FrontPage, Institution, MenuItem, Page

# Pages that are met in the same order on every site; the others follow by title.
ORDER = ("contact", "about", "corrections", "comment-rules", "privacy")
USUAL_MENU = {
    "article_list": gettext_lazy("Articles"),
    "topic_list": gettext_lazy("Topics"),
    "author_list": gettext_lazy("Authors"),
    "search": gettext_lazy("Search"),
}
View = Callable[..., HttpResponse]


@dataclass
class SiteChrome:
    """``menu`` is empty where editors have set none; pairs are (words, path)."""

    pages: list[Page] = field(default_factory=list)
    menu: list[tuple[str, str]] = field(default_factory=list)
    announcement: tuple[str, str] | None = None


def load_chrome(language: str) -> SiteChrome:
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


def sorted_out(rows: list[tuple]) -> SiteChrome:
    """Return the rows by what they are, each in its order."""
    found = SiteChrome()
    for what, words, where, language, _place, _key in rows:
        if what == "page":
            found.pages.append(Page(title=words, slug=where, language=language))
        elif what == "menu":
            found.menu.append((words, where))
        else:
            found.announcement = words, where
    return found


def frame(request: HttpRequest) -> dict[str, object]:
    """Give every template its ``frame``; nothing is fetched before it is printed."""
    return {"frame": frame_of(request)}


def frame_of(request: HttpRequest) -> "Frame":
    """Return the one frame of this request."""
    if not hasattr(request, "frame"):
        request.frame = Frame(request)
    return request.frame


def in_every_language(name: str, *args: object) -> dict[str, str]:
    """Return the paths of a page that exists in all languages."""
    paths = {}
    for code, _name in settings.LANGUAGES:
        with translation.override(code):
            paths[code] = reverse(name, args=args)
    return paths


def where_any(articles: ArticleQuerySet, name: str, *args: str) -> dict[str, str]:
    """Return the paths of a page in the languages that have any of these articles."""
    languages = set(articles.order_by().values_list("language", flat=True).distinct())
    paths = in_every_language(name, *args)
    return {code: path for code, path in paths.items() if code in languages}


class Frame:
    """The institution, its pages and the other languages, each fetched once.

    ``alternates`` maps language codes to the paths of this page, and ``own_feeds`` the
    paths of feeds that follow it to their titles; a view sets them.
    """

    def __init__(self, request: HttpRequest) -> None:
        self.path = request.path
        self.match = request.resolver_match
        self.language = translation.get_language()
        self.alternates: dict[str, str] = {}
        self.own_feeds: dict[str, str] = {}
        self.zone = settings.TIME_ZONE
        self.site_url = settings.VIF_SITE_URL

    @cached_property
    def institution(self) -> Institution:
        return Institution.current()

    @cached_property
    def site_name(self) -> str:
        names = (self.institution.in_language(n) for n in ("short_name", "name"))
        return next(filter(None, names), gettext("Publications"))

    @cached_property
    def full_name(self) -> str:
        return self.institution.in_language("name") or self.site_name

    @cached_property
    def standing(self) -> SiteChrome:
        return load_chrome(self.language)

    @cached_property
    def pages(self) -> list[Page]:
        """Return the small pages, in this language where they exist in it."""
        languages = [settings.LANGUAGE_CODE, self.language]
        pages = self.standing.pages
        known = sorted(pages, key=lambda page: languages.index(page.language))
        return sorted({page.slug: page for page in known}.values(), key=place)

    @property
    def announcement(self) -> tuple[str, str] | None:
        """Return the words of the home page's announcement, and where it leads."""
        return self.standing.announcement

    @cached_property
    def menu(self) -> list[dict[str, str]]:
        """Return label, path and ``current`` of each entry, without the languages."""
        entries = self.standing.menu or self.usual_menu
        return [
            {"label": label, "path": path, "current": self.nearness(path)}
            for label, path in entries
        ]

    @property
    def usual_menu(self) -> list[tuple[str, str]]:
        usual = [
            (str(label), reverse(f"articles:{name}"))
            for name, label in USUAL_MENU.items()
        ]
        about = self.about
        return [*usual, (about.title, about.get_absolute_url())] if about else usual

    def nearness(self, path: str) -> str:
        """Return what ``aria-current`` says: "page", "true" of its section, or ""."""
        if self.match is None:
            return ""
        if path == self.path:
            return "page"
        is_section = path.endswith("/") and path not in self.homes.values()
        return "true" if is_section and self.path.startswith(path) else ""

    @cached_property
    def homes(self) -> dict[str, str]:
        return in_every_language("articles:home")

    @property
    def contact(self) -> Page | None:
        return next((page for page in self.pages if page.slug == "contact"), None)

    @property
    def about(self) -> Page | None:
        return next((page for page in self.pages if page.slug == "about"), None)

    @property
    def rules(self) -> Page | None:
        return next((page for page in self.pages if page.slug == "comment-rules"), None)

    def titled(self, words: str) -> str:
        """Return the title of a page or feed of a part of the site."""
        return f"{words} — {self.site_name}"

    def add_feed(self, words: str, name: str, *args: str) -> None:
        self.own_feeds[reverse(name, args=args)] = self.titled(words)

    @property
    def feeds(self) -> list[tuple[str, str]]:
        """Return (title, absolute address) of the feeds that follow this page, in
        Atom: its own first, then all articles in this language."""
        path = reverse("articles:article_feed", args=["atom"])
        known = self.own_feeds | {path: self.site_name}
        return [(title, self.site_url + path) for path, title in known.items()]

    @property
    def card(self) -> str:
        """Return the absolute address of the card of the site, in this language."""
        return self.site_url + reverse("articles:site_card")

    @property
    def canonical(self) -> str:
        return self.site_url + self.path

    @property
    def hreflang(self) -> list[tuple[str, str]]:
        """Return (code, absolute address) of this page in each of its languages."""
        if len(self.alternates) < 2:
            return []
        known = [(code, self.site_url + path) for code, path in self.alternates.items()]
        default = self.alternates.get(settings.LANGUAGE_CODE)
        return [*known, ("x-default", self.site_url + default)] if default else known

    @property
    def other_languages(self) -> list[dict[str, str]]:
        """Return code, name and path: of this page, or else of the home page."""
        return [
            {
                "code": code,
                "name": get_language_info(code)["name_local"],
                "path": self.alternates.get(code, path),
            }
            for code, path in self.homes.items()
            if code != self.language
        ]


def place(page: Page) -> tuple[int, str]:
    rank = ORDER.index(page.slug) if page.slug in ORDER else len(ORDER)
    return rank, page.title
