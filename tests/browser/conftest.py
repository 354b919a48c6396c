"""A real browser and a small site for it. Skipped without Chromium, except in CI."""

import mimetypes
import os
import shutil

import pytest
from django.conf import settings
from playwright.sync_api import sync_playwright

from tests.factories import (
    make_article,
    make_author,
    make_comment,
    make_institution,
    make_page,
    make_topic,
)

# Playwright's loop runs in this thread, and Django takes it for asynchronous code.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"

# The test server sends static files past WhiteNoise, which knows their types.
for suffix, content_type in settings.WHITENOISE_MIMETYPES.items():
    mimetypes.add_type(content_type, suffix)

FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
SENTENCE = (
    "A district that cannot say how much water it delivers can hardly say what the"
    " water costs, and the office that pays for pumps learns little from the bills."
)
HINDI = (
    "मई की दोपहर में किसी छोटे शहर की मुख्य सड़क पर निकलिए। दुकानों के शटर आधे गिरे होंगे और"
    " चाय की दुकान पर लोग पूछ रहे होंगे कि बिजली कब आएगी।"
)
NOTE = "Leonard Pask, *Who Holds the Gauge?* (Lantern Yard, 2023), [chapter {0}](https://example.org/{0})."


@pytest.fixture(scope="session")
def chromium(live_server):
    """Start Chromium after the server, so that it lets go of it first."""
    path = shutil.which("chromium")
    if not path:
        message = "Chromium is not installed: the browser tests are skipped"
        (pytest.fail if os.environ.get("CI") else pytest.skip)(message)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture
def visit(chromium, live_server):
    """Open a path: ``visit("/articles/", width=390, javascript=False)``."""
    contexts = []

    def open_path(path, *, width=1440, height=900, javascript=True, **options):
        context = chromium.new_context(
            viewport={"width": width, "height": height},
            java_script_enabled=javascript,
            **options,
        )
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(60_000)  # a guard against hanging
        page.goto(f"{live_server.url}{path}")
        return page

    yield open_path
    for context in contexts:
        context.close()


@pytest.fixture
def site(transactional_db):
    """Make a small site; return the article with twelve notes."""
    make_institution(
        name="Meridian Institute for Policy Studies", short_name="Meridian Review"
    )
    make_page(slug="contact", title="Contact")
    make_page(slug="about", title="About")
    topics = [make_topic(axis="region", name="South Asia"), make_topic(name="Water")]
    programme = make_topic(axis="programme", name="Resources")
    author = make_author(
        slug="asha", family_name="Verma", biography="She *studies* public accounts."
    )
    article = make_article(
        slug="notes",
        title="Counting water in the district budget",
        kind="brief",
        authors=[author, make_author()],
        topics=[*topics, programme],
        source=long_text(12),
        notes={str(n): NOTE.format(n) for n in range(1, 13) if n != 3} | {"3": ""},
    )
    first = make_comment(article, state="approved")
    make_comment(article, state="approved", in_reply_to=first, is_by_author=True)
    make_article(slug="other", topics=topics, authors=[author], source=SENTENCE)
    make_article(
        slug="garmi",
        title="छोटे शहर की गर्मी का हिसाब",
        standfirst="गर्मी की चर्चा अक्सर महानगरों तक सिमट जाती है।",
        language="hi",
        authors=[author],
        source="\n\n".join(
            [f"{HINDI * 2}[^1]", "## एक तापमान", HINDI * 3, "## दो", HINDI]
        ),
        notes={"1": "सुधा कटियार, *छत के नीचे की गर्मी*, [अंश](https://example.org/1)।"},
    )
    return article


def long_text(notes):
    """Return paragraphs with that many notes, headings, a table and a quotation."""
    parts = []
    for number in range(1, notes + 1):
        if number % 4 == 1:
            parts.append(f"## Part {number}")
        parts.append(f"{SENTENCE} {SENTENCE}[^{number}] {SENTENCE}")
    parts.append("> We were never short of numbers.[^2]")
    parts.append("| Year | Figure |\n|---|---:|\n| 2020 | 1.0 |\n| 2021 | 2.5 |")
    return "\n\n".join(parts)
