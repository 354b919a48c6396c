"""Old addresses: where readers knew something, they are led to where it is now."""

from collections.abc import Callable, Mapping
from functools import partial
from itertools import chain
from typing import Any
from urllib.parse import unquote, urlsplit

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils import translation

from articles import text
from articles.models import Address, Article, Author, Page, Topic
from articles.models.site.page import RESERVED
from articles.models.site.redirect import ODD, spellings

LONGEST_PATH = 500
AUTHOR_FEED, TOPIC_FEED = "articles:author_feed", "articles:topic_feed"
LONGEST_SLUG = 80


def remembered(row: models.Model) -> Callable[[], None]:
    """Return what lets the paths that a record has now lead to it when it has others."""
    if isinstance(row, Article):
        return partial(redirect_old_path, row, row.get_absolute_url())
    if isinstance(row, Author | Page | Topic):
        return partial(redirect_old_paths, row, paths_of(row))
    return lambda: None


def redirect_old_path(article: Article, old_path: str) -> None:
    """Let the article's path of before lead to it, where readers have seen it there.

    An old address that stood at its path of now is needed no more.
    """
    new_path = article.get_absolute_url()
    if old_path in ("", new_path) or not article.was_published:
        return
    Address.objects.filter(path=new_path).delete()
    Address.objects.update_or_create(
        path=old_path,
        defaults={"article": article, "leads_to": "", "is_gone": False},
    )


def redirect_old_paths(
    one: Author | Page | Topic, old_paths: Mapping[str, str]
) -> None:
    """Let the paths that a record had before, as ``paths_of`` gave them, lead to it.

    What led there leads to the new path at once. An old address that stood at the new
    one, in whatever spelling, is needed no more, and would lead in a circle.
    """
    for code, path in paths_of(one).items():
        old_path = old_paths[code]
        if path == old_path:
            continue
        Address.objects.filter(path__in=spellings(path)).delete()
        Address.objects.filter(leads_to=old_path).update(leads_to=path)
        Address.objects.update_or_create(
            path=old_path,
            defaults={"article": None, "leads_to": path, "is_gone": False},
        )


def paths_of(one: Article | Author | Page | Topic) -> dict[str, str]:
    """Return the paths of its page and of its own feed, each in every language.

    What stands beside an article's page follows it by itself.
    """
    paths = pages_of(one)
    for code, _name in settings.LANGUAGES:
        with translation.override(code):
            if isinstance(one, Author):
                paths[f"{code}.atom"] = reverse(AUTHOR_FEED, args=[one.slug])
            elif isinstance(one, Topic):
                paths[f"{code}.atom"] = reverse(TOPIC_FEED, args=[one.axis, one.slug])
    return paths


def pages_of(one: Article | Author | Page | Topic) -> dict[str, str]:
    """Return the path of its page in each language."""
    paths = {}
    for code, _name in settings.LANGUAGES:
        with translation.override(code):
            paths[code] = one.get_absolute_url()
    return paths


def redirect_former_path(article: Article, address: str) -> str:
    """Let the place where a text stood on the web lead to the article made of it.

    Returns the path; "" where there is none, or it is not free: see ``former_path``.
    """
    path = former_path(address)
    if path:
        Address.objects.create(path=path, article=article)
    return path


def former_path(address: str) -> str:
    """Return the path of a web address if it can lead to an article here, or "".

    It is free if no page stands there, and no old address: what leads to another
    article, or is gone for good, stays as it is.
    """
    try:
        path = unquote(urlsplit(address).path)
    except ValueError:
        return ""
    is_path = path.startswith("/") and len(path) <= LONGEST_PATH
    if not is_path or ODD.search(path) or path.strip("/") in {"", *RESERVED}:
        return ""
    paths = spellings(path)
    is_old = Address.objects.filter(path__in=paths).exists()
    return "" if is_old or is_page(paths) else path


def is_page(paths: list[str]) -> bool:
    """Tell whether an article, a person, a topic or a small page stands at a path."""
    slug = paths[0].rstrip("/").rpartition("/")[2]
    rows = chain(
        Article.objects.filter(draft_of=None, slug=slug).only("slug", "language"),
        *(kind.objects.filter(slug=slug) for kind in (Author, Page, Topic)),
    )
    return any(path in paths for row in rows for path in paths_of(row).values())


def new_slug(title: str, taken: "models.QuerySet[Any]") -> str:
    """Return a slug for this title that no row of ``taken`` has, or has had."""
    slug = text.slug(title)
    if len(slug) > LONGEST_SLUG:
        slug = slug[: LONGEST_SLUG + 1].rpartition("-")[0] or slug[:LONGEST_SLUG]
    slug = slug or "untitled"
    number, free = 1, slug
    while is_taken(free, taken):
        number += 1
        free = f"{slug}-{number}"
    return free


def is_taken(slug: str, others: "models.QuerySet[Any]") -> bool:
    """Tell whether one of the other records has this slug; of articles, whether it
    leads readers to another place from of old."""
    if others.filter(slug=slug).exists():
        return True
    if others.model is not Article:
        return False
    paths = [
        Article(slug=slug, language=code).get_absolute_url()
        for code, _name in settings.LANGUAGES
    ]
    leads_off = models.Q(article__in=others) | models.Q(article=None)
    return Address.objects.filter(leads_off, path__in=paths).exists()
