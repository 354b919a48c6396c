"""A draft, for those who have its secret link."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.cache import never_cache

from articles.models import Preview

from .articles import context_of
from .frame import read_only


@read_only
@never_cache
def preview(request: HttpRequest, token: str) -> HttpResponse:
    """Show the article as readers would see it; once they do, this link ends."""
    links = Preview.objects.usable().select_related(
        "article__lead_picture", "article__disclaimer"
    )
    link = get_object_or_404(links, token=token)
    if link.is_over:
        raise Http404
    article = link.article
    context = context_of(request, article) | {"is_preview": True}
    response = render(request, "articles/article_detail.html", context)
    response["X-Robots-Tag"] = "noindex"
    response["Referrer-Policy"] = "no-referrer"
    return response
