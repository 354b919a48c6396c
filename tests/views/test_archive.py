"""The archive: all years, each year, each month."""

from datetime import date, timedelta

import pytest
from bs4 import BeautifulSoup
from django.utils import timezone

from tests.factories import make_article, make_author, make_institution

pytestmark = pytest.mark.django_db


def page(client, path, status=200):
    response = client.get(path)
    assert response.status_code == status
    return BeautifulSoup(response.content, "html.parser")


def texts(found):
    return [" ".join(element.text.split()) for element in found]


@pytest.fixture
def years():
    for title, listed_on in (
        ("A", date(2019, 3, 31)),
        ("B", date(2022, 6, 1)),
        ("C", date(2022, 6, 30)),
        ("D", date(2022, 12, 31)),
        ("E", date(2023, 1, 1)),
    ):
        make_article(title=title, listed_on=listed_on)
    make_article(title="हि", listed_on=date(2021, 6, 1), language="hi")
    hidden = date(2020, 2, 2)
    tomorrow = timezone.now() + timedelta(days=1)
    make_article(listed_on=hidden, status="draft", published_at=None)
    make_article(listed_on=hidden, published_at=tomorrow)
    make_article(listed_on=hidden, status="withdrawn", withdrawn_at=timezone.now())
    make_article(listed_on=hidden, binned_at=timezone.now())


@pytest.mark.usefixtures("years")
def test_archive_counts_years_and_months(client):
    shown = page(client, "/archive/")
    assert texts(shown.select("main h2")) == ["2023 1", "2022 3", "2019 1"]
    assert texts(shown.select(".months li")) == [
        "January 1",
        "December 1",
        "June 2",
        "March 1",
    ]
    for link in shown.select("main .shelf a"):
        assert client.get(link["href"]).status_code == 200
    assert texts(page(client, "/hi/archive/").select("main h2")) == ["2021 1"]


@pytest.mark.parametrize("day", [date(1, 1, 1), date(202, 6, 1), date(999, 12, 31)])
def test_archive_leaves_out_years_that_have_no_address(client, day):
    make_article(listed_on=day)
    make_article(listed_on=date(1000, 1, 1))
    for path in ("/archive/", "/archive/1000/", "/archive/1000/01/"):
        assert str(day.year) not in texts(page(client, path).select("main h2"))
    assert texts(page(client, "/archive/").select("main h2")) == ["1000 1"]


def test_archive_when_empty(client):
    shown = page(client, "/archive/")
    assert "Nothing has been published in this language yet." in shown.main.text


@pytest.mark.usefixtures("years")
def test_archive_year_shows_its_months_and_neighbours(client):
    shown = page(client, "/archive/2022/")
    assert shown.h1.text == "2022"
    assert texts(shown.select(".standfirst")) == ["3 articles"]
    assert texts(shown.select("main h2")) == ["December", "June"]
    assert texts(shown.select("h3")) == ["D", "C", "B"]
    links = {a["rel"][0]: a["href"] for a in shown.select(".neighbours a")}
    assert links == {"prev": "/archive/2023/", "next": "/archive/2019/"}
    assert shown.title.text.startswith("2022 — Archive")


@pytest.mark.usefixtures("years")
def test_archive_month_shows_its_articles_and_neighbours(client):
    shown = page(client, "/archive/2022/06/")
    assert shown.h1.text == "June 2022"
    assert texts(shown.select("main h2")) == ["C", "B"]
    links = {a.text: a["href"] for a in shown.select(".neighbours a")}
    assert links == {
        "December 2022": "/archive/2022/12/",
        "March 2019": "/archive/2019/03/",
    }
    first = page(client, "/archive/2019/03/").select(".neighbours a")
    assert texts(first) == ["June 2022"]


@pytest.mark.usefixtures("years")
@pytest.mark.parametrize(
    "path",
    [
        "2020/",
        "2021/",
        "2020/02/",
        "2022/07/",
        "2022/6/",
        "2022/00/",
        "2022/13/",
        "0000/",
        "9999/",
        "99999/",
        "02022/",
        "22/",
        "abc/",
        "२०२२/",
        "2022/06/01/",
        "2022/06/%0A",
        "2022/%0A",
    ],
)
def test_archive_of_nothing_is_not_found(client, path):
    assert client.get(f"/archive/{path}").status_code == 404


@pytest.mark.usefixtures("years")
def test_archive_month_is_offered_in_the_languages_that_have_it(client):
    make_article(listed_on=date(2022, 6, 5), language="hi")
    shown = page(client, "/archive/2022/06/")
    codes = [link["hreflang"] for link in shown.select("head link[hreflang]")]
    assert codes == ["en", "hi", "x-default"]
    assert page(client, "/hi/archive/2022/06/").h1.text == "जून 2022"
    assert page(client, "/archive/2022/12/").select("head link[hreflang]") == []


@pytest.mark.parametrize("path", ["/archive/2022/", "/archive/2022/06/"])
def test_archive_has_numbered_pages(client, path):
    for _ in range(26):
        make_article(listed_on=date(2022, 6, 5))
    assert page(client, path).select_one('a[rel="next"]')["href"] == f"{path}?page=2"
    second = page(client, f"{path}?page=2")
    assert ", page 2 — Archive" in second.title.text
    canonical = second.select_one('link[rel="canonical"]')["href"]
    assert canonical.endswith(f"{path}?page=2")
    for number in ("abc", "0", "-1", "9999", ""):
        assert client.get(path, {"page": number}).status_code == 404


@pytest.mark.parametrize("count", [1, 3])
@pytest.mark.parametrize(
    ("path", "queries"),
    [("/archive/", 3), ("/archive/2022/", 6), ("/archive/2022/06/", 6)],
)
def test_archive_takes_the_same_queries(
    client, count, path, queries, django_assert_num_queries
):
    make_institution()
    for day in range(count):
        make_article(listed_on=date(2022, 6, day + 1), authors=[make_author()])
    with django_assert_num_queries(queries):
        client.get(path)


@pytest.mark.parametrize("path", ["/archive/", "/archive/2022/", "/archive/2022/06/"])
def test_archive_refuses_other_methods(client, path):
    make_article(listed_on=date(2022, 6, 5))
    assert client.post(path).status_code == 405
    assert client.head(path).status_code == 200
