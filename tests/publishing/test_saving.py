"""Saving: one of many wins, old addresses lead on, revisions follow corrections."""

from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from http.client import HTTPConnection
from urllib.parse import urlencode

import pytest
from django.utils import timezone

from articles.models import Address, Article, Decision
from articles.publishing import (
    StaleVersion,
    claim_version,
    content_of,
    finish_save,
    is_taken,
    name_as_now,
    new_slug,
)
from tests.factories import make_article, make_author, make_topic
from tests.test_parallel import server  # noqa: F401 -- a fixture

MAKE_EDITOR = """
from articles.models import User
User.objects.create_superuser("mira", password="correct horse")
"""
STORED = "from articles.models import Article as A; print(*A.objects.values_list('source', 'version').get(), sep='|')"


@pytest.mark.django_db
def test_version_is_claimed_once():
    article = make_article()
    claim_version(article, 1)
    assert article.version == Article.objects.get().version == 2
    with pytest.raises(StaleVersion):
        claim_version(article, 1)
    assert Article.objects.get().version == 2


def test_of_twenty_savers_at_once_one_succeeds(server):  # noqa: F811
    """T93: 20 editors save version 1 at once, over three processes."""
    server.manage("shell", "--no-imports", "-c", MAKE_EDITOR)
    cookies = log_in(server.port)
    page = "/admin/articles/article/1/change/"
    fields = {
        "csrfmiddlewaretoken": cookies["csrftoken"], "title": "One", "slug": "one",
        "kind": "commentary", "language": "en", "disclaimer_choice": "standard",
        "comments_are": "open", "dated_precision": "day", "listed_on": "2026-01-01",
        "seen_version": "1",
    }  # fmt: skip
    for rows in ("bylines", "endnotes", "attachments", "corrections"):
        fields |= {f"{rows}-TOTAL_FORMS": "0", f"{rows}-INITIAL_FORMS": "0"}
    texts = [fields | {"source": f"Saved by {n}."} for n in range(20)]
    with ThreadPoolExecutor(20) as pool:
        answers = list(pool.map(lambda t: send(server.port, page, t, cookies), texts))
    assert Counter(status for status, _text in answers) == {302: 1, 409: 19}
    source, version = (
        server.manage("shell", "--no-imports", "-c", STORED).strip().split("|")
    )
    winner = next(i for i, (status, _text) in enumerate(answers) if status == 302)
    assert (source, version) == (f"Saved by {winner}.", "2")
    for number, (status, text) in enumerate(answers):
        if status == 409:
            assert f"Saved by {number}." in text
            assert f"Saved by {winner}." in text


def log_in(port):
    """Return the cookies of a logged-in editor."""
    _status, _text, cookies = ask(port, "GET", "/admin/login/", None, {})
    fields = {
        "csrfmiddlewaretoken": cookies["csrftoken"],
        "username": "mira", "password": "correct horse", "next": "/admin/",
    }  # fmt: skip
    status, _text, more = ask(port, "POST", "/admin/login/", fields, cookies)
    assert status == 302
    return cookies | more


def send(port, path, fields, cookies):
    return ask(port, "POST", path, fields, cookies)[:2]


def ask(port, method, path, fields, cookies):
    asked = HTTPConnection("127.0.0.1", port, timeout=60)
    jar = "; ".join(f"{name}={value}" for name, value in cookies.items())
    kind = "application/x-www-form-urlencoded"
    headers = {"VifClient": "192.0.2.1", "Cookie": jar, "Content-Type": kind}
    asked.request(method, path, urlencode(fields or {}), headers)
    answer = asked.getresponse()
    text = answer.read().decode()
    lines = [line.partition(";")[0] for line in answer.msg.get_all("Set-Cookie", [])]
    asked.close()
    return answer.status, text, dict(line.split("=", 1) for line in lines)


@pytest.mark.django_db
def test_old_addresses_are_chained_in_one_step():
    article = make_article(slug="one")
    for old, new in (("one", "two"), ("two", "three"), ("three", "one")):
        article.slug = new
        article.save()
        finish_save(article, by=None, old_path=f"/articles/{old}/")
    assert sorted(Address.objects.values_list("path", flat=True)) == [
        "/articles/three/",
        "/articles/two/",
    ]
    assert {each.target for each in Address.objects.all()} == {"/articles/one/"}


@pytest.mark.django_db
def test_old_address_keeps_the_language_it_had():
    article = make_article(slug="one", language="hi")
    finish_save(article, by=None, old_path="/articles/eins/")
    assert Address.objects.get().path == "/articles/eins/"
    assert Address.objects.get().target == "/hi/articles/one/"


@pytest.mark.django_db
def test_slug_that_leads_to_another_article_is_taken():
    article, other = make_article(slug="new"), make_article(slug="other")
    Address.objects.create(path="/hi/articles/old/", article=article)
    Address.objects.create(path="/articles/gone/", is_gone=True)
    everyone = Article.objects.filter(draft_of=None)
    assert is_taken("old", everyone.exclude(pk=other.pk))
    assert is_taken("gone", everyone.exclude(pk=other.pk))
    assert new_slug("Old", everyone) == "old-2"
    # Its own old address an article may take back.
    assert not is_taken("old", everyone.exclude(pk=article.pk))


@pytest.mark.django_db
def test_address_of_what_nobody_has_seen_is_forgotten():
    later = timezone.now() + timedelta(days=1)
    article = make_article(slug="new", published_at=later)
    finish_save(article, by=None, old_path="/articles/old/")
    assert not Address.objects.exists()


@pytest.mark.django_db
def test_revision_follows_corrections_but_for_typing_errors():
    article, now = make_article(), timezone.now()
    article.corrections.create(at=now, level="typo", text="A letter.")
    finish_save(article, by=None)
    assert article.revised_at is None
    told = article.corrections.create(at=now, level="correction", text="A figure.")
    finish_save(article, by=None)
    assert article.revised_at == now
    told.delete()
    finish_save(article, by=None)
    article.refresh_from_db()
    assert article.revised_at is None
    assert Decision.objects.filter(what="save").count() == 3


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("title", "slug"),
    [
        ("Ports of call", "ports-of-call"),
        ("!!!", "untitled"),
        ("word " * 40, "-".join(["word"] * 16)),
    ],
)
def test_slug_is_made_of_the_title(title, slug):
    assert new_slug(title, Article.objects.all()) == slug
    make_article(slug=slug)
    make_article(slug=f"{slug}-2")
    assert new_slug(title, Article.objects.all()) == f"{slug}-3"


@pytest.mark.django_db
def test_place_in_a_byline_is_named_as_now_unless_it_says_otherwise():
    author = make_author(role="Fellow", affiliation="Meridian")
    article = make_article(authors=[author])
    place = article.bylines.get()
    for said, role in ((("", ""), "Fellow"), (("Guest", ""), "Guest")):
        place.role, place.affiliation = said
        name_as_now([place], "en")
        assert place.role == role


@pytest.mark.django_db
def test_content_is_what_the_article_says():
    article = make_article(
        source="One.[^1]", notes={"1": "A.", "2": ""}, topics=[make_topic()]
    )
    said = content_of(article)
    assert (said.title, said.source) == (article.title, "One.[^1]")
    assert [(note.label, note.state) for note in said.notes] == [
        ("1", "present"),
        ("2", "missing"),
    ]
    assert said.byline[0].role == "Fellow"
    assert said.topics == (str(article.topics.get().uid),)
    assert (said.lead_picture, said.disclaimer) == ("", "standard")
    article.topics.clear()
    assert content_of(article).differing(said) == ["topics"]
