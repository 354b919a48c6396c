"""Where readers knew something, they are led to where it is now."""

import json

import pytest

from articles.importing.sites.formats import open_site
from articles.models import Address
from articles.publishing.addresses import former_path, redirect_former_path
from articles.publishing.transfer import import_site
from tests.factories import make_article, make_author, make_page, make_topic

pytestmark = pytest.mark.django_db
DRAFT = {"status": "draft", "published_at": None}


@pytest.fixture
def replacing(tmp_path):
    """Import one record with --replace."""

    def replacing(record, row, **changes):
        header = {"format": "vif-site", "schema": 1}
        line = {"record": record, "uid": str(row.uid), **changes}
        path = tmp_path / "site.jsonl"
        path.write_text(f"{json.dumps(header)}\n{json.dumps(line)}", encoding="utf-8")
        told = []
        with open_site(path) as site:
            import_site(
                site, name="site.jsonl", replace=True, is_trial=False,
                tell=lambda taken, _tally: told.append(taken),
            )  # fmt: skip
        assert [taken.outcome for taken in told] == ["replaced"], told
        row.refresh_from_db()

    return replacing


def leads(client, path):
    response = client.get(path)
    return response.status_code, response.headers.get("Location")


# A whole site, with --replace


@pytest.mark.parametrize(
    ("changes", "path"),
    [
        ({"slug": "on-tides"}, "/articles/on-tides/"),
        ({"language": "hi"}, "/hi/articles/tides/"),
    ],
)
def test_old_address_of_a_replaced_article_leads_home(client, replacing, changes, path):
    article = make_article(slug="tides")
    replacing("article", article, **changes)
    assert leads(client, "/articles/tides/") == (301, path)
    assert client.get(path).status_code == 200


def test_address_that_is_had_again_is_no_old_one(client, replacing):
    article = make_article(slug="tides")
    replacing("article", article, slug="on-tides")
    replacing("article", article, slug="tides")
    assert client.get("/articles/tides/").status_code == 200
    assert leads(client, "/articles/on-tides/") == (301, "/articles/tides/")


def test_draft_that_nobody_has_seen_leaves_no_address(replacing):
    replacing("article", make_article(slug="tides", **DRAFT), slug="on-tides")
    assert not Address.objects.exists()


def test_address_stays_where_it_is_when_the_path_is_the_same(replacing):
    replacing("article", make_article(slug="tides"), title="Another")
    assert not Address.objects.exists()


def test_old_addresses_of_a_replaced_topic_lead_home(client, replacing):
    topic = make_topic(slug="water")
    make_article(topics=[topic])
    Address.objects.create(path="/water", leads_to="/topics/topic/water/")
    replacing("topic", topic, slug="rivers")
    for path in ("/topics/topic/water/", "/water"):
        assert leads(client, path) == (301, "/topics/topic/rivers/")
    old, new = "/hi/topics/topic/water/", "/hi/topics/topic/rivers/"
    assert leads(client, old) == (301, new)


def test_old_address_of_a_replaced_author_leads_home(client, replacing):
    author = make_author(slug="a-verma")
    make_article(authors=[author])
    replacing("author", author, slug="asha-verma")
    assert leads(client, "/authors/a-verma/") == (301, "/authors/asha-verma/")


def test_author_never_leads_in_a_circle(client, replacing):
    author = make_author(slug="a-verma")
    Address.objects.create(path="/authors/asha-verma", leads_to="/authors/a-verma/")
    replacing("author", author, slug="asha-verma")
    # There is no page while nothing of theirs is published.
    assert leads(client, "/authors/asha-verma/") == (404, None)


# Where a text stood on the web


@pytest.mark.parametrize(
    ("address", "path"),
    [
        ("https://old.example/2019/05/tides?p=3#top", "/2019/05/tides"),
        ("https://old.example/%E0%A4%B2%E0%A5%87%E0%A4%96/", "/लेख/"),
        ("https://old.example/articles/tides/", "/articles/tides/"),
        ("https://old.example/?p=3", ""),
        ("https://old.example", ""),
        ("https://old.example/search/", ""),
        ("https://old.example/hi", ""),
        ("https://old.example/a%09b", ""),
        ("https://old.example/a%00b", ""),
        (f"https://old.example/{'a' * 500}", ""),
        ("https://[old/x", ""),
        ("file:tides.html", ""),
        ("", ""),
    ],
)
def test_former_path_is_one_that_can_lead_home(address, path):
    assert former_path(address) == path


def test_former_path_is_never_that_of_another(client):
    make_article(slug="tides")
    make_article(slug="hindi", language="hi")
    make_author(slug="asha-verma")
    make_topic(slug="water")
    make_page(slug="about")
    Address.objects.create(path="/gone/", is_gone=True)
    for path in (
        "/articles/tides/", "/articles/tides", "/hi/articles/hindi/",
        "/authors/asha-verma/", "/hi/topics/topic/water/", "/about/", "/gone", "/gone/",
    ):  # fmt: skip
        assert former_path(f"https://old.example{path}") == "", path
    assert former_path("https://old.example/articles/hindi/") == "/articles/hindi/"


def test_former_path_leads_home_and_is_kept_once(client):
    article, other = make_article(slug="tides"), make_article()
    assert redirect_former_path(article, "https://old.example/node/7") == "/node/7"
    assert redirect_former_path(other, "https://old.example/node/7/") == ""
    assert leads(client, "/node/7") == (301, "/articles/tides/")


# What follows a person or a topic


@pytest.mark.parametrize("prefix", ["", "/hi"])
def test_old_feed_of_a_replaced_author_leads_to_the_new_one(client, replacing, prefix):
    author = make_author(slug="a-verma")
    make_article(authors=[author])
    replacing("author", author, slug="asha-verma")
    new = f"{prefix}/feeds/authors/asha-verma.atom"
    assert leads(client, f"{prefix}/feeds/authors/a-verma.atom") == (301, new)
    assert client.get(new).status_code == 200


def test_old_feed_of_a_replaced_topic_leads_to_the_new_one(client, replacing):
    topic = make_topic(slug="water")
    make_article(topics=[topic])
    replacing("topic", topic, slug="rivers")
    new = "/feeds/topics/topic/rivers.atom"
    assert leads(client, "/feeds/topics/topic/water.atom") == (301, new)
