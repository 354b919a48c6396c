"""HTML within Markdown: footnotes and simple elements written as Markdown has them."""

import re

from articles.importing.understanding.notes.labels import to_label
from articles.importing.writing.addresses import is_web
from articles.text.source import code_lines

LONGEST_ITEM = 20_000

_MARKER = re.compile(
    r"<sup\b[^<>]{0,200}>\s*<a\s[^<>]{0,200}?href=[\"']#([\w:.-]{1,80})[\"'][^<>]{0,200}>"
    r"\s*\[?(\d{1,3}[a-z]?)\]?\s*</a>\s*</sup>",
    re.IGNORECASE,
)
_ITEM = re.compile(
    r"<(li|p|div)\b[^<>]{0,200}?\bid=[\"']([\w:.-]{1,80})[\"'][^<>]{0,200}>",
    re.IGNORECASE,
)
_LIST = re.compile(
    r"[ \t]*</?(?:ul|ol|section|div)\b[^<>]{0,200}>[ \t]*", re.IGNORECASE
)
_PAIRS = (
    (re.compile(r"<(em|i)>(?=\S)([^<>]*?\S)</\1>", re.IGNORECASE), r"*\2*"),
    (re.compile(r"<(strong|b)>(?=\S)([^<>]*?\S)</\1>", re.IGNORECASE), r"**\2**"),
)
_CODE = re.compile(r"(`+[^`]*+`+)")
_LINK = re.compile(
    r"<a\s[^<>]{0,200}?href=[\"']([^\"'<>\s()]{1,2000})[\"'][^<>]{0,200}>([^<>\[\]]+)</a>",
    re.IGNORECASE,
)
_HEADING = re.compile(r"\s*<h([1-6])\b[^<>]{0,200}>(.*)</h\1>\s*", re.IGNORECASE)
_BREAK = re.compile(r"\s*<br\s*/?>\s*", re.IGNORECASE)


def without_html(text: str) -> str:
    """A text whose footnotes and simple elements in HTML are written as Markdown.

    What is no footnote, heading, emphasis, link or line break stays as it is.
    """
    if "</" not in text and "<br" not in text:
        return text
    labels = {m[1]: to_label(m[2]) for m in _MARKER.finditer(text)}
    if labels:
        text = _with_definitions(text, labels)
        text = _MARKER.sub(lambda m: f"[^{labels[m[1]]}]", text)
    lines = text.split("\n")
    code = code_lines(lines)
    return "\n".join(
        line if is_code or "<" not in line else _plain(line)
        for line, is_code in zip(lines, code, strict=True)
    )


def _with_definitions(text: str, labels: dict[str, str]) -> str:
    """The text with the items that markers lead to as definitions of notes."""
    parts: list[str] = []
    position = last = 0
    for item in _ITEM.finditer(text):
        end = text.find(f"</{item[1]}>", item.end(), item.end() + LONGEST_ITEM)
        if item.start() < position or item[2] not in labels or end < 0:
            continue
        between = text[position : item.start()]
        parts.append(between if not last or between.strip() else "\n")
        parts.append(_definition(labels[item[2]], text[item.end() : end]))
        last = len(parts)
        position = end + len(item[1]) + 3
    if not last:
        return text
    before = _without_last_list("".join(parts[:1]))
    rest = _LIST.sub("", text[position:], count=1)
    return "".join((before, *parts[1:], rest))


def _without_last_list(text: str) -> str:
    head, _, end = text.rpartition("\n")
    for line, around in ((end, head), (head.rpartition("\n")[2], "")):
        if _LIST.fullmatch(line):
            return f"{around or head.rpartition(chr(10))[0]}\n\n"
    return text


def _definition(label: str, inner: str) -> str:
    # Only files with such notes pay for the parser.
    from articles.importing.readers.web.notes import note_of  # noqa: PLC0415 -- slow import

    lines = note_of(label, inner).split("\n")
    return "\n".join(
        (f"\n[^{label}]: {lines[0]}", *(f"    {s}" if s else "" for s in lines[1:]), "")
    )


def _plain(line: str) -> str:
    heading = _HEADING.fullmatch(line)
    if heading:
        inner = " ".join(_BREAK.sub(" ", heading[2]).split())
        line = f"{'#' * int(heading[1])} {inner}"
    pieces = _CODE.split(line)
    pieces[::2] = map(_without_tags, pieces[::2])
    line = "".join(pieces)
    if line.lstrip().startswith("#"):
        return _BREAK.sub(" ", line)
    return _BREAK.sub(
        lambda m: "\\\n" if m.start() and m.end() < len(line) else "", line
    )


def _without_tags(text: str) -> str:
    for shape, put in _PAIRS:
        text = shape.sub(put, text)
    return _LINK.sub(lambda m: f"[{m[2]}]({m[1]})" if is_web(m[1]) else m[0], text)
