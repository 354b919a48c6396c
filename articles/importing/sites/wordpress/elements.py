"""The elements of an export as values."""

from collections.abc import Iterator
from typing import IO
from xml.etree.ElementTree import Element

from .identity import moment_of
from .stream import elements
from .values import Channel, Item, Remark, Term, User

_TERMS = {
    "wp_category": ("category", "category_nicename", "cat_name", "category"),
    "wp_tag": ("post_tag", "tag_slug", "tag_name", "tag"),
    "wp_term": ("", "term_slug", "term_name", "term"),
}


def read(stream: IO[bytes], channel: Channel) -> Iterator[Item]:
    """Fill the head as it is read, and yield the items one by one.

    Raises stream.Broken and BadSite.
    """
    number = 0
    for element in elements(stream):
        if element.tag == "item":
            number += 1
            yield _item(element, number)
        else:
            _fill(channel, element)


def _fill(channel: Channel, element: Element) -> None:
    text = (element.text or "").strip()
    if element.tag == "wp_wxr_version":
        channel.version = text
    elif element.tag == "wp_base_blog_url" or (
        element.tag == "link" and not channel.link
    ):
        channel.link = text
    elif element.tag == "language":
        channel.language = text
    elif element.tag == "wp_author":
        user = _user(element)
        channel.users[user.login] = user
    elif element.tag in _TERMS:
        term = _term(element)
        channel.terms[term.domain, term.nicename] = term


def _user(element: Element) -> User:
    def part(name: str) -> str:
        return _text(element, f"wp_author_{name}")

    return User(
        id=part("id"),
        login=part("login"),
        display_name=part("display_name"),
        first_name=part("first_name"),
        last_name=part("last_name"),
    )


def _term(element: Element) -> Term:
    domain, nicename, name, stem = _TERMS[element.tag]
    return Term(
        domain=domain or _text(element, "wp_term_taxonomy"),
        nicename=_text(element, f"wp_{nicename}"),
        name=_text(element, f"wp_{name}"),
        parent=_text(element, f"wp_{stem}_parent"),
        description=_text(element, f"wp_{stem}_description"),
        id=_text(element, "wp_term_id"),
    )


def _item(element: Element, number: int) -> Item:
    def part(name: str) -> str:
        return _text(element, name)

    metas = [*map(_meta, element.iterfind("wp_postmeta"))]
    return Item(
        number=number,
        id=part("wp_post_id"),
        type=part("wp_post_type") or "post",
        status=part("wp_status"),
        title=part("title"),
        link=part("link"),
        guid=part("guid"),
        creator=part("dc_creator"),
        content=element.findtext("content_encoded") or "",
        excerpt=part("excerpt_encoded"),
        name=part("wp_post_name"),
        parent=part("wp_post_parent"),
        date=part("wp_post_date"),
        date_gmt=part("wp_post_date_gmt"),
        pub_date=part("pubDate"),
        modified_gmt=part("wp_post_modified_gmt"),
        password=part("wp_post_password"),
        comment_status=part("wp_comment_status"),
        attachment_url=part("wp_attachment_url"),
        terms=tuple(map(_term_of_item, element.iterfind("category"))),
        meta=dict(metas),
        old_slugs=tuple(value for name, value in metas if name == "_wp_old_slug"),
        comments=tuple(map(_comment, element.iterfind("wp_comment"))),
    )


def _term_of_item(element: Element) -> Term:
    return Term(
        domain=element.get("domain", ""),
        nicename=element.get("nicename", ""),
        name=(element.text or "").strip(),
    )


def _meta(element: Element) -> tuple[str, str]:
    return _text(element, "wp_meta_key"), element.findtext("wp_meta_value") or ""


def _comment(element: Element) -> Remark:
    def part(name: str) -> str:
        return _text(element, f"wp_comment_{name}")

    return Remark(
        id=part("id"),
        author=part("author"),
        email=part("author_email"),
        date=next(filter(moment_of, (part("date_gmt"), part("date"))), ""),
        text=part("content"),
        approved=part("approved"),
        type=part("type"),
        parent=part("parent"),
        user_id=part("user_id"),
    )


def _text(element: Element, name: str) -> str:
    return (element.findtext(name) or "").strip()
