"""What readers meet, in a real browser: notes, type, columns, colours, access."""

import os
import re
import shutil
import subprocess

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from tests.factories import make_article, make_comment

from .conftest import HINDI, NOTE, SENTENCE

pytestmark = [pytest.mark.browser, pytest.mark.usefixtures("site")]

PHONE = {"width": 390, "height": 844, "has_touch": True, "is_mobile": True}
WIDTHS = (1440, 900, 390, 320)
AXE_TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
# The table in section 9 of the reading specification: light, dark, on paper.
CONTRASTS = {
    "ink": (16.5, 14.1),
    "ink2": (7.6, 7.7),
    "link": (9.4, 9.3),
    "visited": (8.7, 9.0),
    "accent": (8.0, 8.2),
    "bar": (8.0, 3.6),
    "error": (7.5, 9.2),
    "ok": (7.4, 10.3),
    "rule2": (3.8, 4.8),
}
ON_SURFACE = {
    "ink": (15.1, 12.7),
    "ink2": (6.9, 7.0),
    "link": (8.6, 8.4),
    "visited": (8.0, 8.1),
    "accent": (7.3, 7.4),
    "error": (6.9, 8.3),
    "ok": (6.8, 9.3),
    "rule2": (3.5, 4.3),
}
# Characters in each line of the paragraphs, but for the last lines.
LINES = """selector => [...document.querySelectorAll(selector)].flatMap(p => {
  const lines = new Map();
  const walker = document.createTreeWalker(p, NodeFilter.SHOW_TEXT);
  const range = document.createRange();
  const cut = new Intl.Segmenter('hi', {granularity: 'grapheme'});
  while (walker.nextNode()) {
    const node = walker.currentNode;
    if (node.parentElement.closest('.side-note, .note-marker')) continue;
    for (const {segment, index} of cut.segment(node.data)) {
      range.setStart(node, index);
      range.setEnd(node, index + segment.length);
      const box = range.getBoundingClientRect();
      if (!box.height) continue;
      const y = Math.round(box.bottom / 8);
      lines.set(y, (lines.get(y) || 0) + 1);
    }
  }
  return [...lines.entries()].sort((a, b) => a[0] - b[0]).map(l => l[1]).slice(0, -1);
})"""

# The sum of all layout shifts so far.
SHIFT = """() => new Promise(done => {
  let sum = 0;
  new PerformanceObserver(list => list.getEntries().forEach(e => sum += e.value))
    .observe({type: 'layout-shift', buffered: true});
  setTimeout(() => done(sum), 200);
})"""


def fits(page):
    return page.evaluate("document.documentElement.scrollWidth <= innerWidth")


# Notes


@pytest.mark.parametrize("width", [1440, 900])
@pytest.mark.parametrize("javascript", [True, False])
def test_n4_round_trip_by_keyboard(visit, width, javascript):
    page = visit("/articles/notes/", width=width, javascript=javascript)
    page.locator("#fnref-8 a").focus()
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("#fn-8$"))
    page.keyboard.press("Tab")
    assert (
        page.locator("#fn-8 a:focus").get_attribute("href") == "https://example.org/8"
    )
    page.keyboard.press("Tab")
    assert page.locator("#fn-8 .note-return:focus").inner_text() == "↩ 8"
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("#fnref-8$"))
    page.keyboard.press("Tab")
    assert page.locator("#fnref-8 a:focus").count() == 1


@pytest.mark.parametrize("width", [900, 390])
def test_n5_back_restores_the_place(visit, width):
    page = visit("/articles/notes/", width=width)
    page.locator("#fnref-8").scroll_into_view_if_needed()
    page.wait_for_timeout(200)
    before = page.evaluate("scrollY")
    page.locator("#fnref-8 a").click()
    page.wait_for_timeout(200)
    assert abs(page.evaluate("scrollY") - before) > 100
    page.go_back()
    page.wait_for_timeout(300)
    assert abs(page.evaluate("scrollY") - before) <= 2


def check_margin(page):
    """Each copy is visible, none overlap, each starts at its marker or is pushed."""
    places = page.evaluate(
        """[...document.querySelectorAll('.side-note')].map(note => {
          const box = note.getBoundingClientRect();
          const marker = note.previousElementSibling.getBoundingClientRect();
          return {top: box.top, bottom: box.bottom, left: box.left, width: box.width,
                  marker: marker.top};
        })"""
    )
    edge = page.evaluate(
        "document.querySelector('.text').getBoundingClientRect().right"
    )
    previous = -1
    for place in places:
        assert place["width"] > 200
        assert place["left"] > edge
        assert place["top"] >= previous
        is_pushed = place["top"] - previous < 24
        assert is_pushed or abs(place["top"] - place["marker"]) <= 4, place
        previous = place["bottom"]
    return len(places)


def test_n6_notes_stand_beside_the_text(visit):
    assert check_margin(visit("/articles/notes/")) == 12


def test_n6_sixty_notes_five_in_one_sentence(visit):
    five = "".join(f"{SENTENCE[:30]}[^{n}]" for n in range(1, 6))
    rest = "\n\n".join(f"{SENTENCE} {SENTENCE}[^{n}]" for n in range(6, 61))
    notes = {str(n): NOTE.format(n) for n in range(1, 61)}
    make_article(slug="sixty", source=f"{five}\n\n{rest}", notes=notes)
    page = visit("/articles/sixty/")
    assert check_margin(page) == 60
    ends = page.evaluate(
        """[document.querySelector('.text'), document.querySelector('.notes')]
           .map(e => e.getBoundingClientRect())
           .map((b, i) => i ? b.top : b.bottom)"""
    )
    assert ends[0] <= ends[1]


def test_n6_copies_are_hidden_on_narrower_screens(visit):
    page = visit("/articles/notes/", width=900)
    assert page.locator(".side-note:visible").count() == 0


def test_n7_a_tap_opens_a_drawer_and_the_text_stays(visit):
    page = visit("/articles/notes/", javascript=False, **PHONE)
    marker = page.locator("#fnref-8 a")
    marker.scroll_into_view_if_needed()
    before = marker.bounding_box()
    marker.tap()
    page.wait_for_timeout(200)
    after, drawer = marker.bounding_box(), page.locator("#fn-8").bounding_box()
    assert abs(after["y"] - before["y"]) <= 2
    assert drawer["height"] <= 844 / 2
    assert abs(drawer["y"] + drawer["height"] - 844) <= 1
    assert drawer["width"] == 390
    page.go_back()
    page.wait_for_timeout(200)
    assert abs(marker.bounding_box()["y"] - before["y"]) <= 2
    assert page.locator("#fn-8").bounding_box()["y"] > 844


def test_n8_print_has_the_list_and_the_addresses(visit, tmp_path):
    if not shutil.which("pdftotext"):
        message = "pdftotext is not installed: the print test is skipped"
        (pytest.fail if os.environ.get("CI") else pytest.skip)(message)
    page = visit("/articles/notes/", color_scheme="dark")
    path = tmp_path / "article.pdf"
    page.pdf(path=path, format="A4", prefer_css_page_size=True)
    text = subprocess.run(
        ["pdftotext", "-layout", path, "-"], capture_output=True, text=True, check=True
    ).stdout
    first = text.partition("\f")[0]
    for words in ("Counting water", "Dr Asha Verma", "/articles/notes/", "min read"):
        assert words in first
    assert "Note 3 is missing from the source text." in text
    assert text.count("<https://example.org/12>") == 1
    for words in ("↩", "Post comment", "Contents", "Skip to", "Related", "I read this"):
        assert words not in text


def test_n9_copies_hold_nothing_that_takes_focus(visit):
    page = visit("/articles/notes/")
    assert page.locator(".side-note a").count() == 11
    assert page.locator('.side-note a:not([tabindex="-1"])').count() == 0
    assert page.locator('.side-note:not([aria-hidden="true"])').count() == 0


@pytest.mark.parametrize("width", [1440, 320])
def test_n12_endless_address_widens_nothing(visit, width):
    address = "https://example.org/" + "a" * 300
    make_article(slug="long", source="Text.[^1]", notes={"1": f"See {address}"})
    page = visit("/articles/long/", width=width)
    assert fits(page)
    if width == 1440:
        check_margin(page)


def test_markers_are_large_enough_to_hit(visit):
    page = visit("/articles/notes/")
    for box in (link.bounding_box() for link in page.locator(".note-marker a").all()):
        assert box["width"] >= 24
        assert box["height"] >= 24


# Type


@pytest.mark.parametrize("width", [900, 1440])
def test_t2_lines_are_a_good_length(visit, width):
    lines = visit("/articles/notes/", width=width).evaluate(LINES, ".text > p")
    assert 60 <= sum(lines) / len(lines) <= 75
    hindi = visit("/hi/articles/garmi/", width=width).evaluate(LINES, ".text > p")
    assert 42 <= sum(hindi) / len(hindi) <= 55


def style_of(page, selector, *names):
    return page.locator(selector).first.evaluate(
        "(e, names) => names.map(n => getComputedStyle(e)[n])", list(names)
    )


def test_t3_and_t7_running_text(visit):
    page = visit("/articles/notes/")
    names = ("fontSize", "lineHeight", "textAlign", "hyphens", "marginBlockEnd")
    assert style_of(page, ".text > p", *names) == [
        "18px",
        "28.8px",
        "start",
        "auto",
        "19.8px",
    ]
    assert style_of(page, ".text > h2", "hyphens") == ["manual"]
    assert style_of(page, ".notes li", "hyphens") == ["manual"]
    hindi = visit("/hi/articles/garmi/")
    size, leading, hyphens = style_of(
        hindi, ".text > p", "fontSize", "lineHeight", "hyphens"
    )
    assert size == "19.125px"
    assert abs(float(leading.removesuffix("px")) / 19.125 - 1.75) < 0.01
    assert hyphens == "manual"


@pytest.mark.parametrize(
    ("path", "is_hindi"), [("/articles/notes/", False), ("/hi/articles/garmi/", True)]
)
def test_t5_fonts_load_on_use_and_move_nothing(chromium, live_server, path, is_hindi):
    context = chromium.new_context(viewport={"width": 390, "height": 844})
    asked = []
    context.on("request", lambda request: asked.append(request.url))
    page = context.new_page()
    page.goto(f"{live_server.url}{path}")
    page.wait_for_timeout(400)
    shift = page.evaluate(SHIFT)
    context.close()
    assert shift == 0
    assert any("devanagari" in url for url in asked) == is_hindi
    assert all(url.startswith(live_server.url) for url in asked)
    scripts = [url for url in asked if url.endswith(".js")]
    assert len(asked) - len(scripts) <= 6
    assert len(scripts) == 2  # theme.js, and site.js, which no page needs


@pytest.mark.parametrize(
    "path", ["/", "/articles/", "/articles/notes/", "/authors/asha/", "/hi/", "/x/"]
)
@pytest.mark.parametrize("width", [320, 900, 1280])
def test_t8_reflow(visit, path, width):
    assert fits(visit(path, width=width))


def test_t8_spacing_loses_nothing(visit):
    page = visit("/articles/notes/", width=320, bypass_csp=True)
    page.add_style_tag(
        content="""* {line-height: 1.5 !important; letter-spacing: .12em !important;
        word-spacing: .16em !important} p {margin-bottom: 2em !important}"""
    )
    assert fits(page)
    page.set_viewport_size({"width": 1440, "height": 900})
    check_margin(page)


def test_t8_six_replies_and_a_wide_table_at_320(visit, site):
    comment = None
    for _ in range(6):
        comment = make_comment(
            site, state="approved", in_reply_to=comment, name="N" * 90, text="a" * 400
        )
    cells = "|".join(["Long heading"] * 9)
    rule = "|".join(["---"] * 9)
    make_article(slug="table", source=f"|{cells}|\n|{rule}|\n|{cells}|")
    assert fits(visit("/articles/notes/", width=320))
    page = visit("/articles/table/", width=320)
    assert fits(page)
    assert page.locator(".table-scroll").evaluate("e => e.scrollWidth > e.clientWidth")


# Looks


def luminance(colour):
    parts = [int(colour.strip()[n : n + 2], 16) / 255 for n in (1, 3, 5)]
    linear = [
        p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts
    ]
    return sum(p * w for p, w in zip(linear, (0.2126, 0.7152, 0.0722), strict=True))


def contrast(one, other):
    high, low = sorted([luminance(one), luminance(other)], reverse=True)
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize(("scheme", "place"), [("light", 0), ("dark", 1)])
def test_v1_contrasts_equal_the_table(visit, scheme, place):
    page = visit("/", color_scheme=scheme)

    def token(name):
        colour = page.evaluate(
            """n => {
              document.body.style.color = `var(${n})`;
              return getComputedStyle(document.body).color;
            }""",
            f"--{name}",
        )
        return "#{:02x}{:02x}{:02x}".format(*map(int, re.findall(r"\d+", colour)))

    for ground, table in (("paper", CONTRASTS), ("surface", ON_SURFACE)):
        for name, expected in table.items():
            found = contrast(token(name), token(ground))
            assert abs(found - expected[place]) <= 0.1, (name, ground, found)
    mark = contrast(token("ink"), token("mark"))
    assert abs(mark - (15.2, 9.7)[place]) <= 0.1


def test_v4_columns(visit):
    page = visit("/articles/notes/")
    widths = [
        page.locator(selector).first.bounding_box()["width"]
        for selector in (".outline", ".text", ".side-note")
    ]
    for found, expected in zip(widths, (216, 612, 297), strict=True):
        assert abs(found - expected) <= 2
    left = page.locator(".text").bounding_box()["x"]
    for selector in (".article-header", ".notes", ".comments h2", ".form"):
        assert abs(page.locator(selector).first.bounding_box()["x"] - left) <= 1


def test_v4_contents_stay_in_sight(visit):
    page = visit("/articles/notes/")
    page.locator("#fnref-8").scroll_into_view_if_needed()
    page.evaluate("scrollTo(0, 2000)")
    assert 0 <= page.locator(".outline").bounding_box()["y"] < 100


def test_v4_between_the_breaks_all_is_one_column(visit):
    page = visit("/articles/notes/", width=900)
    left = page.locator(".wordmark").bounding_box()["x"]
    for selector in (".outline", ".text", ".notes"):
        box = page.locator(selector).bounding_box()
        assert abs(box["x"] - left) <= 1
        assert box["width"] <= 613


def test_v6_shapes_are_plain(visit):
    page = visit("/articles/notes/")
    found = page.evaluate(
        """[...document.querySelectorAll(':not([type=radio])')]
             .map(e => getComputedStyle(e)).filter(s => s.boxShadow !== 'none' || s.textTransform === 'uppercase'
               || parseFloat(s.borderRadius) > 2).length"""
    )
    assert found == 0


def test_forced_colours_keep_focus_and_borders(visit):
    page = visit("/articles/notes/", forced_colors="active")
    page.locator("#name").focus()
    style, width = style_of(page, "#name", "outlineStyle", "outlineWidth")
    assert (style, width) == ("solid", "3px")


# Access


def axe(page):
    options = {"runOnly": {"type": "tag", "values": AXE_TAGS}}
    found = Axe().run(page, options=options).response["violations"]
    return [(v["id"], [n["html"][:200] for n in v["nodes"]]) for v in found]


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1440, 390])
def test_axe_finds_nothing(visit, site, scheme, width):
    options = {"width": width, "color_scheme": scheme}
    received = make_comment(site).get_private_url()
    paths = ["/", "/articles/", "/articles/notes/", "/authors/", "/authors/asha/"]
    paths += ["/hi/articles/garmi/", "/about/", "/nowhere/", received]
    assert {path: axe(visit(path, **options)) for path in paths} == {
        path: [] for path in paths
    }
    page = visit("/articles/notes/", **options)
    page.locator(".form button").click()
    assert page.title().startswith("Error:")
    assert axe(page) == []


def test_form_with_errors_leads_to_its_fields(visit):
    page = visit("/articles/notes/", javascript=False)
    page.locator("#name").fill("<b>&\"' अनुपमा")
    page.locator(".form button").click()
    summary = page.locator("main .error-summary")
    expect(summary).to_be_focused()
    assert page.locator("h1").count() == 1
    assert page.locator("article.article").count() == 0
    links = summary.locator("a").all()
    assert [link.inner_text() for link in links][:2] == [
        "Enter your email address",
        "Enter your comment",
    ]
    for link in links:
        field = page.locator(link.get_attribute("href"))
        assert field.get_attribute("aria-invalid") == "true"
        for name in field.get_attribute("aria-describedby").split():
            assert page.locator(f"#{name}").count() == 1
    assert page.locator("#name").input_value() == "<b>&\"' अनुपमा"
    assert page.locator("#name").get_attribute("aria-invalid") is None


def test_form_fields_are_large_and_named(visit):
    page = visit("/articles/notes/", width=390)
    for selector in ("#name", "#email", "#text", "#answer", ".form button"):
        assert page.locator(selector).bounding_box()["height"] >= 44
    assert page.locator("#email-hint").inner_text() == (
        "The content of this field is kept private and will not be shown publicly."
    )
    assert page.locator("#answer-hint").inner_text() == (
        "Solve this simple math problem and enter the result. E.g. for 1+3, enter 4."
    )
    assert page.locator("#subject").is_hidden()
    assert re.fullmatch(
        r"\d+ \+ \d+ =", page.locator("label[for=answer] span").first.inner_text()
    )


@pytest.mark.parametrize("javascript", [True, False])
def test_comment_is_received(visit, javascript):
    page = visit("/articles/notes/", javascript=javascript)
    sum_shown = page.locator("label[for=answer] span").first.inner_text()
    answer = sum(int(number) for number in re.findall(r"\d+", sum_shown))
    page.locator("#name").fill("A. Reader")
    page.locator("#email").fill("reader@example.org")
    page.locator("#text").fill(HINDI)
    page.locator("#answer").fill(str(answer))
    page.locator(".form button").click()
    assert page.locator("h1").inner_text() == "Comment received"
    assert HINDI in page.locator("main").inner_text()
    assert "reader@example.org" not in page.content()


def test_skip_link_comes_first(visit):
    page = visit("/articles/notes/")
    page.keyboard.press("Tab")
    assert page.locator(".skip-link:focus").bounding_box()["height"] >= 24
    page.keyboard.press("Enter")
    assert page.locator("#main").evaluate("e => e === document.activeElement")


def test_nothing_breaks_the_content_security_policy(visit, live_server):
    page = visit("/nowhere/")
    said = []
    page.on("console", lambda message: said.append(message.text))
    for path in ("/", "/articles/", "/articles/notes/", "/authors/asha/", "/hi/"):
        page.goto(f"{live_server.url}{path}")
    assert said == []
