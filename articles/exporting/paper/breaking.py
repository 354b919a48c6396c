"""Words too long for a line, cut where a line may end; nothing is put between.

On paper nothing scrolls: what cannot be broken runs off the page.
"""

import re
import unicodedata

_UNBROKEN = re.compile(r"\S+")
_AFTER = re.compile(r"(?<=[/?&=#._~\-,;:|+%)\]])(?=[^\s/?&=#._~\-,;:|+%)\]])")
# What no program may write into a text: controls, halves of pairs, no characters.
_UNPRINTABLE = re.compile(
    "[\0-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufdd0-\ufdef\ufeff"
    "\ufffe\uffff\U0001fffe\U0001ffff]"
)
_VIRAMA = 9  # the combining class of signs that tie letters together


def printable(text: str) -> str:
    """Return the text without the characters that no page can show."""
    return _UNPRINTABLE.sub("", text)


def pieces(text: str, longest: int) -> str | list[str]:
    """Return the text, or the parts between which a line may end besides at spaces.

    Only words of more than ``longest`` characters are cut: an address behind its
    signs, others anywhere between two letters.
    """
    out: list[str] = []
    start = 0
    for found in _UNBROKEN.finditer(text):
        if len(found[0]) <= longest:
            continue
        parts = _parts(found[0], longest)
        out += [text[start : found.start()] + parts[0], *parts[1:-1]]
        start = found.end() - len(parts[-1])
    if not out:
        return text
    return [*out, text[start:]]


def _parts(word: str, longest: int) -> list[str]:
    step = max(1, min(longest // 3, 8))
    parts: list[str] = []
    for part in _AFTER.split(word):
        parts += [part] if len(part) <= 2 * step else _chopped(part, step)
    if len(parts) == 1:
        parts = _chopped(word, step)
    return parts if len(parts) > 1 else [word, ""]


def _chopped(word: str, step: int) -> list[str]:
    """Cut a word every few letters, never between a letter and its signs."""
    cuts = [0]
    for place in range(1, len(word)):
        if place - cuts[-1] >= step and _may_cut(word, place):
            cuts.append(place)
    ends = [*cuts[1:], len(word)]
    return [word[start:end] for start, end in zip(cuts, ends, strict=True)]


def _may_cut(word: str, place: int) -> bool:
    before, after = word[place - 1], word[place]
    if unicodedata.combining(before) == _VIRAMA:
        return False
    return not any(
        unicodedata.category(sign) in ("Mn", "Mc", "Me", "Cf")
        for sign in (after, before if before == "\u200d" else after)
    )


def folded_lines(code: str, width: int) -> str:
    """Return code with each line cut at ``width`` columns, wide signs being two."""
    return "\n".join(
        part for line in code.expandtabs(4).split("\n") for part in _folded(line, width)
    )


def _folded(line: str, width: int) -> list[str]:
    lines, room = [""], width
    for sign in line:
        size = 2 if unicodedata.east_asian_width(sign) in "WF" else 1
        if size > room:
            lines.append("")
            room = width
        lines[-1] += sign
        room -= size
    return lines
