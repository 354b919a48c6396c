"""What a page prints small: disclaimers and the sources of pictures."""

import re

from bs4.element import Tag

from articles.importing.ledger import Ledger
from articles.importing.understanding.boilerplate import (
    DISCLAIMER_LABEL,
    read_credit,
    starts_disclaimer,
)
from articles.importing.understanding.tail import Tail, keep_disclaimer
from articles.importing.writing.markdown import HEADINGS

from .tree import cites, classes, close_text, holds, words_of

LONGEST_DISCLAIMER = 1500

_PLACES = ("section", "p", "div", "figcaption", "font", "em", "i", "small")
_CREDIT = re.compile(
    r"(?:^|[\s_-])(?:credit|image-?source|photo-?credit|image-?credit|small-print)"
    r"(?:$|[\s_-])"
)
_IMAGE = re.compile(
    r"(?:image|photo(?:graph)?|picture|चित्र)\s*[:：]\s*(.{1,200})", re.I
)


def take_small_print(body: Tag, ledger: Ledger) -> Tail:
    """Disclaimers and picture credits, wherever a page prints them; taken out of it."""
    tail = Tail()
    for tag in body.find_all(_PLACES):
        text = close_text(tag)
        is_short = 0 < len(text) <= LONGEST_DISCLAIMER and tag.parent is not None
        if not is_short or holds(tag, ("section", "article")) or cites(tag):
            continue
        if starts_disclaimer(words_of(tag)) or _is_headed(tag, text):
            _take_disclaimer(tag, tail, ledger)
        elif _is_credit(tag, text):
            _keep_credit(tag, tail, ledger)
    return tail


def _is_headed(tag: Tag, text: str) -> bool:
    """Whether the first words of an element are the heading "Disclaimer"."""
    if not holds(tag, HEADINGS):
        return False
    heading = tag.find(list(HEADINGS))
    label = close_text(heading) if heading else ""
    return DISCLAIMER_LABEL.fullmatch(label) is not None and text.startswith(label)


def _is_credit(tag: Tag, text: str) -> bool:
    is_told = tag.name == "figcaption" or _CREDIT.search(classes(tag)) is not None
    return is_told or bool(read_credit(text)[0])


def _take_disclaimer(tag: Tag, tail: Tail, ledger: Ledger) -> None:
    label_tag = tag.find(list(HEADINGS))
    label = close_text(label_tag) if label_tag else ""
    text = close_text(tag)[len(label) :].strip() if label else close_text(tag)
    match = DISCLAIMER_LABEL.match(text)
    if match:
        label, text = match[0], text[match.end() :]
    ledger.leave_words("disclaimer-label", label.strip(" \n("))
    keep_disclaimer(text, tail, ledger)
    tag.extract()


def _keep_credit(tag: Tag, tail: Tail, ledger: Ledger) -> None:
    text = close_text(tag)
    label, value = read_credit(text)
    match = _IMAGE.fullmatch(text)
    if not label and match:
        label, value = text[: match.start(1)], match[1]
    if not label or tag.find("img") is not None:
        return
    ledger.leave_words("picture-credit-label", label)
    if value:
        tail.credits.append(value)
    else:
        ledger.warn("image-source-empty")
    tag.extract()
