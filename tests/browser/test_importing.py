"""A text is brought in by mouse and keyboard, with few presses and without script."""

import io

import pytest
from axe_playwright_python.sync_playwright import Axe
from PIL import Image

from articles.models import Article, Incoming
from tests.factories import make_article, make_author, make_user
from tests.importing.docx_writer import docx, en, note, p, picture

pytestmark = pytest.mark.browser
IMPORT = "/admin/articles/article/import/"
MOST_PRESSES = 25
AXE_TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
LISTEN = """document.addEventListener('securitypolicyviolation', event =>
  console.error('CSP', event.violatedDirective, event.blockedURI));"""
SOURCE = (
    "Ministry of Ports, Tide Tables (2024). Available at: https://example.org/tides"
)
TYPES = {
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "txt": "text/plain",
}
PASTE = """([box, html]) => {
  const data = new DataTransfer();
  data.setData('text/html', html);
  data.setData('text/plain', 'plain');
  const paste = new ClipboardEvent('paste',
    {clipboardData: data, bubbles: true, cancelable: true});
  if (box.dispatchEvent(paste)) box.value += 'plain';
}"""
HTML = (
    "<meta charset='utf-8'><h1>On tides</h1><p>The sea <b>rises</b>."
    "<sup><a href='#_ftn1' name='_ftnref1'>[1]</a></sup></p>"
    "<p><a href='#_ftnref1' name='_ftn1'>[1]</a> A note.</p>"
)


@pytest.fixture(autouse=True)
def folders(settings, tmp_path):
    settings.VIF_DATA_DIR = tmp_path
    settings.MEDIA_ROOT = tmp_path / "media"


@pytest.fixture
def faults():
    """Collect what a page complains of: scripts, policy, missing files."""
    return []


@pytest.fixture
def desk(transactional_db, visit, faults):
    """Log in as an editor; return the page with the day's work."""

    def log_in(**options):
        page = visit("/admin/login/", **options)
        page.on(
            "console", lambda said: said.type == "error" and faults.append(said.text)
        )
        page.on("pageerror", lambda error: faults.append(str(error)))
        page.add_init_script(LISTEN)
        page.fill("#id_username", make_user("Editor").username)
        page.fill("#id_password", "correct horse")
        page.click("input[type=submit]")
        page.wait_for_selector("#user-tools")
        return page

    return log_in


class Hand:
    """An editor's hand, which counts each click and each press of a key."""

    def __init__(self, page):
        self.page, self.presses = page, 0

    def click(self, found, times=1):
        self.presses += times
        found.click(click_count=times)

    def drop(self, name, data):
        self.presses += 1
        file = {"name": name, "mimeType": TYPES[name.rpartition(".")[2]]}
        self.page.locator("#id_file").set_input_files({**file, "buffer": data})

    def write(self, text):
        """Type the text itself, which is not counted."""
        self.page.keyboard.type(text)


def word_file():
    out = io.BytesIO()
    Image.new("RGB", (300, 200), "#1d4477").save(out, "PNG")
    return docx(
        p("On tides", style="Title"),
        p("By Dr Asha Verna, Fellow, Meridian"),
        p("The sea rises twice a day in most places.", en(1)),
        p("Falling", style="H1"),
        p("It falls as often,", en(2), " and says so.", en(3)),
        p(picture("i1", "the sea at noon")),
        endnotes={1: note(SOURCE), 2: note("A second source."), 3: note(SOURCE)},
        media={"i1": ("sea.png", out.getvalue())},
    )


@pytest.mark.parametrize("javascript", [True, False])
def test_word_file_is_dropped_corrected_merged_and_published(desk, faults, javascript):
    author = make_author(given_names="Asha", family_name="Verma")
    page = desk(javascript=javascript)
    hand = Hand(page)
    hand.click(page.get_by_role("link", name="Import a text"))
    hand.drop("tides.docx", word_file())
    hand.click(page.get_by_role("button", name="Read it"))
    hand.click(page.get_by_label("Family name").first, times=2)
    hand.write("Verma")
    hand.click(page.get_by_label("Make notes 1 and 3 one"))
    hand.click(page.get_by_role("button", name="Create draft"))
    page.get_by_text("“On tides” is a draft now.").wait_for()
    hand.click(page.get_by_role("link", name="Publish", exact=True))
    hand.click(page.get_by_role("button", name="Publish"))
    page.get_by_text("“On tides”: Published.").wait_for()
    assert hand.presses <= MOST_PRESSES
    assert hand.presses == 9
    article = Article.objects.get()
    assert article.is_published
    assert article.bylines.get().author == author
    assert [note.label for note in article.endnotes.all()] == ["1", "2"]
    assert article.source.count("[^1]") == 2
    assert faults == []


def test_formatted_text_is_pasted_with_its_notes(desk, faults):
    page = desk()
    page.goto(page.url + "articles/article/import/")
    box = page.locator("#id_source")
    page.evaluate(PASTE, [box.element_handle(), HTML])
    assert box.input_value() == HTML
    page.get_by_text("pasted with its formatting").wait_for()
    page.get_by_role("button", name="Read it").click()
    assert page.locator("#id_title").input_value() == "On tides"
    assert page.locator("#id_source").input_value() == "The sea **rises**.[^1]"
    assert page.locator("#id_endnotes-0-text").input_value() == "A note."
    assert faults == []


def test_formatted_text_beyond_a_field_goes_as_a_file(desk, faults):
    page = desk()
    page.goto(page.url + "articles/article/import/")
    box = page.locator("#id_source")
    long = HTML + "<p style='color: red'>More.</p>" * 20_000
    page.evaluate(PASTE, [box.element_handle(), long])
    assert box.input_value() == ""
    name = page.evaluate("document.querySelector('#id_file').files[0].name")
    assert name == "pasted.html"
    assert faults == []


def test_plain_text_is_pasted_as_it_is(desk):
    page = desk()
    page.goto(page.url + "articles/article/import/")
    box = page.locator("#id_source")
    page.evaluate(PASTE, [box.element_handle(), "<span>only words</span>"])
    assert box.input_value() == "plain"


def test_names_go_when_an_author_is_chosen(desk):
    author = make_author(given_names="Bina", family_name="Rao")
    page = bring(desk(), "tides.docx", word_file())
    names = page.locator(".person").first.locator(".of-name")
    assert names.first.is_visible()
    page.get_by_label("Author", exact=True).first.select_option(str(author.pk))
    assert not names.first.is_visible()


def bring(page, name, data, path=IMPORT):
    page.goto(page.url.partition("/admin/")[0] + path)
    Hand(page).drop(name, data)
    page.get_by_role("button", name="Read it").click()
    page.wait_for_url("**/import/*-*/")
    page.wait_for_load_state("networkidle")
    return page


def pages(page):
    """Bring texts in; return the addresses of the pages one meets on the way."""
    bring(page, "tides.docx", word_file())
    first = page.url
    article = make_article(title="On tides", source="It rises.[^1]", notes={"1": "A."})
    bring(
        page, "tides.docx", word_file(), f"/admin/articles/article/{article.pk}/import/"
    )
    again = page.url
    assert Incoming.objects.count() == 2
    here = first.partition("/admin/")[0]
    return {
        "first page": f"{here}{IMPORT}",
        "review": first,
        "new version": again,
        "throw away": f"{first}throw-away/",
        "read again": f"{first}read-again/",
    }


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_pages_have_no_finding(desk, scheme):
    page = desk(color_scheme=scheme)
    found = {}
    for name, address in pages(page).items():
        page.goto(address)
        page.wait_for_load_state("networkidle")
        options = {"runOnly": {"type": "tag", "values": AXE_TAGS}}
        told = Axe().run(page, options=options).response["violations"]
        if told:
            found[name] = [
                (fault["id"], [node["html"][:160] for node in fault["nodes"]])
                for fault in told
            ]
    assert found == {}


@pytest.mark.parametrize("width", [1440, 1000, 900, 390])
def test_no_page_is_wider_than_the_window_or_breaks_a_policy(desk, faults, width):
    page = desk(width=width)
    for name, address in pages(page).items():
        page.goto(address)
        widths = page.evaluate("[document.documentElement.scrollWidth, innerWidth]")
        assert widths[0] <= widths[1], name
    assert faults == []


def test_original_stands_beside_what_was_understood(desk):
    page = bring(desk(), "tides.docx", word_file())
    left, right = (
        page.locator(each).bounding_box()
        for each in (".import-understood", ".import-original")
    )
    assert right["x"] > left["x"] + left["width"]
    assert abs(right["y"] - left["y"]) < 2
    page.set_viewport_size({"width": 900, "height": 900})
    left, right = (
        page.locator(each).bounding_box()
        for each in (".import-understood", ".import-original")
    )
    assert right["y"] > left["y"] + left["height"]
