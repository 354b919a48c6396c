"""What stands beside an article's page, under the same address: who may have it."""

from collections.abc import Callable
from functools import wraps

from django.http import (
    Http404,
    HttpRequest,
    HttpResponse,
    HttpResponsePermanentRedirect,
)

from articles.models import Address, Article

from .errors import gone

View = Callable[..., HttpResponse]


def of_article(view: View) -> View:
    """Give the view the article of this slug, if the public may see it at this moment.

    Under another language's prefix or a former slug, lead to the one address (301).
    Was it here and is gone, say so (410). Raises Http404 for all others.
    """

    @wraps(view)
    def answer(
        request: HttpRequest, slug: str, *args: object, **kwargs: object
    ) -> HttpResponse:
        page, slash, name = request.path.rpartition("/")
        article = find(slug, page + slash)
        if article is None or not article.was_published:
            raise Http404
        if not article.is_published:
            return gone(request)
        if page + slash != article.get_absolute_url():
            return HttpResponsePermanentRedirect(article.get_absolute_url() + name)
        return view(request, article, *args, **kwargs)

    return answer


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
