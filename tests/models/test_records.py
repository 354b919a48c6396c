"""Small records: names, labels, counters, spent challenges, the edition."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone, translation

from articles.models import (
    Address,
    Author,
    Comment,
    Counter,
    Edition,
    Endnote,
    Page,
    Spent,
)
from articles.models.author import validate_orcid
from tests.factories import make_article, make_author, make_comment, make_topic


@pytest.mark.parametrize("orcid", ["0000-0002-1825-0097", "0000-0002-9079-593X"])
def test_orcid_with_right_check_digit(orcid):
    validate_orcid(orcid)


@pytest.mark.parametrize(
    "orcid", ["0000-0002-1825-0098", "0000-0002-1825-009", "abcd", ""]
)
def test_orcid_with_wrong_check_digit_is_refused(orcid):
    with pytest.raises(ValidationError):
        validate_orcid(orcid)


def test_author_name_with_and_without_honorific():
    author = Author(honorific="Dr", given_names="Pravesh Kumar", family_name="Gupta")
    assert (author.name, author.full_name) == (
        "Pravesh Kumar Gupta",
        "Dr Pravesh Kumar Gupta",
    )
    assert Author(family_name="Meridian").full_name == "Meridian"


def test_author_name_in_the_language_of_the_page():
    author = Author(
        honorific="Dr",
        given_names="Asha",
        family_name="Verma",
        translated={"hi": {"honorific": "डॉ.", "display_name": "आशा वर्मा"}},
    )
    with translation.override("hi"):
        assert author.full_name == "डॉ. आशा वर्मा"
    assert author.full_name == "Dr Asha Verma"


@pytest.mark.django_db
@pytest.mark.parametrize(
    "translated", [[], {"hi": "x"}, {"hi": {"colour": "x"}}, {"hi": {"role": 3}}]
)
def test_translations_of_another_shape_are_refused(translated):
    author = make_author()
    author.translated = translated
    with pytest.raises(ValidationError) as caught:
        author.full_clean()
    assert set(caught.value.message_dict) == {"translated"}


@pytest.mark.django_db
@pytest.mark.parametrize("link", ["javascript:alert(1)", "example.org", "ftp://a.b/c"])
def test_author_links_are_web_addresses(link):
    author = make_author(links=f"https://example.org/a\n{link}")
    with pytest.raises(ValidationError) as caught:
        author.full_clean()
    assert set(caught.value.message_dict) == {"links"}


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("typed", "label"), [("12", "12"), ("१२", "12"), ("12A", "12a"), (" 7 ", "7")]
)
def test_labels_are_kept_in_ascii(typed, label):
    note = Endnote(article=make_article(), label=typed, text="A note.")
    note.full_clean()
    assert note.label == label


@pytest.mark.django_db
@pytest.mark.parametrize("typed", ["", "a", "1234", "1ab", "1-2", "iv", "½"])
def test_labels_of_another_shape_are_refused(typed):
    note = Endnote(article=make_article(), label=typed, text="A note.")
    with pytest.raises(ValidationError) as caught:
        note.full_clean()
    assert set(caught.value.message_dict) == {"label"}


@pytest.mark.django_db
@pytest.mark.parametrize("slug", ["admin", "hi", "articles", "search"])
def test_page_cannot_take_an_address_of_the_site(slug):
    page = Page(title="A page", slug=slug, source="Text.")
    with pytest.raises(ValidationError) as caught:
        page.full_clean()
    assert set(caught.value.message_dict) == {"slug"}


@pytest.mark.django_db
def test_topic_falls_back_to_its_first_name():
    topic = make_topic(name="Energy", translated={"hi": {"name": "ऊर्जा"}})
    with translation.override("hi"):
        assert str(topic) == "ऊर्जा"
        assert topic.in_language("scope_note") == ""
    assert str(topic) == "Energy"


@pytest.mark.django_db
def test_comment_has_a_readable_reference_and_a_long_key():
    one, two = make_comment(), make_comment()
    assert one.reference != two.reference
    assert len(one.reference) == 9
    assert not set(one.reference) & set("01IO")
    assert len(one.key) == 22
    assert Comment.objects.waiting().count() == 2
    assert not Comment.objects.approved().exists()


@pytest.mark.django_db
def test_edition_grows_from_nothing():
    assert Edition.current() == 0
    Edition.build_blocks()
    Edition.build_blocks()
    assert Edition.current() == 2


@pytest.mark.django_db
def test_challenge_is_spent_once_by_each_sender_for_each_comment():
    until = timezone.now()
    assert Spent.spend("n", "a", "x", until)
    assert Spent.spend("n", "b", "x", until)
    assert Spent.spend("n", "a", "y", until)
    assert not Spent.spend("n", "a", "x", until)
    assert Spent.tidy(until + timedelta(seconds=1), most=1) == 1
    assert Spent.objects.count() == 2


@pytest.mark.django_db
def test_counter_counts_in_its_window_and_is_tidied_after_it():
    now = timezone.now().replace(minute=0, second=0, microsecond=0)
    assert [Counter.add("k", 600, now) for _ in range(3)] == [1, 2, 3]
    assert Counter.add("other", 600, now) == 1
    later = now + timedelta(seconds=600)
    assert [c.count for c in Counter.objects.filter(key="k/600")] == [3]
    assert Counter.add("k", 600, later) == 1
    assert Counter.tidy(now + timedelta(hours=1)) == 3


@pytest.mark.django_db
def test_counter_holds_a_sender_back_for_a_while():
    now = timezone.now()
    assert Counter.held_until("k", now) is None
    Counter.hold("k", now + timedelta(minutes=1))
    Counter.hold("k", now + timedelta(minutes=2))
    assert Counter.held_until("k", now) == now + timedelta(minutes=2)
    assert Counter.held_until("k", now + timedelta(minutes=3)) is None


@pytest.mark.django_db
@pytest.mark.parametrize("leads_to", ["/old/", "/older/"])
def test_address_does_not_lead_to_an_old_address(leads_to):
    Address.objects.create(path="/older/", leads_to="/about/")
    address = Address(path="/old/", leads_to=leads_to)
    with pytest.raises(ValidationError, match="is an old address itself"):
        address.full_clean()
    Address(path="/old/", leads_to="/about/").full_clean()


@pytest.mark.django_db
@pytest.mark.parametrize(
    "leads_to",
    [
        "/old",
        "/old//",
        "/old/?x=1",
        "/old#top",
        "/%6fld/",
        "/%256fld/",
        "/a/../old/",
        "/./old",
        "/older",
        "/older/?x=1#top",
        "/old%65r/",
    ],
)
@pytest.mark.parametrize("path", ["/old/", "/old"])
def test_address_does_not_lead_back_in_another_spelling(path, leads_to):
    Address.objects.create(path="/older/", leads_to="/about/")
    address = Address(path=path, leads_to=leads_to)
    with pytest.raises(ValidationError, match="is an old address itself"):
        address.full_clean()


@pytest.mark.django_db
def test_address_may_be_kept_and_leads_where_it_did():
    address = Address.objects.create(path="/old/", leads_to="/about/?x=/old/#old")
    address.full_clean()
    address.leads_to = "/old"
    with pytest.raises(ValidationError, match="is an old address itself"):
        address.full_clean()


@pytest.mark.django_db
def test_address_is_kept_as_the_site_will_be_asked_for_it():
    address = Address(path="/caf%C3%A9%20one/", leads_to="/about/")
    address.full_clean()
    assert address.path == "/café one/"
    address.save()
    with pytest.raises(ValidationError, match="already exists"):
        Address(path="/café%20one/", leads_to="/about/").full_clean()


@pytest.mark.django_db
@pytest.mark.parametrize("odd", ["\t", "\n", "\r", "\x7f"])
def test_address_has_no_odd_characters(odd):
    address = Address(path="/old/", leads_to=f"/{odd}/evil.example/")
    with pytest.raises(ValidationError, match="no tab and no line break") as caught:
        address.full_clean()
    assert set(caught.value.message_dict) == {"leads_to"}


@pytest.mark.django_db
@pytest.mark.parametrize("odd", ["%00", "%0A", "%09"])
def test_old_path_has_no_odd_characters(odd):
    address = Address(path=f"/old{odd}/", leads_to="/about/")
    with pytest.raises(ValidationError, match="no tab and no line break") as caught:
        address.full_clean()
    assert set(caught.value.message_dict) == {"path"}


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("stored", "asked"),
    [
        ("/about-us", "/about-us/"),
        ("/about-us/", "/about-us"),
        ("/café/", "/caf%C3%A9/"),
        ("/café", "/caf%C3%A9/"),
        ("/a%b/", "/a%b"),
    ],
)
def test_address_is_found_in_each_spelling(stored, asked, django_assert_num_queries):
    address = Address.objects.create(path=stored, is_gone=True)
    with django_assert_num_queries(1):
        assert Address.objects.at(asked) == address


@pytest.mark.django_db
def test_address_of_the_very_spelling_comes_first():
    both = [Address.objects.create(path=p, is_gone=True) for p in ("/a/", "/a")]
    assert [Address.objects.at(path) for path in ("/a/", "/a")] == both


@pytest.mark.django_db
@pytest.mark.parametrize("path", ["/", "/a\0b/", "/a%00b/", "/none/"])
def test_no_address_is_found_at_an_odd_path(path):
    Address.objects.create(path="/about-us/", is_gone=True)
    assert Address.objects.at(path) is None
