"""The rules of Atom that a feed of ours could break, by the validator's own names."""

import re
from datetime import datetime
from urllib.parse import urlsplit
from xml.etree import ElementTree

from bs4 import BeautifulSoup
from defusedxml.ElementTree import fromstring

ATOM = "{http://www.w3.org/2005/Atom}"
LANG = "{http://www.w3.org/XML/1998/namespace}lang"
ONCE = {"id", "title", "updated", "published", "content", "rights", "subtitle"}
ONCE |= {"summary", "logo", "icon", "generator", "source"}
KNOWN = ONCE | {"author", "category", "contributor", "entry", "link"}
OF_PERSON = {"name", "uri", "email"}
ADDRESSES = ("href", "src", "scheme")
RISKS = {"script", "object", "embed", "iframe", "meta", "bogus"}
TEXTS = {"title", "subtitle", "summary", "rights"}
RFC3339 = re.compile(
    r"\d{4}-\d\d-\d\d(T)\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)", re.ASCII
)
TAG = re.compile(
    r"tag:([\w.-]+@)?[A-Za-z0-9.-]+,\d{4}(-\d\d(-\d\d)?)?:[^\s]*", re.ASCII
)
URN = re.compile(r"urn:[A-Za-z0-9][A-Za-z0-9-]{1,31}:\S+")
MIME = re.compile(r"[a-z]+/[\w.+-]+(;.*)?", re.IGNORECASE)
LANGUAGE = re.compile(r"[A-Za-z]{1,8}(-[A-Za-z0-9]{1,8})*")
MAIL = re.compile(r"[^\s@<>()]+@[^\s@<>()]+\.[^\s@<>()]+")


def broken(document):
    """Return the names of the rules that this Atom document breaks."""
    try:
        root = fromstring(document)
    except ElementTree.ParseError:
        return {"SAXError"}
    if root.tag == "feed":
        return {"MissingNamespace"}
    if root.tag != f"{ATOM}feed":
        local = root.tag.rpartition("}")[2]
        return {"InvalidNamespace" if local == "feed" else "UndefinedElement"}
    entries = root.findall(f"{ATOM}entry")
    return {
        *of_feed(root, entries),
        *(code for entry in entries for code in of_entry(entry)),
        *(code for element in root.iter() for code in of_any(element)),
    }


def of_feed(feed, entries):
    yield from of_both(feed)
    ids = [entry.findtext(f"{ATOM}id") for entry in entries]
    if len(set(ids)) < len(ids):
        yield "DuplicateEntries"
    has_author = [one.find(f"{ATOM}author") is not None for one in (feed, *entries)]
    if not has_author[0] and not all(has_author[1:]):
        yield "MissingElement"
    for name in ("author", "contributor"):
        for person in feed.iter(f"{ATOM}{name}"):
            yield from of_person(person)


def of_entry(entry):
    yield from of_both(entry)
    content, summary = entry.find(f"{ATOM}content"), entry.find(f"{ATOM}summary")
    rels = {link.get("rel", "alternate") for link in entry.findall(f"{ATOM}link")}
    if content is None and "alternate" not in rels:
        yield "MissingContentOrAlternate"
    if content is None and summary is None:
        yield "MissingTextualContent"


def of_both(parent):
    names = [child.tag.removeprefix(ATOM) for child in parent]
    for name in ("id", "title", "updated"):
        if name not in names:
            yield "MissingElement"
    for name in ONCE:
        if names.count(name) > 1:
            yield "DuplicateElement"
    for name in names:
        if "}" not in name and name not in KNOWN:
            yield "UndefinedElement"
    links = [
        tuple(link.get(key, "") for key in ("rel", "type", "hreflang"))
        for link in parent.findall(f"{ATOM}link")
        if link.get("rel", "alternate") == "alternate"
    ]
    if len({(rel or "alternate", *rest) for rel, *rest in links}) < len(links):
        yield "DuplicateAtomLink"


def of_person(person):
    names = [child.tag.removeprefix(ATOM) for child in person]
    if any(names.count(name) > 1 for name in OF_PERSON):
        yield "DuplicateElement"
    if re.search(r"<\w|&\w+;", person.findtext(f"{ATOM}name") or ""):
        yield "ContainsHTML"
    mail = person.findtext(f"{ATOM}email")
    if mail is not None and not MAIL.fullmatch(mail):
        yield "InvalidContact"


def of_any(element):
    name, text = element.tag.removeprefix(ATOM), element.text or ""
    if name in {"updated", "published"} and not is_moment(text):
        yield "InvalidRFC3339Date"
    if name == "id":
        yield from of_id(text)
    if name in {*TEXTS, "content"}:
        yield from of_text(element, name, text)
    if name == "link":
        yield from of_link(element)
    yield from of_attributes(element)
    if name == "generator" and len(element):
        yield "UndefinedElement"


def of_text(element, name, text):
    yield from of_html(ElementTree.tostring(element, encoding="unicode"))
    yield from of_html(text)
    kind = element.get("type")
    if kind == "":
        yield "AttrNotBlank"
    elif name in TEXTS and kind not in {None, "text", "html", "xhtml"}:
        yield "InvalidTextType" if MIME.fullmatch(kind) else "InvalidMIMEType"
    if (
        name in {"title", "subtitle", "rights"}
        and not text.strip()
        and not len(element)
    ):
        yield "NotBlank"


def of_attributes(element):
    if any(re.search(r"[\s<>]", element.get(key, "")) for key in ADDRESSES):
        yield "InvalidUriChar"
    for value in (element.get(LANG), element.get("hreflang")):
        if value is not None and not LANGUAGE.fullmatch(value):
            yield "InvalidLanguage"


def of_id(text):
    if not text.strip():
        yield "NotBlank"
    elif text != text.strip():
        yield "UnexpectedWhitespace"
    text = text.strip()
    if text.startswith("tag:") and not TAG.fullmatch(text):
        yield "InvalidTAG"
    elif text.startswith("urn:") and not URN.fullmatch(text):
        yield "InvalidURN"
    elif not text or not urlsplit(text).scheme:
        yield "InvalidFullLink"


def of_link(link):
    if link.get("href") is None:
        yield "MissingHref"
    if link.get("rel") == "":
        yield "AttrNotBlank"
    kind = link.get("type")
    if kind is not None and not MIME.fullmatch(kind):
        yield "InvalidMIMEType"


def of_html(html):
    # The comment keeps ".xml" alone from being taken for the name of a file.
    for tag in BeautifulSoup(f"<!---->{html}", "html.parser").find_all():
        is_handler = any(name.startswith("on") for name in tag.attrs)
        if is_handler or tag.name.rpartition(":")[2] in RISKS:
            yield "SecurityRisk"
        if tag.has_attr("style"):
            yield "DangerousStyleAttr"


def is_moment(text):
    if not RFC3339.fullmatch(text):
        return False
    try:
        datetime.fromisoformat(text)
    except ValueError:
        return False
    return True
