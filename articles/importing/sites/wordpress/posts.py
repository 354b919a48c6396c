"""Posts and pages of an export, and the blocks they are made of."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import partial
from typing import Any

from articles.importing.manuscript import KINDS
from articles.importing.understanding.finishing import (
    language_of as language_by_letters,
)

from .content import Content, read_content, read_plain
from .identity import LAST_YEAR, Identity, day_of, moment_of, slug_of
from .pictures import Pictures
from .terms import language_of
from .values import Channel, Item, has_own_page

MOST_USED = 100
DEEPEST = 3
LONGEST_USED = 1_000_000
_START, _END = "<!-- wp:", "-->"
_NAME = re.compile(r"[a-z][\w/-]{0,80}")
_NUMBER = re.compile(r"\"ref\"\s{0,9}:\s{0,9}(\d{1,20})")
# What has no words that a reader of the page could have read.
_SILENT = {"footnotes", "more", "nextpage", "spacer", "separator"}
Fields = dict[str, Any]
LANGUAGES = ("en", "hi")
STATES = {"publish": "published", "future": "published", "pending": "in_review"}
LONGEST_TITLE, LONGEST_PAGE_TITLE, LONGEST_PAGE_SLUG = 300, 120, 60


@dataclass(slots=True)
class Whole:
    """A text with the blocks it uses put in, and the names of those that are not here."""

    text: str
    absent: list[str] = field(default_factory=list)


def put_in_blocks(text: str, blocks: Mapping[str, str]) -> Whole:
    """Put in the texts that are used again; ``blocks`` holds them by their numbers."""
    whole = Whole(text)
    for _depth in range(DEEPEST):
        found = _once(whole.text, blocks)
        if found == whole.text:
            break
        whole.text = found
    for _start, _end, name, _number in _closed(whole.text):
        if name not in _SILENT:
            whole.absent.append(name)
    return whole


def _once(text: str, blocks: Mapping[str, str]) -> str:
    parts: list[str] = []
    position = used = length = 0
    for start, end, name, number in _closed(text):
        inner = blocks.get(number, "") if name == "block" else ""
        used, length = used + bool(inner), length + len(inner)
        if inner and used <= MOST_USED and length <= LONGEST_USED:
            parts += (text[position:start], inner)
            position = end
    return "".join((*parts, text[position:]))


def _closed(text: str) -> Iterator[tuple[int, int, str, str]]:
    """Yield the blocks that close at once: start, end, name, number of what they use."""
    position = 0
    while (start := text.find(_START, position)) >= 0:
        close = text.find(_END, start)
        if close < 0:
            return
        position = close + len(_END)
        name = _NAME.match(text, start + len(_START))
        if name and text[close - 1] == "/":
            number = _NUMBER.search(text, start, close)
            yield start, position, name[0], number[1] if number else ""


def uid_of(item: Item, identity: Identity) -> str:
    return identity.uid("post", item.id or item.guid)


def read_item(item: Item, pictures: Pictures) -> Content:
    """Read the text of a post or a page. Raises content.TooLong."""
    whole = put_in_blocks(item.content, pictures.blocks)
    content = read_content(
        whole.text,
        item.meta.get("footnotes", ""),
        pictures.shown,
        shots=partial(pictures.shots, item.id),
    )
    if whole.absent:
        names = ", ".join(f"{name} {n}×" for name, n in Counter(whole.absent).items())
        told = f"Blocks whose words the old site kept elsewhere or made: {names[:300]}."
        content.remarks.append(told)
    return content


def title_of(item: Item, source: str) -> tuple[str, list[str]]:
    """Return a title, made of the text where there is none."""
    title = " ".join(read_plain(item.title).split())
    if not title:
        words = re.sub(r"[#*>\[\]^\\_`]", "", source).split()
        title = " ".join(words[:8]) or f"Untitled {item.id}".strip()
        return title[:LONGEST_TITLE], [f"It had no title; it is called “{title[:60]}”."]
    if len(title) > LONGEST_TITLE:
        return title[:LONGEST_TITLE], ["Its title was too long, and is cut."]
    return title, []


def article(
    item: Item, content: Content, channel: Channel, pictures: Pictures
) -> tuple[Fields, list[str]]:
    """Return the fields of an article, its people and topics apart, and remarks."""
    title, remarks = title_of(item, content.source)
    fields: Fields = {
        "record": "article",
        "uid": uid_of(item, pictures.identity),
        "title": title,
        "standfirst": read_plain(item.excerpt),
        "language": language(item, title, content.source),
        "source": content.source,
        "comments_are": "open" if item.comment_status == "open" else "closed",
        "endnotes": [
            {"label": label, "text": text, "state": "present" if text else "missing"}
            for label, text in content.notes.items()
        ],
    }
    if slug := slug_of(item.name):
        fields["slug"] = slug
    if kind := kind_of(item.type):
        fields["kind"] = kind
    if lead := pictures.lead(item):
        fields["lead_picture"] = lead
    state, told = state_of(item, content)
    return fields | state | dates(item, state), [*remarks, *told, *content.remarks]


def language(item: Item, *texts: str) -> str:
    """Return the language a plugin says, or else the one that the letters say."""
    told = language_of(item)
    return told if told in LANGUAGES else language_by_letters(*texts)


def kind_of(post_type: str) -> str:
    """Return the kind that a site's own type of post names, or ""."""
    words = post_type.lower().replace("-", " ").replace("_", " ").strip()
    for name in (words, words.removesuffix("s")):
        if name in KINDS:
            return name
    return ""


def state_of(item: Item, content: Content) -> tuple[Fields, list[str]]:
    """Return the state; what the public never saw, or has no text, is a draft."""
    status = STATES.get(item.status, "draft")
    remarks = []
    if item.status == "trash":
        moment = moment_of(item.modified_gmt, item.date_gmt, item.date, item.pub_date)
        stamp = moment.isoformat() if moment else "2000-01-01T00:00:00+00:00"
        return {"status": "draft", "binned_at": stamp}, []
    if status == "published" and item.password:
        status = "draft"
        remarks.append("It was open with a password only; it is a draft.")
    if status == "published" and not has_own_page(item.type, item.link):
        status = "draft"
        told = f"Nobody knows whether its type “{item.type[:40]}” was public"
        remarks.append(f"{told}; it is a draft.")
    if status == "published" and not content.source.strip():
        status = "draft"
        remarks.append("It has no text, and so is a draft.")
    moment = moment_of(item.date_gmt, item.pub_date, item.date)
    if status == "published" and moment is None:
        status = "draft"
        remarks.append("Its date is none, and so it is a draft.")
    fields: Fields = {"status": status}
    if status == "published" and moment:
        fields["published_at"] = moment.isoformat()
    return fields, remarks


def dates(item: Item, state: Fields) -> Fields:
    """Return the date on the article: the day that the author's own clock showed."""
    day = day_of(item.date) or day_of(item.date_gmt)
    changed = moment_of(item.modified_gmt)
    fields: Fields = {"changed_at": changed.isoformat()} if changed else {}
    if day is None or day.year >= LAST_YEAR:
        return fields | {"date_unknown": True, "dated": None}
    if "published_at" in state:
        fields |= {"dated": day.isoformat(), "date_unknown": False}
    return fields | {"listed_on": day.isoformat()}


def page(
    item: Item, content: Content, channel: Channel, slug: str
) -> tuple[Fields, list[str]]:
    """Return the fields of a page; its notes, if it has any, stand as a list."""
    title, remarks = title_of(item, content.source)
    if len(title) > LONGEST_PAGE_TITLE:
        title = title[:LONGEST_PAGE_TITLE]
        remarks.append("Its title was too long for a page, and is cut.")
    source = content.source
    if content.notes:
        source = with_list(source, content.notes)
        remarks.append("Pages here have no notes; its notes stand as a list.")
    fields = {
        "record": "page",
        "slug": slug,
        "language": language(item, title, source),
        "title": title,
        "source": source,
    }
    return fields, [*remarks, *content.remarks]


def with_list(source: str, notes: dict[str, str]) -> str:
    """Write markers as numbers in brackets, and the notes under the text."""
    plain = re.sub(r"\[\^(\d{1,3})\]", r"\\[\1\\]", source)
    listed = "\n".join(f"{label}. {text or '…'}" for label, text in notes.items())
    return f"{plain}\n\n***\n\n{listed}"
