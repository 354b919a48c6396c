"""Where machines find what belongs to an article: Signposting, RFC 8288 and RFC 9264."""

import json
from dataclasses import dataclass
from urllib.parse import quote

from articles.exporting.metadata.structured_data import TYPES

from .citation import Citation
from .formats import FORMATS

LINKSET = "linkset.json"
LINKSET_TYPE = "application/linkset+json"
PDF = "application/pdf"
SCHEMA = "https://schema.org/"
# Servers in front allow the headers of an answer few kilobytes; the link set names all.
MOST_AUTHORS = 12
# What an address may hold besides letters and digits (RFC 3986).
KEPT = "-._~:/?#[]@!$&'()*+,;=%"


@dataclass(frozen=True, slots=True)
class Link:
    """One typed link from the article's page; ``kind`` is the media type of its end."""

    rel: str
    address: str
    kind: str = ""


def links_of(citation: Citation) -> list[Link]:
    """Return all links, in the order of Signposting's own examples."""
    licence = citation.licence
    is_address = licence.startswith(("http://", "https://"))
    authors = [person.url for person in citation.people if person.url]
    links = [
        Link("cite-as", citation.lasting_address),
        *(Link("author", address, "text/html") for address in authors),
        *(
            Link("describedby", f"{citation.address}cite.{suffix}", made.content_type)
            for suffix, made in FORMATS.items()
        ),
        Link("item", citation.pdf_address, PDF),
        Link("license", licence if is_address else ""),
        *(Link("type", f"{SCHEMA}{name}") for name in types_of(citation)),
    ]
    return [link for link in links if link.address]


def types_of(citation: Citation) -> list[str]:
    return TYPES.get(citation.kind, ["Article"])


def to_link_header(citation: Citation) -> str:
    """Return the value of the Link header: ASCII, on one line.

    Of many authors it names none, since the link set that it leads to names them all.
    """
    links = links_of(citation)
    if sum(link.rel == "author" for link in links) > MOST_AUTHORS:
        links = [link for link in links if link.rel != "author"]
    links.append(Link("linkset", f"{citation.address}{LINKSET}", LINKSET_TYPE))
    return ", ".join(_in_header(link) for link in links)


def to_linkset(citation: Citation) -> str:
    """Return the links of the page and, back to it, of the files beside it, as JSON."""
    links = links_of(citation)
    own: dict[str, object] = {"anchor": _uri(citation.address)}
    for rel in dict.fromkeys(link.rel for link in links):
        own[rel] = [_target(link) for link in links if link.rel == rel]
    page = [_target(Link("", citation.address, "text/html"))]
    back = {"describedby": "describes", "item": "collection"}
    others = [
        {"anchor": _uri(link.address), back[link.rel]: page}
        for link in links
        if link.rel in back
    ]
    return json.dumps({"linkset": [own, *others]}, separators=(",", ":"))


def _target(link: Link) -> dict[str, str]:
    target = {"href": _uri(link.address)}
    return target | {"type": link.kind} if link.kind else target


def _in_header(link: Link) -> str:
    kind = f'; type="{link.kind}"' if link.kind else ""
    return f'<{_uri(link.address)}>; rel="{link.rel}"{kind}'


def _uri(address: str) -> str:
    """Return the address in ASCII; nothing in it can end it or the header's line."""
    return quote(address, safe=KEPT, errors="replace")
