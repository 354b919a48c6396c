"""A WordPress export taken into the database, once and again."""

from pathlib import Path

import pytest

from articles.importing.sites.formats import open_site
from articles.models import Address, Article, Author, Comment, Page, Picture, Topic
from articles.publishing.transfer import Outcome, import_site
from tests.factories import make_author, make_topic

from .filled_site import png

pytestmark = pytest.mark.django_db
BLOG = Path(__file__).parents[1] / "samples" / "harbour-blog.xml"


@pytest.fixture(autouse=True)
def media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "media"


def received(path, replace=False):
    told = []
    with open_site(path) as site:
        tally = import_site(
            site,
            name=path.name,
            replace=replace,
            is_trial=False,
            tell=lambda taken, _tally: told.append(taken),
        )
    return told, tally


def test_blog_comes_in_whole_and_balances():
    told, tally = received(BLOG)
    assert [each for each in told if each.outcome == Outcome.FAILED] == []
    assert tally.outcomes == {Outcome.CREATED: tally.read - 4, Outcome.SKIPPED: 4}
    assert Article.objects.count() == 9
    assert Comment.objects.count() == 5
    assert Page.objects.count() == 2
    assert Topic.objects.count() == 3
    assert Author.objects.count() == 3


def test_blog_read_again_makes_no_doubles():
    received(BLOG)
    _told, tally = received(BLOG)
    assert tally.outcomes == {Outcome.UNCHANGED: tally.read - 4, Outcome.SKIPPED: 4}
    _told, tally = received(BLOG, replace=True)
    assert tally.outcomes[Outcome.REPLACED] == 0


def test_what_the_public_saw_it_sees(client):
    received(BLOG)
    public = Article.objects.published()
    assert {article.title for article in public} == {
        "The quay & the queue",
        "बंदरगाह की बात",
    }
    quay = public.get(language="en")
    assert (str(quay.dated), quay.slug) == ("2019-04-02", "the-quay")
    assert [topic.name for topic in quay.topics.all()] == [
        "Konkan",
        "Dredging",
        "Ports",
    ]
    assert [each.label for each in quay.endnotes.all()] == ["1", "2", "3"]
    assert {found["code"] for found in quay.findings} == {"picture-elsewhere"}
    page = client.get(quay.get_absolute_url())
    assert page.status_code == 200
    assert "A. Reader" in page.text
    assert "Pills" not in page.text
    assert "reader@example.org" not in page.text


def test_scheduled_and_binned_posts_are_so_here():
    received(BLOG)
    assert Article.objects.get(title="Next year").is_scheduled
    assert Article.objects.get(title="Thrown away").binned_at


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("/2019/04/the-quay/", "/articles/the-quay/"),
        ("/2019/04/the-quay", "/articles/the-quay/"),
        ("/?p=11", "/articles/the-quay/"),
        ("/2019/04/the-quay/quay/", "/articles/the-quay/"),
        ("/?attachment_id=12", "/articles/the-quay/"),
        ("/category/dredging/", "/topics/topic/dredging/"),
        ("/category/ports/dredging/", "/topics/topic/dredging/"),
        ("/?cat=6", "/topics/topic/dredging/"),
        ("/tag/ports/", "/topics/topic/ports/"),
        ("/author/averma/", "/authors/dr-asha-verma/"),
        ("/?author=2", "/authors/dr-asha-verma/"),
        ("/2021/05/%E0%A4%AC%E0%A4%82%E0%A4%A6%E0%A4%B0%E0%A4%97%E0%A4%BE%E0%A4%B9/", "/hi/articles/bmdrgah/"),
        ("/?page_id=42", "/about-about/"),
        ("/about/about/", "/about-about/"),
    ],
)  # fmt: skip
def test_old_addresses_lead_home(client, old, new):
    received(BLOG)
    response = client.get(old)
    assert response.status_code == 301
    assert response["Location"] == new
    assert client.get(new).status_code == 200


def test_page_at_its_old_address_is_there(client):
    received(BLOG)
    assert client.get("/about/").status_code == 200
    assert not Address.objects.filter(path="/about/").exists()


def test_scheduled_post_is_not_given_away(client):
    received(BLOG)
    assert client.get("/?p=31").status_code == 200


def test_people_and_topics_of_the_same_name_are_the_same():
    author = make_author(given_names="Asha", family_name="Verma", slug="asha")
    topic = make_topic(name="Dredging", slug="dredging")
    told, _tally = received(BLOG)
    assert [each.outcome for each in told if each.outcome == Outcome.FAILED] == []
    quay = Article.objects.get(slug="the-quay")
    assert [place.author for place in quay.bylines.all()] == [author]
    assert quay.bylines.get().role == "Fellow"
    assert topic in quay.topics.all()
    _told, tally = received(BLOG)
    assert tally.outcomes[Outcome.CREATED] == 0


def test_what_editors_changed_since_stays():
    received(BLOG)
    Article.objects.filter(slug="the-quay").update(title="The quay, mended")
    told, _tally = received(BLOG)
    (left,) = [each for each in told if each.why.startswith("It is here")]
    assert left.why == "It is here, and differs in title."
    assert Article.objects.get(slug="the-quay").title == "The quay, mended"


def test_pictures_that_were_fetched_are_shown(client, tmp_path):
    path = tmp_path / "blog.xml"
    path.write_bytes(BLOG.read_bytes())
    folder = tmp_path / "blog.media" / "wp-content" / "uploads" / "2019" / "04"
    folder.mkdir(parents=True)
    (folder / "quay.png").write_bytes(png())
    received(path)
    quay = Article.objects.get(slug="the-quay")
    assert quay.lead_picture == Picture.objects.get()
    assert quay.findings == []
    assert "<figcaption>At dawn" in quay.html
    _told, tally = received(path)
    assert tally.outcomes[Outcome.UNCHANGED] == tally.read - 4


def test_every_sample_comes_in_and_balances(samples):
    for path in sorted((samples / "exports_feeds_meta").glob("wxr_*.xml")):
        told, tally = received(path)
        assert tally.read == sum(tally.outcomes.values()) == len(told)
        failed = [each for each in told if each.outcome == Outcome.FAILED]
        is_broken = path.name == "wxr_malformed-simple.xml"
        assert len(failed) == is_broken, (path.name, failed[:3])
        if path.stat().st_size < 100_000:
            _told, again = received(path)
            assert again.outcomes[Outcome.CREATED] == 0, path.name
