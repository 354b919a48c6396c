"""An article as the outside sees it: the Citation, built from the records."""

from collections.abc import Iterable

from django.conf import settings
from django.utils import timezone

from articles.exporting import Citation, Image, Person, Work, describe
from articles.models import Article, Byline, Institution, Picture, Topic


def cite(
    article: Article,
    institution: Institution,
    bylines: Iterable[Byline],
    *,
    topics: Iterable[Topic] = (),
    corrections: Iterable[str] = (),
    comment_count: int = 0,
) -> Citation:
    """Return the one value from which every format is made."""
    name = institution.in_language("name") or institution.in_language("short_name")
    return Citation(
        title=article.title,
        address=absolute(article.get_absolute_url()),
        site_name=name,
        site_address=absolute("/"),
        language=article.language,
        kind=article.kind,
        section=str(article.get_kind_display()),
        description=describe(article.standfirst, article.plain, article.title),
        people=tuple(person_on(byline) for byline in bylines),
        dated=article.dated,
        precision=article.dated_precision,
        published_at=article.published_at and timezone.localtime(article.published_at),
        modified_at=article.revised_at and timezone.localtime(article.revised_at),
        word_count=article.word_count,
        comment_count=comment_count,
        keywords=tuple(str(topic) for topic in topics),
        works=tuple(Work(work["text"], work["url"]) for work in article.sources),
        image=image_of(article.lead_picture) if article.lead_picture else None,
        licence=institution.licence_url or institution.licence_name,
        report_number=article.report_number,
        corrections=tuple(corrections),
    )


def person_on(byline: Byline) -> Person:
    author = byline.author
    return Person(
        name=author.name,
        given=author.in_language("given_names"),
        family=author.in_language("family_name"),
        honorific=author.in_language("honorific"),
        role=byline.role,
        affiliation=byline.affiliation,
        url=absolute(author.get_absolute_url()),
    )


def image_of(picture: Picture) -> Image:
    alt = "" if picture.is_decoration else picture.alt
    return Image(absolute(picture.file.url), picture.width, picture.height, alt)


def absolute(path: str) -> str:
    return settings.VIF_SITE_URL + path
