"""Draws a card: type on paper, no photograph. Runs in a child process alone."""

import io
import json
from collections.abc import Iterator

from PIL import Image, ImageDraw

from .card import Card
from .lettering import Lettering

WIDTH, HEIGHT = 1200, 630

PAPER, INK, FAINT, MADDER, RULE = "#fbfaf6", "#1c1b18", "#55514a", "#8f2a1d", "#dad5c9"
BAR, MARGIN = 16, 72
INNER = WIDTH - 2 * MARGIN
TITLE_TOP, TITLE_HEIGHT, MOST_LINES = 136, 318, 5
TITLE_SIZES = (84, 74, 65, 57, 50, 44, 38, 34)
LEADING, INDIC_LEADING = 1.16, 1.36
COLOURS = 64

DEVANAGARI, BOLD_DEVANAGARI = (
    "NotoSerifDevanagari-Regular.ttf",
    "NotoSerifDevanagari-Bold.ttf",
)
ROMAN = ("SourceSerif4-Regular.ttf", DEVANAGARI)
ITALIC = ("SourceSerif4-Italic.ttf", DEVANAGARI)
SEMIBOLD = ("SourceSerif4-SemiBold.ttf", BOLD_DEVANAGARI)


def drawn(data: bytes) -> Iterator[bytes]:
    """Draw the card that these bytes tell of; run by ``asking``."""
    yield draw_here(Card(*json.loads(data)))


def draw_here(card: Card) -> bytes:
    """Return the card as a PNG of 1200 × 630 pixels, drawn in this process."""
    image = Image.new("RGB", (WIDTH, HEIGHT), PAPER)
    canvas = ImageDraw.Draw(image)
    canvas.rectangle((0, 0, WIDTH, BAR), fill=MADDER)
    kind = Lettering(SEMIBOLD, 30)
    kind.draw(canvas, (MARGIN, 104), _on_one_line(kind, card.kind), MADDER)
    _draw_title(canvas, card.title)
    _draw_byline(canvas, card.byline)
    canvas.line((MARGIN, 540, WIDTH - MARGIN, 540), fill=RULE, width=2)
    _draw_wordmark(canvas, card.site_name)
    file = io.BytesIO()
    image.quantize(COLOURS, dither=Image.Dither.NONE).save(file, "PNG", optimize=True)
    return file.getvalue()


def _draw_title(canvas: ImageDraw.ImageDraw, title: str) -> None:
    lettering, lines, leading = _fitting(title)
    y = TITLE_TOP + lettering.size
    for line in lines:
        lettering.draw(canvas, (MARGIN, y), line, INK)
        y += round(leading * lettering.size)


def _fitting(title: str) -> tuple[Lettering, list[str], float]:
    """Return the largest size at which the title fits uncut, or the smallest one."""
    for size in TITLE_SIZES:
        lettering = Lettering(SEMIBOLD, size)
        shown = lettering.only_known(title)
        leading = INDIC_LEADING if _is_indic(shown) else LEADING
        most = min(MOST_LINES, int(TITLE_HEIGHT / leading / size))
        lines = lettering.lines(shown, INNER, most)
        if " ".join(lines) == shown:
            break
    return lettering, lines, leading


def _is_indic(text: str) -> bool:
    """Tell whether signs above and below the letters ask for more room."""
    return any("\u0900" <= char <= "\u097f" for char in text)


def _draw_byline(canvas: ImageDraw.ImageDraw, byline: str) -> None:
    lettering = Lettering(ROMAN, 32)
    shown = _on_one_line(lettering, byline)
    lettering.draw(canvas, (MARGIN, 514), shown, FAINT)


def _draw_wordmark(canvas: ImageDraw.ImageDraw, name: str) -> None:
    """Draw the first word upright, the others set apart, as at the top of a page."""
    upright, slanted = Lettering(SEMIBOLD, 34), Lettering(ITALIC, 34)
    first, space, rest = _on_one_line(upright, name).partition(" ")
    x = upright.draw(canvas, (MARGIN, 592), first + space, INK)
    slanted.draw(canvas, (x, 592), rest, MADDER)


def _on_one_line(lettering: Lettering, text: str) -> str:
    shown = lettering.only_known(text)
    if lettering.width(shown) <= INNER:
        return shown
    return lettering.shortened(shown, INNER)
