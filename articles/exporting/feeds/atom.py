"""A feed as Atom 1.0 (RFC 4287), with replies as RFC 4685 and licences as RFC 4946."""

from xml.etree.ElementTree import Element, SubElement, tostring

from articles.exporting.escaping import xml_moment, xml_text
from articles.exporting.people import Person

from .feed import Channel, Entry

ATOM = "http://www.w3.org/2005/Atom"
THREADS = "http://purl.org/syndication/thread/1.0"
TYPE = "application/atom+xml"
HTML = "text/html"


def to_atom(channel: Channel) -> bytes:
    """Return the whole document; equal channels give equal bytes."""
    feed = Element("feed", {"xmlns": ATOM, "xmlns:thr": THREADS})
    feed.set("xml:lang", channel.language)
    _add(feed, "id", channel.feed_address)
    _add(feed, "title", channel.title)
    _add(feed, "subtitle", channel.description)
    _add(feed, "updated", xml_moment(channel.updated_at))
    _link(feed, "self", channel.feed_address, TYPE)
    _link(feed, "alternate", channel.address, HTML)
    for address, kind in channel.twins:
        _link(feed, "alternate", address, kind)
    _person(feed, Person(channel.site_name, url=channel.site_address))
    _add(feed, "rights", channel.rights)
    if channel.licence:
        _link(feed, "license", channel.licence)
    for entry in channel.entries:
        _entry(SubElement(feed, "entry"), entry, channel)
    document: bytes = tostring(feed, encoding="utf-8", xml_declaration=True)
    return document


def _entry(parent: Element, entry: Entry, channel: Channel) -> None:
    if entry.language != channel.language:
        parent.set("xml:lang", entry.language)
    _add(parent, "id", entry.urn)
    _add(parent, "title", entry.title)
    if entry.published_at:
        _add(parent, "published", xml_moment(entry.published_at))
    _add(parent, "updated", xml_moment(entry.updated_at))
    _link(parent, "alternate", entry.address, HTML)
    if entry.comments:
        _link(parent, "replies", entry.comments, TYPE)
    if entry.replies_to:
        ref, href = entry.replies_to.uid.urn, xml_text(entry.replies_to.address)
        told = {"ref": ref, "href": href, "type": HTML}
        SubElement(parent, "thr:in-reply-to", told)
    for person in entry.people:
        _person(parent, person)
    for subject in entry.subjects:
        SubElement(parent, "category", term=xml_text(subject))
    _add(parent, "summary", entry.summary)
    _add(parent, "content", entry.html, type="html")


def _person(parent: Element, person: Person) -> None:
    author = SubElement(parent, "author")
    _add(author, "name", person.plain_name)
    _add(author, "uri", person.url)


def _link(parent: Element, rel: str, address: str, kind: str = "") -> None:
    link = SubElement(parent, "link", rel=rel, href=xml_text(address))
    if kind:
        link.set("type", kind)


def _add(parent: Element, tag: str, text: str, **attributes: str) -> None:
    """Add an element with this text; one without any is left out."""
    if text:
        SubElement(parent, tag, attributes).text = xml_text(text)
