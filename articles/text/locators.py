"""Where in a work: "p. 4", "pp. 9–12", "para 7", "at 14", "पृ. 3"."""

import re

# Every run is bounded, so that hostile texts cost no more than others.
_NUMBER = r"(?:\d{1,5}[a-z]?|[ivxlc]+)"
_MORE = r"(?:\s{0,3}(?:[-–—&]|,|and|to|और)\s{0,3}(?:\d{1,3}(?!\d)[a-z]?|[ivxlc]+\b))*"
_NAME = (
    r"(?:pages?|pp?|paragraphs?|paras?|¶{1,2}|§{1,2}"
    r"|पृष्ठ(?:\s{1,3}संख्या)?|पृ|अनुच्छेद|अनु|पैरा)"
)
LOCATOR = re.compile(
    rf"[\s,;:(\[]{{0,4}}(?<![^\W_])(?:at\s{{1,3}})?{_NAME}\s{{0,3}}\.?\s{{0,3}}{_NUMBER}{_MORE}(?![^\W_])[)\]]?"
    r"|[\s,]{1,4}at\s{1,3}\d{1,4}(?=\s{0,3}(?:[.,;)\]]|\Z))",
    re.IGNORECASE,
)
_EDGES = " \t\n,;:()[]."


def without_places(text: str) -> str:
    """Return the text without the pages and paragraphs it names."""
    return LOCATOR.sub("", text)


def places_in(text: str) -> str:
    """Return the pages and paragraphs that a text names, as written: "p. 4, para 2"."""
    return ", ".join(
        " ".join(found[0].strip(_EDGES).split()) for found in LOCATOR.finditer(text)
    )
