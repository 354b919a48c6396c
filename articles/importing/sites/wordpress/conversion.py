"""An export, item by item, as entries of our own format."""

from collections.abc import Iterator, Mapping

from articles.importing.sites.values import Entry, Fault, LeftOut, Line
from articles.importing.writing.addresses import path_of

from .comments import comments_left_out, comments_of
from .content import LONGEST, MOST_TAGS, TooLong
from .identity import old_paths, slug_of
from .people import byline_of
from .pictures import Pictures
from .posts import LONGEST_PAGE_SLUG, article, page, read_item, uid_of
from .terms import archives, topics_of
from .values import INNER, OF_PLUGINS, Channel, Item


class Conversion:
    """Turns items into entries; people and topics come before the first who has them.

    ``pages`` are all pages by their numbers, learnt when the file is read at first.
    """

    def __init__(
        self,
        channel: Channel,
        pictures: Pictures,
        pages: dict[str, Item],
    ) -> None:
        self._channel = channel
        self._pictures = pictures
        self._identity = pictures.identity
        self._pages = pages
        self._told: set[object] = set()
        self._slugs: dict[tuple[str, str], str] = {}

    def entries(self, item: Item) -> Iterator[Entry]:
        """Yield what one item becomes."""
        try:
            if item.type in INNER or item.status == "auto-draft":
                why = "WordPress keeps it for itself."
                yield LeftOut(item.number, item.type[:40], item.title[:80], why)
            elif item.type in OF_PLUGINS:
                why = "A plugin keeps it for itself; it was no page of the site."
                yield LeftOut(item.number, item.type[:40], "", why)
            elif item.type == "attachment":
                yield from self._attachment(item)
                yield from comments_left_out(item)
            elif item.type == "page":
                yield from self._page(item)
                yield from comments_left_out(item)
            else:
                yield from self._article(item)
        except TooLong:
            title = item.title[:60]
            yield Fault(
                item.number,
                f"“{title}” has more than {LONGEST:,} characters or {MOST_TAGS:,} tags.",
            )

    def _article(self, item: Item) -> Iterator[Entry]:
        content = read_item(item, self._pictures)
        fields, remarks = article(item, content, self._channel, self._pictures)
        people = byline_of(item, self._channel, self._identity)
        topics, strange = topics_of(item, self._channel, self._identity)
        fields["bylines"] = [{"author": person["uid"]} for person in people]
        fields["topics"] = [topic["uid"] for topic in topics]
        yield from self._new(item, [*self._pictures.due, *people, *topics])
        self._pictures.due.clear()
        yield Line(item.number, fields, (*remarks, *strange))
        yield from comments_of(item, self._channel, self._identity)
        if fields["status"] == "published":
            yield from self._paths_of_article(item, str(fields.get("slug", "")))
        yield from self._archives(item, people)

    def _new(self, item: Item, lines: list[dict[str, object]]) -> Iterator[Entry]:
        """Yield the lines that have not been yielded before."""
        for line in lines:
            if line["uid"] not in self._told:
                self._told.add(line["uid"])
                yield Line(item.number, line)

    def _page(self, item: Item) -> Iterator[Entry]:
        if item.status != "publish" or item.password:
            told = f"Its state is “{item.status[:20]}”"
            told = "It was open with a password only" if item.password else told
            why = f"{told}, and pages here are public."
            yield LeftOut(item.number, "page", item.title[:80], why)
            return
        content = read_item(item, self._pictures)
        if not content.source.strip():
            yield LeftOut(item.number, "page", item.title[:80], "It has no text.")
            return
        slug = slug_of(item.name or item.title)[:LONGEST_PAGE_SLUG].strip("-")
        fields, remarks = page(item, content, self._channel, slug or f"page-{item.id}")
        fields["slug"] = self._free(item, fields)
        yield from self._new(item, self._pictures.due)
        self._pictures.due.clear()
        yield Line(item.number, fields, tuple(remarks))
        target = {"page": [fields["slug"], fields["language"]]}
        old = {path_of(item.link), f"{self._identity.base}/?page_id={item.id}"}
        old |= old_paths(item.link, item.name, item.old_slugs)
        yield from self._addresses(item, old - {f"/{fields['slug']}/"}, target)

    def _free(self, item: Item, fields: dict[str, object]) -> str:
        """Return a slug that no earlier page of the file has."""
        slug, language = str(fields["slug"]), str(fields["language"])
        parent = self._pages.get(item.parent)
        names = [slug]
        if parent:
            names.append(f"{slug_of(parent.name)[:30]}-{slug}"[:LONGEST_PAGE_SLUG])
        names.append(f"{slug[:40]}-{item.id}")
        for name in names:
            if self._slugs.setdefault((name, language), item.id) == item.id:
                return name
        return names[-1]

    def _attachment(self, item: Item) -> Iterator[Entry]:
        """Tell where a file is to be fetched; its own old page leads to its post."""
        self._pictures.take(item.attachment_url)
        yield from self._new(item, self._pictures.due)
        self._pictures.due.clear()
        address = item.attachment_url or item.guid
        why = "A file; nothing is fetched."
        yield LeftOut(item.number, "attachment", item.title[:80], why, address[:2000])

    def _paths_of_article(self, item: Item, slug: str) -> Iterator[Entry]:
        base = self._identity.base
        old = {path_of(item.link), f"{base}/?p={item.id}"}
        old |= old_paths(item.link, item.name, item.old_slugs)
        for file in self._pictures.files_of(item.id):
            old |= {path_of(file.link), f"{base}/?attachment_id={file.id}"}
        target = {"article": uid_of(item, self._identity)}
        yield from self._addresses(item, old - {f"/articles/{slug}/"}, target)

    def _archives(self, item: Item, people: list[dict[str, object]]) -> Iterator[Entry]:
        for path, uid in archives(item.terms, self._channel, self._identity):
            yield from self._addresses(item, {path}, {"topic": uid})
        user = self._channel.users.get(item.creator)
        uid = self._identity.uid("author", item.creator)
        if user and any(person["uid"] == uid for person in people):
            base = self._identity.base
            old = {f"{base}/author/{slug_of(user.login)}/"}
            old |= {f"{base}/?author={user.id}"} if user.id else set()
            yield from self._addresses(item, old, {"author": uid})

    def _addresses(
        self, item: Item, paths: set[str], target: Mapping[str, object]
    ) -> Iterator[Entry]:
        for path in sorted(paths - {"", "/"}):
            if ("path", path) not in self._told and len(path) <= 500:
                self._told.add(("path", path))
                yield Line(item.number, {"record": "address", "path": path, **target})
