"""Characters that Word takes from a font of symbols."""

from mammoth.docx.dingbats import dingbats  # type: ignore[import-untyped]


def symbol(font: str, code: str) -> str:
    """Return a symbol's own character by its font and hexadecimal code, or nothing."""
    try:
        number = int(code, 16)
    except ValueError:
        return ""
    low = number - 0xF000 if 0xF000 <= number <= 0xF0FF else number
    found = dingbats.get((font, number)) or dingbats.get((font, low))
    if found:
        return chr(found)
    is_plain = 0x20 <= number < 0xD800 and number == low
    return chr(number) if is_plain and font not in _FONTS else ""


_FONTS = frozenset(font for font, _ in dingbats)
