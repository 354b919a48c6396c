"""Make all that is derived from a source and its notes; the one place that does."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import asdict, replace
from datetime import date
from uuid import UUID

from django.db import models
from django.utils import translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from articles import text
from articles.content import fields_of
from articles.models import (
    Article,
    ArticleQuerySet,
    CitedSource,
    Endnote,
    Page,
    Picture,
    SearchEntry,
)
from articles.search import LONGEST_WORD, WHOLE, stem, words_of

PICTURE = re.compile(
    r"picture:([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})", re.IGNORECASE
)
UNSAID = re.compile(rf"!\[\s*\]\(\s*<?{PICTURE.pattern}", re.IGNORECASE)
DAY = "j F Y"
DERIVED = [field.name for field in fields_of("derived")]


def rebuild(article: Article) -> Article:
    """Store anew what is derived from the article's source and notes.

    Raises text.SourceTooLong. Changes neither source nor version.
    """
    made = render_article(article.source, article.endnotes.all(), article.language)
    article.html = made.html
    article.notes_html = made.notes_html
    article.outline = [asdict(heading) for heading in made.outline]
    article.plain = made.plain
    article.sources = [asdict(source) for source in made.sources]
    article.findings = [
        {"code": found.code, "parameters": list(found.parameters)}
        for found in made.findings
    ]
    article.word_count = made.word_count
    article.save(update_fields=DERIVED)
    index_cited_works(article)
    index(article)
    return article


def rebuild_page(page: Page) -> Page:
    """Store a small page's HTML anew."""
    page.html = render_page(page.source, page.language).html
    page.save(update_fields=["html"])
    return page


def rebuild_where_used(picture: Picture) -> None:
    """Rebuild what shows this picture, since its words stand in stored HTML.

    Must run in the transaction that changes the picture.
    """
    articles, pages = naming(picture)
    # By key, so that two of these wait for one another instead of for ever.
    for article in articles.order_by("pk").select_for_update():
        rebuild(article)
    for page in pages.order_by("pk").select_for_update():
        rebuild_page(page)


def naming(
    picture: Picture,
) -> tuple["models.QuerySet[Article]", "models.QuerySet[Page]"]:
    """Return the articles that name this picture in text or notes, and the pages."""
    uid = str(picture.uid)
    noted = Endnote.objects.filter(text__icontains=uid)
    named = models.Q(source__icontains=uid) | models.Q(pk__in=noted.values("article"))
    return Article.objects.filter(named), Page.objects.filter(source__icontains=uid)


def undescribed(source: str) -> list[Picture]:
    """Return the pictures that tell this source's readers nothing: neither the text
    nor the picture's own record says what they show."""
    uids = {uid.lower() for uid in UNSAID.findall(source)}
    return list(Picture.objects.filter(uid__in=uids, is_decoration=True))


def render_article(
    source: str, notes: Iterable[Endnote], language: str
) -> text.Rendered:
    """Render a source with its notes as readers would see it, and store nothing."""
    notes = list(notes)
    with translation.override(language):
        words = worded()
        ready = ready_notes(notes)
    pictures = figures(source, *(note.text for note in notes))
    made = text.render(source, ready, pictures=pictures, words=words)
    return replace(made, findings=findings_with_notes(made.findings, ready, pictures))


def ready_notes(notes: Iterable[Endnote]) -> list[text.Note]:
    """Return notes as the renderer takes them, each "Ibid." with the number it means."""
    notes = list(notes)
    labels: dict[UUID | None, str] = {note.uid: note.label for note in notes}
    return [
        replace(ready_note(note), refers_to=labels.get(note.refers_to, ""))
        for note in notes
    ]


def ready_note(note: Endnote) -> text.Note:
    """Return a note as the renderer takes it, in the language now active."""
    archived_on = note.archived_on or text.archive_day(note.archived_link)
    return text.Note(
        label=note.label,
        text=note.text,
        link=note.link,
        archived_link=note.archived_link,
        archived_on=worded_day(archived_on),
        archived_day=archived_on.isoformat() if archived_on else "",
        link_is_dead=note.link_is_dead,
        accessed_on=worded_day(note.accessed_on),
        is_missing=note.state == Endnote.State.MISSING,
    )


def worded_day(day: date | None) -> str:
    return date_format(day, DAY) if day else ""


def findings_with_notes(
    findings: Iterable[text.Finding],
    notes: Iterable[text.Note],
    pictures: Mapping[str, text.Figure],
) -> tuple[text.Finding, ...]:
    """Say of a picture in a note that notes show none, and which note it is.

    The renderer gives notes no pictures, so it reports each as unknown; one that is
    known, and is reported all the same, stands in a note.
    """
    told: list[text.Finding] = []
    for found in findings:
        if found.code == "picture-unknown" and found.parameters[0] in pictures:
            told += [
                text.Finding("picture-in-note", (note.label,))
                for note in notes
                if found.parameters[0] in note.text
            ]
        else:
            told.append(found)
    return tuple(dict.fromkeys(told))


def render_page(source: str, language: str) -> text.Rendered:
    """Render a small page as readers would see it, and store nothing."""
    with translation.override(language):
        words = worded()
    return text.render_page(source, pictures=figures(source), words=words)


def worded() -> text.Words:
    """Return the phrases that stand in stored HTML, in the language now active."""
    return text.Words(
        notes=_("Notes"),
        note=_("Note {label}"),
        missing=_("Note {label} is missing from the source text."),
        uncited=_("Not cited in the text."),
        back=_("Back to text, note {label}"),
        archived=_("archived"),
        archived_on=_("archived {date}"),
        dead=_("original link no longer works"),
        accessed=_("accessed {date}"),
        image=_("Image: {credit}"),
        table=_("Table {number}"),
        section=_("Link to section: {title}"),
        paragraph=_("Link to this paragraph"),
    )


def figures(*sources: str) -> dict[str, text.Figure]:
    """Return what the renderer needs of each picture that the sources name."""
    return {str(picture.uid): figure_of(picture) for picture in pictures_in(*sources)}


def pictures_in(*sources: str) -> list[Picture]:
    """Return the pictures that the sources name."""
    uids = {uid.lower() for source in sources for uid in PICTURE.findall(source)}
    return list(Picture.objects.filter(uid__in=uids)) if uids else []


def figure_of(picture: Picture) -> text.Figure:
    return text.Figure(
        src=picture.file.url,
        srcset=picture.srcset,
        width=picture.width,
        height=picture.height,
        alt="" if picture.is_decoration else picture.alt,
        caption=picture.caption,
        credit=picture.credit,
    )


def index_cited_works(article: Article) -> None:
    """Store anew which works the article cites; ``sources`` must be derived already."""
    keys = {text.work_key(text.Source(**source)) for source in article.sources} - {""}
    known = set(article.cited_sources.values_list("key", flat=True))
    if known - keys:
        article.cited_sources.exclude(key__in=keys).delete()
    CitedSource.objects.bulk_create(
        CitedSource(article=article, key=key) for key in sorted(keys - known)
    )


def index(article: Article) -> None:
    """Store anew the words of an article: its text, notes, people and topics.

    ``plain`` and ``sources`` must be derived already.
    """
    notes = [f"{source['text']} {source['url']}" for source in article.sources]
    texts = {
        "title": [article.title],
        "people": people_of(article),
        "topics": topics_of(article),
        "text": [article.standfirst, article.plain],
        "notes": notes,
    }
    words = {name: words_of("\n".join(parts)) for name, parts in texts.items()}
    columns = {name: " ".join(map(stem, found)) for name, found in words.items()}
    unlike = {word for found in words.values() for word in found}
    columns["wholes"] = " ".join(
        f"{WHOLE}{word[:LONGEST_WORD]}"
        for word in sorted(unlike)
        if not stem(word).startswith(word)
    )
    SearchEntry.objects.update_or_create(article=article, defaults=columns)


def index_all(articles: ArticleQuerySet) -> None:
    """Index each of these; for what is said of them elsewhere, such as a name.

    Must run in a transaction: each is held, so that no older words are stored.
    """
    for article in articles.order_by("pk").select_for_update():
        index(article)


def people_of(article: Article) -> list[str]:
    """Return each author's names in every language, with role and affiliation then."""
    found: list[str] = []
    for byline in article.bylines.select_related("author"):
        found += [*byline.author.all_names, byline.role, byline.affiliation]
    return found


def topics_of(article: Article) -> list[str]:
    topics = article.topics.all()
    return [name for topic in topics for name in topic.in_every_language("name")]
