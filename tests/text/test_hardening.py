import random

import pytest
from markdown_it import MarkdownIt

from articles.text import SourceTooLong, render
from articles.text.parsing.parser import build_parser

PIECES = [
    "[", "]", "(", ")", "![", "[a](b)", "](c)", "`", "``", "<", "<http:a>", "\\", "*",
    "_", "a", " ", "\n", '"t"', "](<b>)", "!", "**", "&amp;",
]  # fmt: skip


@pytest.fixture(scope="module")
def guarded():
    md = build_parser()
    md.core.ruler.disable("curl_quotes")
    return md


@pytest.fixture(scope="module")
def bare():
    return MarkdownIt("commonmark", {"html": False})


def test_guards_read_brackets_as_the_library_does(guarded, bare):
    chance = random.Random(20220516)  # noqa: S311
    for _ in range(2_000):
        some = chance.sample(PIECES, 5)
        source = "".join(chance.choice(some) for _ in range(chance.randint(3, 14)))
        if source.count("![") <= 4:
            assert guarded.render(source) == bare.render(source), source


@pytest.mark.parametrize("text", ["[{}]", "[{}][]", "[x][{}]", "![{}]"])
def test_reference_label_has_at_most_999_characters(guarded, text):
    for length, is_found in ((999, True), (1000, False)):
        name = "n" * length
        html = guarded.render(f"{text.format(name)}\n\n[{name}]: /u\n")
        assert ("/u" in html) == is_found


def test_long_link_text_keeps_its_pictures_and_references(guarded):
    text = "n" * 1000
    html = guarded.render(f"[{text} ![p][x]](/u) [{text}][x]\n\n[x]: /p\n")
    assert html.count('href="/u"') == html.count('href="/p"') == 1
    assert html.count('src="/p"') == 1


def test_deep_containers_stay_as_text():
    quoted = render(">" * 30 + "deep", [], pictures={})
    listed = render("- " * 30 + "deep", [], pictures={})
    assert [quoted.plain, listed.plain] == [">" * 24 + "deep", "- " * 22 + "deep"]


def test_deep_brackets_end():
    assert "[" * 5_000 in render("[" * 5_000 + "]", [], pictures={}).plain


def test_source_too_long_is_refused():
    assert render("a" * 200_000, [], pictures={}).word_count == 1
    with pytest.raises(SourceTooLong, match="200,001 characters"):
        render("a" * 200_001, [], pictures={})
