"""An article's citation as a file, in each of the formats."""

from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone

from articles.exporting import FORMATS
from articles.models import Article, Institution

from .articles import corrections_of
from .beside import of_article
from .frame import public_page
from .papers import citation_of


@public_page
@of_article
def citation_file(request: HttpRequest, article: Article, suffix: str) -> HttpResponse:
    """Send how to cite an article, to be opened by a reader's library of sources.

    It names the day on which it is handed out, so whoever keeps it asks again.
    """
    if suffix not in FORMATS:
        raise Http404
    citation = citation_of(
        article,
        Institution.current(),
        corrections=[correction.text for correction in corrections_of(article)],
        accessed=timezone.localdate(),
    )
    made = FORMATS[suffix]
    name = f"{article.slug}.{suffix}"
    return HttpResponse(
        made.write(citation),
        content_type=f"{made.content_type}; charset=utf-8",
        headers={
            "Cache-Control": "public, no-cache",
            "Content-Disposition": f'inline; filename="{name}"',
        },
    )
