"""Words are folded and stemmed alike, whoever spells them."""

import sys
from concurrent.futures import ThreadPoolExecutor

import pytest
from snowballstemmer import stemmer

from articles.search import stem, stems_of, words_of


@pytest.mark.parametrize(
    "same",
    [
        "security securities SECURITY Ｓｅｃｕｒｉｔｙ",
        "policy policies Policy’s",
        "organise organize organised organizing",
        "analyse analyze",
        "Élysée Elysee",
        "Kılıçdaroğlu Kilicdaroglu",
        "Łukasz Lukasz",
        "Bjørn Bjorn",
        "O’Brien O'Brien OBrien",
        "Kazakhstan Kazakhstan's Kazakhstan’s",
        "नीति नीतियों नीतियाँ नीतियां",
        "महिला महिलाओं महिलाएँ महिलाएं",
        "सेना सेनाएँ सेनाओं",
        "हिन्दी हिंदी",
        "सम्बन्ध संबंध संबंधों",
        "ज़मीन जमीन ज\u093cमीन",
        "क़ानून कानून क\u093cानून",
        "पाँच पांच",
        "देश देशों",
        "२०२२ 2022 ２０２２",
        "क्\u200dष क्ष",
    ],
)
def test_words_that_are_one(same):
    assert len(set(stems_of(same))) == 1


@pytest.mark.parametrize(
    "different",
    [
        "nation nature", "माता मत", "गई गए", "दल दिल", "काम कम", "China chine",
        "é ए", "लड़का पड़का", "2021 2022",
    ],
)  # fmt: skip
def test_words_that_are_not_one(different):
    assert len(set(stems_of(different))) == 2


def test_words_are_letters_digits_and_marks_alone():
    text = 'S-400 (a_b) "x" <b> AT&T 5.2% नीति। स्वतंत्र, 中文 e\u0301\ud800\0'
    assert words_of(text) == [
        "s", "400", "a", "b", "x", "b", "at", "t", "5", "2",
        "नीति", "स्वतंत्र", "中文", "e",
    ]  # fmt: skip


@pytest.mark.parametrize("sign", "'’ʼ")
@pytest.mark.parametrize(
    ("owner", "word"),
    [
        ("Kazakhstan", "kazakhstan"),
        ("Congress", "congress"),
        ("गीता", "गीता"),
        ("1990", "1990"),
    ],
)
def test_possessive_is_no_part_of_a_word(sign, owner, word):
    """The stemmer would take most of them off; whole words and phrases have none."""
    assert words_of(f"{owner}{sign}s policy") == [word, "policy"]
    assert words_of(f"{owner.upper()}{sign}S") == [word]
    assert stems_of(f"{owner}{sign}s") == stems_of(owner)


def test_letters_after_another_apostrophe_stay():
    assert words_of("isn’t it’sy D’Souza’s") == ["isnt", "itsy", "dsouza"]


def test_stem_cuts_endless_words():
    assert len(stem("ग" * 500)) == 60


def test_words_that_many_stem_at_once_have_the_stems_they_have_alone():
    ends = ("ational", "fulness", "alities", "ically", "ness", "ing", "ed", "s")
    words = [a + b + end for a in "bdfg" for b in ("orm", "at", "ell") for end in ends]
    words += [f"{word}{a}" for word in ("नीतियों", "महिलाओं", "सेनाएँ") for a in "कखगघचछ"]
    alone = dict(zip(words, map(snowball, words), strict=True))
    before = sys.getswitchinterval()
    sys.setswitchinterval(1e-6)
    try:
        with ThreadPoolExecutor(8) as pool:
            for _ in range(20):
                stem.cache_clear()
                assert dict(zip(words, pool.map(stem, words), strict=True)) == alone
    finally:
        sys.setswitchinterval(before)
        stem.cache_clear()


def snowball(word):
    """Return what a stemmer says that nobody else has."""
    return stemmer("english" if word.isascii() else "hindi").stemWord(word)
