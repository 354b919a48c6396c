"""Addresses, pictures, and raised and lowered characters, as Markdown spells them."""

import re

from bs4.element import Tag

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
