"""Comments, each behind the one that it answers."""

import re
from collections.abc import Iterator, Sequence

from articles.importing.sites.values import Entry, LeftOut, Line

from .content import LONGEST, read_plain
from .identity import Identity, moment_of
from .people import is_author
from .values import Channel, Item, Remark

STATES = {
    "1": "approved",
    "approve": "approved",
    "0": "waiting",
    "hold": "waiting",
    "": "waiting",
    "spam": "spam",
    "trash": "declined",
    "post-trashed": "declined",
}
_MAIL = re.compile(r"[^@\s<>\",;]{1,64}@[A-Za-z0-9-]{1,63}(?:\.[A-Za-z0-9-]{1,63})+")


def comments_of(item: Item, channel: Channel, identity: Identity) -> Iterator[Entry]:
    """Yield the comments of a post; pingbacks and empty ones are left out and told."""
    uid = identity.uid("post", item.id or item.guid)
    known = {each.id for each in item.comments if each.type in {"", "comment"}}
    for remark in parents_first(item.comments):
        title = f"{remark.author} on {item.title}"[:80]
        if remark.type not in {"", "comment"}:
            why = f"A {remark.type[:40]} is no reader's comment."
            yield LeftOut(item.number, "comment", title, why)
            continue
        text = read_plain(remark.text[:LONGEST])
        if not text:
            yield LeftOut(item.number, "comment", title, "It has no text.")
            continue
        parent = remark.parent if remark.parent in known else ""
        parent = "" if parent == remark.id else parent
        line = comment(remark, text, item, channel, identity)
        answers = identity.uid("comment", parent) if parent else None
        fields = {**line.fields, "article": uid, "in_reply_to": answers}
        yield Line(line.number, fields, line.remarks)


def comments_left_out(item: Item) -> Iterator[LeftOut]:
    """Yield what readers wrote under what nobody can comment on here."""
    for remark in item.comments:
        title = f"{remark.author} on {item.title}"[:80]
        why = "Only articles have comments here."
        yield LeftOut(item.number, "comment", title, why)


def comment(
    remark: Remark, text: str, item: Item, channel: Channel, identity: Identity
) -> Line:
    """Return one comment as a line of ours, without what it belongs to."""
    remarks = []
    has_mail = len(remark.email) <= 254 and _MAIL.fullmatch(remark.email)
    if remark.email and not has_mail:
        remarks.append("Its e-mail address is none, and was left out.")
    if remark.approved not in STATES:
        remarks.append(f"Its state “{remark.approved[:20]}” is not known; it waits.")
    fields = {
        "record": "comment",
        "uid": identity.uid("comment", remark.id),
        "name": " ".join(read_plain(remark.author[:1000]).split())[:100] or "Anonymous",
        "email": remark.email if has_mail else "",
        "text": text,
        "state": STATES.get(remark.approved, "waiting"),
        "is_by_author": is_author(remark.user_id, item, channel),
    }
    moment = moment_of(remark.date) or moment_of(item.date_gmt, item.date)
    if moment:
        fields["created_at"] = moment.isoformat()
    return Line(item.number, fields, tuple(remarks))


def parents_first(remarks: Sequence[Remark]) -> Iterator[Remark]:
    """Put each behind its parent; in a circle, the first one has to go before."""
    waiting: dict[str, Remark] = {}
    twins = []
    for remark in remarks:
        if waiting.setdefault(remark.id, remark) is not remark:
            twins.append(remark)
    for remark in list(waiting.values()):
        chain = []
        found = waiting.pop(remark.id, None)
        while found:
            chain.append(found)
            found = waiting.pop(found.parent, None)
        yield from reversed(chain)
    yield from twins
