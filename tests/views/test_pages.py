"""The home page and the small pages."""

from datetime import date, timedelta

import pytest
from bs4 import BeautifulSoup
from django.utils import timezone

from tests.factories import (
    make_article,
    make_author,
    make_institution,
    make_page,
    make_topic,
)

pytestmark = pytest.mark.django_db


def page(client, path, status=200):
    response = client.get(path)
    assert response.status_code == status
    return BeautifulSoup(response.content, "html.parser")


def test_home_when_everything_is_empty(client):
    shown = page(client, "/")
    assert shown.h1.text == "Publications"
    assert "Nothing has been published in this language yet." in shown.main.text


def test_home_names_the_institution(client):
    make_institution(name="Meridian Institute", short_name="Meridian", tagline="Calm")
    shown = page(client, "/")
    assert shown.h1.text == "Meridian Institute"
    assert shown.select_one(".wordmark").text == "Meridian"
    assert "Calm" in shown.select_one(".masthead").text


def test_home_speaks_the_other_language(client):
    make_institution(translated={"hi": {"name": "संस्थान", "short_name": "मेरु"}})
    assert page(client, "/hi/").h1.text == "संस्थान"


def test_home_leads_with_the_newest(client):
    make_article(title="Old", listed_on=date(2021, 1, 1))
    make_article(title="New", listed_on=date(2022, 1, 1))
    shown = page(client, "/")
    assert shown.select_one(".lead h2").text == "New"
    assert [h.text for h in shown.select(".pair h3")] == ["Old"]


def test_home_leads_with_what_editors_chose_until_then(client):
    soon, past = (timezone.now() + timedelta(hours=n) for n in (1, -1))
    make_article(title="Old", listed_on=date(2021, 1, 1), lead_until=soon)
    make_article(title="Over", listed_on=date(2021, 2, 1), lead_until=past)
    make_article(title="New", listed_on=date(2022, 1, 1))
    shown = page(client, "/")
    assert shown.select_one(".lead h2").text == "Old"
    assert [h.text for h in shown.select(".pair h3")] == ["New", "Over"]


def test_home_shows_programmes_with_three_titles(client):
    programme = make_topic(axis="programme", name="Water")
    make_topic(axis="programme", name="Empty")
    for number in range(4):
        make_article(
            title=f"T{number}", topics=[programme], listed_on=date(2021, 1, 1 + number)
        )
    shown = page(client, "/").select_one("[aria-labelledby=programmes]")
    assert [h.text for h in shown.select("h3")] == ["Water"]
    assert [a.text for a in shown.select("li a")] == ["T3", "T2", "T1"]


def test_home_names_present_authors_of_published_work(client):
    make_article(authors=[make_author(family_name="Here")])
    make_article(authors=[make_author(family_name="Former", is_present=False)])
    make_author(family_name="Unpublished")
    shown = page(client, "/").select(".name-list a")
    assert [a.text for a in shown] == ["Asha Here"]


@pytest.mark.parametrize("count", [1, 3])
def test_home_takes_the_same_queries(client, count, django_assert_num_queries):
    make_institution()
    for _ in range(count):
        programme = make_topic(axis="programme")
        make_article(topics=[programme], authors=[make_author(), make_author()])
    with django_assert_num_queries(7):
        client.get("/")


def test_page_detail(client):
    make_page(slug="about", title="About us", html="<h2>Who</h2><p>Text.</p>")
    shown = page(client, "/about/")
    assert shown.h1.text == "About us"
    assert shown.select_one(".text h2").text == "Who"


def test_page_detail_in_its_own_language(client):
    make_page(slug="about", title="About")
    assert client.get("/hi/about/").status_code == 404
    make_page(slug="about", title="परिचय", language="hi")
    shown = page(client, "/hi/about/")
    assert shown.h1.text == "परिचय"
    codes = [link["hreflang"] for link in shown.select('link[rel="alternate"]')]
    assert codes == ["en", "hi", "x-default"]


def test_page_detail_unknown(client):
    assert client.get("/nothing-here/").status_code == 404
