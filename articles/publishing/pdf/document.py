"""Gather all that is printed of an article into the value its PDF is made of."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from articles import text
from articles.content import statements_of
from articles.exporting import Citation, Person
from articles.exporting.pdf.document import PrintedArticle, PrintedPerson, PrintedWords
from articles.models import Article, Correction, Institution, Picture
from articles.publishing.derived import figure_of, ready_notes, worded

SHOWN = {"day": "j F Y", "month": "F Y", "year": "Y"}
UNREAD = text.Tree([], ())


@dataclass(frozen=True, slots=True)
class Copy:
    """What a paper is made of and of nothing else, its text not read yet.

    Reading takes long, and ``repr`` of this does not: it differs wherever two papers
    would. ``figures`` maps the uids of pictures, in pairs.
    """

    paper: PrintedArticle
    source: str
    notes: tuple[text.Note, ...]
    figures: tuple[tuple[str, text.Figure], ...]
    words: text.Words

    def whole(self) -> PrintedArticle:
        """Return the paper with its text. Raises SourceTooLong."""
        figures = dict(self.figures)
        tree = text.to_tree(self.source, self.notes, pictures=figures, words=self.words)
        return replace(self.paper, tree=tree)


def copy_of(
    article: Article, paper: PrintedArticle, pictures: Iterable[Picture]
) -> Copy:
    """Return all that goes into a paper; the article's language must be active."""
    return Copy(
        paper,
        article.source,
        notes=tuple(ready_notes(article.endnotes.all())),
        figures=tuple(sorted((str(each.uid), figure_of(each)) for each in pictures)),
        words=worded(),
    )


def paper_of(
    article: Article,
    citation: Citation,
    *,
    institution: Institution,
    how_to_cite: str,
    corrections: Sequence[Correction],
    disclaimer: str,
) -> PrintedArticle:
    """Return the value without its text; the article's language must be active."""
    site_name = institution.in_language("short_name") or citation.site_name
    return PrintedArticle(
        language=article.language,
        title=article.title,
        kind=citation.section,
        address=citation.address,
        tree=UNREAD,
        standfirst=article.standfirst,
        byline=tuple(printed(person) for person in citation.people),
        authors=tuple(person.plain_name for person in citation.people),
        dates=dates_of(article),
        dated=day_of(article),
        site_name=site_name or _("Publications"),
        full_name=citation.site_name or site_name or _("Publications"),
        how_to_cite=how_to_cite,
        report_number=article.report_number,
        doi=article.doi,
        isbn=article.isbn,
        licence_name=institution.licence_name,
        licence_url=institution.licence_url,
        keywords=citation.keywords,
        corrections=tuple(told(correction) for correction in corrections),
        lead=lead_of(article.lead_picture) if article.lead_picture else None,
        statements=tuple((_(f.label), said) for f, said in statements_of(article)),
        picture_credit=article.picture_credit,
        disclaimer=disclaimer,
        words=words(),
    )


def words() -> PrintedWords:
    """Return the few words of the template, in the language now active."""
    return PrintedWords(
        notes=_("Notes"),
        disclaimer=_("Disclaimer"),
        how_to_cite=_("How to cite"),
        address=pgettext("of a page", "Address"),
        report_number=pgettext("of a report", "Number"),
        licence=_("Licence"),
        image=_("Image: {credit}"),
    )


def printed(person: Person) -> PrintedPerson:
    honorific = "" if person.is_organisation else person.honorific
    what = ", ".join(filter(None, [person.role, person.affiliation]))
    return PrintedPerson(f"{honorific} {person.plain_name}".strip(), what)


def dates_of(article: Article) -> tuple[str, ...]:
    """Return the date of the article as exactly as it is known, and of its revision."""
    if not article.dated:
        dates = [_("Date not recorded")]
    else:
        dates = [date_format(article.dated, SHOWN[article.dated_precision])]
    if article.revised_at:
        revised = date_format(timezone.localtime(article.revised_at), SHOWN["day"])
        dates.append(f"{_('Updated')} {revised}")
    return tuple(dates)


def day_of(article: Article) -> str:
    is_known = article.dated and article.dated_precision == Article.Precision.DAY
    return article.dated.isoformat() if article.dated and is_known else ""


def told(correction: Correction) -> tuple[str, str]:
    """Return what heads a correction, as on the page, and what it says."""
    day = date_format(timezone.localtime(correction.at), SHOWN["day"])
    heading = {"level": correction.get_level_display(), "day": day}
    return _("%(level)s, %(day)s.") % heading, correction.text


def lead_of(picture: Picture) -> dict[str, Any]:
    """Return a picture as a block of the tree."""
    return {
        "t": "figure",
        "src": picture.file.url,
        "width": picture.width,
        "height": picture.height,
        "alt": "" if picture.is_decoration else picture.alt,
        "caption": picture.caption,
        "credit": picture.credit,
    }
