"""Old addresses that a query tells apart."""

import pytest

from articles.models import Address
from tests.factories import make_article

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    "path", ["/?p=12", "/?utm_source=x&p=12", "/?page_id=12", "/?cat=12", "/?tag=ports"]
)
def test_old_query_leads_home(client, path):
    article = make_article()
    name = next(name for name in ("page_id", "cat", "tag", "p") if f"{name}=" in path)
    value = "ports" if name == "tag" else "12"
    Address.objects.create(path=f"/?{name}={value}", article=article)
    response = client.get(path)
    assert response.status_code == 301
    assert response["Location"] == article.get_absolute_url()
    assert not response.cookies


def test_old_query_in_a_folder_leads_home(client):
    article = make_article()
    Address.objects.create(path="/blog/?p=12", article=article)
    response = client.get("/blog/?p=12")
    assert (response.status_code, response["Location"]) == (
        301,
        article.get_absolute_url(),
    )
    assert client.get("/blog/?p=13").status_code == 404


@pytest.mark.parametrize(
    "path", ["/?p=13", "/?p=", f"/?p={'1' * 99}", "/?q=12", "/?p=%00"]
)
def test_unknown_query_is_the_home_page(client, path):
    Address.objects.create(path="/?p=12", article=make_article())
    assert client.get(path).status_code == 200


def test_query_of_what_nobody_has_seen_is_the_home_page(client):
    draft = make_article(status="draft", published_at=None)
    Address.objects.create(path="/?p=12", article=draft)
    assert client.get("/?p=12").status_code == 200


def test_home_asks_for_no_address_without_such_a_query(
    client, django_assert_max_num_queries
):
    make_article()
    with django_assert_max_num_queries(8):
        assert client.get("/?utm_source=x").status_code == 200
