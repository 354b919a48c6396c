"""The table of what travels: each kind of record, its columns, and what stays and why.

A test compares it with the models, so that a new column or table cannot be forgotten.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from django.db import models

from articles.content import NOTE_FIELDS, fields_of
from articles.models import (
    Address,
    Article,
    Attachment,
    Author,
    Block,
    Byline,
    Comment,
    Correction,
    Disclaimer,
    Endnote,
    FrontPage,
    Institution,
    MenuItem,
    Page,
    Picture,
    Spelling,
    Topic,
)

KEY = "another database counts anew"
ORDER = "the order of the list says it"
PARENT = "the record they stand in says it"
MADE = "made of the source on the other side"
USER = "users never travel"
LINES = "lines of their own"
FILES = "told under “files”"
OLD = "what was before stays where it was"
HIDDEN = "secret, or a visitor's address"
# Of an article: rows of their own, and what names other articles.
APART = {"authors", "bylines", "endnotes", "see_also"}
# Tables of which nothing travels.
STAYING = {
    "CitedSource": MADE,
    "Counter": "counts of limits",
    "Decision": "what was done in one database, by its users",
    "Demonstration": "what one database can be rid of",
    "Edition": "counts the changes of one database",
    "Incoming": "on its way to becoming an article, and its owner's alone",
    "Merge": "undone where it was done",
    "Outbox": "mail is sent once",
    "Preview": HIDDEN,
    "Revision": OLD,
    "SearchEntry": MADE,
    "SiteIdentity": "tells one database from another",
    "Spent": "answered sums",
    "User": USER,
}


@dataclass(frozen=True, slots=True)
class Rows:
    """Rows written with their record, as a list under the name of the relation.

    ``key`` is the column that tells a row from the others of its record, if one does.
    """

    name: str
    parent: str
    model: type[models.Model]
    columns: tuple[str, ...]
    left_out: Mapping[str, str]
    key: str = ""


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of record. ``key`` are the columns by which it is found again.

    ``refers_by`` is the column by which others name it, and ``with_emails`` are those
    that leave only where that is asked for.
    """

    name: str
    model: type[models.Model]
    key: tuple[str, ...]
    columns: tuple[str, ...]
    left_out: Mapping[str, str]
    rows: tuple[Rows, ...] = ()
    refers_by: str = "uid"
    with_emails: frozenset[str] = frozenset()


INSTITUTION = Kind(
    "institution",
    Institution,
    (),
    (
        "name", "short_name", "tagline", "postal_address", "email", "disclaimer",
        "statement", "licence_name", "licence_url", "translated",
    ),
    {"id": "there is one row"},
)  # fmt: skip


DISCLAIMER = Kind(
    "disclaimer",
    Disclaimer,
    ("name",),
    ("name", "text", "translated"),
    {"id": KEY, "articles": LINES},
    refers_by="name",
)


TOPIC = Kind(
    "topic",
    Topic,
    ("uid",),
    ("uid", "axis", "name", "slug", "scope_note", "translated"),
    {"id": KEY, "articles": LINES},
)


PICTURE = Kind(
    "picture",
    Picture,
    ("uid",),
    ("uid", "alt", "is_decoration", "caption", "credit", "uploaded_at"),
    {
        "id": KEY,
        "file": FILES,
        "renditions": FILES,
        "width": FILES,
        "height": FILES,
    },
)


AUTHOR = Kind(
    "author",
    Author,
    ("uid",),
    (
        "uid", "honorific", "given_names", "family_name", "display_name", "slug",
        "role", "affiliation", "biography", "photograph", "orcid", "links",
        "is_organisation", "is_present", "translated",
    ),
    {"id": KEY, "user": USER, "articles": LINES, "bylines": LINES},
)  # fmt: skip


PAGE = Kind(
    "page",
    Page,
    ("slug", "language"),
    ("title", "slug", "language", "source", "changed_at"),
    {"id": KEY, "html": MADE},
)


SPELLING = Kind("spelling", Spelling, ("words",), ("words",), {"id": KEY})


BYLINES = Rows(
    "bylines",
    "article",
    Byline,
    ("author", "role", "affiliation"),
    {"id": KEY, "article": PARENT, "position": ORDER},
    "author",
)


ENDNOTES = Rows(
    "endnotes",
    "article",
    Endnote,
    NOTE_FIELDS,
    {"id": KEY, "article": PARENT, "position": ORDER},
    "label",
)


CORRECTIONS = Rows(
    "corrections",
    "article",
    Correction,
    ("at", "level", "text"),
    {"id": KEY, "article": PARENT},
)


ARTICLE = Kind(
    "article",
    Article,
    ("uid",),
    (
        "uid",
        *(
            name
            for field in fields_of("content", "import", "record", "state")
            for name in field.columns or [field.name]
            if name not in APART
        ),
    ),
    {
        "id": KEY,
        "see_also": "lines called “related”, behind all articles",
        "authors": "told under “bylines”",
        "owner": USER,
        "version": "counts the saves in one database",
        **{field.name: MADE for field in fields_of("derived")},
        "cited_sources": MADE,
        "search_entry": MADE,
        "revisions": OLD,
        "attachments": LINES,
        "drafts": LINES,
        "comments": LINES,
        "addresses": LINES,
        "previews": HIDDEN,
    },
    (BYLINES, ENDNOTES, CORRECTIONS),
)


# Articles name one another in any direction, so this comes when all are there.
RELATED = Kind("related", Article, ("uid",), ("uid", "see_also"), {})


ATTACHMENT = Kind(
    "attachment",
    Attachment,
    ("uid",),
    ("uid", "article", "kind", "title", "position", "uploaded_at"),
    {"id": KEY, "file": FILES, "size": FILES},
)


COMMENT = Kind(
    "comment",
    Comment,
    ("uid",),
    (
        "uid", "article", "in_reply_to", "name", "email", "text", "state",
        "is_by_author", "decided_by_name", "decided_at", "reason", "reference",
        "suspicions", "queue_rank", "created_at",
    ),
    {
        "id": KEY,
        "decided_by": USER,
        "key": HIDDEN,
        "nonce": HIDDEN,
        "sender": HIDDEN,
        "network": HIDDEN,
        "ip": HIDDEN,
        "replies": LINES,
    },
    with_emails=frozenset({"email"}),
)  # fmt: skip


BLOCKS = Rows(
    "blocks",
    "front_page",
    Block,
    ("kind", "topic", "heading", "most"),
    {"id": KEY, "front_page": PARENT, "position": ORDER},
)


MENU = Rows(
    "menu",
    "front_page",
    MenuItem,
    ("label", "leads_to"),
    {"id": KEY, "front_page": PARENT, "position": ORDER},
)


FRONT_PAGE = Kind(
    "front page",
    FrontPage,
    ("language",),
    (
        "language", "announcement", "announcement_leads_to", "announced_from",
        "announced_until",
    ),
    {"id": KEY},
    (BLOCKS, MENU),
)  # fmt: skip


ADDRESS = Kind(
    "address",
    Address,
    ("path",),
    ("path", "article", "leads_to", "is_gone"),
    {"id": KEY},
)


# In the order of the file: each after all that it names.
KINDS = {
    kind.name: kind
    for kind in (
        INSTITUTION,
        DISCLAIMER,
        TOPIC,
        PICTURE,
        AUTHOR,
        PAGE,
        SPELLING,
        ARTICLE,
        RELATED,
        ATTACHMENT,
        COMMENT,
        FRONT_PAGE,
        ADDRESS,
    )
}


NAMED_BY: dict[type[models.Model], str] = {
    kind.model: kind.refers_by for kind in KINDS.values()
}
