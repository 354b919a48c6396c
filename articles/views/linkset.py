"""The links of an article as a file of their own, for machines that gather them."""

from django.http import HttpRequest, HttpResponse

from articles.exporting import to_linkset
from articles.exporting.signposting import LINKSET_TYPE
from articles.models import Article

from .beside import of_article
from .citation import cite
from .frame import frame_of, public_page


@public_page
@of_article
def linkset(request: HttpRequest, article: Article) -> HttpResponse:
    """Send the same links as the page's Link header, and those that lead back."""
    bylines = article.bylines.select_related("author")
    citation = cite(article, frame_of(request).institution, bylines)
    return HttpResponse(to_linkset(citation), content_type=LINKSET_TYPE)
