"""How a link to an article looks elsewhere."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from articles.exporting import Image, Person, to_open_graph

from .test_highwire import CITATION

CARD = Image("https://example.org/card.png", 1200, 630, "A title")
PICTURE = Image("https://example.org/a.webp", 800, 600, "A harbour")


def contents(citation, name):
    return [content for key, content in to_open_graph(citation) if key == name]


def test_article_is_told_in_full():
    person = Person("Asha Verma", url="https://example.org/authors/asha/")
    at = datetime(2022, 6, 3, 9, tzinfo=UTC)
    article = replace(CITATION, people=(person,), published_at=at, modified_at=at)
    assert to_open_graph(article) == [
        ("og:type", "article"),
        ("og:title", "Collective security"),
        ("og:description", "What it says."),
        ("og:url", "https://example.org/articles/security/"),
        ("og:locale", "en_IN"),
        ("article:published_time", "2022-06-03T09:00:00+00:00"),
        ("article:modified_time", "2022-06-03T09:00:00+00:00"),
        ("article:author", "https://example.org/authors/asha/"),
        ("article:section", "Commentary"),
        ("article:tag", "Energy"),
        ("article:tag", "Water"),
    ]


def test_undated_names_no_date():
    made = replace(CITATION, dated=None, published_at=datetime(2022, 6, 3, tzinfo=UTC))
    assert contents(made, "article:published_time") == []


@pytest.mark.parametrize(
    ("language", "expected"), [("hi", "hi_IN"), ("en", "en_IN"), ("ta", "ta")]
)
def test_locale(language, expected):
    assert contents(replace(CITATION, language=language), "og:locale") == [expected]


def test_card_stands_before_the_lead_picture():
    both = replace(CITATION, card=CARD, image=PICTURE)
    assert contents(both, "og:image") == [CARD.url]
    assert contents(both, "og:image:width") == ["1200"]
    assert contents(both, "og:image:height") == ["630"]
    assert contents(both, "og:image:alt") == ["A title"]
    picture = replace(CITATION, image=PICTURE)
    assert contents(picture, "og:image") == [PICTURE.url]


def test_no_tag_is_empty():
    picture = replace(PICTURE, alt="")
    made = replace(CITATION, image=picture, section="", description="")
    assert all(content for _name, content in to_open_graph(made))
