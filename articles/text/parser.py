"""The Markdown parser and all its settings; HTML in a source is text."""

from dataclasses import dataclass
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.token import Token

from .brackets import BracketParser
from .guards import install_guards
from .links import read_bare_address
from .markers import read_definition, read_marker, report_numbers, settle_markers
from .quotes import curl_quotes


def build_parser() -> MarkdownIt:
    """Return CommonMark with tables, markers, curly quotes and the guards."""
    md = MarkdownIt("commonmark")
    md.inline = BracketParser()
    options = {"html": False, "store_labels": True}
    md.configure("commonmark", options).enable("table")
    install_guards(md)
    md.inline.ruler.before("link", "note_marker", read_marker)
    md.inline.ruler.before("link", "bare_address", read_bare_address)
    md.block.ruler.at("reference", read_definition)
    md.core.ruler.before("text_join", "bracket_numbers", report_numbers)
    md.core.ruler.after("text_join", "curl_quotes", curl_quotes)
    md.core.ruler.after("curl_quotes", "settle_markers", settle_markers)
    # The library compiles its lists of rules at first use, which threads would race.
    md.parse("[a](b) *c*")
    return md


# Shared by all threads: what belongs to one text stands in its environment.
_PARSER = build_parser()


def parse(
    source: str,
    *,
    labels: frozenset[str] | None = None,
    link_bare_addresses: bool = False,
) -> tuple[list[Token], tuple[str, ...]]:
    """Return the tokens of a text, and each ``[n]`` in it that is no marker.

    Without ``labels`` nothing is a marker.
    """
    env: dict[str, Any] = {"labels": labels, "bare_addresses": link_bare_addresses}
    return _read(source, env), tuple(env.get("bracket_numbers", ()))


@dataclass(frozen=True, slots=True)
class Definition:
    """A link's definition: its name as compared, and its lines, the last excluded.

    Links and pictures that use it have the name as ``label`` in their ``meta``.
    """

    name: str
    start: int
    end: int


def parse_with_definitions(
    source: str, *, labels: frozenset[str] | None = None
) -> tuple[list[Token], list[Definition]]:
    """Return the tokens of a text and its definitions in order, idle ones included."""
    env: dict[str, Any] = {"labels": labels}
    tokens = _read(source, env)
    known = [(name, each["map"]) for name, each in env.get("references", {}).items()]
    known += [(each["label"], each["map"]) for each in env.get("duplicate_refs", ())]
    found = [Definition(name, start, end) for name, (start, end) in known]
    return tokens, sorted(found, key=lambda each: each.start)


def _read(source: str, env: dict[str, Any]) -> list[Token]:
    # Half of a surrogate pair cannot be written anywhere: it becomes "?".
    return _PARSER.parse(source.encode(errors="replace").decode(), env)


def to_html(tokens: list[Token]) -> str:
    """Return the HTML of tokens, not sanitised yet."""
    html: str = _PARSER.renderer.render(tokens, _PARSER.options, {})
    return html


def inline_to_html(tokens: list[Token]) -> str:
    """Return the HTML of tokens that stand inside a paragraph."""
    return to_html([Token("inline", "", 0, children=tokens)])
