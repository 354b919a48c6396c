"""Categories, tags and what plugins make of them, as topics of ours."""

from collections.abc import Iterable

from .content import read_plain
from .identity import Identity, slug_of
from .values import Channel, Item, Term

AXES = {
    "category": "topic",
    "post_tag": "topic",
    "tag": "topic",
    "topic": "topic",
    "topics": "topic",
    "theme": "topic",
    "themes": "topic",
    "issue": "topic",
    "issues": "topic",
    "region": "region",
    "regions": "region",
    "country": "region",
    "countries": "region",
    "programme": "programme",
    "programmes": "programme",
    "program": "programme",
    "programs": "programme",
    "series": "series",
}
DEEPEST = 10
# Of WordPress's own making, or of no use to a reader; told nobody.
_SILENT = {
    "author", "language", "post_format", "post_translations", "nav_menu",
    "wp_theme", "wp_template_part_area",
}  # fmt: skip
_NO_TOPIC = {"uncategorized", "uncategorised"}


def topics_of(
    item: Item, channel: Channel, identity: Identity
) -> tuple[list[dict[str, object]], list[str]]:
    """Return the lines of a post's topics, and remarks on what has no place here."""
    topics: dict[object, dict[str, object]] = {}
    strange: list[str] = []
    for term in item.terms:
        axis = AXES.get(term.domain)
        if axis and slug_of(term.nicename) not in _NO_TOPIC:
            line = topic(axis, term, channel, identity)
            topics[line["uid"]] = line
        elif term.domain and not axis and term.domain not in _SILENT:
            strange.append(f"{term.domain}: {term.name}"[:80])
    remarks = [f"Terms without a place here: {'; '.join(strange)}."] if strange else []
    return list(topics.values()), remarks


def topic(
    axis: str, term: Term, channel: Channel, identity: Identity
) -> dict[str, object]:
    """Return the line of one topic; a tag and a category of one name are one."""
    slug = slug_of(term.nicename or term.name) or "topic"
    known = channel.terms.get((term.domain, term.nicename), term)
    name = " ".join(read_plain(term.name or known.name).split())
    line: dict[str, object] = {
        "record": "topic",
        "uid": identity.uid("topic", f"{axis} {slug}"),
        "axis": axis,
        "name": (name or term.nicename)[:120],
        "slug": slug,
    }
    if known.description:
        line["scope_note"] = read_plain(known.description)
    return line


def archives(
    terms: Iterable[Term], channel: Channel, identity: Identity
) -> list[tuple[str, str]]:
    """Return the paths of the terms' archives, each with the uid of its topic."""
    paths = []
    for term in terms:
        axis = AXES.get(term.domain)
        slug = slug_of(term.nicename or term.name) or "topic"
        if not axis or slug in _NO_TOPIC:
            continue
        uid = identity.uid("topic", f"{axis} {slug}")
        stem = {"category": "category", "post_tag": "tag"}.get(term.domain, term.domain)
        base = f"{identity.base}/{stem}"
        paths.append((f"{base}/{term.nicename}/", uid))
        known = channel.terms.get((term.domain, term.nicename))
        paths += ((f"{base}/{path}/", uid) for path in _beneath(known, channel))
        if known and known.id and term.domain == "category":
            paths.append((f"{identity.base}/?cat={known.id}", uid))
    return paths


def _beneath(term: Term | None, channel: Channel) -> list[str]:
    """Return a term's paths beneath the terms above it, the nearest first."""
    paths: list[str] = []
    path = term.nicename if term else ""
    while term and term.parent and len(paths) < DEEPEST:
        path = f"{term.parent}/{path}"
        paths.append(path)
        term = channel.terms.get((term.domain, term.parent))
    return paths


def language_of(item: Item) -> str:
    """Return the language that a plugin gave a post, or ""."""
    for term in item.terms:
        if term.domain == "language":
            return term.nicename.lower()[:2]
    return ""
