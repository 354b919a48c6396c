"""The editors' desk, in a real browser: by mouse, by keyboard, in light and dark."""

import io
import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from PIL import Image
from playwright.sync_api import expect

from articles.models import Article, Comment, Picture
from tests.factories import (
    make_article,
    make_author,
    make_comment,
    make_front_page,
    make_topic,
    make_user,
)

pytestmark = pytest.mark.browser

AXE_TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
# What Django's own pages bring, by rule and by the elements it is found on.
# Its lists to choose from (select2) are boxes without names of their own.
DJANGOS_OWN = {
    "aria-input-field-name": ("select2-selection",),
    "label": ("select2-search__field",),
}
LISTEN = """document.addEventListener('securitypolicyviolation', event =>
  console.error('CSP', event.violatedDirective, event.blockedURI));"""
NOTE = (
    "Ministry of Statistics, *Household Consumption Expenditure Survey: Detailed "
    "Report* (New Delhi: Government of India, 2024), table 14, which lists the "
    "districts by river basin and not by state; see also the correction of 2025."
)


@pytest.fixture(autouse=True)
def media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def faults():
    """Collect what a page complains of: scripts, policy, missing files."""
    return []


@pytest.fixture
def desk(transactional_db, visit, faults):
    """Log in by keyboard, as an editor unless told otherwise; return the page."""

    def log_in(group="Editor", **options):
        user = make_user(group)
        page = visit("/admin/login/", **options)
        page.on(
            "console", lambda said: said.type == "error" and faults.append(said.text)
        )
        page.on("pageerror", lambda error: faults.append(str(error)))
        page.add_init_script(LISTEN)
        page.reload()
        expect(page.locator("#id_username")).to_be_focused()
        page.keyboard.type(user.username)
        page.keyboard.press("Tab")
        page.keyboard.type("correct horse")
        page.keyboard.press("Enter")
        page.wait_for_selector("#user-tools")
        return page

    return log_in


def go(page, path):
    page.goto(re.match(r"https?://[^/]+", page.url)[0] + path)
    page.wait_for_load_state("networkidle")
    return page


def preview_of(page):
    return page.locator(".markdownx-preview")


def write(page):
    """Type an article with a byline and two notes, by keyboard but for the author."""
    page.locator("#id_title").focus()
    page.keyboard.type("Ports of call")
    page.keyboard.press("Tab")
    page.keyboard.type("What ports are for.")
    page.keyboard.press("Tab")
    page.keyboard.type("First words.[^1] More words.[^2]")
    preview_of(page).get_by_text("First words.").wait_for()
    assert preview_of(page).get_by_text("Note 2 is missing").count()
    page.get_by_role("button", name="Add another Byline").press("Enter")
    page.locator("#bylines-0 .select2-selection").click()
    page.locator(".select2-search__field").last.fill("Verma")
    page.locator(".select2-results__option", has_text="Asha Verma").click()
    for number, text in enumerate((NOTE, "The second note."), start=1):
        page.get_by_role("button", name="Add another Endnote").press("Enter")
        page.keyboard.type(str(number))
        page.keyboard.press("Tab")
        page.keyboard.type(text)
    preview_of(page).locator("#fn-2").get_by_text("The second note.").wait_for()


def normal(page, html):
    """Return HTML as this browser writes it."""
    made = "new DOMParser().parseFromString(html, 'text/html').body.innerHTML"
    return page.evaluate(f"html => {made}", html)


def test_article_is_written_previewed_published_and_seen(desk, faults):
    author = make_author(given_names="Asha", family_name="Verma")
    page = go(desk(), "/admin/articles/article/add/")
    write(page)
    seen = preview_of(page).inner_html().replace(' target="_blank"', "")
    page.get_by_role("button", name="Save and continue editing").press("Enter")
    page.wait_for_selector(".messagelist")
    article = Article.objects.get()
    assert (article.slug, article.bylines.get().author) == ("ports-of-call", author)
    assert seen == normal(page, article.html + article.notes_html)
    page.get_by_role("link", name="Publish", exact=True).click()
    page.get_by_role("button", name="Publish").click()
    page.wait_for_selector(".messagelist")
    page.get_by_role("link", name="View on site").click()
    page.get_by_role("heading", name="Ports of call").wait_for()
    assert page.url.endswith("/articles/ports-of-call/")
    assert faults == []


def test_notes_are_moved_by_keyboard_and_focus_stays(desk, faults):
    article = make_article(source="A.[^1] B.[^2]", notes={"1": "One.", "2": "Two."})
    page = go(desk(), f"/admin/articles/article/{article.pk}/change/")
    second = page.locator("#endnotes-1")
    second.get_by_role("button", name="Move up").press("Enter")
    assert second.get_by_role("button", name="Move up").evaluate(
        "button => button === document.activeElement"
    )
    page.get_by_role("button", name="Save", exact=True).press("Enter")
    page.wait_for_selector(".messagelist")
    assert list(article.endnotes.values_list("label", flat=True)) == ["2", "1"]
    assert faults == []


def test_moved_block_keeps_its_place_when_the_form_is_refused(desk, faults):
    front_page = make_front_page(blocks=["latest", "authors"])
    page = go(desk(), f"/admin/articles/frontpage/{front_page.pk}/change/")
    page.locator("#blocks-1 .move-row[data-way=up]").press("Enter")
    page.fill("#id_announcement_leads_to", "nowhere")
    page.click("input[name=_continue]")
    assert "Write a path on this site" in page.locator(".errorlist").first.inner_text()
    page.fill("#id_announcement_leads_to", "")
    page.click("input[name=_continue]")
    page.wait_for_selector(".messagelist .success")
    assert [block.kind for block in front_page.blocks.all()] == ["authors", "latest"]
    assert faults == []


def test_tab_leaves_the_text(desk):
    page = go(desk(), "/admin/articles/article/add/")
    page.locator("#id_source").focus()
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.id") != "id_source"


def test_picture_is_added_at_the_cursor_and_shown(desk, faults):
    article = make_article(source="Before. After.", status="draft", published_at=None)
    page = go(desk(), f"/admin/articles/article/{article.pk}/change/")
    page.locator("#id_source").evaluate("field => field.setSelectionRange(7, 7)")
    page.get_by_label("Add a picture:").set_input_files(
        {"name": "a.png", "mimeType": "image/png", "buffer": png()}
    )
    shown = preview_of(page).locator("img")
    shown.wait_for()
    uid = Picture.objects.get().uid
    typed = page.locator("#id_source").input_value()
    assert typed == f"Before.![](picture:{uid}) After."
    assert shown.evaluate("img => img.complete && img.naturalWidth > 0")
    page.get_by_role("button", name="Save and continue editing").click()
    warning = page.get_by_role("link", name="A picture counts as decoration.")
    warning.click()
    page.wait_for_url(f"**/picture/{Picture.objects.get().pk}/change/")
    assert faults == []


def test_refused_picture_is_told_beside_the_text_and_not_in_it(desk):
    page = go(desk(), "/admin/articles/article/add/")
    page.locator("#id_source").fill("Words.")
    page.get_by_label("Add a picture:").set_input_files(
        {"name": "a.png", "mimeType": "image/png", "buffer": b"no picture"}
    )
    page.get_by_role("alert").get_by_text("This is no JPEG, PNG, WebP").wait_for()
    assert page.locator("#id_source").input_value() == "Words."


def test_lost_session_is_told_and_the_text_stays(desk):
    page = go(desk(), "/admin/articles/article/add/")
    page.context.clear_cookies(name="sessionid")
    page.locator("#id_source").fill("Words not saved.")
    page.get_by_text("You have been logged out.").wait_for()
    assert page.locator("#id_source").input_value() == "Words not saved."
    assert "Log in" not in preview_of(page).inner_text()


def test_unsaved_words_are_not_left_without_asking(desk):
    page = go(desk(), "/admin/articles/article/add/")
    page.locator("#id_source").press_sequentially("Words.")
    asked = []
    page.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.dismiss()))
    page.get_by_role("link", name="Articles").click()
    page.wait_for_timeout(500)
    assert asked == ["beforeunload"]
    assert page.locator("#id_source").input_value() == "Words."


def test_warnings_lead_to_what_they_speak_of(desk):
    article = make_article(notes={str(n): NOTE for n in range(1, 9)} | {"9": ""})
    page = go(desk(), f"/admin/articles/article/{article.pk}/change/")
    page.get_by_role("link", name="Note 9 is missing").click()
    row = page.locator("#endnotes-8")
    assert row.evaluate("row => row.matches(':target')")
    assert 0 <= row.bounding_box()["y"] < 900
    page.keyboard.press("Tab")
    assert row.evaluate("row => row.contains(document.activeElement)")


def test_stale_save_shows_both_and_keeps_what_was_typed(desk):
    article = make_article(source="Old.", status="draft", published_at=None)
    page = go(desk(), f"/admin/articles/article/{article.pk}/change/")
    Article.objects.filter(pk=article.pk).update(source="Theirs.", version=2)
    page.locator("#id_source").fill("Mine.")
    page.get_by_role("button", name="Save", exact=True).click()
    page.get_by_text("Nothing has been overwritten.").wait_for()
    assert page.locator("#stored-source").input_value() == "Theirs."
    assert page.locator("#id_source").input_value() == "Mine."
    page.get_by_role("button", name="Save", exact=True).click()
    page.wait_for_selector(".messagelist .success")
    assert Article.objects.get().source == "Mine."


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_stale_form_is_read_on_a_telephone_without_script(desk, scheme):
    article = make_article(source="Old.[^1]", notes={"1": NOTE})
    page = desk(width=390, color_scheme=scheme, javascript=False)
    go(page, f"/admin/articles/article/{article.pk}/change/")
    link = "https://example.org/" + "a-long-address-" * 9
    article.endnotes.update(text="Theirs.", link=link)
    Article.objects.filter(pk=article.pk).update(version=2)
    page.locator("#id_title").fill("Mine")
    page.get_by_role("button", name="Save", exact=True).click()
    page.get_by_role("heading", name="Note 1").wait_for()
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    heights = "links => links.map(link => link.getBoundingClientRect().height)"
    assert min(page.locator(".stale-field a").evaluate_all(heights)) >= 24
    page.locator(".stale-field a", has_text="Link").click()
    assert page.url.endswith("#id_endnotes-0-link")


def test_stale_form_has_no_finding_of_ours(desk):
    article = make_article(source="Old.[^1]", notes={"1": NOTE})
    page = go(desk(), f"/admin/articles/article/{article.pk}/change/")
    article.endnotes.update(text="Theirs.")
    Article.objects.filter(pk=article.pk).update(version=2)
    page.locator("#id_title").fill("Mine")
    page.get_by_role("button", name="Save", exact=True).click()
    page.get_by_role("heading", name="Note 1").wait_for()
    assert findings(page) == {}


def test_preview_link_opens_the_draft(desk):
    article = make_article(title="Not yet", status="draft", published_at=None)
    page = go(desk(), f"/admin/articles/article/{article.pk}/change/")
    page.get_by_role("link", name="Preview").click()
    page.get_by_role("button", name="Preview").click()
    page.get_by_role("heading", name="Not yet").wait_for()
    assert "/preview/" in page.url


def test_comment_is_read_and_approved(desk, faults):
    comment = make_comment(text="A considered remark.\n\nAnd a second thought.")
    page = desk("Moderator")
    page.get_by_role("link", name="1 comment to read").click()
    page.get_by_text("And a second thought.").wait_for()
    page.locator("#result_list .field-sent a").click()
    page.get_by_label("Reason").fill("Fair.")
    page.keyboard.press("Enter")
    page.wait_for_load_state()
    comment.refresh_from_db()
    assert comment.state == "waiting"
    page.get_by_label("Reason").fill("Fair.")
    page.get_by_role("button", name="Approve").press("Enter")
    page.wait_for_selector(".messagelist .success")
    comment.refresh_from_db()
    assert (comment.state, comment.reason) == ("approved", "Fair.")
    assert faults == []


def test_comments_are_decided_many_at_once(desk):
    for _ in range(3):
        make_comment()
    page = go(desk("Moderator"), "/admin/articles/comment/")
    page.get_by_label("Select all objects on this page for an action").check()
    page.get_by_label("Action:").select_option(label="Mark as spam")
    page.get_by_label("Reason, which the commenter reads").fill("Robots.")
    page.get_by_role("button", name="Go").click()
    page.get_by_text("3 comments: Spam.").wait_for()
    assert Comment.objects.filter(state="spam", reason="Robots.").count() == 3


def world():
    article = make_article(
        title="A rather long title that an editor has not yet thought of cutting short",
        source="One.[^1] Two.[^9]", notes={"1": NOTE, "2": "Two.", "3": ""},
        status="draft", published_at=None,
    )  # fmt: skip
    comment = make_comment(text="A question about the table. " * 40)
    make_comment(article, suspicions=["links"], queue_rank=0)
    front_page = make_front_page(blocks=["latest", make_topic()], menu=[("A", "/")])
    return {
        "first page": "/admin/",
        "article list": "/admin/articles/article/",
        "article form": f"/admin/articles/article/{article.pk}/change/",
        "new article": "/admin/articles/article/add/",
        "publish": f"/admin/articles/article/{article.pk}/publish/",
        "comment queue": "/admin/articles/comment/",
        "comment": f"/admin/articles/comment/{comment.pk}/change/",
        "picture": "/admin/articles/picture/add/",
        "front page": f"/admin/articles/frontpage/{front_page.pk}/change/",
        "audit": "/admin/articles/decision/",
    }


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_pages_have_no_finding_of_ours(desk, scheme):
    page = desk(color_scheme=scheme)
    found = {}
    for name, path in world().items():
        go(page, path)
        found[name] = findings(page)
    page.context.clear_cookies()
    go(page, "/admin/login/")
    found["log-in"] = findings(page)
    assert {name: each for name, each in found.items() if each} == {}


def test_pages_break_no_policy(desk, faults):
    page = desk()
    for path in world().values():
        go(page, path)
    assert faults == []


def findings(page):
    """Return {rule: elements} of what axe finds, without what is Django's own."""
    options = {"runOnly": {"type": "tag", "values": AXE_TAGS}}
    found = {}
    for fault in Axe().run(page, options=options).response["violations"]:
        places = [node["html"][:160] for node in fault["nodes"]]
        ours = [p for p in places if not is_djangos(fault["id"], p)]
        if ours:
            found[fault["id"]] = ours
    return found


def is_djangos(rule, place):
    return any(mark in place for mark in DJANGOS_OWN.get(rule, ()))


@pytest.mark.parametrize("width", [1440, 900])
def test_no_page_is_wider_than_the_window(desk, width):
    page = desk(width=width)
    for name, path in world().items():
        go(page, path)
        widths = page.evaluate("[document.documentElement.scrollWidth, innerWidth]")
        assert widths[0] <= widths[1], name


def test_article_form_gives_text_and_notes_their_room(desk):
    article = make_article(source="One.[^1]", notes={"1": NOTE})
    page = go(desk(), f"/admin/articles/article/{article.pk}/change/")
    text, shown = (page.locator(each).bounding_box() for each in
                   ("#id_source", ".markdownx-preview"))  # fmt: skip
    assert text["width"] > 600
    assert abs(text["width"] - shown["width"]) < 3
    assert abs(text["y"] - shown["y"]) < 3
    note = page.locator("#id_endnotes-0-text")
    assert note.bounding_box()["width"] > 400
    assert note.evaluate("field => field.scrollHeight <= field.clientHeight + 2")


def png():
    out = io.BytesIO()
    Image.new("RGB", (60, 40), "#1d4477").save(out, "PNG")
    return out.getvalue()
