"""Words as search compares them: folded in spelling, then stemmed by their script.

Both databases index what is made here, so both give the same answers.
"""

import re
import unicodedata
from functools import lru_cache
from threading import Lock

from snowballstemmer import stemmer  # type: ignore[import-untyped]

LONGEST_WORD = 60
# Stands before a whole word in the index, where its stem is another: only a search
# for beginnings looks at these. No word can begin with it, since it is no letter.
WHOLE = "·"
NUKTA, CHANDRABINDU, ANUSVARA = "\u093c", "\u0901", "\u0902"
JOINERS = dict.fromkeys(map(ord, "\u200c\u200d\u00ad"))
POSSESSIVE = re.compile(r"['’ʼ]s\b")
APOSTROPHES = dict.fromkeys(map(ord, "'’ʼ`"))
# A nasal consonant before one of its own row is also written as a dot:
# हिन्दी = हिंदी, सम्बन्ध = संबंध.
NASALS = re.compile(
    "ङ\u094d(?=[क-घ])|ञ\u094d(?=[च-झ])|ण\u094d(?=[ट-ढ])|न\u094d(?=[त-ध])|म\u094d(?=[प-भ])"
)
# Letters that are their own in Unicode, and that others write without their stroke.
STROKES = str.maketrans(
    {"ı": "i", "ł": "l", "ø": "o", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe",
     "ə": "a", "ħ": "h", "ŋ": "n"}
)  # fmt: skip
DEVANAGARI = re.compile(r"[\u0900-\u097f]")
DEVANAGARI_LETTERS = re.compile(r"[\u0904-\u0939\u0958-\u0961\u0972-\u097f]")
LATIN_WORD = re.compile(r"[a-z]+")
_english = stemmer("english")
_hindi = stemmer("hindi")
# A stemmer keeps the word that it works on in itself.
_one_at_a_time = Lock()


class _Separators(dict[int, int | str]):
    """Maps characters for str.translate: letters, digits and marks stay themselves."""

    def __missing__(self, code: int) -> int | str:
        is_kept = unicodedata.category(chr(code))[0] in "LNM"
        self[code] = code if is_kept else " "
        return self[code]


_SEPARATORS = _Separators()


def words_of(text: str) -> list[str]:
    """Return the words of a text in order, folded and not yet stemmed."""
    return fold(text).translate(_SEPARATORS).split()


def stems_of(text: str) -> list[str]:
    """Return the stem of each word of a text, in order."""
    return [stem(word) for word in words_of(text)]


def fold(text: str) -> str:
    """Return a text without what one word is spelt with and another hand leaves out.

    Case, accents of Latin letters, width, apostrophes and the 's of possession; in
    Devanagari the nukta, the chandrabindu, written-out nasals and joiners.
    """
    text = unicodedata.normalize("NFKC", text).casefold().translate(JOINERS)
    text = POSSESSIVE.sub("", text).translate(APOSTROPHES)
    if not text.isascii():
        text = fold_letters(text)
    return text


def fold_letters(text: str) -> str:
    # Digits of any script as ASCII ones, so that २०२२ finds 2022.
    text = "".join(
        str(unicodedata.decimal(c)) if c.isdecimal() else c
        for c in unicodedata.normalize("NFD", text)
        if not is_accent(c)
    )
    text = text.replace(CHANDRABINDU, ANUSVARA).translate(STROKES)
    return unicodedata.normalize("NFC", NASALS.sub(ANUSVARA, text))


def is_accent(character: str) -> bool:
    """Tell whether this combining mark only decorates a letter (not a vowel sign)."""
    return character == NUKTA or "\u0300" <= character <= "\u036f"


@lru_cache(maxsize=100_000)
def stem(word: str) -> str:
    """Return the stem of a folded word: Snowball's English or Hindi, by its script."""
    word = word[:LONGEST_WORD]
    if LATIN_WORD.fullmatch(word):
        with _one_at_a_time:
            found: str = _english.stemWord(word)
        # organise = organize, analyse = analyze
        return found[:-1] + "s" if found.endswith(("iz", "yz")) else found
    if DEVANAGARI.match(word):
        with _one_at_a_time:
            found = _hindi.stemWord(word)
        # The stemmer cuts माता to म and गई to ग, which then mean everything.
        return found if len(DEVANAGARI_LETTERS.findall(found)) > 1 else word
    return word
