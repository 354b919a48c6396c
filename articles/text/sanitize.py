"""What HTML may leave this room, for whom: the last step, after which nothing is edited."""

import re
from collections.abc import Mapping

import nh3

SCHEMES = frozenset({"http", "https", "mailto"})

PHRASES = frozenset({"a", "b", "br", "code", "em", "strong"})
BLOCKS = frozenset({"blockquote", "hr", "li", "ol", "p", "pre", "ul"})
TABLES = frozenset({"div", "table", "tbody", "td", "th", "thead", "tr"})
PICTURES = frozenset({"figcaption", "figure", "img", "span"})

BIOGRAPHY_TAGS = PHRASES | BLOCKS
PAGE_TAGS = BIOGRAPHY_TAGS | TABLES | PICTURES | {"h2", "h3", "h4"}
ARTICLE_TAGS = PAGE_TAGS | {"sup"}
NOTES_TAGS = BIOGRAPHY_TAGS | TABLES | {"h2", "section", "span"}

# What a link says of its archived copy, to machines: robustlinks.mementoweb.org.
ROBUST_LINKS = ("data-originalurl", "data-versiondate", "data-versionurl")
# No tag but these has attributes; classes and fixed values stand below.
ATTRIBUTES: Mapping[str, frozenset[str]] = {
    "a": frozenset({"aria-label", "href", *ROBUST_LINKS}),
    "div": frozenset({"aria-label"}),
    "h2": frozenset({"id"}),
    "h3": frozenset({"id"}),
    "h4": frozenset({"id"}),
    "img": frozenset({"alt", "height", "sizes", "src", "srcset", "width"}),
    "li": frozenset({"id", "value"}),
    "ol": frozenset({"start"}),
    "p": frozenset({"id"}),
    "section": frozenset({"aria-labelledby", "id"}),
    "span": frozenset({"data-nosnippet"}),
    "sup": frozenset({"id"}),
}
FIXED: Mapping[str, Mapping[str, frozenset[str]]] = {
    "a": {
        "rel": frozenset({"noopener"}),
        "role": frozenset({"doc-backlink", "doc-noteref"}),
        "tabindex": frozenset({"-1"}),
    },
    "div": {"role": frozenset({"region"}), "tabindex": frozenset({"0"})},
    "img": {"decoding": frozenset({"async"}), "loading": frozenset({"lazy"})},
    "ol": {"role": frozenset({"list"})},
    "section": {"role": frozenset({"doc-endnotes"})},
    "span": {"aria-hidden": frozenset({"true"})},
    "th": {"scope": frozenset({"col"})},
}
CLASSES: Mapping[str, frozenset[str]] = {
    "a": frozenset({"archived-link", "heading-link", "note-return", "paragraph-link"}),
    "div": frozenset({"table-scroll"}),
    "li": frozenset({"is-missing"}),
    "section": frozenset({"notes"}),
    "span": frozenset({"figure-credit", "note-number", "note-remark", "side-note"}),
    "sup": frozenset({"note-marker"}),
    "td": frozenset({"is-centred", "is-right"}),
    "th": frozenset({"is-centred", "is-right"}),
}
# In HTML that is clean already, where a quotation mark ends each value.
OWN_LINK = re.compile(
    r' ?<a class="(?:heading|paragraph)-link"(?: [a-z-]+="[^"]*")*>#?</a>'
)
BIOGRAPHY_ATTRIBUTES: Mapping[str, frozenset[str]] = {
    "a": frozenset({"href", "rel"}),
    "ol": frozenset({"start"}),
}


def clean_article(html: str) -> str:
    """Return the body of an article, safe for readers."""
    return _clean(_ARTICLE, html)


def clean_notes(html: str) -> str:
    """Return the list of notes, safe for readers."""
    return _clean(_NOTES, html)


def clean_page(html: str) -> str:
    """Return the text of a small page (About, Privacy), safe for readers."""
    return _clean(_PAGE, html)


def clean_biography(html: str) -> str:
    """Return an author's few paragraphs, safe for readers."""
    return _clean(_BIOGRAPHY, html)


def without_side_notes(html: str) -> str:
    """Return an article's body for feeds: no copies of notes, and no other spans.

    Nor are there links of headings and paragraphs to themselves.
    """
    return _clean(_FEED, OWN_LINK.sub("", html))


def _clean(cleaner: nh3.Cleaner, html: str) -> str:
    return cleaner.clean(html.encode(errors="replace").decode())


def _only(attributes: Mapping[str, frozenset[str]]) -> dict[str, set[str]]:
    """Return the attributes for the library, which would add some to every tag."""
    return {"*": set(), **{tag: set(names) for tag, names in attributes.items()}}


def _cleaner(tags: frozenset[str], *, dropped: frozenset[str]) -> nh3.Cleaner:
    return nh3.Cleaner(
        tags=set(tags),
        clean_content_tags={"script", "style", *dropped},
        attributes=_only(
            {tag: names for tag, names in ATTRIBUTES.items() if tag in tags}
        ),
        tag_attribute_values={
            tag: {name: set(values) for name, values in names.items()}
            for tag, names in FIXED.items()
            if tag in tags
        },
        allowed_classes={
            tag: set(names) for tag, names in CLASSES.items() if tag in tags
        },
        url_schemes=set(SCHEMES),
        link_rel=None,
    )


_NOTHING: frozenset[str] = frozenset()
_ARTICLE = _cleaner(ARTICLE_TAGS, dropped=_NOTHING)
_NOTES = _cleaner(NOTES_TAGS, dropped=_NOTHING)
_PAGE = _cleaner(PAGE_TAGS, dropped=_NOTHING)
_FEED = _cleaner(ARTICLE_TAGS - {"span"}, dropped=frozenset({"span"}))
_BIOGRAPHY = nh3.Cleaner(
    tags=set(BIOGRAPHY_TAGS),
    clean_content_tags={"script", "style"},
    attributes=_only(BIOGRAPHY_ATTRIBUTES),
    url_schemes=set(SCHEMES),
    link_rel=None,
)
