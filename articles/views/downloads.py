"""An article's citation as a file, in each of the formats."""

from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone

from articles.exporting import FORMATS
from articles.models import Article, Institution

from .articles import ABOVE, corrections_of, topics_of
from .beside import of_article
from .citation import cite
from .frame import public_page


@public_page
@of_article
def citation_file(request: HttpRequest, article: Article, suffix: str) -> HttpResponse:
    """Send how to cite an article, to be opened by a reader's library of sources."""
    if suffix not in FORMATS:
        raise Http404
    citation = cite(
        article,
        Institution.current(),
        article.bylines.select_related("author"),
        topics=[topic for topic in topics_of(article) if topic.axis in ABOVE],
        corrections=[correction.text for correction in corrections_of(article)],
        accessed=timezone.localdate(),
    )
    made = FORMATS[suffix]
    name = f"{article.slug}.{suffix}"
    return HttpResponse(
        made.write(citation),
        content_type=f"{made.content_type}; charset=utf-8",
        headers={"Content-Disposition": f'inline; filename="{name}"'},
    )
