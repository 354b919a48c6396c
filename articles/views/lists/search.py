"""Search: what was found, each with the passage that was."""

from collections.abc import Iterable

from django.db.models import F
from django.http import HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.shortcuts import render

from articles.forms.search import SearchForm
from articles.models import Article
from articles.search import Query, snippet
from articles.views.chrome import frame_of, in_every_language
from articles.views.responses import public_page

from .listing import paginate, tidied

LISTED = 20


@public_page
def search(request: HttpRequest) -> HttpResponse:
    """Show the articles, people and topics that a query finds, in all languages."""
    frame_of(request).alternates = in_every_language("articles:search")
    published = Article.objects.published()
    form = SearchForm(request.GET, published)
    tidy = tidied(request, form)
    if tidy:
        return HttpResponsePermanentRedirect(tidy)
    page = paginate(request, form.hits.keys, LISTED, filters=form.given.items())
    page.object_list = found(page.object_list, form.query)
    context = {"articles": page, "filters": form}
    return render(request, "articles/search.html", context)


def found(keys: Iterable[int], query: Query) -> list[Article]:
    """Return the articles of these keys in order, each with its ``passage``."""
    place = {key: index for index, key in enumerate(keys)}
    rows = Article.objects.filter(pk__in=place).for_lists()
    articles = rows.annotate(words=F("plain"), works=F("sources"))
    for article in articles:
        article.note, article.passage = passage_of(article, query)
    return sorted(articles, key=lambda article: place[article.pk])


def passage_of(article: Article, query: Query) -> tuple[str, tuple]:
    """Return the pieces to show; where they are a note's, with the note's label."""
    for text in (article.words, article.standfirst):
        if pieces := snippet(text, query):
            return "", pieces
    for work in article.works:
        if pieces := snippet(f"{work['text']} {work['url']}", query):
            return work["label"], pieces
    return "", ()
