"""Paragraphs of the classic editor, where a blank line is all there is between them."""

import re

# What holds other blocks, and what holds words.
_OUTER = (
    "address|article|aside|blockquote|center|details|dl|div|fieldset|figure|footer|form"
    "|header|hr|main|nav|ol|section|table|tbody|tfoot|thead|tr|ul"
)
_INNER = "caption|dd|dt|figcaption|h[1-6]|legend|li|p|summary|td|th"
_OUTER_TAG = re.compile(rf"</?(?:{_OUTER})\b[^<>]*>", re.IGNORECASE)
_INNER_START = re.compile(rf"<(?:{_INNER})\b[^<>]*>", re.IGNORECASE)
_INNER_END = re.compile(rf"</(?:{_INNER})\s*>", re.IGNORECASE)
_STARTS_BLOCK = re.compile(rf"</?(?:{_OUTER}|{_INNER}|pre)\b", re.IGNORECASE)
_PRE = re.compile(r"<(/?)pre\b[^<>]*>", re.IGNORECASE)
_LINE_END = re.compile(r"\r\n?")
_BLANK = re.compile(r"\n[ \t\xa0]*(?:\n[ \t\xa0]*)+")
# A break that was written, with the end of its line, is one break.
_LINE_BREAK = re.compile(r"(?:<br\s{0,9}/?>[ \t]*)?\n", re.IGNORECASE)
_MORE = re.compile(r"<!--\s*(?:more|nextpage)\b[^<>]{0,200}-->", re.IGNORECASE)


def mark_paragraphs(text: str) -> str:
    """Put ``<p>`` and ``<br>`` where blank lines and ends of lines stand for them."""
    text = _LINE_END.sub("\n", text)
    return "".join(
        part if is_verbatim else _marked(part) for part, is_verbatim in _parts(text)
    )


def _parts(text: str) -> list[tuple[str, bool]]:
    """Divide a text at ``<pre>``, whose lines stay as they are."""
    parts = []
    position, opened = 0, -1
    for found in _PRE.finditer(text):
        if not found[1] and opened < 0:
            parts.append((text[position : found.start()], False))
            opened = found.start()
        elif found[1] and opened >= 0:
            parts.append((text[opened : found.end()], True))
            position, opened = found.end(), -1
    parts.append((text[position if opened < 0 else opened :], opened >= 0))
    return parts


def _marked(text: str) -> str:
    text = _MORE.sub("\n\n", text)
    text = _OUTER_TAG.sub(lambda found: f"\n\n{found[0]}\n\n", text)
    text = _INNER_START.sub(lambda found: f"\n\n{found[0]}", text)
    text = _INNER_END.sub(lambda found: f"{found[0]}\n\n", text)
    pieces = (piece.strip() for piece in _BLANK.split(text))
    return "\n".join(_paragraph(piece) for piece in pieces if piece)


def _paragraph(piece: str) -> str:
    if _STARTS_BLOCK.match(piece):
        return piece
    lines = _LINE_BREAK.sub("<br>\n", piece)
    return f"<p>{lines}</p>"
