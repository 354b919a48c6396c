"""No HTML leaves but what is listed here, whatever is put in."""

import re
from html.parser import HTMLParser

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from articles.text import (
    Figure,
    Note,
    render,
    render_page,
    render_plainly,
    sanitize,
    without_side_notes,
)

PIECES = [
    "<script>", "</p>", "<img src=x onerror=y>", "javascript:", "data:text/html,x", '"',
    "'", "&lt;", "[^1]", "[1]", "[2]", "![", "](", ")", "[a](https://b.example)", "\n\n",
    "# ", "> ", "- ", "|a|\n|-|\n", "`", "*", "**", "picture:m", "![x](picture:m)",
    "<https://a.example>", "http://c.example", "\\", "\0", "\ud800", "क", "\u202e", " ",
    "</span>", "Available at", "```x\n", "[x]: javascript:y\n", "<!--", "]]>", "{label}",
]  # fmt: skip
TEXTS = st.lists(
    st.sampled_from(PIECES) | st.text(max_size=6),
    max_size=25,
).map("".join)


# What may leave the room, written out once more: the module is not asked what it allows.
PHRASES = {"a", "b", "br", "code", "em", "strong"}
BLOCKS = {"blockquote", "hr", "li", "ol", "p", "pre", "ul"}
TABLES = {"div", "table", "tbody", "td", "th", "thead", "tr"}
PICTURES = {"figcaption", "figure", "img", "span"}
TAGS = {
    "biography": PHRASES | BLOCKS,
    "page": PHRASES | BLOCKS | TABLES | PICTURES | {"h2", "h3", "h4"},
    "article": PHRASES | BLOCKS | TABLES | PICTURES | {"h2", "h3", "h4", "sup"},
    "notes": PHRASES | BLOCKS | TABLES | {"h2", "section", "span"},
    "feed": PHRASES
    | BLOCKS
    | TABLES
    | {"figcaption", "figure", "img", "h2", "h3", "h4", "sup"},
}
CLEAN = {
    "biography": sanitize.clean_biography,
    "page": sanitize.clean_page,
    "article": sanitize.clean_article,
    "notes": sanitize.clean_notes,
    "feed": without_side_notes,
}
ANY = re.compile(r".*", re.DOTALL)
ADDRESS = re.compile(
    r"(?:https?|mailto):|[^:]*(?:[/?#].*)?\Z", re.IGNORECASE | re.DOTALL
)
ATTRIBUTES = {
    "a": {
        "aria-label": ANY, "href": ADDRESS, "data-originalurl": ANY,
        "data-versiondate": ANY, "data-versionurl": ANY, "rel": "noopener",
        "role": "doc-backlink doc-noteref", "tabindex": "-1",
        "class": "archived-link heading-link note-return paragraph-link",
    },
    "div": {"aria-label": ANY, "role": "region", "tabindex": "0", "class": "table-scroll"},
    "h2": {"id": ANY},
    "h3": {"id": ANY},
    "h4": {"id": ANY},
    "img": {
        "alt": ANY, "height": ANY, "sizes": ANY, "src": ADDRESS, "srcset": ANY,
        "width": ANY, "decoding": "async", "loading": "lazy",
    },
    "li": {"id": ANY, "value": ANY, "class": "is-missing"},
    "ol": {"start": ANY, "role": "list"},
    "p": {"id": ANY},
    "section": {"aria-labelledby": ANY, "id": ANY, "role": "doc-endnotes", "class": "notes"},
    "span": {
        "data-nosnippet": ANY, "aria-hidden": "true",
        "class": "figure-credit note-number note-remark side-note",
    },
    "sup": {"id": ANY, "class": "note-marker"},
    "td": {"class": "is-centred is-right"},
    "th": {"scope": "col", "class": "is-centred is-right"},
}  # fmt: skip
IN_BIOGRAPHIES = {"a": {"href": ADDRESS, "rel": ANY}, "ol": {"start": ANY}}

# What nobody should ever be able to send, and what somebody might.
EVERY_TAG = [
    "a",
    "abbr",
    "acronym",
    "address",
    "applet",
    "area",
    "article",
    "aside",
    "audio",
    "b",
    "base",
    "bdi",
    "bdo",
    "bgsound",
    "big",
    "blink",
    "blockquote",
    "br",
    "button",
    "canvas",
    "center",
    "cite",
    "code",
    "col",
    "colgroup",
    "custom-tag",
    "data",
    "datalist",
    "dd",
    "del",
    "details",
    "dfn",
    "dialog",
    "dir",
    "div",
    "dl",
    "dt",
    "em",
    "embed",
    "fieldset",
    "figcaption",
    "figure",
    "font",
    "footer",
    "form",
    "frame",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "header",
    "hgroup",
    "hr",
    "i",
    "iframe",
    "img",
    "input",
    "ins",
    "kbd",
    "label",
    "legend",
    "li",
    "link",
    "map",
    "mark",
    "marquee",
    "math",
    "menu",
    "meta",
    "meter",
    "nav",
    "nobr",
    "noembed",
    "object",
    "ol",
    "optgroup",
    "option",
    "output",
    "p",
    "param",
    "picture",
    "pre",
    "progress",
    "q",
    "rp",
    "rt",
    "ruby",
    "s",
    "samp",
    "search",
    "section",
    "select",
    "slot",
    "small",
    "source",
    "span",
    "strike",
    "strong",
    "sub",
    "summary",
    "sup",
    "svg",
    "tbody",
    "td",
    "textarea",
    "tfoot",
    "th",
    "thead",
    "time",
    "tr",
    "track",
    "tt",
    "u",
    "ul",
    "var",
    "video",
    "wbr",
]
EVERY_ATTRIBUTE = [
    "accesskey",
    "action",
    "alt",
    "aria-hidden",
    "aria-label",
    "aria-labelledby",
    "autofocus",
    "background",
    "cite",
    "class",
    "codebase",
    "contenteditable",
    "data",
    "data-evil",
    "data-nosnippet",
    "data-originalurl",
    "data-versiondate",
    "data-versionurl",
    "decoding",
    "dir",
    "download",
    "draggable",
    "dynsrc",
    "enctype",
    "form",
    "formaction",
    "height",
    "hidden",
    "href",
    "hreflang",
    "http-equiv",
    "id",
    "is",
    "itemprop",
    "lang",
    "loading",
    "longdesc",
    "lowsrc",
    "manifest",
    "media",
    "method",
    "name",
    "nonce",
    "onanimationstart",
    "onbegin",
    "onblur",
    "onclick",
    "onerror",
    "onfocus",
    "oninput",
    "onload",
    "onmouseover",
    "onpointerdown",
    "onscroll",
    "ontoggle",
    "part",
    "ping",
    "popover",
    "popovertarget",
    "poster",
    "profile",
    "referrerpolicy",
    "rel",
    "role",
    "scope",
    "sizes",
    "slot",
    "src",
    "srcdoc",
    "srcset",
    "start",
    "style",
    "tabindex",
    "target",
    "title",
    "translate",
    "type",
    "usemap",
    "value",
    "width",
    "xlink:href",
    "xml:base",
    "xmlns",
]
VALUES = (
    "x", "javascript:alert(1)", " jAvAsCrIpT:alert(1)", "java\tscript:alert(1)",
    "java&#10;script:alert(1)", "&#106;avascript:alert(1)", "\x01javascript:alert(1)",
    "data:text/html,x", "data:image/svg+xml;base64,AA==", "DATA:image/png;base64,AA==",
    "vbscript:x", "file:///etc/passwd", "blob:x", "ftp://a.example", "tel:1", "about:blank",
    "https://a.example/", "HTTP://a.example", "mailto:a@b.example", "/a", "#a", "true", "0",
    "evil note-marker side-note table-scroll notes is-missing heading-link", "noopener",
)  # fmt: skip


class Inspector(HTMLParser):
    """Collects what is not on the lists above."""

    def __init__(self, room):
        super().__init__()
        self.tags, self.strangers = TAGS[room], []
        self.attributes = IN_BIOGRAPHIES if room == "biography" else ATTRIBUTES

    def handle_starttag(self, tag, attrs):
        if tag not in self.tags:
            self.strangers.append(tag)
        for name, value in attrs:
            if not is_listed(self.attributes.get(tag, {}).get(name), name, value or ""):
                self.strangers.append((tag, name, value))

    def handle_comment(self, data):
        self.strangers.append(data)

    handle_decl = handle_pi = unknown_decl = handle_comment


def is_listed(allowed, name, value):
    if allowed is None:
        return False
    if isinstance(allowed, str):
        words = value.split() if name == "class" else [value]
        return set(words) <= set(allowed.split())
    return allowed.match(value) is not None


def strangers(html, room):
    inspector = Inspector(room)
    inspector.feed(html)
    inspector.close()
    return inspector.strangers


@pytest.mark.parametrize("room", CLEAN)
@pytest.mark.parametrize("tag", EVERY_TAG)
def test_nothing_but_what_is_listed_leaves(room, tag):
    for name in EVERY_ATTRIBUTE:
        html = "".join(f'<{tag} {name}="{value}">Words</{tag}>' for value in VALUES)
        # Cells and rows are lost outside a table, whoever allows them.
        table = f"<table><tbody><tr>{html}</tr></tbody></table>"
        assert strangers(CLEAN[room](html), room) == []
        assert strangers(CLEAN[room](table), room) == []


@pytest.mark.parametrize("room", CLEAN)
@pytest.mark.parametrize("value", [v for v in VALUES if not ADDRESS.match(v.strip())])
def test_link_of_another_scheme_leads_nowhere(room, value):
    assert CLEAN[room](f'<a href="{value}">Words</a>') == "<a>Words</a>"


@pytest.mark.parametrize("scheme", ["http", "https", "mailto"])
@pytest.mark.parametrize("room", CLEAN)
def test_link_of_a_listed_scheme_leads_there(room, scheme):
    html = f'<a href="{scheme}:a@b.example">Words</a>'
    assert CLEAN[room](html) == html


@pytest.mark.parametrize("room", CLEAN)
@pytest.mark.parametrize("name", ["script", "style", "SCRIPT", "Style"])
def test_words_of_scripts_and_styles_go_with_them(room, name):
    html = f"<p>Before</p><{name} type=x>p {{ color: red }}</{name}><p>After</p>"
    assert CLEAN[room](html) == "<p>Before</p><p>After</p>"
    assert CLEAN[room](f"<{name}>p {{ color: red }}") == ""


@pytest.mark.parametrize("room", CLEAN)
@pytest.mark.parametrize("name", ["onclick", "onerror", "onload", "style", "srcdoc"])
@pytest.mark.parametrize("tag", sorted(TAGS["article"] | TAGS["notes"]))
def test_no_element_acts_or_is_dressed(room, name, tag):
    table = "<table><tbody><tr>{}</tr></tbody></table>"
    for form in ("{}", table):
        given = form.format(f'<{tag} {name}="alert(1)">Words</{tag}>')
        assert "alert" not in CLEAN[room](given)


@pytest.mark.parametrize(
    "tag", ["img", "picture", "figure", "span", "h2", "table", "div"]
)
def test_biography_has_words_and_no_pictures_or_headings(tag):
    html = f'<p>Before <{tag} src="/a.webp" alt="A" class="side-note">x</{tag}></p>'
    assert f"<{tag}" not in sanitize.clean_biography(html)


MUTATED = (
    "<svg><p><style><img src=x onerror=alert(1)></style>",
    "<math><mtext><table><mglyph><style><img src=x onerror=alert(1)></style>",
    "<noscript><p title='</noscript><img src=x onerror=alert(1)>'>",
    "<a href='https://a.example' href='javascript:alert(1)'>x</a>",
    "<p/onclick=alert(1)>x</p>",
    "<p\nonclick\n=alert(1)>x</p>",
    "<img src=x:alert(1) onerror=eval(src)>",
    "<form><math><mtext></form><form><mglyph><svg><mtext><style><path id='</style><img"
    " onerror=alert(1) src=x>'>",
    "<!--><img src=x onerror=alert(1)>-->",
    "<![CDATA[<img src=x onerror=alert(1)>]]>",
    "<?xml <img src=x onerror=alert(1)>?>",
    "<textarea></p><img src=x onerror=alert(1)></textarea>",
    "<a xlink:href='javascript:alert(1)'>x</a>",
    "<p id='\"><script>alert(1)</script>'>x</p>",
    "\0<scr\0ipt>alert(1)</scr\0ipt>",
    "<template><script>alert(1)</script></template>",
)


@pytest.mark.parametrize("room", CLEAN)
@pytest.mark.parametrize("html", MUTATED)
def test_what_parsers_disagree_about_does_not_come_through(room, html):
    cleaned = CLEAN[room](html)
    assert strangers(cleaned, room) == []
    # A second parser, such as a browser, must not find more than the first one did.
    assert CLEAN[room](cleaned) == cleaned


@settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))
@given(source=TEXTS, note=TEXTS, label=st.sampled_from(["1", "2", '"><x']), link=TEXTS)
def test_output_is_listed_and_stays_as_it_is(source, note, label, link):
    pictures = {"m": Figure("/m.webp", "/m.webp 1w", 1, 1, note, note, note)}
    rendered = render(source, [Note(label, note, link, link, note)], pictures=pictures)
    page = render_page(source, pictures=pictures).html
    biography = render_plainly(source)
    for room, html in (
        ("article", rendered.html),
        ("notes", rendered.notes_html),
        ("page", page),
        ("biography", biography),
    ):
        assert strangers(html, room) == []
        assert CLEAN[room](html) == html
    ids = re.findall(r' id="([^"]*)"', rendered.html + rendered.notes_html)
    assert len(ids) == len(set(ids))
    assert re.findall(r"\s<sup", rendered.html) == []


@pytest.mark.parametrize(
    "html",
    [
        "<script>x</script>", "<style>x</style>", "<svg><script>x</script></svg>",
        "<iframe src=/x></iframe>", "<!-- x -->",
    ],
)  # fmt: skip
def test_hostile_elements_are_gone(html):
    assert "<" not in sanitize.clean_article(html)


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ('<a href="javascript:x" onclick="y" style="z">a</a>', "<a>a</a>"),
        ('<p class="x" id="p-1">a</p>', '<p id="p-1">a</p>'),
        ('<div role="alert" tabindex="3">a</div>', "<div>a</div>"),
        ('<span class="side-note evil">a</span>', '<span class="side-note">a</span>'),
    ],
)
def test_attributes_are_listed(html, expected):
    assert sanitize.clean_article(html) == expected


def test_html_in_a_source_is_text():
    assert render_plainly("a <b>c</b>\n\n<div>d</div>") == (
        "<p>a &lt;b&gt;c&lt;/b&gt;</p>\n<p>&lt;div&gt;d&lt;/div&gt;</p>\n"
    )


def test_biography_has_no_headings_ids_or_pictures():
    assert render_plainly("# A\n\n![b](picture:m) [c](/c) [d](x)[^1] [1]") == (
        '<p><strong>A</strong></p>\n<p>b <a href="/c">c</a> d[^1] [1]</p>\n'
    )


def test_feed_has_markers_without_copies():
    html = without_side_notes(render("a[^1]", [Note("1", "I.")], pictures={}).html)
    assert html.count("doc-noteref") == 1
    assert "span" not in html
    assert "I." not in html


def test_page_has_headings_and_no_markers():
    page = render_page("# About\n\nText [1][^2].", pictures={})
    assert page.notes_html == ""
    assert page.findings == page.markers == page.sources == ()
    assert page.outline[0].id == "s-about"
    assert "[1][^2]" in page.html
