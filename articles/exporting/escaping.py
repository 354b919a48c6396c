"""Text on one line; text for XML."""

import re
import unicodedata
from datetime import UTC, datetime
from xml.sax import saxutils

# Control characters, and halves of pairs of surrogates, which UTF-8 cannot write.
UNWANTED = {"Cc", "Cs"}
# XML 1.0 has no spelling at all for these characters.
FORBIDDEN = re.compile("[\0-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def one_line(text: str) -> str:
    """Return the text with single spaces for all white space, line ends included.

    Control characters are left out.
    """
    kept = (c for c in text if c.isspace() or unicodedata.category(c) not in UNWANTED)
    return " ".join("".join(kept).split())


def xml_text(text: str) -> str:
    """Return the text without characters that no XML document may hold."""
    return FORBIDDEN.sub("", text)


def escaped(text: str) -> str:
    """Return the text for the inside of an element or of a quoted attribute."""
    return saxutils.escape(xml_text(text), {'"': "&quot;"})


def xml_moment(at: datetime) -> str:
    """Return the moment as RFC 3339 writes it, in UTC: the same in every time zone."""
    return at.astimezone(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")
