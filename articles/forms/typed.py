"""A line or a text as a person meant it, without what nobody can see."""

import unicodedata

from django import forms

# Line ends and tabs; and the joiners without which Hindi and emoji are spelt wrong.
KEPT = frozenset("\t\n\r\u200c\u200d")
# Control characters, format characters (direction marks among them), and halves of
# characters, which no database takes.
DROPPED = frozenset({"Cc", "Cf", "Cs"})
# Letters and signs that are drawn as nothing.
BLANKS = frozenset("\u115f\u1160\u2800\u3164\uffa0")


class TypedField(forms.CharField):
    """A text in NFC without invisible characters; empty if nothing else is in it."""

    def to_python(self, value: object) -> str:
        return super().to_python(drop_invisible(str(value or "")))


def drop_invisible(text: str) -> str:
    """Return the text without control and direction characters, in NFC.

    Joiners stay, but not alone: what shows nothing at all is returned empty.
    """
    kept = "".join(
        character
        for character in text
        if character in KEPT or unicodedata.category(character) not in DROPPED
    )
    return unicodedata.normalize("NFC", kept) if any(map(is_seen, kept)) else ""


def is_seen(character: str) -> bool:
    """Tell whether the character alone puts ink on the page."""
    return unicodedata.category(character)[0] in "LNPS" and character not in BLANKS
