"""Text that has to fit on one line of a file."""

import unicodedata

# Control characters, and halves of pairs of surrogates, which UTF-8 cannot write.
UNWANTED = {"Cc", "Cs"}


def one_line(text: str) -> str:
    """Return the text with single spaces for all white space, line ends included.

    Control characters are left out.
    """
    kept = (c for c in text if c.isspace() or unicodedata.category(c) not in UNWANTED)
    return " ".join("".join(kept).split())
