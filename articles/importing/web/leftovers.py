"""What notes leave behind on a page when they are taken: headings, rules, empty lists."""

from bs4.element import Tag

from articles.importing.ledger import Ledger
from articles.importing.markup.writing import HEADINGS
from articles.importing.notes.shapes import is_heading

from .tree import close_text


def leave_headings(body: Tag, ledger: Ledger) -> None:
    """Leave out the headings, rules and empty lists that notes leave behind them."""
    for tag in body.find_all([*HEADINGS, "p", "strong", "dt"]):
        text = close_text(tag)
        if is_heading(text) and not _has_text_below(tag):
            ledger.leave_words("notes-heading", text)
            tag.extract()
    for rule in body.find_all("hr"):
        if not _has_text_below(rule):
            rule.extract()
    for tag in body.find_all(["ol", "ul", "dl"]):
        if not close_text(tag) and tag.find("img") is None:
            tag.extract()


def _has_text_below(tag: Tag) -> bool:
    """Whether text stands between an element and the next heading."""
    following = tag.next_sibling
    while following is not None:
        if isinstance(following, Tag) and following.name in HEADINGS:
            return False
        if following.get_text().strip():
            return True
        following = following.next_sibling
    around = tag.parent
    if around is None or around.name in ("body", "article", "main", "td"):
        return False
    is_all = close_text(around) == close_text(tag)
    return _has_text_below(around) if is_all and tag.name == "hr" else False
