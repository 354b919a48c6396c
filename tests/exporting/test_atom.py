"""Feeds as Atom."""

from dataclasses import replace
from datetime import UTC, datetime
from uuid import UUID

import pytest
from defusedxml.ElementTree import fromstring
from hypothesis import example, given
from hypothesis import strategies as st

from articles.exporting import Channel, Entry, Person, Reply, to_atom

from .feed_rules import ATOM, LANG, broken

THREADS = "{http://purl.org/syndication/thread/1.0}"
ENTRY = Entry(
    uid=UUID("1225c695-cfb8-4ebb-aaaa-80da344efa6a"),
    title="Water & power: <what> is left",
    address="https://example.org/articles/water/",
    language="en",
    html='<p>Text.<sup><a href="#fn-8">8</a></sup></p>',
    updated_at=datetime(2022, 6, 5, 9, tzinfo=UTC),
    published_at=datetime(2022, 6, 3, tzinfo=UTC),
    summary="What it says.",
    people=(
        Person("Asha Verma", url="https://example.org/authors/asha/"),
        Person("Pravesh Gupta"),
    ),
    subjects=("Commentary", "Energy"),
    image="https://example.org/media/a.webp",
    comments="https://example.org/articles/water/comments.atom",
)
CHANNEL = Channel(
    title="Meridian",
    address="https://example.org/",
    feed_address="https://example.org/feeds/articles.atom",
    language="en",
    site_name="Meridian Institute",
    site_address="https://example.org/",
    description="Careful evidence",
    rights="CC BY 4.0",
    licence="https://creativecommons.org/licenses/by/4.0/",
    twins=(("https://example.org/feeds/articles.json", "application/feed+json"),),
    entries=(ENTRY,),
)


def parsed(channel=CHANNEL):
    return fromstring(to_atom(channel))


def texts(parent, *names):
    return [
        parent.findtext("/".join(ATOM + part for part in n.split("/"))) for n in names
    ]


def links(parent):
    return [
        (link.get("rel"), link.get("href"), link.get("type"))
        for link in parent.findall(f"{ATOM}link")
    ]


def test_feed_says_what_it_is():
    feed = parsed()
    assert feed.get(LANG) == "en"
    assert texts(feed, "id", "title", "subtitle", "updated", "rights") == [
        "https://example.org/feeds/articles.atom",
        "Meridian",
        "Careful evidence",
        "2022-06-05T09:00:00Z",
        "CC BY 4.0",
    ]
    assert texts(feed, "author/name", "author/uri") == [
        "Meridian Institute",
        "https://example.org/",
    ]
    assert links(feed) == [
        ("self", CHANNEL.feed_address, "application/atom+xml"),
        ("alternate", "https://example.org/", "text/html"),
        ("alternate", CHANNEL.twins[0][0], "application/feed+json"),
        ("license", CHANNEL.licence, None),
    ]


def test_entry_says_what_it_is():
    [entry] = parsed().findall(f"{ATOM}entry")
    assert texts(
        entry, "id", "title", "published", "updated", "summary", "content"
    ) == [
        "urn:uuid:1225c695-cfb8-4ebb-aaaa-80da344efa6a",
        ENTRY.title,
        "2022-06-03T00:00:00Z",
        "2022-06-05T09:00:00Z",
        "What it says.",
        ENTRY.html,
    ]
    assert entry.find(f"{ATOM}content").get("type") == "html"
    assert links(entry) == [
        ("alternate", ENTRY.address, "text/html"),
        ("replies", ENTRY.comments, "application/atom+xml"),
    ]
    authors = entry.findall(f"{ATOM}author")
    assert [texts(author, "name", "uri") for author in authors] == [
        ["Asha Verma", "https://example.org/authors/asha/"],
        ["Pravesh Gupta", None],
    ]
    categories = [c.get("term") for c in entry.findall(f"{ATOM}category")]
    assert categories == ["Commentary", "Energy"]


def test_comment_names_what_it_answers():
    reply = Reply(ENTRY.uid, f"{ENTRY.address}#comment-1")
    [entry] = parsed(
        replace(CHANNEL, entries=(replace(ENTRY, comments="", replies_to=reply),))
    )[-1:]
    told = entry.find(f"{THREADS}in-reply-to")
    assert (told.get("ref"), told.get("href")) == (ENTRY.urn, reply.address)


def test_entry_in_another_language_says_so():
    entries = ENTRY, replace(ENTRY, language="hi")
    feed = parsed(replace(CHANNEL, entries=entries))
    assert [e.get(LANG) for e in feed.findall(f"{ATOM}entry")] == [None, "hi"]


def test_unknown_day_is_not_named():
    feed = parsed(replace(CHANNEL, entries=(replace(ENTRY, published_at=None),)))
    assert texts(feed, "entry/published") == [None]


def test_feed_without_entries_or_licence_is_whole():
    bare = replace(CHANNEL, entries=(), rights="", licence="", description="")
    assert broken(to_atom(bare)) == set()
    assert texts(parsed(bare), "rights", "subtitle") == [None, None]


def test_feed_breaks_no_rule_of_the_validator():
    assert broken(to_atom(CHANNEL)) == set()


@pytest.mark.parametrize("character", ["\0", "\x0b", "\x1f", "\ufffe", "\ud800"])
def test_characters_that_xml_forbids_are_left_out(character):
    odd = replace(ENTRY, title=f"a{character}b", html=f"<p>{character}</p>")
    feed = parsed(replace(CHANNEL, title=f"{character}c", entries=(odd,)))
    assert texts(feed, "title", "entry/title", "entry/content") == [
        "c",
        "ab",
        "<p></p>",
    ]


@given(st.text(), st.text())
@example("", ".xml")
def test_any_text_is_read_back(title, html):
    odd = replace(
        ENTRY, title=f"x{title}", html=f"y{html}", people=(Person(f"z{title}"),)
    )
    document = to_atom(replace(CHANNEL, entries=(odd,)))
    read = fromstring(document).find(f"{ATOM}entry/{ATOM}content").text
    assert read.startswith("y")
    assert "SAXError" not in broken(document)
