"""What stands at an address: an article, its new place, or none."""

from enum import Enum

from django.http import (
    HttpRequest,
    HttpResponse,
    HttpResponsePermanentRedirect,
)

from articles.models import Address, Article

NAMES = ("p", "page_id", "attachment_id", "cat", "author", "tag")
LONGEST = 80


class Place(Enum):
    """What readers find at an address: see ``place_of``."""

    HERE = "here"
    MOVED = "moved"
    WITHDRAWN = "withdrawn"
    GONE = "gone"
    UNKNOWN = "unknown"


def place_of(article: Article | None, path: str) -> Place:
    """Tell what readers find at this path, where this article has been looked for.

    An article lives once, at its own address, and so does the news that it is gone; one
    that nobody was ever to see is unknown everywhere.
    """
    if article is None or not article.was_published:
        return Place.UNKNOWN
    if path != article.get_absolute_url():
        return Place.MOVED
    if article.is_published:
        return Place.HERE
    # One that is withdrawn may come back at a moment that is set.
    return Place.GONE if article.binned_at else Place.WITHDRAWN


def old_query(request: HttpRequest) -> Address | None:
    """Return the old address that path and query name together, if there is one.

    The database is asked only where the query is of such a kind.
    """
    for name in NAMES:
        value = request.GET.get(name, "")
        if value and len(value) <= LONGEST:
            return Address.objects.at(f"{request.path}?{name}={value}")
    return None


def lead_home(request: HttpRequest) -> HttpResponse | None:
    """Return a redirect to where such an address leads, once readers may go there."""
    address = old_query(request)
    if address is None or address.is_gone:
        return None
    if address.article and not address.article.was_published:
        return None
    return HttpResponsePermanentRedirect(address.target)


def find(slug: str, path: str) -> Article | None:
    """Return the article of this slug, or the one to which its old address leads."""
    known = Article.objects.filter(draft_of=None)
    # With all that is read of it later, which may be another record's by then.
    whole = known.select_related("lead_picture", "disclaimer")
    article = whole.filter(slug=slug).first()
    if article is not None:
        return article
    old = Address.objects.at(path)
    return old.article if old else None
