"""The demonstration is taken away whole, and with it nothing else."""

from pathlib import Path

import pytest
from django.core.management import call_command
from django.utils import timezone

from articles.models import (
    Article,
    Author,
    Comment,
    Decision,
    Demonstration,
    Endnote,
    Institution,
    MenuItem,
    Page,
    Picture,
    SearchEntry,
    Spelling,
    Topic,
)
from articles.publishing import finish_save, remove_demonstration
from articles.search import find, read_query
from tests.factories import (
    make_article,
    make_comment,
    make_front_page,
    make_page,
    make_user,
)

pytestmark = pytest.mark.django_db
URL = "/admin/demonstration/remove/"
KINDS = (
    Article,
    Author,
    Comment,
    Demonstration,
    Endnote,
    Institution,
    Page,
    Picture,
    SearchEntry,
    Spelling,
    Topic,
)


@pytest.fixture
def media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    return tmp_path


def changed(kind, **fields):
    """Change one record of the demonstration as an editor may."""
    one = kind.objects.order_by("pk").first()
    for name, value in fields.items():
        setattr(one, name, value)
    one.save()
    return one


@pytest.mark.parametrize(
    ("kind", "fields"),
    [
        (Author, {"role": "Director"}),
        (Author, {"orcid": "0000-0002-1825-0097"}),
        (Topic, {"translated": {"hi": {"name": "जल"}}}),
        (Picture, {"credit": "Mine"}),
        (Institution, {"short_name": "MINE"}),
    ],
)
def test_whatever_an_editor_changed_in_a_record_keeps_it(shown, kind, fields):
    kept = changed(kind, **fields)
    remove_demonstration(by=None)
    assert kind.objects.filter(pk=kept.pk).exists()


@pytest.mark.parametrize("place", ["page", "note"])
def test_picture_in_a_page_or_a_note_that_stays_is_kept(shown, place):
    picture = Picture.objects.get()
    if place == "page":
        make_page(slug="mine", source=f"![](picture:{picture.uid})")
    else:
        make_article(slug="mine", notes={"1": f"![](picture:{picture.uid})"})
    remove_demonstration(by=None)
    assert Picture.objects.get() == picture


@pytest.fixture
def shown(media):
    call_command("set_up_demonstration", verbosity=0)
    return {article.slug: article for article in Article.objects.all()}


def files(folder):
    return [path for path in Path(folder).rglob("*") if path.is_file()]


def test_all_of_it_goes_with_its_comments_and_files(
    shown, media, editor, django_capture_on_commit_callbacks
):
    gauges = shown["two-gauges-and-a-sea"]
    make_comment(article=gauges, name="A visitor")
    assert files(media)
    page = editor.get(URL)
    assert "Two gauges and a sea" in page.content.decode()
    with django_capture_on_commit_callbacks(execute=True):
        assert editor.post(URL, {"remove": "yes"}).status_code == 302
    assert {kind.__name__: kind.objects.count() for kind in KINDS} == {
        kind.__name__: 0 for kind in KINDS
    }
    assert files(media) == []
    assert editor.get(gauges.get_absolute_url()).status_code == 404
    assert not find(Article.objects.all(), read_query("gauges")).keys
    told = Decision.objects.get(what="remove-demonstration")
    assert (told.by, told.model) == (editor.user, "demonstration")


def test_what_an_editor_has_made_or_changed_since_stays(shown):
    author = Author.objects.get(family_name="Hallworth")
    topic, picture = Topic.objects.get(name="Water"), Picture.objects.get()
    own = make_article(source=f"A picture.\n\n![A coast](picture:{picture.uid})")
    own.bylines.create(author=author, position=0)
    own.topics.add(topic)
    finish_save(own, by=None)
    comment = make_comment(article=own)
    about = Page.objects.get(slug="about", language="en")
    Page.objects.filter(pk=about.pk).update(source="Who we really are.")
    Institution.objects.update(name="A real institute")
    page = make_page()
    remove_demonstration(by=None)
    assert list(Article.objects.all()) == [own]
    assert list(Comment.objects.all()) == [comment]
    assert list(Author.objects.filter(pk=author.pk)) == [author]
    assert list(Topic.objects.all()) == [topic]
    assert list(Picture.objects.all()) == [picture]
    assert set(Page.objects.all()) == {about, page}
    assert Institution.objects.get().name == "A real institute"
    assert not Demonstration.objects.exists()


def test_menu_entries_that_led_to_it_go_and_others_stay(shown):
    front = make_front_page()
    dead = shown["two-gauges-and-a-sea"].get_absolute_url()
    for position, leads_to in enumerate((dead, "/search/")):
        MenuItem.objects.create(
            front_page=front, position=position, label="A", leads_to=leads_to
        )
    remove_demonstration(by=None)
    assert [item.leads_to for item in MenuItem.objects.all()] == ["/search/"]


def test_articles_that_were_changed_are_named_as_such(shown, editor):
    article = shown["two-gauges-and-a-sea"]
    Article.objects.filter(pk=article.pk).update(title="My first try")
    page = editor.get(URL).content.decode()
    assert "My first try · changed since it was made" in page
    assert page.count("changed since it was made") == 1


def test_looking_removes_nothing_nor_does_a_post_without_the_button(shown, editor):
    before = Article.objects.count()
    assert editor.get(URL).status_code == 200
    assert editor.post(URL).status_code == 200
    assert Article.objects.count() == before


@pytest.mark.parametrize("group", [None, "Contributor", "Moderator"])
def test_who_may_not_do_all_of_it_is_refused(shown, log_in, group):
    client = log_in(make_user(*[group] if group else []))
    before = Article.objects.count()
    assert client.get(URL).status_code == 403
    assert client.post(URL, {"remove": "yes"}).status_code == 403
    assert Article.objects.count() == before
    assert URL not in client.get("/admin/").content.decode()


def test_desk_offers_it_as_long_as_it_is_there(shown, editor):
    assert URL in editor.get("/admin/").content.decode()
    remove_demonstration(by=None)
    assert URL not in editor.get("/admin/").content.decode()
    assert editor.get(URL).status_code == 404
    # A second press finds the work done.
    assert editor.post(URL, {"remove": "yes"}).status_code == 302


def test_demonstration_of_version_0_1_is_recognised(shown):
    known = Demonstration.objects.get().records
    Demonstration.objects.all().delete()
    own = make_article(title="Good monsoon, bad books")
    call_command("set_up_demonstration", recognise=True, verbosity=0)
    assert Demonstration.objects.get().records == known
    remove_demonstration(by=None)
    assert list(Article.objects.all()) == [own]


def test_site_without_the_demonstration_has_none_to_recognise():
    make_article(published_at=timezone.now())
    call_command("set_up_demonstration", recognise=True, verbosity=0)
    assert not Demonstration.objects.exists()
