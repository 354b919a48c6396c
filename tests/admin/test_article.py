"""The article's form: byline, notes, warnings, versions, addresses."""

import re
from datetime import date, timedelta

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse
from django.utils import timezone

from articles.models import Address, Article, Decision, Edition, Endnote
from articles.publishing import content_of, render_article
from tests.factories import (
    make_article,
    make_author,
    make_comment,
    make_topic,
    make_user,
)

from .filling import add_row, fields_of, text_of

pytestmark = pytest.mark.django_db
LIST = "/admin/articles/article/"
ADD = f"{LIST}add/"
HOSTILE = '"><img src=x onerror=alert(1)><script>alert(2)</script>'


def page_of(article):
    return reverse("admin:articles_article_change", args=[article.pk])


def save(client, article, **changes):
    """Open the form, change these fields and save."""
    data = fields_of(client.get(page_of(article))) | changes
    return client.post(page_of(article), data)


def test_article_is_added_with_byline_and_notes(editor):
    author = make_author(role="Fellow", affiliation="Meridian")
    data = fields_of(editor.get(ADD)) | {
        "title": "Ports",
        "source": "One.[^1] Two.[^2]",
    }
    add_row(data, "bylines", author=author.pk, role="", affiliation="", position=0)
    for number in ("1", "2"):
        add_row(data, "endnotes", label=number, text=f"Note {number}.",
                link="", archived_link="", accessed_on="", state="present",
                position=number)  # fmt: skip
    response = editor.post(ADD, data)
    article = Article.objects.get()
    assert response.status_code == 302
    assert (article.slug, article.status, article.owner) == (
        "ports",
        "draft",
        editor.user,
    )
    place = article.bylines.get()
    assert (place.author, place.role, place.affiliation) == (
        author,
        "Fellow",
        "Meridian",
    )
    assert 'id="fnref-2"' in article.html
    assert 'id="fn-2"' in article.notes_html
    assert list(Decision.objects.values_list("what", "by", "title")) == [
        ("save", editor.user.pk, "Ports")
    ]


def test_role_cleared_on_purpose_stays_empty(editor):
    article = make_article(status="draft", published_at=None)
    save(editor, article, **{"bylines-0-role": "", "bylines-0-affiliation": ""})
    save(editor, article, standfirst="Again.")
    place = article.bylines.get()
    assert (place.role, place.affiliation) == ("", "")


def test_role_of_a_new_place_is_in_the_article_s_language(editor):
    author = make_author(translated={"hi": {"role": "अध्येता"}})
    article = make_article(language="hi", authors=[])
    data = fields_of(editor.get(page_of(article)))
    add_row(data, "bylines", author=author.pk, role="", affiliation="", position=0)
    editor.post(page_of(article), data)
    assert article.bylines.get().role == "अध्येता"


def test_address_is_made_of_a_title_in_any_script(editor):
    data = fields_of(editor.get(ADD)) | {"title": "भारत की विदेश नीति", "language": "hi"}
    editor.post(ADD, data)
    assert Article.objects.get().slug == "bhart-ki-videsh-niti" or re.fullmatch(
        r"[a-z0-9-]+", Article.objects.get().slug
    )
    data = fields_of(editor.get(ADD)) | {"title": "भारत की विदेश नीति", "language": "hi"}
    editor.post(ADD, data)
    assert len(set(Article.objects.values_list("slug", flat=True))) == 2


def test_labels_of_two_notes_are_swapped_in_one_save(editor):
    article = make_article(source="One.[^1] Two.[^2]", notes={"1": "A.", "2": "B."})
    save(editor, article, **{"endnotes-0-label": "2", "endnotes-1-label": "1"})
    assert dict(article.endnotes.values_list("text", "label")) == {"A.": "2", "B.": "1"}


def test_note_takes_the_number_of_one_deleted_in_the_same_save(editor):
    article = make_article(source="One.[^1] Two.[^2]", notes={"1": "A.", "2": "B."})
    changes = {"endnotes-0-label": "2", "endnotes-1-DELETE": "on"}
    response = save(editor, article, **changes)
    assert response.status_code == 302
    assert list(article.endnotes.values_list("text", "label")) == [("A.", "2")]


@pytest.mark.parametrize("label", ["1", "१", " 1 "])
def test_second_note_with_a_number_is_refused_beside_it(editor, label):
    article = make_article(source="One.[^1] Two.[^2]", notes={"1": "A.", "2": "B."})
    response = save(editor, article, **{"endnotes-1-label": label})
    assert response.status_code == 200
    assert "Two notes have the number 1." in text_of(response, "#endnotes-1")
    assert list(article.endnotes.values_list("label", flat=True)) == ["1", "2"]


def test_label_is_stored_in_ascii(editor):
    article = make_article(source="One.[^1]", notes={"1": "A."})
    save(editor, article, **{"endnotes-0-label": "१२A"})
    assert article.endnotes.get().label == "12a"


@pytest.mark.parametrize("link", ["javascript:alert(1)", "data:text/html,x", "www.x.y"])
def test_note_s_link_must_be_a_web_address(editor, link):
    article = make_article(source="One.[^1]", notes={"1": "A."})
    response = save(editor, article, **{"endnotes-0-link": link})
    assert "Write the whole address, beginning with https://." in text_of(response)
    assert article.endnotes.get().link == ""


def test_note_without_text_says_what_to_do(editor):
    article = make_article(source="One.[^1]", notes={"1": "A."})
    response = save(editor, article, **{"endnotes-0-text": ""})
    assert "or set its state to “Missing”" in text_of(response)


def test_too_long_text_is_refused_and_stays_in_the_form(editor):
    article = make_article()
    long = "word " * 50_000
    response = save(editor, article, source=long)
    assert response.status_code == 200
    assert "The text has 249999 characters, and 200000 is the most." in text_of(
        response
    )
    assert long.strip() in response.content.decode()


def test_long_hindi_text_with_many_notes_can_be_sent(editor):
    article = make_article(
        language="hi", notes={str(n): "टिप्पणी " * 60 for n in range(1, 200)}
    )
    response = save(editor, article, source="जल " * 60_000)
    assert response.status_code == 302


def test_lines_are_stored_with_single_ends(editor):
    article = make_article(notes={"1": "A."})
    changes = {"source": "One.[^1]\r\n\r\nTwo.", "endnotes-0-text": "A.\r\nB."}
    save(editor, article, **changes)
    article.refresh_from_db()
    assert article.source == "One.[^1]\n\nTwo."
    assert article.endnotes.get().text == "A.\nB."


def test_saving_without_a_change_changes_no_content(editor):
    article = make_article(source="One.[^1]\n\nTwo.", notes={"1": "A.\n\nB."})
    before = content_of(article)
    response = save(editor, article)
    article.refresh_from_db()
    assert response.status_code == 302
    assert content_of(article) == before
    assert article.version == 1
    assert not article.revisions.exists()
    assert not Decision.objects.filter(what="save").exists()


def test_published_article_is_not_emptied(editor):
    article = make_article()
    response = save(editor, article, source="")
    assert "A published article needs a text. Withdraw it first." in text_of(response)


def test_change_of_a_published_article_grows_version_and_edition(editor):
    article = make_article()
    before = Edition.current()
    save(editor, article, title="Anew")
    article.refresh_from_db()
    assert (article.title, article.version) == ("Anew", 2)
    assert Edition.current() == before + 1


def test_change_of_a_draft_does_not_grow_the_edition(editor):
    article = make_article(status="draft", published_at=None)
    before = Edition.current()
    save(editor, article, title="Anew")
    assert Edition.current() == before


# Warnings above the form


def test_warnings_lead_to_the_rows_they_speak_of(editor):
    article = make_article(
        source="One.[^1] Two.[^9] Three [7].",
        notes={"1": "A.", "2": "B.", "3": "", "4": "See, available at:"},
    )
    page = BeautifulSoup(editor.get(page_of(article)).content, "html.parser")
    links = {a.text: a["href"] for a in page.select(".told a")}
    assert links["Note 2 is not cited in the text."] == "#endnotes-1"
    assert (
        links["Note 3 is missing from the source text. Readers are told so."]
        == "#endnotes-2"
    )
    by_start = {text[:24]: link for text, link in links.items()}
    assert by_start["The text cites note 9, b"] == "#id_source"
    assert by_start["[7] stands in the text, "] == "#id_source"
    assert {link for link in links.values() if "Available at" not in link} <= {
        f"#{each['id']}" for each in page.select("[id]")
    }


def test_article_without_faults_has_no_warnings(editor):
    article = make_article(source="One.[^1]", notes={"1": "A."})
    assert not text_of(editor.get(page_of(article)), ".told")


def test_moments_say_their_zone_and_each_part_is_named(editor):
    article = make_article()
    page = BeautifulSoup(editor.get(page_of(article)).content, "html.parser")
    assert "Time in Asia/Kolkata." in page.select_one(".field-lead_until").text
    named = [
        field["aria-label"]
        for field in page.select(".field-lead_until input[type=text]")
    ]
    assert named == [
        "Leads the home page until: day",
        "Leads the home page until: time",
    ] or [name.lower() for name in named] == [
        "leads the home page until: day",
        "leads the home page until: time",
    ]


# Two editors


def test_second_saver_is_shown_both_texts_and_loses_nothing(editor, log_in):
    article = make_article(
        title="Ours", source="Old.\n\nSame.[^1]", notes={"1": "A.", "2": "B."}
    )
    other = log_in(make_user("Editor"))
    first, second = (fields_of(each.get(page_of(article))) for each in (editor, other))
    editor.post(page_of(article), first | {"source": "Theirs.\n\nSame.[^1]"})
    mine = second | {"source": "Mine.\n\nSame.[^1]", "endnotes-0-text": "Mine too."}
    refused = other.post(page_of(article), mine)
    assert refused.status_code == 409
    page = BeautifulSoup(refused.content, "html.parser")
    assert page.select_one("#stored-source").text.strip() == "Theirs.\n\nSame.[^1]"
    assert page.select_one("#id_source").text.strip() == "Mine.\n\nSame.[^1]"
    assert page.select_one("#id_endnotes-0-text").text.strip() == "Mine too."
    assert "Nothing has been overwritten." in page.text
    assert [each.text for each in page.select(".stale mark")] == [
        "Theirs.", "Mine.", "A.", "Mine too.",
    ]  # fmt: skip
    article.refresh_from_db()
    assert article.source == "Theirs.\n\nSame.[^1]"
    assert article.endnotes.get(label="1").text == "A."
    assert Decision.objects.filter(what="save").count() == 1
    kept = other.post(page_of(article), fields_of(refused))
    article.refresh_from_db()
    assert kept.status_code == 302
    assert (article.source, article.version) == ("Mine.\n\nSame.[^1]", 3)
    assert article.endnotes.get(label="1").text == "Mine too."


def test_note_deleted_by_another_comes_back_with_what_was_typed(editor, log_in):
    article = make_article(source="One.[^1]", notes={"1": "A.", "2": "B.", "3": "C."})
    other = log_in(make_user("Editor"))
    first, second = (fields_of(each.get(page_of(article))) for each in (editor, other))
    editor.post(page_of(article), first | {"endnotes-0-DELETE": "on"})
    refused = other.post(page_of(article), second | {"endnotes-0-text": "Typed."})
    assert refused.status_code == 409
    kept = other.post(page_of(article), fields_of(refused))
    assert kept.status_code == 302, text_of(kept)
    assert dict(article.endnotes.values_list("label", "text")) == {
        "1": "Typed.",
        "2": "B.",
        "3": "C.",
    }


def test_note_added_by_another_under_the_same_number_is_told(editor, log_in):
    article = make_article(notes={"1": "A."})
    other = log_in(make_user("Editor"))
    first, second = (fields_of(each.get(page_of(article))) for each in (editor, other))
    row = {"label": "2", "text": "X.", "state": "present", "position": "1"}
    editor.post(page_of(article), add_row(first, "endnotes", **row))
    refused = other.post(page_of(article), add_row(second, "endnotes", **row))
    assert refused.status_code == 409
    again = other.post(page_of(article), fields_of(refused))
    assert again.status_code == 200
    assert "Someone else has added a note 2. Give yours another number." in text_of(
        again
    )
    data = fields_of(again) | {"endnotes-1-label": "3"}
    assert other.post(page_of(article), data).status_code == 302
    assert list(article.endnotes.values_list("label", flat=True)) == ["1", "2", "3"]


def test_form_opened_before_publication_does_not_clear_its_date(editor, log_in):
    article = make_article(status="draft", published_at=None, dated=None)
    other = log_in(make_user("Editor"))
    opened = fields_of(other.get(page_of(article)))
    editor.post(f"{LIST}{article.pk}/publish/", {"at_0": "", "at_1": ""})
    refused = other.post(page_of(article), opened | {"title": "Late"})
    article.refresh_from_db()
    assert refused.status_code == 409
    assert (article.status, article.dated) == ("published", timezone.localdate())


@pytest.mark.parametrize("version", ["", "0", "x", "99"])
def test_save_without_the_right_version_is_refused(editor, version):
    article = make_article()
    response = save(editor, article, seen_version=version, title="Anew")
    article.refresh_from_db()
    assert response.status_code == 409
    assert article.title != "Anew"


# Addresses


def test_new_address_of_a_published_article_leaves_the_old_one(editor):
    article = make_article(slug="old")
    save(editor, article, slug="new")
    address = Address.objects.get()
    assert (address.path, address.target) == ("/articles/old/", "/articles/new/")
    save(editor, article, slug="old")
    assert Address.objects.get().path == "/articles/new/"


@pytest.mark.parametrize("slug", ["articles", "hi", "old"])
def test_old_address_is_right_whatever_the_words(editor, slug):
    article = make_article(slug=slug, language="hi")
    save(editor, article, slug="new")
    assert Address.objects.get().path == f"/hi/articles/{slug}/"


def test_new_address_of_a_draft_leaves_nothing(editor):
    article = make_article(slug="old", status="draft", published_at=None)
    save(editor, article, slug="new")
    assert not Address.objects.exists()


def test_taken_address_is_refused(editor):
    make_article(slug="taken")
    article = make_article(slug="mine")
    response = save(editor, article, slug="taken")
    assert "Another article has this address." in text_of(response)


def test_view_on_site_is_offered_only_where_there_is_a_page(editor):
    public = make_article()
    draft = make_article(status="draft", published_at=None)
    link = f'href="{public.get_absolute_url()}" class="viewsitelink"'
    assert link in editor.get(page_of(public)).content.decode()
    assert "viewsitelink" not in editor.get(page_of(draft)).content.decode()


# The list


def listed(client, query=""):
    return text_of(client.get(f"{LIST}{query}"), "#result_list th")


def test_list_is_filtered_by_state(editor):
    later = timezone.now() + timedelta(days=1)
    make_article(title="Draft one", status="draft", published_at=None)
    make_article(title="Review one", status="in_review", published_at=None)
    make_article(title="Scheduled one", published_at=later)
    make_article(title="Public one")
    make_article(title="Withdrawn one", status="withdrawn", withdrawn_at=timezone.now())
    make_article(title="Binned one", binned_at=timezone.now())
    assert "Binned" not in listed(editor)
    for state, title in {
        "draft": "Draft one",
        "in_review": "Review one",
        "scheduled": "Scheduled one",
        "published": "Public one",
        "withdrawn": "Withdrawn one",
        "bin": "Binned one",
    }.items():
        found = listed(editor, f"?state={state}")
        assert title in found
        assert found.count(" one") == 1


def test_drafts_of_changes_are_not_listed(editor):
    article = make_article(title="Live")
    make_article(title="Change", draft_of=article, slug="live")
    assert "Change" not in listed(editor)


@pytest.mark.parametrize("count", [1, 3])
def test_list_asks_the_same_number_of_queries(editor, count, django_assert_num_queries):
    for _ in range(count):
        make_article(authors=[make_author(), make_author()], topics=[make_topic()])
    with django_assert_num_queries(12):
        editor.get(LIST)


def test_form_with_forty_notes_asks_no_query_for_each(
    editor, django_assert_max_num_queries
):
    article = make_article(notes={str(n): f"Note {n}." for n in range(1, 41)})
    with django_assert_max_num_queries(20):
        response = editor.get(page_of(article))
    assert response.content.decode().count("note-text") >= 40


def test_articles_are_binned_and_deleted_for_good_only_from_there(editor):
    article = make_article(notes={"1": "A."})
    chosen = {"_selected_action": [article.pk]}
    page = editor.get(LIST).content.decode()
    assert "delete_selected" not in page
    response = editor.post(LIST, chosen | {"action": "move_to_bin"}, follow=True)
    assert "1 article is in the bin now." in text_of(response)
    delete = chosen | {"action": "delete_selected"}
    editor.post(LIST, delete | {"post": "yes"})
    assert Article.objects.filter(binned_at__isnull=False).count() == 1
    response = editor.post(f"{LIST}?state=bin", delete)
    assert "Are you sure" in text_of(response)
    editor.post(f"{LIST}?state=bin", delete | {"post": "yes"})
    assert not Article.objects.exists()
    assert not Endnote.objects.exists()
    assert list(Decision.objects.values_list("what", flat=True)) == ["delete", "bin"]


def test_article_with_comments_is_not_deleted(editor):
    article = make_article(binned_at=timezone.now())
    make_comment(article)
    response = editor.post(f"{LIST}{article.pk}/delete/", {"post": "yes"})
    assert response.status_code == 403 or "deleting related objects" in text_of(
        response
    )
    assert Article.objects.exists()


# Hostile words


def test_hostile_words_are_shown_as_they_are(editor):
    author = make_author(family_name=HOSTILE[:100], role=HOSTILE[:100])
    article = make_article(
        title=HOSTILE,
        standfirst=HOSTILE,
        source=HOSTILE + "[^1][^2]",
        notes={"1": HOSTILE},
        authors=[author],
        topics=[make_topic(name=HOSTILE)],
        picture_credit=HOSTILE,
    )
    saved = editor.post(
        page_of(article), fields_of(editor.get(page_of(article))), follow=True
    )
    pages = [saved, editor.get(LIST), editor.get(f"{LIST}{article.pk}/history/")]
    pages += [editor.get(page_of(article)), editor.get("/admin/articles/decision/")]
    pages.append(editor.get(f"{LIST}{article.pk}/withdraw/"))
    editor.post(f"{LIST}{article.pk}/bin/")
    pages.append(editor.get(f"{LIST}{article.pk}/delete/"))
    for response in pages:
        page = BeautifulSoup(response.content, "html.parser")
        assert response.status_code == 200
        assert not page.select("img[src=x], script:not([src])")
        assert not page.select("[onerror]")
    assert HOSTILE in text_of(saved, ".messagelist")


def test_sent_back_draft_says_why(editor, log_in):
    owner = make_user("Contributor")
    article = make_article(owner=owner, status="in_review", published_at=None)
    editor.post(f"{LIST}{article.pk}/send-back/", {"why": "Name <b>sources</b>."})
    page = log_in(owner).get(page_of(article))
    assert "Name <b>sources</b>." in text_of(page, ".told")


def test_stored_page_is_what_the_preview_showed(editor):
    article = make_article(
        source="Old.", notes={"1": "A.", "2": "B."}, language="hi", status="draft",
        published_at=None,
    )  # fmt: skip
    data = fields_of(editor.get(page_of(article))) | {
        "source": "    Indented?\r\n\r\n## Head\r\n\r\nOne “two” [1].[^2] Gone[^7]. [8]\r\n",
        "endnotes-0-text": "New *text*.\r\nSecond line, available at:",
        "endnotes-0-link": "https://example.org/a",
        "endnotes-0-archived_link": "https://web.archive.org/web/20220516/https://a.org/",
        "endnotes-0-link_is_dead": "True",
        "endnotes-0-accessed_on": "2024-02-03",
        "endnotes-0-position": "5",
        "endnotes-1-label": "१२",
    }
    add_row(data, "endnotes", label="2", text="Third.", link="", archived_link="",
            accessed_on="", state="present", position="3")  # fmt: skip
    shown = editor.post(
        f"{LIST}{article.pk}/preview-text/", data | {"content": data["source"]}
    )
    assert editor.post(page_of(article), data).status_code == 302
    article.refresh_from_db()
    first = article.endnotes.get(label="1")
    assert (first.archived_on, first.link_is_dead) == (date(2022, 5, 16), True)
    assert shown.content.decode() == article.html + article.notes_html
    made = render_article(article.source, article.endnotes.all(), "hi")
    assert shown.content.decode() == made.html + made.notes_html


def test_too_long_note_is_refused_beside_it_and_stays_in_the_form(editor):
    article = make_article(source="One.[^1]", notes={"1": "A."})
    long = "word " * 50_000
    response = save(editor, article, **{"endnotes-0-text": long})
    assert response.status_code == 200
    said = "The text has 249999 characters, and 200000 is the most."
    assert said in text_of(response, "#endnotes-0")
    assert long.strip() in response.content.decode()


def test_text_and_notes_may_each_be_as_long_as_can_be_rendered(editor):
    article = make_article(source="One.[^1]", notes={"1": "A.", "2": "B."})
    long = "x" * 200_000
    changes = {"source": long, "endnotes-0-text": long, "endnotes-1-text": long}
    assert save(editor, article, **changes).status_code == 302


@pytest.mark.parametrize("binned_at", [None, timezone.now()])
def test_language_that_the_article_has_already_is_refused(editor, binned_at):
    hindi = make_article(language="hi", binned_at=binned_at)
    article = make_article(translation_key=hindi.translation_key)
    response = save(editor, article, language="hi")
    assert response.status_code == 200
    said = "This article is there in that language already"
    assert said in text_of(response, ".field-language")
    article.refresh_from_db()
    assert article.language == "en"
    assert save(editor, article, title="Anew").status_code == 302


def test_language_of_an_article_without_translations_is_changed(editor):
    make_article(language="hi")
    article = make_article()
    save(editor, article, language="hi")
    article.refresh_from_db()
    assert article.language == "hi"


def test_row_far_beyond_the_others_makes_few(editor):
    article = make_article(source="One.[^1]", notes={"1": "A."})
    far = {"endnotes-TOTAL_FORMS": "99999999999", "endnotes-900-x": "1"}
    page = save(editor, article, **far).content.decode()
    assert len(set(re.findall(r"endnotes-(\d+)-text", page))) < 50
