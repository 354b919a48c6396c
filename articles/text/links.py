"""Addresses: which may be followed, how bare ones become links."""

import re
from urllib.parse import urlsplit

from markdown_it.rules_inline import StateInline
from markdown_it.token import Token

from .values import Finding

_WEB = re.compile(r"https?://[^/?#]", re.IGNORECASE)
_ALLOWED = re.compile(r"https?://[^/?#]|mailto:.|/(?![/\\])|#", re.IGNORECASE)
_BARE = re.compile(r"://[^\s<>\[\]\"`\\|“”]+")
_SCHEME = re.compile(r"(?<![^\W_])https?\Z", re.IGNORECASE)
_TRAILING = ".,;:!?'*_~’…"
_LONGEST_SHOWN = 200


def is_web_address(address: str) -> bool:
    """Whether it is an http or https address with a host."""
    return _WEB.match(address) is not None


def is_allowed(address: str) -> bool:
    """Whether a link may lead there: http, https, mailto, this site, this page."""
    return _ALLOWED.match(address) is not None


def host(address: str) -> str:
    """Return the host name shown for an address, without "www."."""
    try:
        name = urlsplit(address).hostname or ""
    except ValueError:
        name = ""
    return name.removeprefix("www.") or address


def read_bare_address(state: StateInline, silent: bool) -> bool:  # noqa: FBT001
    """Read ``https://…`` in running text; an inline rule, for notes alone."""
    start = state.pos
    if not state.env.get("bare_addresses") or state.src[start] != ":":
        return False
    scheme = _SCHEME.search(state.src[max(0, start - 6) : start])
    found = _BARE.match(state.src, start, state.posMax)
    if not scheme or not found or state.linkLevel:
        return False
    length = len(scheme[0])
    address = state.src[start - length : start] + trimmed(found[0])
    href = scheme[0].lower() + state.md.normalizeLink(address)[length:]
    if not is_web_address(href) or not (silent or state.pending.endswith(scheme[0])):
        return False
    if not silent:
        state.pending = state.pending[:-length]
        for token in link_tokens(href, address):
            pushed = state.push(token.type, token.tag, token.nesting)
            pushed.attrs, pushed.content, pushed.info = (
                token.attrs,
                token.content,
                token.info,
            )
    state.pos = start + len(address) - length
    return True


def trimmed(address: str) -> str:
    """Leave out what belongs to the sentence: punctuation, a foreign bracket."""
    surplus = address.count(")") - address.count("(")
    end = len(address)
    while end and (address[end - 1] in _TRAILING or address[end - 1] == ")"):
        if address[end - 1] == ")":
            if surplus <= 0:
                break
            surplus -= 1
        end -= 1
    return address[:end]


def link_tokens(href: str, text: str) -> list[Token]:
    """Return the three tokens of a link whose text is an address or a host."""
    return [
        Token("link_open", "a", 1, attrs={"href": href}, info="auto"),
        Token("text", "", 0, content=text),
        Token("link_close", "a", -1, info="auto"),
    ]


def settle_links(tokens: list[Token], findings: list[Finding]) -> None:
    """Keep links that may be followed, the text of all others."""
    for token in tokens:
        if token.children:
            token.children = _settled(token.children, findings)


def _settled(children: list[Token], findings: list[Finding]) -> list[Token]:
    out: list[Token] = []
    kept: list[bool] = []
    for child in children:
        if child.type == "link_open":
            kept.append(_is_kept(child, findings) and True not in kept)
            if not kept[-1]:
                continue
        elif child.type == "link_close" and not kept.pop():
            continue
        out.append(child)
    return out


def _is_kept(opening: Token, findings: list[Finding]) -> bool:
    href = str(opening.attrs["href"])
    if not is_allowed(href):
        findings.append(Finding("link-dropped", (href[:_LONGEST_SHOWN],)))
        return False
    opening.attrs.pop("title", None)
    if is_web_address(href):
        opening.attrs["rel"] = "noopener"
    return True
