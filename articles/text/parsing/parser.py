"""The Markdown parser, as we set it; quotation marks made curly."""

import re
from dataclasses import dataclass
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore
from markdown_it.token import Token

from articles.text.links import read_bare_address

from .hardening import BracketParser, install_guards
from .markers import read_definition, read_marker, report_numbers, settle_markers

_STRAIGHT = re.compile("[\"']")
_BRACKETS = frozenset("([{<‘“«¿¡")
_DASHES = frozenset("—–-/=")
_CLOSING = frozenset(".,;:!?)]}…”’")
# '90s, '47; and words that begin with an apostrophe.
_ELISION = re.compile(r"(?:\d\ds?|tis|twas|twere|til|em|n)(?!\w)", re.IGNORECASE)
_FILLERS = {"code_inline": "x", "image": "x", "softbreak": " ", "hardbreak": " "}


def curl_quotes(state: StateCore) -> None:
    """Replace straight marks in running text; code and addresses stay."""
    for token in state.tokens:
        _curl_tokens(token.children or [])
        for child in token.children or ():
            _curl_tokens(child.children or [])


def curl(text: str) -> str:
    """Return the text with each straight mark replaced by its curly one."""
    chars = list(text)
    for found in _STRAIGHT.finditer(text):
        position = found.start()
        before = chars[position - 1] if position else ""
        if found[0] == "'":
            chars[position] = _single(text, position, before)
        else:
            after = text[position + 1 : position + 2]
            chars[position] = "“" if _opens(before, after) else "”"
    return "".join(chars)


def _curl_tokens(tokens: list[Token]) -> None:
    pieces = _pieces(tokens)
    flat = "".join(piece for _, piece in pieces)
    if '"' not in flat and "'" not in flat:
        return
    curled = curl(flat)
    position = 0
    for token, piece in pieces:
        if token.type == "text" and token.content == piece:
            token.content = curled[position : position + len(piece)]
        position += len(piece)


def _pieces(tokens: list[Token]) -> list[tuple[Token, str]]:
    """Return each token with the characters it stands for among its neighbours."""
    pieces: list[tuple[Token, str]] = []
    is_address = False
    for token in tokens:
        if token.info == "auto":
            is_address = token.nesting == 1
        if token.type == "text":
            pieces.append((token, "x" if is_address else token.content))
        else:
            pieces.append((token, _FILLERS.get(token.type, "")))
    return pieces


def _opens(before: str, after: str) -> bool:
    if not after or after.isspace():
        return False
    if before in _DASHES:
        return after not in _CLOSING
    return not before or before.isspace() or before in _BRACKETS


def _single(text: str, position: int, before: str) -> str:
    if not _opens(before, text[position + 1 : position + 2]):
        return "’"
    return "’" if _ELISION.match(text, position + 1) else "‘"


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
