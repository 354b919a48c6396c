"""Cards: 1200 × 630 pixels of type, whatever is written on them."""

import io
from dataclasses import replace

import pytest
from PIL import Image

from articles.exporting import Card, draw_card
from articles.exporting.card import card as value
from articles.exporting.card import image as card
from articles.exporting.card.image import draw_here
from articles.exporting.card.lettering import Lettering, clusters, has

CARD = Card("Brief", "Who hears the warning?", "Dr Asha Verma", "Meridian Institute")
HEAVIEST = 120_000  # bytes
LONG = "The long afterlife of a short war: deterrence, water and memory on the Indus. "
HOSTILE = {
    "empty": "",
    "spaces": " \n\t ",
    "long": (LONG * 5)[:300],
    "long Hindi": ("चेतावनी किस तक पहुँचती है और क्षेत्र में श्रद्धा का ज्ञान " * 9)[:300],
    "one word": "W" * 300,
    "one Hindi word": "श्रद्धाक्षेत्रज्ञान" * 15,
    "mixed": "India’s “आपदा मित्र”: Āpadā, ṭhikānā after १२ years",
    "right to left": "سلام peace שלום",
    "turned": "a\u202eb\u2066c\u200f",
    "emoji": "👩\u200d👩\u200d👧 families 🚀",
    "other scripts": "中文 বাংলা தமிழ்",
    "joiners": "\u200d\u200c\u200d",
    "marks alone": "\u093f\u0301\u094d",
    "controls": "a\0b\x1b[1m\ufeff",
    "half a pair": "a\ud800b",
    "markup": "<b>&amp;</b> %s {0}",
}


def read(png):
    return Image.open(io.BytesIO(png)).convert("RGB")


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
def test_card_is_drawn_whatever_is_written_on_it(text):
    png = draw_here(Card(text, text, text, text))
    assert read(png).size == (1200, 630)
    assert len(png) < HEAVIEST


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
def test_nothing_reaches_into_the_margins(text):
    drawn = read(draw_here(Card(text, text, text, text)))
    paper = (251, 250, 246)
    for box in ((0, 20, 60, 630), (1140, 20, 1200, 630), (0, 612, 1200, 630)):
        assert drawn.crop(box).getcolors() == [
            (drawn.crop(box).size[0] * drawn.crop(box).size[1], paper)
        ]


@pytest.mark.parametrize("text", [CARD.title, *HOSTILE.values()])
def test_card_is_drawn_in_a_child_as_it_would_be_here(text):
    card_of_it = replace(CARD, title=text)
    assert draw_card(card_of_it) == draw_here(card_of_it)


def test_colours_are_those_of_the_site():
    drawn = read(draw_here(CARD))
    colours = {colour for _count, colour in drawn.getcolors(1 << 20)}
    assert drawn.getpixel((600, 8)) == (143, 42, 29)
    assert drawn.getpixel((1190, 300)) == (251, 250, 246)
    assert {(28, 27, 24), (143, 42, 29)} <= colours


def test_equal_cards_are_equal_bytes():
    assert draw_here(CARD) == draw_here(replace(CARD))


@pytest.mark.parametrize("field", ["kind", "title", "byline", "site_name"])
def test_all_that_stands_on_it_is_drawn_and_in_the_key(field):
    other = replace(CARD, **{field: "Otherwise"})
    assert draw_here(other) != draw_here(CARD)
    assert other.key != CARD.key


def test_key_knows_the_drawing_and_keeps_fields_apart(monkeypatch):
    assert Card("ab", "c", "", "").key != Card("a", "bc", "", "").key
    before = CARD.key
    monkeypatch.setattr(value, "DRAWING", value.DRAWING + 1)
    assert CARD.key != before


# Titles


def fitted(title):
    lettering, lines, _leading = card._fitting(title)
    return lettering.size, lines


def test_short_title_is_large_and_a_long_one_smaller():
    sizes = [fitted((LONG * 5)[:length])[0] for length in (20, 80, 150, 300)]
    assert sizes == sorted(sizes, reverse=True)
    assert sizes[0] == card.TITLE_SIZES[0]


def test_title_of_300_characters_fits_uncut():
    title = (LONG * 5)[:300].strip()
    _size, lines = fitted(title)
    assert len(lines) <= card.MOST_LINES
    assert " ".join(lines) == title


def test_title_that_fits_at_no_size_ends_in_an_ellipsis():
    size, lines = fitted("Wide WORDS " * 40)
    assert len(lines) == card.MOST_LINES
    assert lines[-1].endswith("…")
    assert size == card.TITLE_SIZES[-1]


def test_word_wider_than_a_line_is_made_smaller_before_it_is_cut():
    size, lines = fitted("Rechtsschutzversicherungsgesellschaften")
    assert len(lines) == 1
    assert size < card.TITLE_SIZES[0]
    size, lines = fitted("x" * 200)
    assert "".join(lines) == "x" * 200


def test_lines_are_balanced():
    lettering, lines, _leading = card._fitting(LONG)
    widths = [lettering.width(line) for line in lines]
    assert len(lines) == 3
    assert min(widths) > 0.8 * max(widths)


# Letters


ROMAN = Lettering(card.ROMAN, 32)


def test_each_run_has_a_face_that_has_its_letters():
    runs = [(font.getname()[0], run) for font, run in ROMAN.runs("The नीति, ā")]
    assert [run for _name, run in runs] == ["The ", "नीति", ", ā"]
    assert "Devanagari" in runs[1][0]
    assert "Source Serif" in runs[2][0]


@pytest.mark.parametrize(
    ("text", "known"),
    [
        ("Peace שלום now", "Peace now"),
        ("🚀 up", "up"),
        ("e\u0301", "é"),
        ("क\u094d\u200dष", "क\u094d\u200dष"),
        ("a\u200db\u202e", "ab"),
        ("中文", ""),
        ("a\0b \ud800", "ab"),
    ],
)
def test_what_no_face_has_is_left_out(text, known):
    assert ROMAN.only_known(text) == known


def test_devanagari_is_shaped():
    """A conjunct is narrower than its letters, and a vowel sign stands before its letter."""
    apart = sum(ROMAN.width(letter) for letter in "क्ष")
    assert ROMAN.width("क्ष") < apart
    assert has(card.DEVANAGARI, "ि")


def test_syllables_stay_whole():
    assert list(clusters("क्षेत्रज्ञान")) == ["क्षे", "त्र", "ज्ञा", "न"]
    assert list(clusters("e\u0301a")) == ["e\u0301", "a"]
    assert list(clusters("")) == []


def test_shortened_line_keeps_no_mark_before_the_ellipsis():
    assert ROMAN.shortened("Asha, Rahul", ROMAN.width("Asha,…")) == "Asha…"
    assert ROMAN.shortened("Asha", 1) == "…"
