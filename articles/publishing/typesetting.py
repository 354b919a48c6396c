"""Make the PDF of an article, once for each version of all that is printed in it.

What was made is kept in a file named after a sum of the input and of the program, so
any change of the text, a name, the institution or the template makes a new one.
"""

import hashlib
import logging
import threading
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import cache
from importlib.metadata import version

from django.db import transaction
from django.utils import translation

from articles.exporting import Citation
from articles.exporting.paper import Paper, to_paper
from articles.exporting.paper_pictures import for_paper
from articles.exporting.pressing import PRESS, TEMPLATE, CannotTypeset, typeset
from articles.models import Article, Correction, Institution, Picture

from .keeping import KeptFile
from .papering import paper_of
from .rebuilding import figure_of, pictures_in

__all__ = ["CannotTypeset", "forget_paper", "typeset_article"]

# How many are set at once, and for how many seconds others wait for their turn.
PRESSES, PATIENCE = 2, 1.0
WIDEST_PICTURE = 1440
SHELF = "papers"
logger = logging.getLogger(__name__)
turns = threading.BoundedSemaphore(PRESSES)


def typeset_article(
    article: Article,
    citation: Citation,
    *,
    institution: Institution,
    how_to_cite: str = "",
    corrections: Sequence[Correction] = (),
    disclaimer: str = "",
) -> bytes:
    """Return the article's PDF, kept from before or made now.

    Raises CannotTypeset; with the code "busy" it is worth asking again in a moment.
    """
    pictures = pictures_in(article.source)
    shown = by_address([*pictures, article.lead_picture])
    with translation.override(article.language):
        paper = paper_of(
            article,
            citation,
            institution=institution,
            figures={str(each.uid): figure_of(each) for each in pictures},
            how_to_cite=how_to_cite,
            corrections=corrections,
            disclaimer=disclaimer,
        )
    kept = KeptFile(SHELF, str(article.uid), key_of(to_paper(paper, named(shown))))
    made = kept.read()
    if made is None and kept.has_failed():
        raise CannotTypeset("refused")
    if made is None:
        with turn():
            # Whoever was before may have made it.
            made = kept.read() or press(paper, shown, kept)
    return made


def press(paper: Paper, shown: Mapping[str, Picture], kept: KeptFile) -> bytes:
    """Set a paper and keep it, or remember for a while that it cannot be set."""
    ready = {url: made for url, each in shown.items() if (made := read(each))}
    names = named(ready)
    files = {names[url]: data for url, data in ready.items()}
    try:
        made = typeset(to_paper(paper, names), files)
    except CannotTypeset as error:
        logger.error("No PDF of %s: %s", paper.address, error)
        if error.code != "busy":
            kept.fail()
        raise
    except OSError:
        # A full disk has no room for pictures: better without them than not at all.
        return typeset(to_paper(paper, {}), {})
    kept.write(made)
    return made


def forget_paper(article: Article) -> None:
    """Delete what was made of an article, once the transaction that deletes it ends."""
    kept = KeptFile(SHELF, str(article.uid), "")
    transaction.on_commit(lambda: kept.clear(kept.path), robust=True)


@contextmanager
def turn() -> Iterator[None]:
    """Be one of the few whose paper is set now. Raises CannotTypeset("busy")."""
    if not turns.acquire(timeout=PATIENCE):
        raise CannotTypeset("busy")
    try:
        yield
    finally:
        turns.release()


def by_address(pictures: Iterable[Picture | None]) -> dict[str, Picture]:
    return {picture.file.url: picture for picture in pictures if picture}


def named(pictures: Mapping[str, object]) -> dict[str, str]:
    """Return a file name for each address."""
    return {url: f"{number}.jpg" for number, url in enumerate(sorted(pictures))}


def read(picture: Picture) -> bytes | None:
    """Return a picture for paper, or nothing where its file is gone or broken."""
    wide = [made for made in picture.renditions if made["width"] <= WIDEST_PICTURE]
    path = str(wide[-1]["path"] if wide else picture.file.name)
    try:
        with picture.file.storage.open(path) as file:
            return for_paper(file.read())
    except OSError:
        return None


def key_of(data: str) -> str:
    """Return a sum of the input and of all that makes a PDF of it."""
    return hashlib.sha256(program() + data.encode()).hexdigest()


@cache
def program() -> bytes:
    parts = (PRESS.read_bytes(), TEMPLATE.read_bytes(), version("typst").encode())
    return hashlib.sha256(b"\0".join(parts)).digest()
