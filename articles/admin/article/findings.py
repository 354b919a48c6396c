"""What is to be looked at in an article, each with the place it speaks of."""

from django.urls import reverse

from articles import wording
from articles.models import Article, Decision
from articles.publishing import undescribed

Finding = dict[str, str]
# Codes that name a number of which there is no row.
IN_THE_TEXT = {"marker-without-note", "bracket-number"}


def findings_of(article: Article) -> list[Finding]:
    """Return the sentences above the form, with links to what they are about."""
    rows = {note.label: i for i, note in enumerate(article.endnotes.all())}
    found = [
        told(found["code"], found["parameters"], place_of(found, rows))
        for found in article.findings
    ]
    for picture in undescribed(article.source):
        page = reverse("admin:articles_picture_change", args=[picture.pk])
        found.append(told("picture-decoration", [], page))
    return found


def told(code: str, parameters: list[str], link: str) -> Finding:
    return {"text": wording.finding(code, parameters), "link": link}


def place_of(finding: dict, rows: dict[str, int]) -> str:
    """Return the fragment of the note's row, or of the text."""
    parameters = finding["parameters"]
    row = rows.get(parameters[0]) if parameters else None
    if row is None or finding["code"] in IN_THE_TEXT:
        return "#id_source"
    return f"#endnotes-{row}"


def reason_of(article: Article) -> str:
    """Return what an editor has asked for in sending this draft back."""
    if article.status != Article.Status.DRAFT:
        return ""
    rows = Decision.objects.filter(
        model="article", record=str(article.pk), what="send back"
    )
    return rows.values_list("why", flat=True).first() or ""
