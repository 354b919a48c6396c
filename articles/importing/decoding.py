"""From bytes to text: encodings, line ends, characters nobody sees."""

import codecs
import re
from dataclasses import dataclass

from .report import Remark, remark
from .unreadable import Unreadable

MOST_CHARACTERS = 1_000_000

_LINE_END = re.compile("\r\n|[\r\v\f\x85\u2028\u2029]")
_INVISIBLE = re.compile("[\u200b\u2060\ufeff]")
_CONTROL = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f]")
_NOT_ASCII = re.compile("[^\x00-\x7f]")


@dataclass(frozen=True, slots=True)
class Decoded:
    """A text with line ends ``\\n``, and what had to be mended to get it."""

    text: str
    repaired: tuple[Remark, ...]


def decode(data: bytes) -> Decoded:
    """Decode UTF-8, UTF-16 with its mark, or Windows-1252; refuse what is no text."""
    text, repaired = _to_text(data)
    if "\x00" in text or len(_CONTROL.findall(text)) * 100 > len(text):
        raise Unreadable("not-text")
    text = _LINE_END.sub("\n", text)
    text, invisible = _INVISIBLE.subn("", text)
    if invisible:
        repaired.append(remark("invisible-characters", {"count": invisible}))
    text, control = _CONTROL.subn(" ", text)
    if control:
        repaired.append(remark("control-characters", {"count": control}))
    if not text.strip():
        raise Unreadable("empty")
    if len(text) > MOST_CHARACTERS:
        raise Unreadable("too-much-text", {"limit": MOST_CHARACTERS})
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
