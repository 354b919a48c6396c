"""Lines of text for a picture, each letter in a face that has it: measured and broken."""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby
from pathlib import Path
from typing import Any

from PIL import ImageDraw, ImageFont, features

from articles.exporting.escaping import one_line

FONTS = Path(__file__).parents[1] / "fonts"
# No face has a letter for it, so it is drawn as every letter that is missing.
NOWHERE = "\U0010fffd"
# Where the system has no FriBidi, Pillow neither shapes nor takes a direction.
DIRECTION: dict[str, Any] = {"direction": "ltr"} if features.check("raqm") else {}
JOINERS = "\u200c\u200d"
VIRAMA = "\u094d"
STRAY_JOINERS = re.compile(r"(?<![\u0900-\u097f])[\u200c\u200d]+")


@dataclass(frozen=True, slots=True)
class Lettering:
    """Faces and a size in pixels; a face serves for what those before it lack."""

    faces: tuple[str, ...]
    size: int

    def only_known(self, text: str) -> str:
        """Return the text on one line, without characters that no face has."""
        whole = unicodedata.normalize("NFC", one_line(text))
        known = "".join(filter(self._face_of, whole))
        return " ".join(STRAY_JOINERS.sub("", known).split())

    def width(self, text: str) -> float:
        """Return how many pixels wide the text is."""
        return measured(self, text)

    def draw(
        self, canvas: ImageDraw.ImageDraw, at: tuple[float, float], text: str, ink: str
    ) -> float:
        """Draw a line whose first letter stands at (x, base line); return its end's x."""
        x, y = at
        for font, run in self.runs(text):
            canvas.text((x, y), run, fill=ink, font=font, anchor="ls", **DIRECTION)
            x += font.getlength(run)
        return x

    def lines(self, text: str, width: float, most: int) -> list[str]:
        """Break the text into at most so many lines, and those as even as can be.

        What is too long for them ends in an ellipsis.
        """
        words = [part for word in text.split() for part in self._parts(word, width)]
        lines = self._filled(words, width)
        if len(lines) > most:
            rest = " ".join(lines[most - 1 :])
            return [*lines[: most - 1], self.shortened(rest, width)]
        narrow, wide = 0.0, width
        while wide - narrow > 1:
            middle = (narrow + wide) / 2
            if len(self._filled(words, middle)) > len(lines):
                narrow = middle
            else:
                wide = middle
        return self._filled(words, wide)

    def shortened(self, text: str, width: float) -> str:
        """Return as much of the text as fits with an ellipsis, which is always there."""
        kept = list(clusters(text))
        low, high = 0, len(kept)
        while low < high:
            middle = (low + high + 1) // 2
            if self.width(_cut(kept[:middle])) <= width:
                low = middle
            else:
                high = middle - 1
        return _cut(kept[:low])

    def _filled(self, words: list[str], width: float) -> list[str]:
        space = self.width(" ")
        lines: list[list[str]] = []
        used = width
        for word in words:
            length = self.width(word)
            if lines and used + space + length <= width:
                lines[-1].append(word)
                used += space + length
            else:
                lines.append([word])
                used = length
        return [" ".join(line) for line in lines]

    def _parts(self, word: str, width: float) -> list[str]:
        """Cut a word that is wider than a line, never through a syllable."""
        if self.width(word) <= width:
            return [word]
        parts = [""]
        for cluster in clusters(word):
            if parts[-1] and self.width(parts[-1] + cluster) > width:
                parts.append("")
            parts[-1] += cluster
        return parts

    def runs(self, text: str) -> list[tuple[ImageFont.FreeTypeFont, str]]:
        faces, previous = [], self.faces[0]
        for char in text:
            previous = previous if has(previous, char) else self._face_of(char)
            faces.append(previous or self.faces[0])
        pairs = zip(faces, text, strict=True)
        return [
            (font(face, self.size), "".join(char for _face, char in group))
            for face, group in groupby(pairs, key=lambda pair: pair[0])
        ]

    def _face_of(self, char: str) -> str:
        return next((face for face in self.faces if has(face, char)), "")


def _cut(kept: list[str]) -> str:
    return "".join(kept).rstrip(" ,;:.–—-") + "…"


def clusters(text: str) -> Iterator[str]:
    """Yield what must stay together: a letter with its signs, letters joined in one."""
    cluster = ""
    for char in text:
        is_joined = char in JOINERS or unicodedata.category(char).startswith("M")
        if cluster and not is_joined and cluster[-1] not in (VIRAMA, *JOINERS):
            yield cluster
            cluster = ""
        cluster += char
    if cluster:
        yield cluster


@lru_cache(maxsize=4096)
def measured(lettering: Lettering, text: str) -> float:
    """Return a width in pixels; to shape a word of Devanagari takes half a millisecond."""
    return sum(font.getlength(run) for font, run in lettering.runs(text))


@lru_cache(maxsize=128)
def font(face: str, size: int) -> ImageFont.FreeTypeFont:
    """Return a face that shapes what it sets, as Devanagari needs."""
    return ImageFont.truetype(FONTS / face, size, layout_engine=ImageFont.Layout.RAQM)


@lru_cache(maxsize=8192)
def has(face: str, char: str) -> bool:
    """Tell whether a face has a letter for this character."""
    plain = _unshaped(face)
    return _drawn(plain, char) != _drawn(plain, NOWHERE)


@lru_cache(maxsize=16)
def _unshaped(face: str) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(FONTS / face, 24, layout_engine=ImageFont.Layout.BASIC)


def _drawn(plain: ImageFont.FreeTypeFont, char: str) -> tuple[bytes, float]:
    return bytes(plain.getmask(char)), plain.getlength(char)
