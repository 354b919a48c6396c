"""Addresses: read, and written as links."""

import re
from urllib.parse import parse_qsl, unquote, urlencode, urljoin, urlsplit, urlunsplit

from bs4.element import Tag

_TRACKING = re.compile(
    r"utm_\w+|fbclid|gclid|dclid|gbraid|wbraid|msclkid|yclid|twclid|igshid|mc_[ce]id|"
    r"_hs(?:enc|mi)|mkt_tok|oly_(?:anon|enc)_id|vero_id|wt\.mc_id|s_cid|ref_src",
    re.IGNORECASE,
)
_SCHEME = re.compile(r"[a-z][a-z0-9+.-]*:", re.IGNORECASE)
_BREAKS = re.compile(r"[\t\n\r]")
LONGEST_ALT = 500
_SAFE = re.compile(r"(?:https?://[^\s/]|mailto:[^\s@]+@)", re.IGNORECASE)
_PICTURE = re.compile(r"picture:[\w.-]+")
_ENTITY = re.compile(r"&(?=#?\w{1,32};)")
_NOT_TEXT = re.compile("[\ufdd0\x00-\x1f\x7f]")
_ORDINALS = frozenset({"st", "nd", "rd", "th", "er", "re", "e", "o", "a", "os", "as"})
_DIGITS = "0123456789+-−=()"
_RAISED = str.maketrans(_DIGITS, "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁼⁽⁾")
_LOWERED = str.maketrans(_DIGITS, "₀₁₂₃₄₅₆₇₈₉₊₋₋₌₍₎")
_WRITABLE = re.compile(r"[\d+\-−=(),;–. \xa0]*\d[\d+\-−=(),;–. \xa0]*", re.ASCII)
_LETTER = re.compile(r"[A-Za-zα-ω]|[ivx]{2,6}")


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


def read_address(href: str) -> str:
    """The web or mail address of a link as it may stand in Markdown, else nothing."""
    address = "".join(_NOT_TEXT.sub("", href).split("\u200b")).strip()
    if address.lower().startswith("www."):
        address = f"http://{address}"
    return address if _SAFE.match(address) else ""


def destination(address: str) -> str:
    """An address as the end of a link: what would end it early is encoded."""
    for sign, code in ((" ", "%20"), ("<", "%3C"), (">", "%3E"), ("\\", "%5C")):
        address = address.replace(sign, code)
    address = _ENTITY.sub("&amp;", address)
    return f"<{address}>" if "(" in address or ")" in address else address


def picture(image: Tag, dropped: list[str]) -> str:
    """A picture, or the words that stand for one whose address is none."""
    source = str(image.get("src") or "").strip()
    alt = quoted(str(image.get("alt") or ""))[:LONGEST_ALT].rstrip("\\ ")
    if not _PICTURE.fullmatch(source):
        source = read_address(source)
    if not source:
        dropped.append(str(image.get("src") or "")[:200])
        return alt
    title = quoted(str(image.get("title") or "")).replace('"', '\\"')
    end = f' "{title}"' if title else ""
    return f"![{alt}]({destination(source)}{end})"


def quoted(text: str) -> str:
    """Words within brackets or quotation marks of Markdown, on one line."""
    words = " ".join(_NOT_TEXT.sub(" ", text).split())
    return re.sub(r"([\\`*_\[\]<&!])", r"\\\1", words)


def raised(text: str, name: str) -> str:
    """Raised (``sup``) or lowered (``sub``) characters, as far as Unicode has them.

    A single letter, or a roman number, is written x^n or x_n; other letters stand on
    the line.
    """
    inner = text.strip()
    table = _RAISED if name == "sup" else _LOWERED
    if _WRITABLE.fullmatch(inner):
        return text.translate(table).replace(", ", ",").replace("\xa0", " ")
    if inner in ("TM", "SM"):
        return "™" if inner == "TM" else "℠"
    if _LETTER.fullmatch(inner) and inner not in _ORDINALS:
        return f"{'^' if name == 'sup' else '_'}{inner}"
    return text
