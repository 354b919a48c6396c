"""Old addresses, unknown ones, shut doors."""

import pytest
from bs4 import BeautifulSoup
from django.core.exceptions import PermissionDenied
from django.template.loader import render_to_string
from django.test import Client, RequestFactory

from articles.models import Address
from articles.views.errors import forbidden
from tests.factories import (
    make_article,
    make_comment,
    make_institution,
    make_page,
    make_user,
)

pytestmark = pytest.mark.django_db


def test_not_found_shows_the_newest_and_the_contact(client):
    make_institution(email="desk@example.org")
    for _ in range(6):
        make_article()
    response = client.get("/nowhere/")
    shown = BeautifulSoup(response.content, "html.parser")
    assert response.status_code == 404
    assert shown.h1.text == "Page not found"
    assert len(shown.select(".article-card")) == 5
    assert shown.select_one('main a[href="mailto:desk@example.org"]')
    assert shown.select_one('meta[name="robots"]')["content"] == "noindex"


def test_not_found_never_repeats_the_address(client):
    response = client.get("/%3Cscript%3Ealert(1)%3C/script%3E/?q=%3Cb%3E")
    assert response.status_code == 404
    assert b"alert" not in response.content


def test_not_found_works_with_nothing_in_the_database(client):
    assert client.get("/nowhere/").status_code == 404
    assert client.get("/hi/nowhere/").status_code == 404


@pytest.mark.parametrize("path", ["/a%00b/", "/articles/a%00b/", "/media/a%00b.webp"])
def test_not_found_for_a_zero_byte(client, path):
    assert client.get(path).status_code == 404


def test_old_address_leads_to_its_article(client):
    article = make_article(slug="new")
    Address.objects.create(path="/articles/old/", article=article)
    response = client.get("/articles/old/")
    assert response.status_code == 301
    assert response["Location"] == "/articles/new/"
    assert client.get("/articles/old", follow=True).status_code == 200


def test_old_address_of_what_was_never_public_is_unknown(client):
    draft = make_article(slug="new", status="draft", published_at=None)
    Address.objects.create(path="/articles/old/", article=draft)
    assert client.get("/articles/old/").status_code == 404


def test_old_address_leads_to_a_path(client):
    Address.objects.create(path="/old/page.html", leads_to="/articles/")
    assert client.get("/old/page.html")["Location"] == "/articles/"


def test_old_address_is_gone(client):
    Address.objects.create(path="/events/", is_gone=True)
    response = client.get("/events/")
    assert response.status_code == 410
    assert b"This page has been removed" in response.content


@pytest.mark.parametrize(
    ("stored", "asked"),
    [
        ("/events", "/events/"),
        ("/events/", "/events"),
        ("/old/page/one", "/old/page/one/"),
        ("/old/page/one/", "/old/page/one"),
    ],
)
def test_old_address_is_found_with_and_without_its_last_slash(client, stored, asked):
    Address.objects.create(path=stored, leads_to="/articles/")
    response = client.get(asked, follow=True)
    assert response.redirect_chain[-1] == ("/articles/", 301)
    assert response.status_code == 200


def test_page_at_an_old_address_comes_first_without_its_slash_too(client):
    make_page(slug="events")
    Address.objects.create(path="/events/", leads_to="/articles/")
    response = client.get("/events", follow=True)
    assert response.redirect_chain == [("/events/", 301)]
    assert response.status_code == 200


def test_old_address_is_found_as_browsers_spell_it(client):
    address = Address(path="/caf%C3%A9/", leads_to="/articles/")
    address.full_clean()
    address.save()
    assert client.get("/caf%C3%A9/")["Location"] == "/articles/"


def test_not_found_in_the_desk_is_kept_nowhere(client):
    client.force_login(make_user("Editor"))
    response = client.get("/admin/nowhere/")
    assert response.status_code == 404
    assert response["Cache-Control"] == "no-store"
    public = client.get("/administration/nowhere/")
    assert public["Cache-Control"].startswith("public")


@pytest.mark.parametrize("path", ["/", "/articles/", "/articles/one/", "/search/"])
@pytest.mark.parametrize("method", ["post", "put", "delete"])
def test_page_that_is_only_read_says_so(path, method):
    make_article(slug="one")
    response = getattr(Client(enforce_csrf_checks=True), method)(path)
    assert response.status_code == 405
    assert response["Allow"] == "GET, HEAD"


def test_page_of_a_comment_is_only_read():
    path = make_comment().get_private_url()
    assert Client(enforce_csrf_checks=True).post(path).status_code == 405


def test_forbidden_says_what_to_do():
    response = forbidden(RequestFactory().get("/x/"), PermissionDenied())
    assert response.status_code == 403
    assert "ask an editor" in response.content.decode()


def test_a_form_without_its_token_says_what_to_do():
    response = Client(enforce_csrf_checks=True).post("/admin/login/")
    assert response.status_code == 403
    assert "This form has expired" in response.content.decode()


def test_server_error_needs_nothing():
    html = render_to_string("500.html")
    assert "There is a problem with the site" in html
    assert "font" not in html


def test_server_error_page_is_sent(client):
    client.raise_request_exception = False
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("articles.models.Institution.current", lambda: 1 / 0)
        response = client.get("/")
    assert response.status_code == 500
    assert b"There is a problem with the site" in response.content
