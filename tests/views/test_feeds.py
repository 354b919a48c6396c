"""Feeds, and the page that lists them."""

import json
from datetime import date, timedelta

import pytest
from bs4 import BeautifulSoup
from defusedxml.ElementTree import fromstring
from django.core.management import call_command
from django.utils import timezone

from articles.models import Article, Byline, Correction, Page
from articles.moderation import decide
from articles.publishing import finish_save, publish
from articles.views.feeds import entries, feeds
from tests.exporting.feed_rules import ATOM, broken
from tests.factories import (
    make_article,
    make_author,
    make_comment,
    make_institution,
    make_topic,
)

pytestmark = pytest.mark.django_db
SITE = "http://127.0.0.1:8000"
NEWEST = "/feeds/articles.atom"


def feed(client, path, status=200):
    response = client.get(path)
    assert response.status_code == status, path
    return fromstring(response.content)


def titles(client, path):
    return [e.findtext(f"{ATOM}title") for e in feed(client, path).iter(f"{ATOM}entry")]


def contents(client, path):
    found = feed(client, path).iter(f"{ATOM}content")
    return [BeautifulSoup(element.text, "html.parser") for element in found]


def offered(client, path):
    soup = BeautifulSoup(client.get(path).content, "html.parser")
    links = soup.select('link[type="application/atom+xml"]')
    return {link["title"]: link["href"].removeprefix(SITE) for link in links}


def test_article_feed_holds_the_newest_of_its_language(client):
    make_article(title="Old", listed_on=date(2020, 1, 1))
    make_article(title="New", listed_on=date(2022, 1, 1))
    make_article(title="हिन्दी", language="hi")
    assert titles(client, NEWEST) == ["New", "Old"]
    assert titles(client, "/hi/feeds/articles.atom") == ["हिन्दी"]


def test_article_feed_has_its_types(client):
    assert client.get(NEWEST)["Content-Type"] == "application/atom+xml; charset=utf-8"
    assert client.get("/feeds/articles.json")["Content-Type"] == "application/feed+json"
    assert client.get("/feeds/articles.rss").status_code == 404
    assert client.post(NEWEST).status_code == 405


def test_article_feed_holds_the_whole_text_with_its_notes(client):
    make_article(
        source="One.[^8]\n\n[Two](/about/)", notes={"8": "A note.", "9": ""}, slug="a"
    )
    [html] = contents(client, NEWEST)
    assert html.select_one("sup > a")["href"] == "#fn-8"
    assert "A note." in html.select_one("#fn-8").text
    assert "Note 9 is missing" in html.select_one("#fn-9").text
    assert html.find("a", string="Two")["href"] == f"{SITE}/about/"
    assert html.text.count("A note.") == 1


def test_article_feed_is_the_same_as_json(client):
    make_institution(licence_name="CC BY 4.0")
    make_article(topics=[make_topic(name="Energy")], authors=[make_author()])
    [item] = json.loads(client.get("/feeds/articles.json").content)["items"]
    [entry] = feed(client, NEWEST).iter(f"{ATOM}entry")
    assert item["id"] == entry.findtext(f"{ATOM}id")
    assert item["content_html"] == entry.findtext(f"{ATOM}content")
    assert item["tags"] == [c.get("term") for c in entry.iter(f"{ATOM}category")]
    assert item["tags"] == ["Commentary", "Energy"]
    assert item["date_modified"] == entry.findtext(f"{ATOM}updated")


def test_article_feed_holds_thirty(client):
    for _ in range(31):
        make_article()
    assert len(titles(client, NEWEST)) == 30


def test_article_feed_of_an_empty_site_is_whole(client):
    response = client.get(NEWEST)
    assert broken(response.content) == set()
    assert "Last-Modified" not in response
    assert json.loads(client.get("/feeds/articles.json").content)["items"] == []


def test_article_feed_changes_only_with_the_article(client, time_machine):
    article = make_article()
    moment = article.published_at.strftime("%Y-%m-%dT%H:%M:%SZ")
    before = client.get(NEWEST).content
    assert f"<updated>{moment}</updated>".encode() in before
    time_machine.move_to(timezone.now() + timedelta(days=1))
    article.save()
    assert client.get(NEWEST).content == before
    at = timezone.now()
    article.corrections.create(
        at=at, level=Correction.Level.CORRECTION, text="It was seven."
    )
    finish_save(article, by=None)
    after = client.get(NEWEST).content
    assert at.strftime("<updated>%Y-%m-%dT%H:%M:%SZ</updated>").encode() in after
    assert b"It was seven." in after


def test_article_feed_tells_of_no_typing_error(client):
    article = make_article()
    article.corrections.create(
        at=timezone.now(), level=Correction.Level.TYPO, text="A comma."
    )
    finish_save(article, by=None)
    assert b"A comma." not in client.get(NEWEST).content


@pytest.mark.parametrize(
    ("changes", "published"),
    [
        ({"dated": date(2015, 3, 1)}, "2015-02-28T18:30:00Z"),
        ({"dated": date(2015, 3, 1), "dated_precision": "month"}, None),
        ({"dated": None, "date_unknown": True}, None),
    ],
)
def test_article_feed_names_the_day_only_if_it_is_known(client, changes, published):
    make_article(**changes)
    [entry] = feed(client, NEWEST).iter(f"{ATOM}entry")
    assert entry.findtext(f"{ATOM}published") == published


def test_article_feed_keeps_its_id_when_the_address_changes(client):
    article = make_article(slug="old")
    article.slug = "new"
    article.save()
    assert feed(client, NEWEST).findtext(f"{ATOM}entry/{ATOM}id") == article.uid.urn


def test_article_feed_is_kept_like_any_page(client):
    response = client.get(NEWEST)
    assert response["Cache-Control"] == "public, max-age=60, stale-while-revalidate=600"
    assert not response.cookies


def test_scheduled_article_appears_in_its_feed_on_its_second(client, time_machine):
    article = make_article(status="draft", published_at=None)
    moment = timezone.now().replace(microsecond=0) + timedelta(hours=1)
    publish(article, by=None, at=moment)
    time_machine.move_to(moment - timedelta(seconds=1), tick=False)
    assert titles(client, NEWEST) == []
    time_machine.move_to(moment, tick=False)
    assert titles(client, NEWEST) == [article.title]


def test_topic_feed_holds_what_its_page_lists(client):
    energy = make_topic(name="Energy", slug="energy", scope_note="All on energy.")
    make_topic(slug="unused")
    make_article(title="On it", topics=[energy])
    make_article(title="Not on it")
    shown = feed(client, "/feeds/topics/topic/energy.atom")
    assert shown.findtext(f"{ATOM}title") == "Energy — Publications"
    assert shown.findtext(f"{ATOM}subtitle") == "All on energy."
    assert titles(client, "/feeds/topics/topic/energy.atom") == ["On it"]
    # The page stands in every language once an article stands in any.
    assert titles(client, "/hi/feeds/topics/topic/energy.atom") == []
    assert client.get("/feeds/topics/region/energy.atom").status_code == 404
    assert client.get("/feeds/topics/topic/unused.atom").status_code == 404


def test_author_feed_holds_work_in_all_languages(client):
    asha = make_author(slug="asha")
    make_author(slug="idle")
    make_article(title="One", authors=[make_author(), asha])
    make_article(title="दो", language="hi", authors=[asha])
    assert set(titles(client, "/feeds/authors/asha.atom")) == {"One", "दो"}
    assert "Asha" in feed(client, "/feeds/authors/asha.atom").findtext(f"{ATOM}title")
    assert client.get("/feeds/authors/idle.atom").status_code == 404
    assert client.get("/feeds/authors/nobody.atom").status_code == 404


def test_author_feed_of_one_who_became_another_just_now(client, monkeypatch):
    asha, kept = make_author(slug="asha"), make_author(slug="kept")
    make_article(authors=[asha])

    def newest_of(articles):
        keys = list(articles.values_list("pk", flat=True))
        Byline.objects.update(author=kept)
        return entries.newest_of(Article.objects.filter(pk__in=keys))

    monkeypatch.setattr(feeds, "newest_of", newest_of)
    assert client.get("/feeds/authors/asha.atom").status_code == 404


def test_kind_feed_holds_one_kind(client):
    make_article(title="Report", kind="event report")
    make_article(title="Comment", kind="commentary")
    assert titles(client, "/feeds/kinds/event-report.atom") == ["Report"]
    page = feed(client, "/feeds/kinds/event-report.atom").find(f"{ATOM}link[2]")
    assert page.get("href") == f"{SITE}/articles/?kind=event+report"
    assert titles(client, "/feeds/kinds/paper.atom") == []
    assert client.get("/feeds/kinds/poem.atom").status_code == 404


def test_comment_feed_holds_what_is_approved(client):
    article = make_article(slug="a", title="Water")
    first = make_comment(article, name="First", text="One.", state="approved")
    make_comment(
        article, name="Second", text="See http://x.org/a", state="approved",
        in_reply_to=first,
    )  # fmt: skip
    make_comment(article, name="Waiting", text="canary")
    make_comment(article, name="Declined", text="canary", state="declined")
    path = "/articles/a/comments.atom"
    assert titles(client, path) == ["Second on “Water”", "First on “Water”"]
    assert contents(client, path)[0].a["href"] == "http://x.org/a"
    [second, told] = list(feed(client, path).iter(f"{ATOM}entry"))[0:2]
    answers = "{http://purl.org/syndication/thread/1.0}in-reply-to"
    assert second.find(answers).get("ref") == first.uid.urn
    assert told.find(answers).get("ref") == article.uid.urn
    document = client.get(path).content
    assert broken(document) == set()
    assert b"canary" not in document
    assert b"reader@example.org" not in document


def test_comment_feed_leads_to_the_right_page_of_comments(client):
    article = make_article(slug="a")
    comments = [make_comment(article, state="approved") for _ in range(51)]
    links = [
        entry.find(f"{ATOM}link").get("href").removeprefix(SITE)
        for entry in feed(client, "/articles/a/comments.atom").iter(f"{ATOM}entry")
    ]
    assert links[0] == comments[-1].get_absolute_url()
    assert links[1] == comments[-2].get_absolute_url()
    assert len(links) == 30


def test_comment_feed_leaves_out_what_is_declined_just_now(client, monkeypatch):
    article = make_article(slug="a")
    first, second = (make_comment(article, state="approved") for _ in range(2))

    def newest_comments(article):
        found = entries.newest_comments(article)
        decide([second], "declined", by=None)
        return found

    monkeypatch.setattr(feeds, "newest_comments", newest_comments)
    [entry] = feed(client, "/articles/a/comments.atom").iter(f"{ATOM}entry")
    assert entry.findtext(f"{ATOM}id") == first.uid.urn


def test_comment_feed_has_one_address(client):
    article = make_article(slug="a", language="hi")
    response = client.get("/articles/a/comments.atom")
    assert (response.status_code, response["Location"]) == (
        301,
        "/hi/articles/a/comments.atom",
    )
    old = article.get_absolute_url()
    article.slug = "b"
    article.save()
    finish_save(article, by=None, old_path=old)
    response = client.get("/hi/articles/a/comments.atom")
    assert response["Location"] == "/hi/articles/b/comments.atom"


@pytest.mark.parametrize("name", ["comments.atom", "linkset.json"])
def test_what_stands_beside_an_article_goes_with_it(client, name):
    make_article(slug="draft", status="draft", published_at=None)
    make_article(slug="gone", status="withdrawn", withdrawn_at=timezone.now())
    make_article(slug="binned", binned_at=timezone.now())
    answers = {
        slug: client.get(f"/articles/{slug}/{name}").status_code
        for slug in ("draft", "absent", "gone", "binned")
    }
    assert answers == {"draft": 404, "absent": 404, "gone": 410, "binned": 410}


def test_linkset_is_what_the_header_says(client):
    make_article(slug="a", kind="paper", authors=[make_author(slug="asha")])
    page, links = client.get("/articles/a/"), client.get("/articles/a/linkset.json")
    assert links["Content-Type"] == "application/linkset+json"
    [own, *_others] = json.loads(links.content)["linkset"]
    for rel, targets in own.items():
        for target in targets if rel != "anchor" else []:
            assert f'<{target["href"]}>; rel="{rel}"' in page["Link"]
    assert f'<{SITE}/articles/a/linkset.json>; rel="linkset"' in page["Link"]


def test_only_an_article_that_stands_has_links(client):
    make_article(slug="gone", status="withdrawn", withdrawn_at=timezone.now())
    assert "Link" not in client.get("/articles/gone/")
    assert "Link" not in client.get("/articles/")


def test_pages_name_their_feeds(client):
    make_institution()
    asha, energy = make_author(slug="asha"), make_topic(name="Energy", slug="energy")
    make_article(title="Water", slug="a", authors=[asha], topics=[energy])
    make_article(slug="closed", comments_are="closed")
    Page.objects.create(slug="about", title="About", source="x")
    main = {"Meridian": NEWEST}
    for path in ("/", "/articles/", "/topics/", "/about/", "/articles/closed/"):
        assert offered(client, path) == main, path
    assert offered(client, "/topics/topic/energy/") == main | {
        "Energy — Meridian": "/feeds/topics/topic/energy.atom"
    }
    assert offered(client, "/authors/asha/") == main | {
        f"{asha.full_name} — Meridian": "/feeds/authors/asha.atom"
    }
    assert offered(client, "/articles/a/") == main | {
        "Comments on “Water” — Meridian": "/articles/a/comments.atom"
    }
    assert offered(client, "/hi/") == {"Meridian": "/hi/feeds/articles.atom"}


def test_feed_list_leads_to_every_feed(client):
    make_article(
        kind="event report", topics=[make_topic()], authors=[make_author(slug="asha")]
    )
    shown = BeautifulSoup(client.get("/feeds/").content, "html.parser")
    paths = [a["href"] for a in shown.select("main a")]
    assert len(paths) == 5
    assert "/feeds/kinds/event-report.atom" in paths
    assert [client.get(path).status_code for path in paths] == [200] * 5
    assert shown.select_one(".site-footer li:last-child a")["href"] == "/feeds/"


def test_feed_list_of_an_empty_site(client):
    shown = BeautifulSoup(client.get("/hi/feeds/").content, "html.parser")
    assert [a["href"] for a in shown.select("main a")] == [
        "/hi/feeds/articles.atom",
        "/hi/feeds/articles.json",
    ]


FEEDS = {
    NEWEST: 6,
    "/feeds/articles.json": 6,
    "/feeds/topics/topic/energy.atom": 6,
    "/feeds/authors/asha.atom": 6,
    "/feeds/kinds/commentary.atom": 6,
    "/articles/a/comments.atom": 5,
    "/feeds/": 5,
}


@pytest.mark.parametrize("count", [1, 3])
@pytest.mark.parametrize("path", FEEDS)
def test_feed_takes_the_same_queries(client, path, count, django_assert_num_queries):
    make_institution()
    asha, energy = make_author(slug="asha"), make_topic(slug="energy")
    for letter in "abc"[:count]:
        article = make_article(
            slug=letter,
            authors=[asha, make_author()],
            topics=[energy, make_topic()],
            revised_at=timezone.now(),
        )
        article.corrections.create(at=timezone.now(), level="correction", text="x")
        make_comment(article, state="approved")
    with django_assert_num_queries(FEEDS[path]):
        assert client.get(path).status_code == 200


def test_feeds_of_the_demonstration_break_no_rule(client):
    call_command("set_up_demonstration", verbosity=0)
    for prefix in ("", "/hi"):
        soup = BeautifulSoup(client.get(f"{prefix}/feeds/").content, "html.parser")
        paths = [a["href"] for a in soup.select("main a") if "atom" in a["href"]]
        assert len(paths) > 10
        for path in paths:
            assert broken(client.get(path).content) == set(), path
