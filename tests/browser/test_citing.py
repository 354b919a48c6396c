"""How an article is cited: read, copied, printed."""

import pytest
from playwright.sync_api import expect

from .test_reading_aids import CLIPBOARD, PATH

pytestmark = [pytest.mark.browser, pytest.mark.usefixtures("site")]


@pytest.mark.parametrize("number", [0, 1, 2])
def test_a_button_beside_each_style_copies_it(visit, number):
    page = visit(PATH, **CLIPBOARD)
    style = ["Chicago", "APA", "MLA"][number]
    button = page.get_by_role("button", name=f"Copy: {style}")
    button.focus()
    page.keyboard.press("Enter")
    said = page.locator(".cite [role=status]")
    expect(said).to_have_text(f"Copied: {style}")
    expect(page.get_by_role("button", name=f"Copied: {style}")).to_be_focused()
    copied = page.evaluate("navigator.clipboard.readText()")
    assert copied == page.locator(".cite dd").nth(number).inner_text()
    assert copied.startswith("Verma, A")
    expect(button).to_have_text("Copy")
    expect(said).to_be_empty()


@pytest.mark.parametrize(
    "clipboard",
    ["undefined", "{ writeText: async () => { throw new DOMException('', 'NotAllowedError'); } }"],
    ids=["missing", "refused"],
)  # fmt: skip
def test_without_a_clipboard_the_text_is_selected_and_said_to_be(visit, clipboard):
    page = visit(PATH, width=320)
    page.add_init_script(
        f"Object.defineProperty(navigator, 'clipboard', {{ value: {clipboard} }})"
    )
    page.reload()
    button = page.get_by_role("button", name="Copy: APA")
    button.click()
    said = page.locator(".cite [role=status]")
    expect(said).to_have_text("Selected, to be copied by hand: APA")
    text = page.locator(".cite dd").nth(1).inner_text()
    assert page.evaluate("getSelection().toString()").strip() == text
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    expect(button).to_have_text("Copy")
    assert page.evaluate("getSelection().toString()").strip() == text


def test_without_javascript_it_is_read_and_offers_no_button(visit):
    page = visit(PATH, javascript=False)
    expect(page.locator(".cite dd").first).to_be_visible()
    expect(page.locator(".cite button")).to_have_count(0)
    expect(page.get_by_role("link", name="BibTeX")).to_be_visible()


@pytest.mark.parametrize("width", [320, 390, 900, 1440])
def test_it_fits_every_width_with_room_for_fingers(visit, width):
    page = visit(PATH, width=width)
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    for box in page.locator(".cite button").all():
        assert box.bounding_box()["height"] >= 24


def test_on_paper_stands_the_citation_alone(visit):
    page = visit(PATH)
    page.emulate_media(media="print")
    expect(page.locator(".cite dd").first).to_be_visible()
    for selector in (".cite button", ".cite-files", ".to-cite"):
        expect(page.locator(selector).first).to_be_hidden()


# A8: the device's own way of sharing


def test_share_hands_the_lasting_address_to_the_device(visit):
    page = visit(PATH)
    share = page.get_by_role("button", name="Share")
    expect(share).to_have_count(0)
    page.add_init_script("navigator.share = async data => { window.shared = data; }")
    page.reload()
    share.click()
    shared = page.evaluate("window.shared")
    assert shared["url"] == page.locator("link[rel=canonical]").get_attribute("href")
    assert shared["title"] == page.locator("h1").inner_text()
