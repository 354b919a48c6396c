"""Labels of endnotes: one to three digits of any script and at most one letter."""

import re
import unicodedata
from collections.abc import Collection

MARKER = re.compile(r"\[(\^?)(\d{1,3}[a-zA-Z]?)\]")
_LABEL = re.compile(r"\d{1,3}[a-z]?")


def normal_label(text: str) -> str:
    """Return the label with ASCII digits, or "" if the text is not a label."""
    label = text.strip().lower()
    if not _LABEL.fullmatch(label):
        return ""
    return "".join(_ascii_digit(char) for char in label)


def is_marker(found: re.Match[str], known: Collection[str] | None) -> bool:
    """Whether what MARKER found cites a note, given the labels of the notes there are.

    ``[^8]`` always does; without a collection nothing does.
    """
    if known is None:
        return False
    return bool(found[1]) or normal_label(found[2]) in known


def label_order(label: str) -> tuple[int, str]:
    """Return the key that sorts normal labels as readers count: 2, 2a, 10."""
    digits = label.rstrip("abcdefghijklmnopqrstuvwxyz")
    return int(digits), label[len(digits) :]


def _ascii_digit(char: str) -> str:
    return str(unicodedata.decimal(char)) if char.isdecimal() else char
