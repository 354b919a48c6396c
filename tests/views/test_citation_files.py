"""The files to cite an article by."""

import json
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import bibtexparser
import pytest
import rispy
from django.utils import timezone

from articles.models import Article
from tests.factories import (
    make_article,
    make_author,
    make_comment,
    make_institution,
    make_topic,
)

pytestmark = pytest.mark.django_db
TYPES = {
    "bib": "application/x-bibtex; charset=utf-8",
    "ris": "application/x-research-info-systems; charset=utf-8",
    "json": "application/vnd.citationstyles.csl+json; charset=utf-8",
}
every_suffix = pytest.mark.parametrize("suffix", TYPES)


def make_paper():
    make_institution()
    return make_article(
        title="गर्मी {and} 50% \\ of it",
        slug="a",
        kind="paper",
        report_number="12",
        doi="10.5555/a_b",
        isbn="0-306-40615-2",
        authors=[make_author(given_names="Asha", family_name="Núñez")],
        topics=[make_topic(name="Energy")],
    )


@every_suffix
def test_citation_file_is_sent_with_its_type_and_name(client, suffix):
    make_paper()
    response = client.get(f"/articles/a/cite.{suffix}")
    assert response.status_code == 200
    assert response["Content-Type"] == TYPES[suffix]
    assert response["Content-Disposition"] == f'inline; filename="a.{suffix}"'
    assert response["Cache-Control"] == "public, no-cache"
    assert "Set-Cookie" not in response
    assert "गर्मी" in response.content.decode()


@every_suffix
def test_citation_file_answers_head_and_304(client, suffix):
    make_paper()
    path = f"/articles/a/cite.{suffix}"
    head = client.head(path)
    assert head.status_code == 200
    assert head.content == b""
    assert head["ETag"] == client.get(path)["ETag"]
    again = client.get(path, headers={"If-None-Match": head["ETag"]})
    assert again.status_code == 304
    assert client.post(path).status_code == 405


def test_citation_file_says_in_every_format_the_same(client):
    make_paper()
    bib, ris, csl = (
        client.get(f"/articles/a/cite.{suffix}").content.decode() for suffix in TYPES
    )
    (entry,) = bibtexparser.parse_string(bib).entries
    (reference,) = rispy.loads(ris)
    (item,) = json.loads(csl)
    address = "http://127.0.0.1:8000/articles/a/"
    assert entry["url"] == reference["urls"][0] == item["URL"] == address
    assert entry["doi"] == reference["doi"] == item["DOI"] == "10.5555/a_b"
    assert entry["author"] == reference["authors"][0] == "Núñez, Asha"
    assert item["author"] == [{"family": "Núñez", "given": "Asha"}]
    assert entry["institution"] == item["publisher"] == "Meridian Institute"
    assert entry["keywords"] == item["keyword"] == "Energy"
    today = timezone.localdate()
    assert entry["urldate"] == today.isoformat()
    assert item["accessed"]["date-parts"] == [[today.year, today.month, today.day]]


@every_suffix
def test_citation_file_names_the_day_on_which_it_is_asked_for(
    client, suffix, time_machine
):
    make_paper()
    path = f"/articles/a/cite.{suffix}"
    evening = datetime(2031, 5, 6, 23, 59, tzinfo=ZoneInfo("Asia/Kolkata"))
    time_machine.move_to(evening, tick=False)
    first = client.get(path)
    assert client.get(path, headers={"If-None-Match": first["ETag"]}).status_code == 304
    time_machine.move_to(evening + timedelta(minutes=2), tick=False)
    second = client.get(path, headers={"If-None-Match": first["ETag"]})
    assert second.status_code == 200
    assert second.content != first.content


@every_suffix
@pytest.mark.parametrize(
    ("changes", "status"),
    [
        ({"status": "draft", "published_at": None}, 404),
        ({"status": "in_review", "published_at": None}, 404),
        ({"published_at": timezone.now() + timedelta(days=1)}, 404),
        ({"status": "draft", "published_at": None, "binned_at": timezone.now()}, 404),
        ({"binned_at": timezone.now()}, 410),
        (
            {
                "status": Article.Status.WITHDRAWN,
                "withdrawn_at": timezone.now(),
                "withdrawal_reason": "Wrong.",
            },
            410,
        ),
    ],
)
def test_citation_file_is_for_published_articles_alone(client, suffix, changes, status):
    make_article(slug="canary", title="Canary", **changes)
    response = client.get(f"/articles/canary/cite.{suffix}")
    assert response.status_code == status
    assert b"Canary" not in response.content


@pytest.mark.parametrize(
    "path",
    [
        "/articles/unknown/cite.bib",
        "/articles/a/cite.xml",
        "/articles/a/cite.BIB",
        "/articles/a/cite.",
        "/articles/a/cite.bib/",
    ],
)
def test_citation_file_of_another_name_is_unknown(client, path):
    make_article(slug="a")
    assert client.get(path).status_code == 404


def test_citation_file_of_a_draft_of_another_is_unknown(client):
    make_article(slug="b", draft_of=make_article())
    assert client.get("/articles/b/cite.bib").status_code == 404


@every_suffix
def test_citation_file_lives_under_the_language_of_its_article(client, suffix):
    make_article(slug="a", language="hi")
    make_article(slug="b")
    wrong = client.get(f"/articles/a/cite.{suffix}")
    assert wrong.status_code == 301
    assert wrong["Location"] == f"/hi/articles/a/cite.{suffix}"
    assert client.get(wrong["Location"]).status_code == 200
    other = client.get(f"/hi/articles/b/cite.{suffix}")
    assert other["Location"] == f"/articles/b/cite.{suffix}"


@pytest.mark.parametrize("count", [1, 3])
def test_citation_file_takes_four_queries(client, count, django_assert_num_queries):
    make_institution()
    authors = [make_author() for _ in range(count)]
    article = make_article(
        slug="a", authors=authors, topics=[make_topic() for _ in range(count)]
    )
    make_comment(article, state="approved")
    with django_assert_num_queries(4):
        client.get("/articles/a/cite.bib")


def test_citation_file_works_without_an_institution_and_authors(client):
    make_article(slug="a", authors=[], dated=None, date_unknown=True)
    for suffix in TYPES:
        assert client.get(f"/articles/a/cite.{suffix}").status_code == 200
