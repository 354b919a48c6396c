"""The preview of a text while it is typed."""

from datetime import date

from django import forms
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404
from django.utils.translation import get_language
from django.views.decorators.http import require_POST

from articles.admin.base import row_count
from articles.admin.editor import language_of, needs, shown
from articles.models import Article, Endnote
from articles.models.article.endnote import to_label
from articles.publishing import render_article


@require_POST
@needs("add_article", "change_article")
def preview_text(request: HttpRequest, article: int | None = None) -> HttpResponse:
    """Render what stands in the editor as readers would see it, and store nothing."""
    stored = find(request, article)
    kept = list(stored.endnotes.all()) if stored else []
    notes = typed_notes(request.POST, kept)
    if notes is None:
        notes = kept
    language = language_of(request, stored.language if stored else get_language())
    return shown(request, lambda source: render_article(source, notes, language))


def find(request: HttpRequest, key: int | None) -> Article | None:
    """Return the article if this user may see it; refuse the others (404)."""
    if key is None:
        return None
    rows = Article.objects.all()
    if not request.user.has_perm("articles.publish_article"):
        rows = rows.owned_by(request.user)
    return get_object_or_404(rows, pk=key)


def typed_notes(data: QueryDict, kept: list[Endnote]) -> list[Endnote] | None:
    """Return the notes as they stand in the form, or None if it sent none of them.

    What no field of the form holds, they have from the ``kept`` rows.
    """
    if "endnotes-TOTAL_FORMS" not in data:
        return None
    placed, rows = [], {str(note.pk): note for note in kept}
    for i in range(row_count(data, "endnotes-TOTAL_FORMS")):
        row = f"endnotes-{i}-"
        label = to_label(data.get(f"{row}label", ""))
        if label and f"{row}DELETE" not in data:
            place = row_count(data, f"{row}position")
            note = typed_note(data, row, label)
            if known := rows.get(data.get(f"{row}id", "")):
                note.uid, note.refers_to = known.uid, known.refers_to
            placed.append((place, i, note))
    return [note for _place, _i, note in sorted(placed, key=lambda each: each[:2])]


def typed_note(data: QueryDict, row: str, label: str) -> Endnote:
    return Endnote(
        label=label,
        text=data.get(f"{row}text", "").replace("\r\n", "\n").strip(),
        link=data.get(f"{row}link", "").strip(),
        archived_link=data.get(f"{row}archived_link", "").strip(),
        archived_on=typed_day(data.get(f"{row}archived_on")),
        link_is_dead=data.get(f"{row}link_is_dead") == "True",
        accessed_on=typed_day(data.get(f"{row}accessed_on")),
        state=data.get(f"{row}state", Endnote.State.PRESENT),
    )


def typed_day(said: str | None) -> date | None:
    try:
        return forms.DateField().clean(said)
    except forms.ValidationError:
        return None
