"""The whole demonstration site, followed link by link as a search engine would."""

import json
import re
from collections import Counter, defaultdict
from urllib.parse import urldefrag, urljoin

import pytest
from bs4 import BeautifulSoup
from defusedxml.ElementTree import fromstring
from django.conf import settings
from django.core.management import call_command

pytestmark = pytest.mark.django_db
STARTS = ("/", "/hi/", "/sitemap.xml", "/news-sitemap.xml", "/robots.txt")
# Each alone would be a crawl of its own, and none of them says where it leads.
SILENT = ("image/", "font/", "text/css", "text/javascript", "application/pdf")
HREF = re.compile(r'(?:href|src)="([^"]+)"')
IN_TEXT = re.compile(r"https?://[^\s\"'<>{}()\[\]\\]*[\w/]")
HEADER = re.compile(r"<([^>]+)>")


class Crawl:
    """Follows every link within the site, and keeps what it met."""

    def __init__(self, client):
        self.client = client
        self.asked = {}
        self.pages = {}
        self.from_sitemaps = set()
        self.wanted = defaultdict(set)
        self.fragments = defaultdict(set)

    def run(self, *starts):
        waiting = [self.path_of("/", start) for start in starts]
        while waiting:
            path = waiting.pop()
            if path in self.asked:
                continue
            response = self.client.get(path)
            self.asked[path] = response.status_code
            for link in self.links_in(path, response):
                target = self.path_of(path, link)
                if target is not None:
                    self.wanted[target].add(path)
                    waiting.append(target)
            if response.streaming:
                # Read to its end, or the file stays open.
                response.getvalue()

    def path_of(self, base, link):
        """Return the path and query of a link within the site, or None."""
        absolute, fragment = urldefrag(
            urljoin(f"{settings.VIF_SITE_URL}{base}", link.strip())
        )
        if not absolute.startswith(f"{settings.VIF_SITE_URL}/"):
            return None
        path = absolute.removeprefix(settings.VIF_SITE_URL)
        if fragment:
            self.fragments[path].add((fragment, base))
        return path

    def links_in(self, path, response):
        kind = response["Content-Type"]
        if response.status_code in {301, 302}:
            return [response["Location"]]
        if kind.startswith(SILENT) or response.status_code != 200:
            return []
        links = HEADER.findall(response.headers.get("Link", ""))
        if kind.startswith("text/html"):
            self.pages[path] = soup = BeautifulSoup(response.content, "html.parser")
            return links + links_of_page(soup)
        if "xml" in kind:
            return links + self.links_of_xml(path, response.content)
        if "json" in kind:
            return links + links_of_json(json.loads(response.content))
        return links + IN_TEXT.findall(response.content.decode())

    def links_of_xml(self, path, content):
        root = fromstring(content)
        locations = [e.text for e in root.iter() if e.tag.endswith("}loc")]
        if path.startswith("/sitemap-"):
            self.from_sitemaps |= {self.path_of(path, one) for one in locations}
        texts = " ".join(
            e.text or "" for e in root.iter() if e.tag.endswith("}content")
        )
        hrefs = [e.get("href") for e in root.iter() if e.get("href")]
        # Links between markers and notes stay within the entry.
        inner = [one for one in HREF.findall(texts) if not one.startswith("#fn")]
        return [*locations, *hrefs, *inner]

    @property
    def indexed(self):
        """The pages that search engines may keep, at their own addresses."""
        return {
            path: soup
            for path, soup in self.pages.items()
            if not soup.select('meta[name="robots"]')
        }

    def totals(self):
        counts = Counter(self.asked.values())
        return f"{len(self.asked)} addresses {dict(counts)}, {len(self.pages)} pages"


def links_of_page(soup):
    links = [e["href"] for e in soup.select("a[href], link[href]")]
    links += [e["src"] for e in soup.select("[src]")]
    for element in soup.select("[srcset]"):
        links += [part.split()[0] for part in element["srcset"].split(",")]
    for element in soup.select(
        'meta[name="citation_pdf_url"], meta[property="og:image"]'
    ):
        links.append(element["content"])
    return links


def links_of_json(data):
    """Return every address anywhere in a document."""
    if isinstance(data, dict):
        return [link for value in data.values() for link in links_of_json(value)]
    if isinstance(data, list):
        return [link for value in data for link in links_of_json(value)]
    is_address = isinstance(data, str) and re.fullmatch(r"https?://\S+", data)
    return [data] if is_address else []


def repeated(words):
    """Return the values that stand under more than one key, with the keys."""
    where = defaultdict(list)
    for path, text in words.items():
        where[text].append(path)
    return {text: paths for text, paths in where.items() if len(paths) > 1}


def test_crawl_of_the_demonstration_finds_nothing_broken(client):
    call_command("set_up_demonstration", verbosity=0)
    client.raise_request_exception = False
    crawl = Crawl(client)
    crawl.run(*STARTS)
    totals = crawl.totals()
    bad = {
        path: (status, sorted(crawl.wanted[path])[:3])
        for path, status in crawl.asked.items()
        if status != 200
    }
    assert bad == {}, totals
    assert len(crawl.indexed) > 90, totals
    assert dead_fragments(crawl) == [], totals
    titles = {path: soup.title.text for path, soup in crawl.indexed.items()}
    assert repeated(titles) == {}, totals
    described = {path: description(soup) for path, soup in crawl.indexed.items()}
    assert [path for path, text in described.items() if not text] == [], totals
    assert repeated(described) == {}, totals
    assert not_canonical(crawl) == [], totals
    assert one_way(crawl) == [], totals


def description(soup):
    found = soup.select_one('meta[name="description"]')
    return found["content"].strip() if found else ""


def dead_fragments(crawl):
    """Return links to a place on a page that the page does not have."""
    return [
        (base, path, fragment)
        for path, known in crawl.fragments.items()
        if path in crawl.pages
        for fragment, base in known
        if not crawl.pages[path].find(id=fragment)
    ]


def not_canonical(crawl):
    """Return what sitemaps name although it is not the one address of a page."""
    wrong = []
    for path in crawl.from_sitemaps:
        soup = crawl.indexed.get(path)
        link = soup and soup.select_one('link[rel="canonical"]')
        if not link or link["href"] != f"{settings.VIF_SITE_URL}{path}":
            wrong.append(path)
    return wrong


def one_way(crawl):
    """Return pages that name another language's page which does not name them."""
    sets = {
        path: {e["hreflang"]: e["href"] for e in soup.select("link[hreflang]")}
        for path, soup in crawl.indexed.items()
    }
    return [
        (path, address)
        for path, known in sets.items()
        for address in known.values()
        if sets.get(address.removeprefix(settings.VIF_SITE_URL)) != known
    ]
