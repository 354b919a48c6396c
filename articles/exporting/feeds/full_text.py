"""An article's own HTML as it leaves the site, to be read anywhere."""

import re
from urllib.parse import urljoin

from articles import text

# In HTML that is clean: no tag begins in its text, and a quotation mark ends each value.
TAG = re.compile(r'<[a-z](?:[^">]|"[^"]*")*>', re.IGNORECASE)
ADDRESS = re.compile(r'\b(href|src)="([^"]*)"')
CANDIDATES = re.compile(r'\bsrcset="([^"]*)"')
HAS_SCHEME = re.compile(r"[a-z][a-z0-9+.-]*:|//", re.IGNORECASE)
# A list that style sheets do not number prints the number itself.
NUMBER = re.compile(
    r'(<li\b[^>]*\svalue="[0-9]+"[^>]*>)<span class="note-number">[0-9]+</span> ?'
)


def full_text(html: str, notes_html: str, address: str) -> str:
    """Return text and notes for feeds, with absolute addresses.

    ``html`` and ``notes_html`` are as ``text`` cleaned them. Copies of notes and the
    links of headings and paragraphs to themselves are left out. Links between markers
    and notes stay within the text, since feed readers open notes by them.
    """
    notes = NUMBER.sub(r"\1", notes_html)
    return absolute_links(f"{text.without_side_notes(html)}{notes}".strip(), address)


def absolute_links(html: str, address: str) -> str:
    """Return clean HTML that means the same wherever it is shown.

    ``address`` is the absolute address of the page that the HTML is from.
    """

    def absolute(value: str) -> str:
        if value.startswith("#fn") or HAS_SCHEME.match(value):
            return value
        return urljoin(address, value)

    def of_address(found: re.Match[str]) -> str:
        return f'{found[1]}="{absolute(found[2])}"'

    def of_candidates(found: re.Match[str]) -> str:
        parts = [part.split() for part in found[1].split(",") if part.strip()]
        shown = [" ".join([absolute(src), *size]) for src, *size in parts]
        return f'srcset="{", ".join(shown)}"'

    def of_tag(found: re.Match[str]) -> str:
        return CANDIDATES.sub(of_candidates, ADDRESS.sub(of_address, found[0]))

    return TAG.sub(of_tag, html)
