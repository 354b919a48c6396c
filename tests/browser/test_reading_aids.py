"""What helps a reader on the article's page: addresses, cards, switches, copying."""

import os
import re
import shutil
import subprocess

import pytest
from playwright.sync_api import expect

from tests.factories import make_article, make_topic

from .conftest import NOTE, SENTENCE
from .test_reading import axe, style_of

pytestmark = [pytest.mark.browser, pytest.mark.usefixtures("site")]

PATH = "/articles/notes/"
CLIPBOARD = {"permissions": ["clipboard-read", "clipboard-write"]}
LIGHT, DARK = "rgb(251, 250, 246)", "rgb(21, 23, 27)"
SELECT = """([from, to]) => {
  const range = document.createRange();
  range.setStart(document.querySelectorAll('.text > p')[from].firstChild, 2);
  range.setEnd(document.querySelectorAll('.text > p')[to].lastChild, 0);
  getSelection().removeAllRanges();
  getSelection().addRange(range);
}"""


# Addresses of paragraphs


@pytest.mark.parametrize("width", [1440, 900, 390])
def test_paragraph_link_appears_on_hover_and_focus(visit, width):
    page = visit(PATH, width=width, javascript=False)
    paragraph = page.locator(".text > p").nth(2)
    link = paragraph.locator(".paragraph-link")
    paragraph.scroll_into_view_if_needed()
    before = paragraph.bounding_box()
    expect(link).to_have_css("opacity", "0")
    paragraph.hover(position={"x": 40, "y": 10})
    expect(link).to_have_css("opacity", "1")
    box = link.bounding_box()
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= before["x"] + 1
    page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    expect(link).to_have_css("opacity", "1")
    page.mouse.move(0, 0)
    expect(link).to_have_css("opacity", "0")
    link.focus()
    expect(link).to_have_css("opacity", "1")
    assert paragraph.bounding_box()["height"] == before["height"]


def test_paragraph_link_follows_the_paragraph_s_markers(visit):
    page = visit(PATH, javascript=False)
    page.locator("#fnref-8 a").focus()
    page.keyboard.press("Tab")
    link = page.locator(".paragraph-link:focus")
    expect(link).to_have_accessible_name("Link to this paragraph")
    address = link.get_attribute("href")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(f"{address}$"))
    anchor = page.locator(f"p{address}")
    expect(anchor).to_have_css("background-color", "rgb(255, 240, 191)")
    assert anchor.bounding_box()["y"] > 0


def test_paragraph_link_is_no_part_of_the_words(visit):
    page = visit(PATH)
    page.locator(".text > p").nth(1).hover()
    words = page.evaluate(
        """() => {
          getSelection().selectAllChildren(document.querySelector('.text'));
          return getSelection() + document.querySelector('.text').innerText;
        }"""
    )
    assert "¶" not in words
    assert "¶" not in page.content()


def test_unseen_paragraph_link_takes_no_tap(visit):
    page = visit(PATH, width=390, has_touch=True, is_mobile=True, javascript=False)
    box = page.locator(".text > p").nth(1).bounding_box()
    page.touchscreen.tap(box["x"] - 8, box["y"] + 10)
    assert "#" not in page.url


# The card with a note


def card(page):
    return page.locator(".note-card")


def hover(page, selector="#fnref-8 a"):
    page.locator(selector).scroll_into_view_if_needed()
    page.locator(selector).hover()


def test_n10_card_shows_the_note_under_the_mouse(visit):
    page = visit(PATH, width=1000)
    # The page's own clock stands still, so that a slow machine proves nothing wrong.
    page.clock.install(time=0)
    page.clock.pause_at(60_000)
    hover(page)
    page.clock.run_for(240)
    expect(card(page)).to_be_hidden()
    page.clock.run_for(10)
    expect(card(page)).to_be_visible()
    page.clock.resume()
    assert "Who Holds the Gauge?" in card(page).inner_text()
    assert "↩" not in card(page).inner_text()
    box = card(page).bounding_box()
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= 1000
    assert axe(page) == []
    assert page.evaluate(
        "new Set([...document.querySelectorAll('[id]')].map(e => e.id)).size"
        " === document.querySelectorAll('[id]').length"
    )


def test_n10_card_stays_under_the_pointer_and_closes(visit):
    page = visit(PATH, width=1000)
    hover(page)
    expect(card(page)).to_be_visible()
    box = card(page).bounding_box()
    page.mouse.move(box["x"] + 60, box["y"] + 20, steps=5)
    page.wait_for_timeout(600)
    expect(card(page)).to_be_visible()
    page.mouse.move(5, 5)
    expect(card(page)).to_be_hidden()
    hover(page)
    expect(card(page)).to_be_visible()
    page.keyboard.press("Escape")
    expect(card(page)).to_be_hidden()


def test_n10_click_still_follows_the_link(visit):
    page = visit(PATH, width=1000)
    hover(page)
    expect(card(page)).to_be_visible()
    page.locator("#fnref-8 a").click()
    expect(page).to_have_url(re.compile("#fn-8$"))
    expect(card(page)).to_be_hidden()


@pytest.mark.parametrize("width", [1440, 900])
def test_n10_no_card_beside_side_notes_or_on_narrow_screens(visit, width):
    page = visit(PATH, width=width)
    hover(page)
    page.wait_for_timeout(500)
    expect(card(page)).to_be_hidden()


def test_n10_card_is_for_the_mouse_alone(visit):
    page = visit(PATH, width=1000)
    page.locator("#fnref-8 a").focus()
    page.wait_for_timeout(500)
    expect(card(page)).to_be_hidden()
    without = visit(PATH, width=1000, javascript=False)
    assert card(without).count() == 0


def test_n10_missing_note_and_long_note_have_cards_inside_the_window(visit):
    notes = {"1": NOTE.format(1) * 12, "2": ""}
    make_article(slug="cards", source=f"{SENTENCE}[^1] More.[^2]", notes=notes)
    page = visit("/articles/cards/", width=1000)
    hover(page, "#fnref-2 a")
    expect(card(page)).to_have_text(re.compile("Note 2 is missing"))
    page.mouse.move(5, 5)
    expect(card(page)).to_be_hidden()
    hover(page, "#fnref-1 a")
    expect(card(page)).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


# Notes beside the text, or at the end


@pytest.mark.parametrize("javascript", [True, False])
def test_n11_switch_hides_all_side_notes(visit, javascript):
    page = visit(PATH, javascript=javascript)
    switch = page.get_by_label("Notes beside the text")
    expect(switch).to_be_checked()
    switch.focus()
    style, width = style_of(page, ".notes-switch input", "outlineStyle", "outlineWidth")
    page.keyboard.press("Space")
    assert page.locator(".side-note:visible").count() == 0
    assert page.locator(".notes li:visible").count() == 12
    page.keyboard.press("Space")
    assert page.locator(".side-note:visible").count() == 12
    assert (style, width) == ("solid", "3px")
    margin = page.locator(".side-note").first.bounding_box()["x"]
    assert abs(page.locator(".notes-switch").bounding_box()["x"] - margin) <= 1


def test_n11_switch_stands_only_where_side_notes_do(visit):
    assert visit(PATH, width=1200).locator(".notes-switch:visible").count() == 0
    assert visit("/articles/other/").locator(".notes-switch").count() == 0
    make_article(slug="table", source="|a[^1]|\n|-|\n|b|", notes={"1": "One."})
    assert visit("/articles/table/").locator(".notes-switch:visible").count() == 0


def test_n11_without_side_notes_the_card_comes(visit):
    page = visit(PATH)
    page.get_by_label("Notes beside the text").uncheck()
    hover(page)
    expect(card(page)).to_be_visible()


# Colours


def ground(page):
    return page.evaluate("getComputedStyle(document.body).backgroundColor")


@pytest.mark.parametrize(("system", "other"), [("light", "dark"), ("dark", "light")])
def test_t9_choice_of_colours_is_kept_and_can_be_taken_back(visit, system, other):
    grounds = {"light": LIGHT, "dark": DARK}
    page = visit(PATH, color_scheme=system)
    assert ground(page) == grounds[system]
    page.locator(f".theme-switch [value={other}]").check()
    assert ground(page) == grounds[other]
    page.goto(page.url.replace(PATH, "/"))
    assert ground(page) == grounds[other]
    scheme = page.locator("meta[name=color-scheme]")
    assert scheme.get_attribute("content") == other
    expect(page.locator(f".theme-switch [value={other}]")).to_be_checked()
    assert axe(page) == []
    page.locator(".theme-switch [value='']").check()
    assert ground(page) == grounds[system]
    page.reload()
    assert ground(page) == grounds[system]
    assert scheme.get_attribute("content") == "light dark"


def test_t9_choice_is_there_before_the_first_paint(visit, live_server):
    page = visit(PATH)
    page.locator(".theme-switch [value=dark]").check()
    page.route("**/js/site.js", lambda route: route.abort())
    page.add_init_script(
        """new MutationObserver((_, observer) => {
          if (!document.body) return;
          window.first = document.documentElement.dataset.theme;
          observer.disconnect();
        }).observe(document, {childList: true, subtree: true});"""
    )
    page.goto(f"{live_server.url}{PATH}")
    assert page.evaluate("first") == "dark"
    assert ground(page) == DARK


def test_t9_back_shows_the_last_choice(visit, live_server):
    page = visit(PATH)
    page.goto(f"{live_server.url}/")
    page.locator(".theme-switch [value=dark]").check()
    page.go_back()
    assert ground(page) == DARK
    expect(page.locator(".theme-switch [value=dark]")).to_be_checked()


def test_t9_switch_needs_script_and_no_storage(visit, chromium, live_server):
    assert visit(PATH, javascript=False).locator(".theme-switch:visible").count() == 0
    context = chromium.new_context(color_scheme="light")
    context.add_init_script(
        """Object.defineProperty(window, 'localStorage',
             {get() { throw new DOMException('blocked', 'SecurityError'); }})"""
    )
    page = context.new_page()
    wrong = []
    page.on("pageerror", lambda error: wrong.append(str(error)))
    page.goto(f"{live_server.url}{PATH}")
    page.locator(".theme-switch [value=dark]").check()
    shown = ground(page)
    context.close()
    assert (shown, wrong) == (DARK, [])


def test_t9_switch_by_keyboard_and_a_spoilt_choice(visit):
    page = visit("/", color_scheme="light")
    page.evaluate("localStorage.theme = '<b>'")
    page.reload()
    assert ground(page) == LIGHT
    page.locator(".theme-switch [value='']").focus()
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowRight")
    assert ground(page) == DARK


# Copying


def test_selected_text_is_copied_with_its_citation(visit):
    page = visit(PATH, **CLIPBOARD)
    page.evaluate(SELECT, [1, 2])
    button = page.get_by_role("button", name="Copy with citation")
    expect(button).to_be_visible()
    anchor = page.locator(".text > p").nth(1).get_attribute("id")
    button.click()
    copied = page.evaluate("navigator.clipboard.readText()")
    quoted, _, source = copied.partition("\n")
    assert re.match(r"“district .* bills\.”\Z", quoted)
    assert not re.search(r"\d|Pask|#|¶", quoted)
    assert re.fullmatch(
        r"Asha Verma and Asha Verma\d+, “Counting water in the district budget”,"
        r" Meridian Institute for Policy Studies, \d+ \w+ \d{4},"
        rf" http://127\.0\.0\.1:8000/articles/notes/#{anchor}",
        source,
    )
    assert page.locator(".text + [role=status]").inner_text() == "Copied with citation"


def test_copying_leaves_out_its_own_button(visit):
    page = visit(PATH, **CLIPBOARD)
    page.evaluate(SELECT, [1, 1])
    button = page.locator(".copy-citation")
    expect(button).to_be_visible()
    page.evaluate(SELECT, [1, 3])
    page.wait_for_timeout(400)
    button.click()
    copied = page.evaluate("navigator.clipboard.readText()")
    assert copied.count("“district") == 1
    assert "Copy with citation" not in copied


def test_copying_is_reached_by_keyboard_and_left_again(visit):
    page = visit(PATH, **CLIPBOARD)
    page.evaluate(SELECT, [1, 1])
    button = page.locator(".copy-citation")
    expect(button).to_be_visible()
    page.keyboard.press("Tab")
    expect(button).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator(".text + [role=status]")).to_have_text("Copied with citation")
    page.keyboard.press("Tab")
    expect(button).not_to_be_focused()
    assert page.evaluate("!!document.activeElement.closest('.text')")
    assert axe(page) == []


@pytest.mark.parametrize("width", [1440, 320])
def test_copying_is_offered_inside_the_window_and_for_text_alone(visit, width):
    page = visit(PATH, width=width, **CLIPBOARD)
    button = page.locator(".copy-citation")
    page.evaluate(SELECT, [2, 2])
    expect(button).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    page.evaluate("getSelection().selectAllChildren(document.querySelector('h1'))")
    expect(button).to_be_hidden()
    page.evaluate(
        "getSelection().selectAllChildren(document.querySelector('.side-note'))"
    )
    page.wait_for_timeout(400)
    expect(button).to_be_hidden()


def test_copying_a_list_names_what_stands_before_it(visit):
    source = f"- First item\n\n{SENTENCE}\n\n- An item\n- Another\n"
    make_article(slug="list", source=source)
    page = visit("/articles/list/", **CLIPBOARD)
    for item, has_anchor in (("An item", True), ("First item", False)):
        page.get_by_text(item).evaluate("e => getSelection().selectAllChildren(e)")
        page.wait_for_timeout(400)
        page.locator(".copy-citation").click()
        copied = page.evaluate("navigator.clipboard.readText()")
        assert copied.startswith(f"“{item}”")
        assert ("#p-" in copied) == has_anchor


# Paper, and other people's colours


def test_print_leaves_out_what_helps_on_a_screen(visit, tmp_path):
    if not shutil.which("pdftotext"):
        message = "pdftotext is not installed: the print test is skipped"
        (pytest.fail if os.environ.get("CI") else pytest.skip)(message)
    series = make_topic(axis="series", name="Gauges")
    for number in (1, 2):
        make_article(
            slug=f"part-{number}",
            source=f"{SENTENCE}[^1]\n\n{SENTENCE}",
            notes={"1": NOTE.format(1)},
            topics=[series],
            series_number=number,
        )
    page = visit("/articles/part-1/", **CLIPBOARD)
    assert page.locator(".series a:visible").count() == 1
    page.locator("#fnref-1 a").click()
    page.evaluate(SELECT, [0, 1])
    expect(page.locator(".copy-citation")).to_be_visible()
    path = tmp_path / "article.pdf"
    page.pdf(path=path, format="A4", prefer_css_page_size=True)
    text = subprocess.run(
        ["pdftotext", "-layout", path, "-"], capture_output=True, text=True, check=True
    ).stdout
    for words in ("The views are", "<https://example.org/1>", "All work by"):
        assert words in text
    left_out = ("¶", "Notes beside", "Colours", "part:", "Topics", "Copy with")
    assert [words for words in left_out if words in text] == []


def test_t12_forced_colours_keep_focus_borders_and_signs(visit):
    page = visit(PATH, forced_colors="active", **CLIPBOARD)
    for selector in (".paragraph-link", ".notes-switch input", ".note-marker a"):
        page.keyboard.press("Tab")
        page.locator(selector).first.focus()
        style = style_of(page, selector, "outlineStyle", "outlineWidth", "opacity")
        assert style == ["solid", "3px", "1"], selector
    for selector in (".outline", ".notes h2", "blockquote", "#name", "table"):
        names = ("borderTopWidth", "borderLeftWidth")
        widths = style_of(page, selector, *names)
        assert max(float(width.removesuffix("px")) for width in widths) >= 1, selector
    page.evaluate(SELECT, [0, 0])
    expect(page.locator(".copy-citation")).to_be_visible()
    assert style_of(page, ".copy-citation", "borderTopStyle") == ["solid"]
    narrow = visit(PATH, width=1000, forced_colors="active")
    hover(narrow)
    expect(card(narrow)).to_be_visible()
    assert style_of(narrow, ".note-card", "borderLeftStyle") == ["solid"]
