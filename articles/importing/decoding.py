"""From bytes to text; what a file is, whatever it is called."""

import codecs
import re
from dataclasses import dataclass

from .manuscript import Remark, remark
from .unreadable import Unreadable

MOST_CHARACTERS = 1_000_000
_LINE_END = re.compile("\r\n|[\r\v\f\x85\u2028\u2029]")
_LINE_END_BUT_PAGES = re.compile("\r\n|[\r\v\x85\u2028\u2029]")
_INVISIBLE = re.compile("[\u200b\u2060\ufeff]")
_CONTROL = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f]")
_NOT_ASCII = re.compile("[^\x00-\x7f]")
_DECLARED = re.compile(
    rb"<(?:meta\b|\?xml\b)[^>]{0,300}?(?:charset|encoding)\s*=\s*[\"']?\s*"
    rb"([a-z0-9_-]{2,30})",
    re.IGNORECASE,
)
_KNOWN = re.compile(
    r"(?:windows-|cp)125\d|iso-?8859-\d{1,2}|koi8-[ru]|gb(?:2312|k|18030)|big5|"
    r"shift[_-]jis|euc-(?:jp|kr)|macintosh",
    re.IGNORECASE,
)
_DECLARATION_WITHIN = 4096
_LOOKED_AT = 4096
_PAGE = re.compile(
    r"\s*(?:<\?xml[^>]*>\s*)?(?:<!--.{0,2000}?-->\s*)?<(?:!doctype\s+html|html|head|body)\b",
    re.IGNORECASE | re.DOTALL,
)
_ARCHIVE = re.compile(
    rb"\s*(?:From: <?Saved by|MIME-Version:|Content-Type: multipart/related)",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Decoded:
    """A text with line ends ``\\n``, and what had to be mended to get it."""

    text: str
    repaired: tuple[Remark, ...]


def decode(data: bytes, *, keep_pages: bool = False) -> Decoded:
    """Decode UTF-8, UTF-16 with its mark, or Windows-1252; refuse what is no text.

    With ``keep_pages`` a form feed between two pages stays.
    """
    text, repaired = _to_text(data)
    return _cleaned(text, repaired, MOST_CHARACTERS, keep_pages=keep_pages)


def decode_page(data: bytes) -> Decoded:
    """Decode a web page; what it declares counts where it is not UTF-8.

    Its length is not limited: most of a page may be script and pictures.
    """
    text, repaired = _page_to_text(data)
    return _cleaned(text, repaired, len(text))


def _cleaned(
    text: str, repaired: list[Remark], most: int, *, keep_pages: bool = False
) -> Decoded:
    """The text with plain line ends and without characters nobody sees."""
    if "\x00" in text or len(_CONTROL.findall(text)) * 100 > len(text):
        raise Unreadable("not-text")
    text = (_LINE_END_BUT_PAGES if keep_pages else _LINE_END).sub("\n", text)
    text, invisible = _INVISIBLE.subn("", text)
    if invisible:
        repaired.append(remark("invisible-characters", {"count": invisible}))
    text, control = _CONTROL.subn(" ", text)
    if control:
        repaired.append(remark("control-characters", {"count": control}))
    if not text.strip():
        raise Unreadable("empty")
    if len(text) > most:
        raise Unreadable("too-much-text", {"limit": most})
    return Decoded(text, tuple(repaired))


def _to_text(data: bytes) -> tuple[str, list[Remark]]:
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        try:
            return data.decode("utf-16"), [remark("decoded", {"encoding": "UTF-16"})]
        except UnicodeDecodeError as error:
            raise Unreadable("not-text") from error
    try:
        return data.decode("utf-8-sig"), []
    except UnicodeDecodeError:
        return _from_other(data)


def _from_other(data: bytes) -> tuple[str, list[Remark]]:
    """Windows-1252, unless most of the file is UTF-8 and only some of it damaged."""
    mended = data.decode("utf-8-sig", errors="replace")
    damaged = mended.count("\ufffd")
    if damaged * 5 <= len(_NOT_ASCII.findall(mended)):
        return mended, [remark("damaged-characters", {"count": damaged})]
    try:
        text = data.decode("windows-1252")
    except UnicodeDecodeError as error:
        raise Unreadable("not-text") from error
    return text, [remark("decoded", {"encoding": "Windows-1252"})]


def _page_to_text(data: bytes) -> tuple[str, list[Remark]]:
    if data.lstrip()[:4].startswith((b"<\x00", b"\x00<")):
        mark = codecs.BOM_UTF16_LE if data.lstrip()[:1] == b"<" else codecs.BOM_UTF16_BE
        return _to_text(mark + data)
    declared = _DECLARED.search(data[:_DECLARATION_WITHIN])
    name = declared[1].decode("ascii") if declared else ""
    if not _KNOWN.fullmatch(name) or _is_utf_8(data):
        return _to_text(data)
    # Browsers read these two as Windows-1252, and so did whoever wrote the page.
    name = "windows-1252" if name.lower() in ("iso-8859-1", "iso8859-1") else name
    try:
        return data.decode(name), [remark("decoded", {"encoding": name})]
    except (LookupError, UnicodeDecodeError):
        return _to_text(data)


def _is_utf_8(data: bytes) -> bool:
    try:
        data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
    return True


def refuse_markup(text: str) -> None:
    """Raise ``Unreadable`` for a text that is rich text or a web page."""
    start = text[:_LOOKED_AT]
    if start.lstrip().startswith("{\\rtf"):
        raise Unreadable("rtf-named")
    if _PAGE.match(start):
        raise Unreadable("web-page-named")


def refuse_no_page(data: bytes) -> None:
    """Raise ``Unreadable`` for a file that only has the name of a web page."""
    start = data[:_LOOKED_AT]
    if _ARCHIVE.match(start):
        raise Unreadable("web-archive")
    if start.lstrip().startswith(b"{\\rtf"):
        raise Unreadable("rtf-named")
    if start.startswith(b"%PDF"):
        raise Unreadable("pdf-named")
    if start.startswith(b"PK\x03\x04"):
        raise Unreadable("not-text")
