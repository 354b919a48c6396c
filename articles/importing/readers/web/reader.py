"""Web pages and pasted HTML: the article on a page, its notes, and what was left out.

Nothing is fetched: pictures that lie in the page come along, others are listed. Links
lose what only tracks readers; what leads to no page or mailbox stands as text.
"""

import re
from collections.abc import Iterable, Sequence

from bs4.element import NavigableString, PreformattedString, Tag

from articles.importing.decoding import MOST_CHARACTERS, decode_page, refuse_no_page
from articles.importing.ledger import Ledger
from articles.importing.manuscript import Manuscript, Remark
from articles.importing.scrub import scrub
from articles.importing.unreadable import Unreadable
from articles.importing.writing.roman import spell_romans

from .article import WebArticle, finish_article
from .boilerplate import (
    LeftOut,
    find_main,
    take_deleted,
    take_furniture,
    take_loose_ends,
    warn_of_prose,
)
from .clean import clean, part_paragraphs, plain_links
from .data import read_data
from .head import read_web_head
from .lists import part_raised, take_unlinked
from .notes import take_linked
from .tree import body_of, named, parse

_PAGE = re.compile(r"<(?:html|body|head|!doctype)\b", re.IGNORECASE)
_PASTED = re.compile(r"StartFragment|docs-internal-guid")
_EMBEDS = (
    *("iframe", "embed", "video", "object"),
    *("amp-iframe", "amp-video", "amp-youtube", "amp-twitter", "amp-facebook"),
)
# Elements that may begin or end within a word.
_SMOOTH = frozenset(
    {
        *("font", "span", "small", "big", "u", "nobr", "wbr", "b", "i"),
        *("strong", "em", "a", "cite", "dfn", "var", "ins", "s", "strike", "mark"),
        *("abbr", "acronym", "time", "q", "label", "bdi", "bdo", "tt", "ruby"),
    }
)


def read_webpage(data: bytes) -> Manuscript:
    """Read a page of HTML; raise ``Unreadable``. Meant to be run in a child."""
    refuse_no_page(data)
    decoded = decode_page(data)
    return _read(decoded.text, decoded.repaired)


def read_pasted(html: str, address: str = "") -> Manuscript:
    """Read HTML as a clipboard gives it; ``address`` is where it was copied, if known.

    Raises ``Unreadable``.
    """
    if not html.strip():
        raise Unreadable("empty")
    return _read(html, (), address)


def _read(html: str, repaired: Sequence[Remark], address: str = "") -> Manuscript:
    scrubbed = scrub(html)
    page = parse(scrubbed.markup)
    data = read_data(page, scrubbed.json_texts, address or scrubbed.saved_from)
    body = body_of(page)
    books = Ledger("", repaired)
    _warn_of_embeds(body, books)
    clean(body, page, data.base)
    part_paragraphs(body, page)
    books.text = _visible(body)
    if len(books.text) > MOST_CHARACTERS:
        raise Unreadable("too-much-text", {"limit": MOST_CHARACTERS})
    notes = take_linked(body, page, books) or take_unlinked(body, page, books)
    romans = [] if notes else spell_romans(body)
    if not notes:
        part_raised(body)
    left = [*take_deleted(body), *take_furniture(body)]
    head = read_web_head(body, data, books)
    left += take_furniture(body)
    main = body
    if _PAGE.search(html[:5000]) and not _PASTED.search(html):
        main, around = find_main(body)
        left += around
    left += take_loose_ends(main)
    plain_links(main)
    _leave(left, books)
    article = WebArticle(main, notes, head, data, romans, books, scrubbed.pictures)
    return finish_article(article)


def _leave(left: Iterable[LeftOut], books: Ledger) -> None:
    """List what was left out, one entry for each kind; warn of running text in it."""
    kinds: dict[str, list[LeftOut]] = {}
    for each in left:
        kinds.setdefault(each.code, []).append(each)
    for code, parts in kinds.items():
        books.leave_words(code, "\n".join(part.words for part in parts))
        # Copies of notes are no loss.
        if code != "note-copy":
            warn_of_prose((part.prose for part in parts), books)


def _warn_of_embeds(body: Tag, books: Ledger) -> None:
    embeds = body.find_all(_EMBEDS)
    addresses = [named(tag, "src") or named(tag, "data") for tag in embeds]
    if embeds:
        told = ", ".join(dict.fromkeys(filter(None, addresses)))
        books.warn("embeds-left-out", count=len(embeds), addresses=told[:500])
    for tag in embeds:
        tag.decompose()


def _visible(body: Tag) -> str:
    """The words of a page; an element parts words unless it may stand within one."""
    pieces: list[str] = []
    for node in body.descendants:
        if isinstance(node, Tag):
            pieces.append("" if _is_within_word(node) else " ")
        elif isinstance(node, NavigableString):
            if isinstance(node, PreformattedString):
                continue
            pieces.append(str(node))
            around = node.parent
            is_last = around is not None and node.next_sibling is None
            pieces.append(" " if is_last and not _is_smooth(around) else "")
    return "".join(pieces)


def _is_smooth(tag: Tag | None) -> bool:
    """Whether what ends here and what follows may be one word."""
    while tag is not None and _is_within_word(tag):
        if tag.next_sibling is not None:
            return True
        tag = tag.parent
    return False


def _is_within_word(tag: Tag) -> bool:
    """Whether an element may begin within a word; raised digits and letters do not."""
    if tag.name in ("sup", "sub"):
        text = tag.get_text().strip()
        return len(text) > 1 and text.isalpha()
    return tag.name in _SMOOTH
