"""The disclaimer of an article as its file has it: the standard one, or another."""

from articles.importing import Manuscript
from articles.models import Article, Disclaimer, Institution

from .matching import folded


def set_disclaimer(article: Article, manuscript: Manuscript) -> None:
    """Choose what a whole disclaimer in the file says; otherwise leave the choice."""
    standard = Institution.current().disclaimer
    said = manuscript.disclaimer.strip()
    if not said or manuscript.disclaimer_is_cut:
        return
    article.disclaimer_choice = Article.DisclaimerChoice.STANDARD
    article.disclaimer = None
    if folded(said) == folded(standard):
        return
    article.disclaimer_choice = Article.DisclaimerChoice.OTHER
    article.disclaimer = Disclaimer.objects.filter(text=said).first()
    if article.disclaimer is None:
        name = free_name(manuscript.title)
        article.disclaimer = Disclaimer.objects.create(name=name, text=said)


def free_name(title: str) -> str:
    """Return a name for a disclaimer, made of a title, that no other has."""
    stem, number = title[:100], 1
    while Disclaimer.objects.filter(name=f"{stem} ({number})").exists():
        number += 1
    return f"{stem} ({number})"
