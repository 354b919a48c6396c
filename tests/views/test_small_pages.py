"""The small standing pages."""

import pytest
from bs4 import BeautifulSoup

from tests.factories import make_page

pytestmark = pytest.mark.django_db


def page(client, path, status=200):
    response = client.get(path)
    assert response.status_code == status
    return BeautifulSoup(response.content, "html.parser")


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
    codes = [link["hreflang"] for link in shown.select("link[hreflang]")]
    assert codes == ["en", "hi", "x-default"]


def test_page_detail_unknown(client):
    assert client.get("/nothing-here/").status_code == 404
