"""Addresses on a page: made whole, and freed of what only tracks readers."""

import re
from urllib.parse import parse_qsl, unquote, urlencode, urljoin, urlsplit, urlunsplit

_TRACKING = re.compile(
    r"utm_\w+|fbclid|gclid|dclid|gbraid|wbraid|msclkid|yclid|twclid|igshid|mc_[ce]id|"
    r"_hs(?:enc|mi)|mkt_tok|oly_(?:anon|enc)_id|vero_id|wt\.mc_id|s_cid|ref_src",
    re.IGNORECASE,
)
_SCHEME = re.compile(r"[a-z][a-z0-9+.-]*:", re.IGNORECASE)
_BREAKS = re.compile(r"[\t\n\r]")


def whole(href: str, base: str) -> str:
    """The address a link means, seen from the page at ``base``.

    Parameters that only tell who sent a reader (``utm_source``, ``fbclid`` …) are taken
    off: they say nothing about the source that is cited. Where ``base`` is unknown an
    address relative to it stays as it is.
    """
    address = _BREAKS.sub("", href).strip()
    if base and address and not _SCHEME.match(address):
        try:
            address = urljoin(base, address)
        except ValueError:
            return address
    return without_tracking(address)


def without_tracking(address: str) -> str:
    """An address without the parameters that only track; others stay as written."""
    if "?" not in address:
        return address
    try:
        parts = urlsplit(address)
        pairs = parse_qsl(parts.query, keep_blank_values=True, strict_parsing=False)
    except ValueError:
        return address
    kept = [pair for pair in pairs if not _TRACKING.fullmatch(pair[0])]
    if len(kept) == len(pairs):
        return address
    return urlunsplit(parts._replace(query=urlencode(kept)))


def is_web(address: str) -> bool:
    """Whether an address leads to a page on the web."""
    return address.lower().startswith(("http://", "https://"))


def path_of(link: str) -> str:
    """Return the path of an address, with its query, or ""."""
    try:
        parts = urlsplit(link.strip())
    except ValueError:
        return ""
    path = re.sub(r"^/+", "/", unquote(parts.path)) or "/"
    found = f"{path}?{parts.query}" if parts.query else path
    is_usable = found.startswith("/") and not re.search(r"[\0-\x1f\x7f]", found)
    return found if is_usable and len(found) <= 500 else ""
