"""A citation as a sentence: what is said, and which of it names a work."""

import re
from dataclasses import dataclass
from html import escape

from articles.exporting.escaping import one_line

CLOSED = (".", "?", "!", "।", "…")
DOUBLED = re.compile(r"[“\"]([^“”\"]*)[”\"]")


@dataclass(frozen=True, slots=True)
class Title:
    """The title of a work that stands alone, or of a whole site: set in italics."""

    text: str


Part = str | Title


@dataclass(frozen=True, slots=True)
class Sentence:
    """A citation in one style, as plain text and as HTML that is safe to print."""

    parts: tuple[Part, ...]

    @property
    def plain(self) -> str:
        return "".join(
            part.text if isinstance(part, Title) else part for part in self.parts
        )

    @property
    def html(self) -> str:
        return "".join(
            f"<cite>{escape(part.text)}</cite>"
            if isinstance(part, Title)
            else escape(part)
            for part in self.parts
        )


def sentence(*clauses: list[Part]) -> Sentence:
    """Join clauses with spaces; those that are empty, or begin with "", are left out."""
    parts: list[Part] = []
    for clause in clauses:
        if clause and clause[0]:
            parts += [" ", *clause] if parts else clause
    return Sentence(tuple(parts))


def closed(text: str) -> str:
    """Return the text with a full stop, unless its last sign does as well."""
    return text if not text or text.endswith(CLOSED) else f"{text}."


def titled(title: str) -> list[Part]:
    """Return the title of a work that stands alone, with its full stop."""
    shown = one_line(title)
    return [Title(shown), "" if shown.endswith(CLOSED) else "."]


def quoted(title: str) -> list[Part]:
    """Return the title of a part of a site, in quotation marks, with its full stop.

    Quotation marks within become single ones, and the stop stands before all of them.
    """
    shown = DOUBLED.sub(r"‘\1’", one_line(title))
    if shown.endswith("’") and "‘" in shown:
        return [f"“{closed(shown[:-1])}’”"]
    return [f"“{closed(shown)}”"]
