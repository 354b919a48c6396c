"""A text parsed, with its pictures, links, headings, paragraphs and tables settled."""

from collections.abc import Mapping
from dataclasses import dataclass

from markdown_it.token import Token

from .anchors import anchor_paragraphs
from .figures import settle_figures
from .limits import check_length
from .links import settle_links
from .outline import settle_headings
from .parser import parse
from .plain import plain_text
from .slugs import UniqueIds
from .tables import settle_tables
from .values import Figure, Finding, Heading, Words


@dataclass(frozen=True, slots=True)
class Body:
    """The tokens of a text, its contents list and its plain text."""

    tokens: list[Token]
    outline: tuple[Heading, ...]
    plain: str


def read_body(
    source: str,
    labels: frozenset[str] | None,
    pictures: Mapping[str, Figure],
    words: Words,
    findings: list[Finding],
) -> Body:
    """Parse a text and settle all but its markers; what is amiss joins the findings.

    Without ``labels`` nothing is a marker. Raises SourceTooLong.
    """
    check_length(source)
    tokens, numbers = parse(source, labels=labels)
    findings += [Finding("bracket-number", (n,)) for n in dict.fromkeys(numbers)]
    settle_figures(tokens, pictures, words, findings)
    settle_links(tokens, findings)
    plain = plain_text(tokens)
    ids = UniqueIds()
    outline = settle_headings(tokens, ids, words)
    anchor_paragraphs(tokens, ids, words)
    return Body(settle_tables(tokens, words), outline, plain)
