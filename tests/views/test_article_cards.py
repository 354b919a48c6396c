"""Cards: who may have one, and when it is drawn anew."""

import io
from datetime import timedelta

import pytest
from bs4 import BeautifulSoup
from django.utils import timezone
from PIL import Image

from articles.models import Address, Article
from articles.views.article import files
from tests.factories import make_article, make_author, make_institution, make_topic

pytestmark = pytest.mark.django_db
PATH = "/articles/water/card.png"


@pytest.fixture(autouse=True)
def folder(settings, tmp_path):
    settings.VIF_MADE_DIR = tmp_path / "made"
    return settings.VIF_MADE_DIR


@pytest.fixture
def drawn(monkeypatch):
    """Collect the cards that are drawn, not found."""
    made = []
    draw = files.draw_card
    monkeypatch.setattr(
        files, "draw_card", lambda card: made.append(card) or draw(card)
    )
    return made


def is_card(response):
    image = Image.open(io.BytesIO(response.content))
    return (image.format, image.size) == ("PNG", (1200, 630))


def test_article_card(client, drawn):
    make_institution()
    author = make_author(display_name="Asha Verma")
    make_article(slug="water", title="Water", kind="paper", authors=[author])
    response = client.get(PATH)
    assert response.status_code == 200
    assert response["Content-Type"] == "image/png"
    assert is_card(response)
    (card,) = drawn
    assert (card.kind, card.title, card.site_name) == ("Paper", "Water", "Meridian")
    assert card.byline == "Asha Verma"


def test_article_card_speaks_the_language_of_its_article(client, drawn):
    authors = [make_author(display_name="आशा"), make_author(display_name="राहुल")]
    make_article(slug="pani", title="पानी", language="hi", authors=authors)
    assert client.get("/hi/articles/pani/card.png").status_code == 200
    assert drawn[0].kind == "विचार"
    assert drawn[0].byline == "आशा और राहुल"


def test_article_card_is_drawn_once_for_each_content(client, drawn, folder):
    article = make_article(slug="water", title="Water")
    first = client.get(PATH)
    assert client.get(PATH).content == first.content
    assert len(drawn) == 1
    Article.objects.filter(pk=article.pk).update(title="Waters")
    second = client.get(PATH)
    assert len(drawn) == 2
    assert second["ETag"] != first["ETag"]
    assert len(list((folder / "cards").iterdir())) == 1


def test_article_card_is_sent_where_nothing_can_be_kept(client, settings, tmp_path):
    file = tmp_path / "full"
    file.write_text("no folder")
    settings.VIF_MADE_DIR = file / "made"
    make_article(slug="water")
    assert is_card(client.get(PATH))


def test_article_card_is_kept_by_browsers_and_shown_by_other_sites(client):
    make_article(slug="water")
    response = client.get(PATH)
    assert response["Cache-Control"].startswith("public, max-age=3600")
    assert response["Cross-Origin-Resource-Policy"] == "cross-origin"
    again = client.get(PATH, HTTP_IF_NONE_MATCH=response["ETag"])
    assert again.status_code == 304
    assert not response.cookies
    head = client.head(PATH)
    assert (head.status_code, head.content) == (200, b"")
    assert client.post(PATH).status_code == 405


@pytest.mark.parametrize(
    ("changes", "status"),
    [
        ({"status": "draft", "published_at": None}, 404),
        ({"published_at": timezone.now() + timedelta(days=1)}, 404),
        ({"status": "withdrawn", "withdrawn_at": timezone.now()}, 410),
        ({"binned_at": timezone.now()}, 410),
    ],
)
def test_article_card_is_for_published_articles(client, changes, status):
    make_article(slug="water", **changes)
    assert client.get(PATH).status_code == status


def test_article_card_of_nothing_is_not_found(client):
    assert client.get(PATH).status_code == 404


def test_article_card_leads_to_the_one_address(client):
    article = make_article(slug="water", language="hi")
    Address.objects.create(path="/articles/old/", article=article)
    for path in (PATH, "/articles/old/card.png"):
        response = client.get(path)
        assert response.status_code == 301
        assert response["Location"] == "/hi/articles/water/card.png"


def test_site_card(client, drawn):
    make_institution(tagline="Evidence.", translated={"hi": {"name": "संस्थान"}})
    for path in ("/card.png", "/hi/card.png", "/card.png"):
        assert is_card(client.get(path))
    assert [card.title for card in drawn] == ["Meridian Institute", "संस्थान"]
    assert [card.byline for card in drawn] == ["Evidence.", "Evidence."]


def test_site_card_needs_no_institution(client):
    assert is_card(client.get("/card.png"))


@pytest.mark.usefixtures("crowded")
def test_article_card_is_asked_for_again_where_others_are_before(client, folder):
    make_article(slug="water")
    for path in (PATH, "/card.png"):
        response = client.get(path)
        assert (response.status_code, response["Retry-After"]) == (503, "10")
        assert response["Cache-Control"] == "no-store"
    assert not folder.exists()


# Where they are named


def named(client, path):
    soup = BeautifulSoup(client.get(path).content, "html.parser")
    return {
        tag["property"]: tag["content"] for tag in soup.select("meta[property^=og]")
    }


def test_pages_name_the_card_of_the_site(client, settings):
    make_institution()
    topic, author = make_topic(slug="water"), make_author(slug="asha")
    make_article(topics=[topic], authors=[author])
    for path in (
        "/",
        "/articles/",
        "/topics/",
        "/topics/topic/water/",
        "/authors/",
        "/authors/asha/",
        "/archive/",
        "/search/",
    ):
        tags = named(client, path)
        assert tags["og:image"] == f"{settings.VIF_SITE_URL}/card.png", path
        assert (tags["og:image:width"], tags["og:image:height"]) == ("1200", "630")
        assert tags["og:image:alt"] == "Meridian Institute"
    assert named(client, "/hi/")["og:image"].endswith("/hi/card.png")


def test_article_names_its_own_card_alone(client):
    make_article(slug="water", title="Water")
    page = client.get("/articles/water/").content.decode()
    assert page.count('property="og:image"') == 1
    assert page.count('property="og:site_name"') == 1
    tags = named(client, "/articles/water/")
    assert tags["og:image"].endswith(PATH)
    assert tags["og:image:alt"] == "Water"
    assert (tags["og:image:width"], tags["og:image:height"]) == ("1200", "630")
