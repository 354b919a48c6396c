"""Word's fields: links, cross-references to notes, the list of contents."""

import re
from dataclasses import dataclass

_LINK = re.compile(r'\s*HYPERLINK\s+(?!\\l)(?:"([^"]*)"|([^\s"\\]\S*))', re.IGNORECASE)
_NOTE = re.compile(r"\s*NOTEREF\s+(\S+)", re.IGNORECASE)
_CONTENTS = re.compile(r"\s*(?:TOC|INDEX|TA|RD)\b", re.IGNORECASE)


@dataclass(slots=True)
class _Field:
    instruction: str = ""
    is_result: bool = False
    told: str = ""


class Fields:
    """The fields that are open at one place of the text, the inner one last."""

    def __init__(self) -> None:
        self._open: list[_Field] = []

    def begin(self) -> None:
        """Open a field."""
        self._open.append(_Field())

    def instruct(self, text: str) -> None:
        """Add to the instruction of the inner field."""
        if self._open and not self._open[-1].is_result:
            self._open[-1].instruction += text

    def show(self) -> None:
        """Go on to what the inner field shows."""
        if self._open:
            self._open[-1].is_result = True

    def end(self) -> tuple[str, str]:
        """Close the inner field; return the bookmark of a note it shows, and its text."""
        closed = self._open.pop() if self._open else _Field()
        note = _NOTE.match(closed.instruction)
        return (note[1] if note else ""), closed.told

    @property
    def is_hidden(self) -> bool:
        """Whether readers of the Word file see nothing of what stands here."""
        return any(not field.is_result for field in self._open)

    @property
    def is_contents(self) -> bool:
        """Whether this is in a list of contents or an index."""
        return any(_CONTENTS.match(field.instruction) for field in self._open)

    @property
    def href(self) -> str:
        """The address to which the text here leads, or nothing."""
        for field in reversed(self._open):
            if found := _LINK.match(field.instruction):
                return found[1] or found[2] or ""
        return ""

    def hold(self, text: str) -> bool:
        """Take the text of a cross-reference to a note; say whether it was one."""
        for field in reversed(self._open):
            if _NOTE.match(field.instruction):
                field.told += text
                return True
        return False
