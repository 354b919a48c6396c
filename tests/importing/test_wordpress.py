"""A WordPress export as entries of our own format."""

from pathlib import Path

import pytest

from articles.importing.sites import LeftOut, Line
from articles.importing.sites.formats import open_site
from articles.importing.sites.wordpress.identity import (
    Identity,
    day_of,
    moment_of,
    slug_of,
)
from articles.importing.writing.addresses import path_of

BLOG = Path(__file__).parents[1] / "samples" / "harbour-blog.xml"


@pytest.fixture(scope="module")
def entries():
    with open_site(BLOG) as site:
        return list(site.entries())


@pytest.fixture(scope="module")
def lines(entries):
    """The lines by record, in order."""
    found = {}
    for entry in entries:
        if isinstance(entry, Line):
            found.setdefault(entry.record, []).append(entry)
    return found


def titled(lines, title):
    return next(line for line in lines["article"] if line.fields["title"] == title)


def test_every_item_is_an_entry_or_is_told(entries, lines):
    left = [entry.record for entry in entries if isinstance(entry, LeftOut)]
    assert sorted(left) == ["attachment", "comment", "nav_menu_item", "page"]
    assert len(lines["article"]) == 9
    assert len(lines["page"]) == 2
    assert len(lines["comment"]) == 5
    assert {entry.number for entry in entries} == set(range(1, 15))


def test_records_stand_before_those_that_name_them(entries):
    known = set()
    for entry in entries:
        if not isinstance(entry, Line):
            continue
        fields = entry.fields
        named = [*fields.get("topics", ()), fields.get("in_reply_to")]
        named += [place["author"] for place in fields.get("bylines", ())]
        named += [fields.get(name) for name in ("article", "topic", "author")]
        assert {name for name in named if name} <= known
        known.add(fields.get("uid"))


def test_text_and_notes_of_the_classic_editor(lines):
    line = titled(lines, "The quay & the queue")
    assert line.fields["source"] == (
        "Ships wait.[^1] They wait long.\\\nAnd longer. [^2]\n\n"
        "## What is to be done\n\n"
        "Nothing[^3] much [sic].\n\n"
        "[![A quay](https://harbour.example.org/wp-content/uploads/2019/04/quay-300x200.png)]"
        "(https://harbour.example.org/wp-content/uploads/2019/04/quay.png)\n\nAt dawn\n\n"
        "![A quay at dawn](https://harbour.example.org/wp-content/uploads/2019/04/quay.png)"
        "\n\nThe eastern quay\n\nThe end."
    )
    assert line.fields["endnotes"] == [
        {
            "label": "1",
            "text": "Nair, *Quays*, [p. 4](https://example.org/quays).",
            "state": "present",
        },
        {
            "label": "2",
            "text": "A note in two brackets (see there).",
            "state": "present",
        },
        {"label": "3", "text": "Ibid.", "state": "present"},
    ]
    assert line.remarks == (
        "Pictures not at hand, shown as links: 2.",
        "Pictures of a gallery that the export does not list: 13.",
        "Terms without a place here: mood: Grim.",
    )


def test_text_and_notes_of_the_block_editor(lines):
    line = titled(lines, "बंदरगाह की बात")
    assert line.fields["source"] == "जहाज़ रुकते हैं।[^1] फिर चलते हैं।[^2]"
    assert line.fields["endnotes"] == [
        {"label": "1", "text": "नायर, *घाट*।", "state": "present"},
        {"label": "2", "text": "", "state": "missing"},
    ]
    assert line.fields["language"] == "hi"


def test_dates_and_states(lines):
    told = {
        line.fields["title"]: (
            line.fields["status"],
            line.fields.get("published_at"),
            line.fields.get("dated"),
        )
        for line in lines["article"]
    }
    assert told == {
        "The quay & the queue": (
            "published",
            "2019-04-01T20:30:00+00:00",
            "2019-04-02",
        ),
        "बंदरगाह की बात": ("published", "2021-05-06T01:38:09+00:00", "2021-05-06"),
        "Next year": ("published", "2030-12-31T18:30:00+00:00", "2031-01-01"),
        "A draft": ("draft", None, None),
        "Waiting for an editor": ("in_review", None, None),
        "Between us": ("draft", None, None),
        "Thrown away": ("draft", None, None),
        "With a password": ("draft", None, None),
        "An old text that nobody gave a name": ("draft", None, None),
    }
    assert titled(lines, "Thrown away").fields["binned_at"].startswith("2020-01-02")
    assert titled(lines, "Next year").fields["kind"] == "report"


def test_people_are_named_and_their_log_ins_left_behind(entries, lines):
    people = [
        {name: value for name, value in line.fields.items() if name != "uid"}
        for line in lines["author"]
    ]
    assert people == [
        {
            "record": "author",
            "honorific": "Dr",
            "given_names": "Asha",
            "family_name": "Verma",
            "slug": "dr-asha-verma",
        },
        {"record": "author", "family_name": "Ports Desk", "slug": "ports-desk"},
        {"record": "author", "family_name": "admin", "slug": "admin"},
    ]
    assert not any("root@example.org" in str(entry) for entry in entries)


def test_guest_authors_stand_in_their_order(lines):
    uids = [line.fields["uid"] for line in lines["author"]]
    assert titled(lines, "बंदरगाह की बात").fields["bylines"] == [
        {"author": uids[1]},
        {"author": uids[0]},
    ]


def test_terms_are_topics_on_their_axes(lines):
    topics = [
        (line.fields["axis"], line.fields["name"], line.fields["slug"])
        for line in lines["topic"]
    ]
    assert topics == [
        ("topic", "Dredging", "dredging"),
        ("topic", "Ports", "ports"),
        ("region", "Konkan", "konkan"),
    ]


def test_comments_of_all_states_stand_behind_their_parents(lines):
    comments = [line.fields for line in lines["comment"]]
    told = [(each["name"], each["state"], each["is_by_author"]) for each in comments]
    assert told == [
        ("A. Reader", "approved", False),
        ("Asha Verma", "approved", True),
        ("Anonymous", "waiting", False),
        ("Pills", "spam", False),
        ("Rude", "declined", False),
    ]
    assert comments[1]["in_reply_to"] == comments[0]["uid"]
    assert comments[2]["in_reply_to"] == comments[1]["uid"]
    assert comments[4]["in_reply_to"] is None
    assert comments[1]["text"] == (
        "An answer.\nSecond line, with a link (https://example.org/x)."
    )
    assert (comments[0]["email"], comments[2]["email"]) == ("reader@example.org", "")
    assert comments[2]["created_at"] == "2019-04-01T20:30:00+00:00"


def test_pages_have_slugs_of_their_own_and_their_notes(lines):
    first, second = (line.fields for line in lines["page"])
    assert (first["slug"], second["slug"]) == ("about", "about-about")
    assert first["source"] == ("We look at \\[1\\] harbours.\n\n***\n\n1. All of them.")


def test_old_addresses_lead_on(lines):
    paths = {line.fields["path"] for line in lines["address"]}
    assert paths == {
        "/2019/04/the-quay/",
        "/?p=11",
        "/2019/04/the-quay/quay/",
        "/?attachment_id=12",
        "/category/dredging/",
        "/category/ports/dredging/",
        "/?cat=6",
        "/tag/ports/",
        "/region/konkan/",
        "/author/averma/",
        "/?author=2",
        "/2021/05/बंदरगाह/",
        "/?p=21",
        "/?p=31",
        "/author/admin/",
        "/?author=1",
        "/?page_id=41",
        "/about/about/",
        "/?page_id=42",
    }


def test_files_are_told_and_not_fetched(entries):
    (file,) = [entry for entry in entries if entry.record == "attachment"]
    assert (
        file.address
        == "https://harbour.example.org/wp-content/uploads/2019/04/quay.png"
    )


def test_pictures_at_hand_are_shown(tmp_path):
    path = tmp_path / "blog.xml"
    path.write_bytes(BLOG.read_bytes())
    folder = tmp_path / "blog.media" / "wp-content" / "uploads" / "2019" / "04"
    folder.mkdir(parents=True)
    (folder / "quay.png").write_bytes(b"png")
    with open_site(path) as site:
        found = [entry for entry in site.entries() if isinstance(entry, Line)]
        (picture,) = [line.fields for line in found if line.record == "picture"]
        assert site.media(picture["files"][0]["name"]) == b"png"
    assert (picture["alt"], picture["caption"]) == (
        "A quay at dawn",
        "The eastern quay",
    )
    article = next(line.fields for line in found if line.record == "article")
    assert f'![A quay](picture:{picture["uid"]} "At dawn")' in article["source"]
    assert article["lead_picture"] == picture["uid"]
    assert found.index(next(line for line in found if line.record == "picture")) == 0


def test_site_read_twice_is_the_same(entries):
    with open_site(BLOG) as site:
        assert list(site.entries()) == entries


def test_uid_outlives_a_move_to_https():
    uids = {
        Identity(link).uid("post", "11")
        for link in (
            "http://harbour.example.org",
            "https://harbour.example.org/",
            "https://www.HARBOUR.example.org",
        )
    }
    assert len(uids) == 1
    assert Identity("https://other.example.org").uid("post", "11") not in uids


@pytest.mark.parametrize(
    ("told", "found"),
    [
        ("2019-04-01 20:30:00", "2019-04-01T20:30:00+00:00"),
        ("Mon, 01 Apr 2019 20:30:00 +0530", "2019-04-01T15:00:00+00:00"),
        ("0000-00-00 00:00:00", None),
        ("-0001-11-30 00:00:00", None),
        ("1850-01-01 00:00:00", None),
        ("9999-12-31 23:59:59", None),
        ("Mon, 99 Apr", None),
        ("", None),
        ("x" * 999, None),
    ],
)
def test_moments(told, found):
    moment = moment_of(told)
    assert (moment.isoformat() if moment else None) == found


def test_day_is_that_of_the_authors_clock():
    assert day_of("2019-04-02 02:00:00").isoformat() == "2019-04-02"
    assert day_of("0000-00-00 00:00:00") is None


@pytest.mark.parametrize(
    ("link", "path"),
    [
        ("https://example.org/a/", "/a/"),
        ("https://example.org/a?p=1", "/a?p=1"),
        ("https://example.org", "/"),
        ("https://example.org//evil/", "/evil/"),
        ("https://example.org/%E0%A4%AC/", "/ब/"),
        ("https://example.org/a%0Ab/", ""),
        ("https://[broken/", ""),
        (f"https://example.org/{'x' * 600}", ""),
    ],
)
def test_paths(link, path):
    assert path_of(link) == path


def test_slugs_are_ascii():
    assert slug_of("%e0%a4%ac%e0%a4%82") == "bm"
