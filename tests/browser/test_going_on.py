"""From page to page: back without loading anew, and articles fetched ahead."""

import shutil

import pytest

from .conftest import FLAGS

pytestmark = [pytest.mark.browser, pytest.mark.usefixtures("site")]

# B5: what kept a page out of the back-forward cache, and whether it came out of it.
WATCH = "addEventListener('pageshow', event => { window.wasKept = event.persisted; })"
REASONS = "performance.getEntriesByType('navigation')[0].notRestoredReasons"


@pytest.fixture
def keeper(chromium):
    """Open a page of a browser that keeps the pages it leaves; Playwright's does not."""
    browser = chromium.browser_type.launch(
        executable_path=shutil.which("chromium"),
        args=FLAGS,
        ignore_default_args=["--disable-back-forward-cache"],
    )
    page = browser.new_page()
    page.add_init_script(WATCH)
    yield page
    browser.close()


@pytest.mark.parametrize(
    "path", ["/", "/articles/", "/articles/notes/", "/search/?q=water", "/hi/"]
)
def test_page_comes_back_as_it_was_left(keeper, live_server, path):
    keeper.goto(live_server.url + path)
    keeper.evaluate("window.mark = 1")
    keeper.goto(f"{live_server.url}/authors/")
    keeper.go_back(wait_until="commit")
    for _ in range(50):
        if keeper.evaluate("window.wasKept"):
            break
        keeper.wait_for_timeout(100)
    assert keeper.evaluate("window.wasKept")
    assert keeper.evaluate("window.mark") == 1
    assert keeper.evaluate(REASONS) is None


def test_article_is_fetched_ahead_when_pointed_at_and_nothing_else_is(
    visit, live_server
):
    page = visit("/authors/")
    fetched = []
    preloads = page.context.new_cdp_session(page)
    preloads.on(
        "Preload.prefetchStatusUpdated", lambda e: fetched.append(e["key"]["url"])
    )
    preloads.send("Preload.enable")
    page.goto(f"{live_server.url}/articles/")
    for link in page.locator(".site-nav a, .site-footer a").all():
        link.hover()
        page.wait_for_timeout(300)
    assert fetched == []
    page.locator('a[href="/articles/notes/"]').first.hover()
    page.wait_for_timeout(600)
    assert set(fetched) == {f"{live_server.url}/articles/notes/"}
