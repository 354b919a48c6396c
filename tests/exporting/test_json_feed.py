"""Feeds as JSON Feed."""

import json
from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from articles.exporting import to_json_feed

from .test_atom import CHANNEL, ENTRY


def parsed(channel=CHANNEL):
    return json.loads(to_json_feed(channel))


def test_feed_says_what_it_is():
    feed = parsed(replace(CHANNEL, entries=()))
    assert feed == {
        "version": "https://jsonfeed.org/version/1.1",
        "title": "Meridian",
        "home_page_url": "https://example.org/",
        "feed_url": "https://example.org/feeds/articles.atom",
        "description": "Careful evidence",
        "language": "en",
        "authors": [{"name": "Meridian Institute", "url": "https://example.org/"}],
        "items": [],
    }


def test_item_says_what_it_is():
    [item] = parsed()["items"]
    assert item == {
        "id": "urn:uuid:1225c695-cfb8-4ebb-aaaa-80da344efa6a",
        "url": "https://example.org/articles/water/",
        "title": ENTRY.title,
        "content_html": ENTRY.html,
        "summary": "What it says.",
        "image": "https://example.org/media/a.webp",
        "date_published": "2022-06-03T00:00:00Z",
        "date_modified": "2022-06-05T09:00:00Z",
        "authors": [
            {"name": "Asha Verma", "url": "https://example.org/authors/asha/"},
            {"name": "Pravesh Gupta"},
        ],
        "tags": ["Commentary", "Energy"],
        "language": "en",
    }


def test_unknown_day_is_not_named():
    feed = parsed(replace(CHANNEL, entries=(replace(ENTRY, published_at=None),)))
    assert "date_published" not in feed["items"][0]


@given(st.text(min_size=1))
def test_any_text_is_read_back(text):
    feed = parsed(replace(CHANNEL, entries=(replace(ENTRY, html=text),)))
    expected = text.encode(errors="replace").decode()
    assert feed["items"][0]["content_html"] == expected
