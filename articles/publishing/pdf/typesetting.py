"""Make the PDF of an article, once for each version of all that is printed in it.

What was made is kept in a file named after a sum of all that goes in, the program
included, so any change of the text, a name, the institution or a face makes a new one.
"""

import hashlib
import logging
import sys
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from importlib.metadata import version
from pathlib import Path

from django.utils import translation

from articles.exporting import Citation
from articles.exporting.pdf.document import to_paper
from articles.exporting.pdf.pictures import for_paper
from articles.exporting.pdf.typesetter import CannotTypeset, typeset
from articles.models import Article, Correction, Institution, Picture
from articles.publishing.derived import pictures_in
from articles.publishing.files.cache import PAPERS, CachedFile

from .document import Copy, copy_of, paper_of

__all__ = ["CannotTypeset", "typeset_article"]

WIDEST_PICTURE = 1440
# The rooms and what they use, of which all that lies between a text and its PDF is.
ARTICLES = Path(__file__).parents[2]
ROOMS = (ARTICLES / "text", ARTICLES / "exporting")
FILES = ("*.py", "*.typ", "*.ttf")
LIBRARIES = ("anyascii", "markdown-it-py", "mdurl", "nh3", "pillow", "typst")
logger = logging.getLogger(__name__)


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
            how_to_cite=how_to_cite,
            corrections=corrections,
            disclaimer=disclaimer,
        )
        copy = copy_of(article, paper, pictures)
    kept = CachedFile(PAPERS, str(article.uid), key_of(copy, shown))
    made = kept.read()
    if made is None and kept.has_failed():
        raise CannotTypeset("refused")
    return made or press(copy, shown, kept)


def press(copy: Copy, shown: Mapping[str, Picture], kept: CachedFile) -> bytes:
    """Set a paper and keep it, or remember for a while that it cannot be set.

    Without a picture that could not be read, it is kept for a while alone.
    """
    ready = in_jpeg(shown)
    names = named(ready)
    files = {names[url]: data for url, data in ready.items()}
    paper = copy.whole()
    try:
        made = typeset(to_paper(paper, names), files)
    except CannotTypeset as error:
        logger.error("No PDF of %s: %s", paper.address, error)
        if error.code != "busy":
            kept.fail()
        raise
    except OSError:
        # A full disk has no room for pictures: better without them than not at all.
        ready = {}
        made = typeset(to_paper(paper, {}), {})
    kept.write(made, for_now=len(ready) < len(shown))
    return made


def by_address(pictures: Iterable[Picture | None]) -> dict[str, Picture]:
    return {picture.file.url: picture for picture in pictures if picture}


def named(pictures: Mapping[str, object]) -> dict[str, str]:
    """Return a file name for each address."""
    return {url: f"{number}.jpg" for number, url in enumerate(sorted(pictures))}


def in_jpeg(shown: Mapping[str, Picture]) -> dict[str, bytes]:
    """Return the pictures for paper whose files are neither gone nor broken."""
    found = {url: data for url, each in shown.items() if (data := read(each))}
    made = for_paper([*found.values()])
    return {url: jpeg for url, jpeg in zip(found, made, strict=True) if jpeg}


def read(picture: Picture) -> bytes | None:
    """Return the file of a picture that is wide enough for paper, if it is there."""
    wide = [made for made in picture.renditions if made["width"] <= WIDEST_PICTURE]
    path = str(wide[-1]["path"] if wide else picture.file.name)
    try:
        with picture.file.storage.open(path) as file:
            data: bytes = file.read()
            return data
    except OSError:
        return None


def key_of(copy: Copy, shown: Mapping[str, Picture]) -> str:
    """Return a sum of the input and of all that makes a PDF of it.

    A picture's files are never written anew: another picture has other names.
    """
    files = [(url, shown[url].renditions) for url in sorted(shown)]
    said = repr((copy, files)).encode(errors="replace")
    return hashlib.sha256(program() + said).hexdigest()


@cache
def program() -> bytes:
    """Return a sum of the program: it is read once, whole, and takes some milliseconds."""
    paths = [path for room in ROOMS for kind in FILES for path in room.rglob(kind)]
    parts = [sys.version, *map(version, LIBRARIES)]
    whole = hashlib.sha256("\0".join(parts).encode())
    for path in sorted([*paths, Path(__file__)]):
        whole.update(f"\0{path.relative_to(ARTICLES)}\0".encode() + path.read_bytes())
    return whole.digest()
