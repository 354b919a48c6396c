"""The page of an article."""

import json
import re
from datetime import date, timedelta

import pytest
from bs4 import BeautifulSoup
from django.utils import timezone

from articles.models import Article, Comment, Correction, Preview
from tests.factories import (
    make_article,
    make_author,
    make_comment,
    make_institution,
    make_page,
    make_topic,
)

pytestmark = pytest.mark.django_db
SOURCE = """First.[^1] Second.[^2] Again.[^1]

## One

Text.

## Two

Text.

### Three

Text.
"""


def page(client, path, status=200):
    response = client.get(path)
    assert response.status_code == status
    return BeautifulSoup(response.content, "html.parser")


def test_article_detail_shows_what_stands_above_in_order(client):
    make_institution()
    topic = make_topic(name="Energy")
    make_article(
        title="The title",
        slug="a",
        source=SOURCE,
        notes={"1": "One.", "2": "Two."},
        topics=[topic],
        dated=date(2022, 6, 3),
    )
    header = page(client, "/articles/a/").select_one(".article-header")
    shown = " ".join(header.text.split())
    parts = ["Commentary", "Energy", "The title", "What it says in short."]
    parts += ["Dr Asha", "3 June 2022", "1 min read", "2 notes", "Cite"]
    assert sorted(parts, key=shown.index) == parts


def test_article_detail_byline_as_on_publication(client):
    author = make_author(family_name="Verma", role="Fellow", affiliation="Meridian")
    make_article(slug="a", authors=[author])
    author.role = "Director"
    author.save()
    byline = page(client, "/articles/a/").select_one(".byline")
    assert byline.a.text == "Dr Asha Verma"
    assert byline.a["rel"] == ["author"]
    assert byline.a["href"] == author.get_absolute_url()
    assert byline.li.text == "Dr Asha Verma, Fellow, Meridian"


def test_article_detail_joins_authors(client):
    make_article(
        slug="a", authors=[make_author(role="", affiliation="") for _ in "abc"]
    )
    items = page(client, "/articles/a/").select(".byline li")
    assert [item.text[-4:] for item in items][:2] == [
        items[0].text[-4:-1] + ",",
        " and",
    ]


def test_article_detail_sections_stand_in_order(client):
    make_institution()
    topic = make_topic()
    make_article(
        slug="a", source=SOURCE, notes={"1": "One.", "2": "Two."}, topics=[topic]
    )
    make_article(title="Other", topics=[topic])
    shown = page(client, "/articles/a/")
    marks = [".text", "#notes", "#about-the-authors", "#disclaimer", "#cite"]
    marks += [".topics", "#related", "#comments"]
    tags = list(shown.find_all())
    places = [tags.index(shown.select_one(mark)) for mark in marks]
    assert places == sorted(places)
    assert [h.text for h in shown.select(".related h3")] == ["Other"]
    assert shown.select_one("article.article").select_one("#comments") is None


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("Text.", []),
        ("## One\n\nText.", []),
        ("## One\n\n## Two", ["One", "Two"]),
        ("\n\n".join(f"## H{n}" for n in range(20)), [f"H{n}" for n in range(20)]),
        ("## One\n\n### Two\n\n#### Three", ["One", "Two"]),
    ],
)
def test_article_detail_has_contents_from_two_headings(client, source, expected):
    make_article(slug="a", source=source)
    shown = page(client, "/articles/a/")
    links = shown.select(".outline a")
    assert [a.text for a in links] == expected
    assert all(shown.find(id=a["href"][1:]) for a in links)


def test_article_detail_undated(client):
    make_article(slug="a", dated=None, date_unknown=True)
    shown = page(client, "/articles/a/")
    assert "Date not recorded" in shown.select_one(".facts").text
    assert not shown.select('meta[name*="date"]')
    data = json.loads(shown.select_one('script[type="application/ld+json"]').string)
    assert "datePublished" not in data


def test_article_detail_metadata(client):
    make_institution(name="Meridian Institute", short_name="Meridian")
    author = make_author(given_names="Pravesh Kumar", family_name="Gupta")
    make_article(
        title="</script><b>&", slug="a", authors=[author], source=SOURCE,
        notes={"1": "The same.", "2": "The same."},
    )  # fmt: skip
    shown = page(client, "/articles/a/?utm_source=x")
    names = [m["content"] for m in shown.select('meta[name="citation_author"]')]
    assert names == ["Gupta, Pravesh Kumar"]
    assert shown.title.text == "</script><b>& — Meridian"
    canonical = shown.select_one('link[rel="canonical"]')["href"]
    assert canonical == "http://127.0.0.1:8000/articles/a/"
    scripts = shown.find_all("script", src=False)
    assert len(scripts) == 1
    data = json.loads(scripts[0].string)
    assert data["headline"] == "</script><b>&"
    assert len(data["citation"]) == 1
    assert shown.select_one('meta[name="description"]')["content"]


def test_article_detail_says_how_to_cite_it(client):
    make_institution()
    author = make_author(given_names="Pravesh Kumar", family_name="Gupta")
    make_article(
        title="<b>&", slug="a", authors=[author], dated=date(2022, 6, 3), kind="paper",
        report_number="12", doi="10.5555/a", isbn="0-306-40615-2",
    )  # fmt: skip
    shown = page(client, "/articles/a/")
    cite = shown.select_one("section.cite")
    last = shown.select(".article-header .facts li")[-2:]
    assert [fact.a["href"] for fact in last] == ["#cite", "/articles/a/article.pdf"]
    assert [label.text for label in cite.select("dt")] == ["Chicago", "APA", "MLA"]
    assert cite.dd.text == (
        "Gupta, Pravesh Kumar. <b>&. Paper no. 12. Meridian Institute, June 3, 2022. "
        "https://doi.org/10.5555/a."
    )
    assert cite.select_one("dd cite").text == "<b>&"
    links = {link.text: link["href"] for link in cite.select("a")}
    assert links == {
        "10.5555/a": "https://doi.org/10.5555/a",
        "BibTeX": "/articles/a/cite.bib",
        "RIS": "/articles/a/cite.ris",
        "CSL-JSON": "/articles/a/cite.json",
        "JSON-LD": "/articles/a/cite.jsonld",
    }
    for link in cite.select(".cite-files a"):
        assert client.get(link["href"])["Content-Type"].startswith(link["type"])
    assert "ISBN: 0-306-40615-2" in cite.text
    assert "Number: 12" in cite.text
    assert not shown.select(".Z3988")


def test_article_detail_leads_to_no_citation_file_in_a_preview(client):
    article = make_article(slug="a", status="draft", published_at=None)
    link = Preview.objects.create(article=article)
    cite = page(client, link.get_absolute_url()).select_one(".cite")
    assert "“" in cite.dd.text
    assert not cite.select("a")


def test_article_detail_by_an_organisation(client):
    house = make_author(
        honorific="", given_names="", family_name="Ministry of Trade, Delhi",
        is_organisation=True,
    )  # fmt: skip
    make_article(slug="a", authors=[house])
    shown = page(client, "/articles/a/")
    name = shown.select_one('meta[name="citation_author"]')["content"]
    assert name == "Ministry of Trade Delhi,"
    data = json.loads(shown.select_one('script[type="application/ld+json"]').string)
    assert data["author"][0]["@type"] == "Organization"
    profile = page(client, house.get_absolute_url())
    told = json.loads(profile.select_one('script[type="application/ld+json"]').string)
    assert told["mainEntity"]["@type"] == "Organization"


def test_article_detail_open_graph(client):
    make_institution()
    author, topic = make_author(), make_topic(name="Energy")
    article = make_article(title='"<>&', slug="a", authors=[author], topics=[topic])
    shown = page(client, "/articles/a/")
    tags = {tag["property"]: tag["content"] for tag in shown.select("meta[property]")}
    address = "http://127.0.0.1:8000"
    assert tags == {
        "og:site_name": "Meridian",
        "og:type": "article",
        "og:title": '"<>&',
        "og:description": "What it says in short.",
        "og:url": f"{address}/articles/a/",
        "og:locale": "en_IN",
        "og:image": f"{address}/articles/a/card.png",
        "og:image:width": "1200",
        "og:image:height": "630",
        "og:image:alt": '"<>&',
        "article:published_time": tags["article:published_time"],
        "article:author": f"{address}{author.get_absolute_url()}",
        "article:section": "Commentary",
        "article:tag": "Energy",
    }
    assert tags["article:published_time"][:10] == str(article.dated)
    twitter = shown.select_one('meta[name="twitter:card"]')["content"]
    assert twitter == "summary_large_image"


def test_article_detail_prints_no_empty_credit(client):
    make_article(slug="a")
    assert "Image:" not in page(client, "/articles/a/").main.text
    make_article(slug="b", picture_credit="A. Reader")
    assert "Image: A. Reader" in page(client, "/articles/b/").main.text


@pytest.mark.parametrize(
    ("choice", "expected"), [("standard", "The views are"), ("none", None)]
)
def test_article_detail_disclaimer(client, choice, expected):
    make_institution()
    make_article(slug="a", disclaimer_choice=choice)
    found = page(client, "/articles/a/").select_one("section.small-print")
    assert (found and expected in found.text) == (expected and True)


def test_article_detail_tells_of_corrections_but_not_of_typos(client):
    now = timezone.now()
    article = make_article(slug="a", revised_at=now)
    for level, text in (("typo", "A comma."), ("correction", "The figure was 3.")):
        Correction.objects.create(article=article, at=now, level=level, text=text)
    shown = page(client, "/articles/a/")
    assert "Updated" in shown.select_one(".facts").text
    assert "The figure was 3." in shown.select_one(".corrections").text
    assert "A comma." not in shown.text


def test_article_detail_lives_under_its_own_language(client):
    article = make_article(slug="a", language="hi")
    response = client.get("/articles/a/")
    assert response.status_code == 301
    assert response["Location"] == "/hi/articles/a/"
    make_article(slug="b", translation_key=article.translation_key)
    assert client.get("/hi/articles/b/")["Location"] == "/articles/b/"


def test_article_detail_points_to_its_other_language(client):
    english = make_article(slug="a")
    make_article(slug="b", language="hi", translation_key=english.translation_key)
    for path in ("/articles/a/", "/hi/articles/b/"):
        shown = page(client, path)
        found = {
            link["hreflang"]: link["href"].removeprefix("http://127.0.0.1:8000")
            for link in shown.select("link[hreflang]")
        }
        assert found == {
            "en": "/articles/a/",
            "hi": "/hi/articles/b/",
            "x-default": "/articles/a/",
        }
    assert page(client, "/articles/a/").select_one(".site-nav [lang]")["href"] == (
        "/hi/articles/b/"
    )


def test_article_detail_without_another_language_leads_to_its_home(client):
    make_article(slug="a")
    shown = page(client, "/articles/a/")
    assert shown.select_one(".site-nav [lang]")["href"] == "/hi/"
    assert not shown.select("link[hreflang]")


@pytest.mark.parametrize(
    "changes",
    [
        {"status": "draft", "published_at": None},
        {"status": "in_review", "published_at": None},
        {"published_at": timezone.now() + timedelta(days=1)},
        {"status": "draft", "published_at": None, "binned_at": timezone.now()},
    ],
)
def test_article_detail_never_public_is_like_an_unknown_address(client, changes):
    make_article(slug="secret", **changes)
    secret = client.get("/articles/secret/")
    assert secret.status_code == 404
    # Only the words to look for differ, and they are the address's own.
    for path, words in (("/articles/unknown/", b"unknown"), ("/no/place/", b"place")):
        assert secret.content.replace(b"secret", words) == client.get(path).content
    assert client.get("/hi/articles/secret/").status_code == 404


def test_article_detail_draft_of_another_is_unknown(client):
    live = make_article(slug="a", title="Live")
    make_article(slug="a", title="Changed", draft_of=live)
    make_article(slug="b", draft_of=make_article())
    assert page(client, "/articles/a/").h1.text == "Live"
    assert client.get("/articles/b/").status_code == 404


def test_article_gone_names_title_authors_date_and_reason(client):
    make_article(
        slug="a",
        title="The title",
        dated=date(2022, 6, 3),
        status=Article.Status.WITHDRAWN,
        withdrawn_at=timezone.now(),
        withdrawal_reason="The figures were wrong.",
        source="The secret text.",
    )
    shown = page(client, "/articles/a/", 410)
    for words in ("The title", "Dr Asha", "3 June 2022", "The figures were wrong."):
        assert words in shown.main.text
    assert "secret" not in shown.text
    assert client.get("/hi/articles/a/").status_code == 301


def test_article_gone_from_the_bin_says_only_that(client):
    make_article(slug="a", title="The title", binned_at=timezone.now())
    shown = page(client, "/articles/a/", 410)
    assert "The title" not in shown.text
    assert shown.h1.text == "This page has been removed"


@pytest.mark.parametrize("path", ["/articles/a/", "/articles/", "/hi/articles/"])
def test_public_pages_refuse_other_methods(client, path):
    make_article(slug="a")
    assert client.post(path).status_code == 405
    assert client.head(path).status_code == 200


def test_comments_are_flat_and_oldest_first(client):
    article = make_article(slug="a")
    first = make_comment(article, name="First", state="approved")
    make_comment(
        article, name="Second", state="approved", in_reply_to=first, is_by_author=True
    )
    make_comment(article, name="Waiting")
    make_comment(article, name="Spam", state="spam")
    shown = page(client, "/articles/a/").select_one("#comments")
    assert [h.text for h in shown.select("ol h3")] == ["First", "Second"]
    assert "2 comments" in shown.h2.text
    second = shown.select(".comment")[1]
    assert "in reply to First" in second.text
    assert second.select_one(".by-author").text == "Author"
    assert second.find("a", href=f"#comment-{first.pk}")


def test_comments_name_what_was_removed(client):
    article = make_article(slug="a")
    first = make_comment(article, name="First", state="declined")
    make_comment(article, state="approved", in_reply_to=first)
    shown = page(client, "/articles/a/").select_one("#comments")
    assert "in reply to a comment removed by the editor" in shown.text
    assert "First" not in shown.text


def test_comments_none_yet(client):
    make_article(slug="a")
    shown = page(client, "/articles/a/").select_one("#comments")
    assert "No comments yet. Be the first." in shown.text
    assert shown.form.h2.text == "Post new comment"


def test_comments_closed_with_date_and_without(client):
    make_article(
        slug="a",
        comments_are="closing",
        comments_close_after=1,
        published_at=timezone.make_aware(timezone.datetime(2022, 6, 30, 12)),
    )
    shown = page(client, "/articles/a/").select_one("#comments")
    assert "Comments closed on 1 July 2022." in shown.text
    assert shown.form is None
    make_article(slug="b", comments_are="closed")
    assert "Comments are closed." in page(client, "/articles/b/").text


def test_comments_in_pages_of_fifty(client):
    article = make_article(slug="a")
    for number in range(51):
        make_comment(article, name=f"N{number}", state="approved")
    first, second = (page(client, f"/articles/a/?comments={n}") for n in (1, 2))
    assert len(first.select(".comment")) == 50
    assert [h.text for h in second.select(".comment h3")] == ["N50"]
    assert "51 comments" in second.text
    assert second.select_one('meta[name="robots"]')["content"] == "noindex"
    assert first.select_one('meta[name="robots"]') is None
    for number in ("3", "0", "x"):
        assert client.get(f"/articles/a/?comments={number}").status_code == 404


def test_comments_never_show_an_address(client):
    article = make_article(slug="a")
    make_comment(article, email="private@example.net", state="approved")
    assert b"private@example.net" not in client.get("/articles/a/").content


@pytest.mark.parametrize("count", [1, 3])
def test_article_detail_takes_eight_queries(client, count, django_assert_num_queries):
    make_institution()
    make_page(slug="contact")
    topics = [make_topic() for _ in range(count)]
    article = make_article(
        slug="a",
        topics=topics,
        authors=[make_author() for _ in range(count)],
        source=SOURCE,
        notes={"1": "One.", "2": "Two."},
    )
    for _ in range(count):
        make_article(topics=topics)
        make_comment(article, state=Comment.State.APPROVED)
    with django_assert_num_queries(8):
        client.get("/articles/a/")


def test_article_detail_links_lead_somewhere(client):
    make_institution()
    make_page(slug="contact")
    make_article(slug="a", source=SOURCE, notes={"1": "One.", "2": "Two."})
    shown = page(client, "/articles/a/")
    ids = {tag["id"] for tag in shown.find_all(id=True)}
    assert len(ids) == len(shown.find_all(id=True))
    for href in {a["href"] for a in shown.find_all("a", href=True)}:
        if href.startswith("#"):
            assert href[1:] in ids
        elif href.startswith("/"):
            assert client.get(re.sub("#.*", "", href)).status_code == 200
