"""Reads articles as a browser's reader mode does: with Mozilla Readability.

``python -m bench.readability`` needs ``npm ci`` in ``bench/`` once. For three articles
it counts markers and notes before and after; none may be lost, no copy of a note beside
the text and no comment may be kept. Exit status 1 otherwise.
"""

import sys
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

from .site import FLAGS, chromium, pages, served

SCRIPT = (
    Path(__file__).parent
    / "node_modules"
    / "@mozilla"
    / "readability"
    / "Readability.js"
)
COUNT = """root => ({
  markers: root.querySelectorAll('sup a[href*="#fn-"]').length,
  notes: root.querySelectorAll('li[id^="fn-"]').length,
  copies: root.querySelectorAll('.side-note, [aria-hidden="true"]').length,
  signs: (root.textContent.match(/¶/g) || []).length,
})"""
PARSE = """const made = new Readability(document.cloneNode(true), {keepClasses: true}).parse();
const root = new DOMParser().parseFromString(made.content, 'text/html').body;
const comments = [...document.querySelectorAll('#comments article')].map(each =>
  each.querySelector('p[dir]').textContent.slice(0, 60));
return {title: made.title, byline: made.byline, ...count(root),
  comments: comments.filter(text => root.textContent.includes(text)).length};"""


def main() -> int:
    is_lossy = False
    with served() as address, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium(), args=FLAGS)
        page = browser.new_page()
        for url in articles(page, pages(address)):
            page.goto(url)
            before = page.evaluate(f"({COUNT})(document.body)")
            after = page.evaluate(
                f"() => {{ {SCRIPT.read_text()}\nconst count = {COUNT};\n{PARSE} }}"
            )
            is_kept = all(after[key] == before[key] for key in ("markers", "notes"))
            is_clean = not (after["copies"] or after["comments"] or after["signs"])
            is_lossy |= not (is_kept and is_clean and after["notes"])
            print(url.rpartition("/articles/")[2])
            print(f"  before  {before}\n  after   {after}")
        browser.close()
    return int(is_lossy)


def articles(page: Page, known: dict[str, str]) -> list[str]:
    """Return three: the English and the Hindi one, and the newest of the list."""
    page.goto(known["list"])
    newest = page.locator(".article-card a").first.evaluate("link => link.href")
    return list(dict.fromkeys([known["article"], known["Hindi article"], newest]))


if __name__ == "__main__":
    sys.exit(main())
