"""The Markdown parser and all its settings; HTML in a source is text."""

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
    md.configure("commonmark", {"html": False}).enable("table")
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
    # Half of a surrogate pair cannot be written anywhere: it becomes "?".
    tokens = _PARSER.parse(source.encode(errors="replace").decode(), env)
    return tokens, tuple(env.get("bracket_numbers", ()))


def to_html(tokens: list[Token]) -> str:
    """Return the HTML of tokens, not sanitised yet."""
    html: str = _PARSER.renderer.render(tokens, _PARSER.options, {})
    return html


def inline_to_html(tokens: list[Token]) -> str:
    """Return the HTML of tokens that stand inside a paragraph."""
    return to_html([Token("inline", "", 0, children=tokens)])
