"""An article as the outside sees it: the Citation, built from the records."""

from collections.abc import Iterable, Iterator
from datetime import date, datetime

from django.conf import settings
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.dates import MONTHS
from django.utils.translation import pgettext

from articles.content import statements_of
from articles.exporting import (
    FORMATS,
    Citation,
    CitationWords,
    Image,
    Person,
    Work,
    describe,
)
from articles.models import Article, Author, Byline, Institution, Picture, Topic

CARD_SIZE = 1200, 630  # pixels


def cite(
    article: Article,
    institution: Institution,
    bylines: Iterable[Byline],
    *,
    topics: Iterable[Topic] = (),
    corrections: Iterable[str] = (),
    comment_count: int | None = None,
    accessed: date | None = None,
) -> Citation:
    """Return the one value from which every format is made, in the article's language.

    ``accessed`` is the day on which it is handed out, for formats that name one. A
    count of comments that is None is named by none.
    """
    with translation.override(article.language):
        return Citation(
            title=article.title,
            address=absolute(article.get_absolute_url()),
            language=article.language,
            kind=article.kind,
            section=str(article.get_kind_display()),
            description=describe(article.standfirst, article.plain, article.title),
            people=tuple(person_on(byline) for byline in bylines),
            word_count=article.word_count,
            comment_count=comment_count,
            keywords=tuple(str(topic) for topic in topics),
            works=tuple(Work(work["text"], work["url"]) for work in article.sources),
            report_number=article.report_number,
            doi=article.doi,
            isbn=article.isbn,
            accessed=accessed,
            corrections=tuple(corrections),
            statements=tuple(properties_of(article)),
            words=words_of(article.language),
            **publisher(institution),
            **dates_of(article),
            **files_of(article),
        )


def properties_of(article: Article) -> Iterator[tuple[str, str]]:
    """Yield the statements that schema.org has a property for, and their words."""
    for field, words in statements_of(article):
        if field.schema_org:
            yield field.schema_org, words


def publisher(institution: Institution) -> dict[str, str]:
    name = institution.in_language("name") or institution.in_language("short_name")
    return {
        "site_name": name,
        "site_address": absolute("/"),
        "licence": institution.licence_url or institution.licence_name,
    }


def dates_of(article: Article) -> dict[str, object]:
    """Return them in the site's zone."""
    return {
        "dated": article.dated,
        "precision": article.dated_precision,
        "published_at": local(article.published_at),
        "modified_at": local(article.revised_at),
    }


def files_of(article: Article) -> dict[str, object]:
    picture = article.lead_picture
    return {
        "image": image_of(picture) if picture else None,
        "card": card_of(article),
        "pdf_address": made_of(article, "article_pdf"),
    }


def local(at: datetime | None) -> datetime | None:
    return at and timezone.localtime(at)


def person_on(byline: Byline) -> Person:
    """Return an author as on publication."""
    return person_of(byline.author, byline.role, byline.affiliation)


def person_of(author: Author, role: str, affiliation: str) -> Person:
    return Person(
        name=author.name,
        given=author.in_language("given_names"),
        family=author.in_language("family_name"),
        honorific=author.in_language("honorific"),
        role=role,
        affiliation=affiliation,
        url=absolute(author.get_absolute_url()),
        is_organisation=author.is_organisation,
    )


def card_of(article: Article) -> Image | None:
    """Return the picture that is made for links; one that readers cannot see has none."""
    address = made_of(article, "article_card")
    return Image(address, *CARD_SIZE, article.title) if address else None


def made_of(article: Article, name: str) -> str:
    """Return the absolute address of a file that is made of a published article."""
    if not article.is_published:
        return ""
    with translation.override(article.language):
        return absolute(reverse(f"articles:{name}", args=[article.slug]))


def citation_files(article: Article) -> list[dict[str, str]]:
    """Return label, path and content type of the files to cite an article by."""
    with translation.override(article.language):
        return [
            {
                "label": made.label,
                "path": reverse("articles:citation_file", args=[article.slug, suffix]),
                "content_type": made.content_type,
            }
            for suffix, made in FORMATS.items()
        ]


def words_of(language: str) -> CitationWords:
    """Return what citations say in this language, which must be active.

    English months are cut short in one of the styles; others stand in full.
    """
    months = tuple(str(MONTHS[number]) for number in range(1, 13))
    short = {"en": CitationWords().short_months}
    return CitationWords(
        months=months,
        short_months=short.get(language, months),
        undated=pgettext("citation", "n.d."),
        with_last=pgettext("citation", "{others}, and {last}"),
        with_last_in_apa=pgettext("citation", "{others}, & {last}"),
        with_others=pgettext("citation", "{others}, et al."),
        numbered=pgettext("citation", "{kind} no. {number}"),
        numbered_in_apa=pgettext("citation", "{kind} No. {number}"),
        day_month_year=pgettext("citation", "{day} {month} {year}"),
        month_day_year=pgettext("citation", "{month} {day}, {year}"),
        month_day=pgettext("citation", "{month} {day}"),
    )


def image_of(picture: Picture) -> Image:
    alt = "" if picture.is_decoration else picture.alt
    return Image(absolute(picture.file.url), picture.width, picture.height, alt)


def absolute(path: str) -> str:
    return settings.VIF_SITE_URL + path
