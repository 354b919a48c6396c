"""A reader of Hindi goes from the home page to an article, a search and a comment."""

import re

import pytest
from playwright.sync_api import expect

from articles.models import Comment

from .test_journey import solve

pytestmark = pytest.mark.browser
TITLE = "छोटे शहर की गर्मी का हिसाब"


@pytest.mark.parametrize("javascript", [True, False], ids=["script", "no script"])
def test_reader_of_hindi_reads_searches_and_comments(visit, site, javascript):
    page = visit("/hi/", javascript=javascript)
    expect(page.locator("html")).to_have_attribute("lang", "hi")
    page.click(f"text={TITLE}")
    assert page.url.endswith("/hi/articles/garmi/")
    page.click(".note-marker a")
    expect(page).to_have_url(re.compile("#fn-1$"))
    page.click("nav >> text=खोज")
    page.fill("input[type=search]", "गर्मी")
    page.press("input[type=search]", "Enter")
    expect(page.locator("mark").first).to_have_text(re.compile("गर्मी"))
    page.click(f"main >> text={TITLE}")
    page.click("text=टिप्पणी करें")
    page.fill("#name", "निला पाठक")
    page.fill("#email", "nila@example.org")
    page.fill("#text", "मैंने कुएँ ख़ुद गिने।")
    page.fill("#answer", "सौ")
    page.click("text=टिप्पणी भेजें")
    assert page.title().startswith("त्रुटि: ")
    expect(page.locator("#text")).to_have_value("मैंने कुएँ ख़ुद गिने।")
    page.fill("#answer", in_devanagari(solve(page)))
    page.click("text=टिप्पणी भेजें")
    expect(page.locator("h1")).to_have_text("टिप्पणी मिल गई")
    assert Comment.objects.get(name="निला पाठक").text == "मैंने कुएँ ख़ुद गिने।"


def in_devanagari(number):
    return "".join(chr(0x966 + int(digit)) for digit in str(number))


@pytest.mark.usefixtures("site")
@pytest.mark.parametrize("delay", [0, 600], ids=["at once", "late"])
def test_no_word_stays_a_box_however_late_its_letters_come(visit, delay):
    """Many a machine has no Devanagari at all; then the letters are waited for."""
    page = visit("/search/")
    page.route("**/*devanagari*", lambda route: wait(page, route, delay))
    page.goto(page.url.replace("/search/", "/hi/"))
    page.evaluate("document.fonts.ready")
    session = page.context.new_cdp_session(page)
    session.send("DOM.enable")
    session.send("CSS.enable")
    root = session.send("DOM.getDocument")["root"]["nodeId"]
    found = session.send(
        "DOM.querySelectorAll",
        {"nodeId": root, "selector": ".skip-link, .site-nav a[href^='/hi/'], h2 a"},
    )
    for node in found["nodeIds"]:
        fonts = session.send("CSS.getPlatformFontsForNode", {"nodeId": node})["fonts"]
        assert any("Devanagari" in font["familyName"] for font in fonts), fonts


def wait(page, route, delay):
    page.wait_for_timeout(delay)
    route.continue_()
