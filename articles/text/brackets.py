"""Where brackets close, found once for a whole paragraph.

The library looks for the end of a link's text anew at every bracket, and gives
up at a certain depth. Here one pass over the paragraph judges every bracket
before reading begins, so the work is linear and needs no depth.
"""

import re
from typing import Any, cast

from markdown_it import MarkdownIt
from markdown_it.parser_inline import ParserInline
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token

from .labels import MARKER, is_marker

LONGEST_REFERENCE = 999
_UNCLOSED = -1
_REFERENCE = re.compile(r"\[(?:[^\\\[\]]|\\.){0,999}+\]", re.DOTALL)


class BracketState(StateInline):
    """The state of one paragraph; ``closings`` says where each bracket closes.

    To the position belongs whether there is a link inside: links do not nest.
    """

    def __init__(self, src: str, md: MarkdownIt, env: Any, tokens: list[Token]) -> None:
        super().__init__(src, md, env, tokens)
        self.closings: dict[int, tuple[int, bool]] = {}


class BracketParser(ParserInline):
    """The library's inline parser, with the brackets judged beforehand."""

    def parse(
        self, src: str, md: MarkdownIt, env: Any, tokens: list[Token]
    ) -> list[Token]:
        """Read one paragraph's text into tokens."""
        state = BracketState(src, md, env, tokens)
        if "[" in src:
            _Judge(state).run()
        self.tokenize(state)
        for finish in self.ruler2.getRules(""):
            finish(state)
        return state.tokens


def find_label_end(
    state: StateInline,
    start: int,
    disableNested: bool | None = None,  # noqa: FBT001 -- the library's signature
) -> int:
    """Return where the bracket opened at ``start`` closes, or -1.

    The library leaves the last argument out for the name behind a link's text.
    """
    if disableNested is None:
        name = _REFERENCE.match(state.src, start, state.posMax)
        return name.end() - 1 if name else _UNCLOSED
    closings = cast(BracketState, state).closings
    end, has_link = closings.get(start, (_UNCLOSED, False))
    if end >= state.posMax or (disableNested and has_link):
        return _UNCLOSED
    return end


class _Judge:
    """One pass from left to right, with the open brackets on a stack."""

    def __init__(self, state: BracketState) -> None:
        self._state = state
        # Where the link or picture would start, its bracket, whether it has a link.
        self._open: list[tuple[int, int]] = []
        self._has_link = [False]

    def run(self) -> None:
        """Fill in the closings, and leave the state at its beginning."""
        state, position = self._state, 0
        while position < state.posMax:
            char = state.src[position]
            if char == "[" or state.src.startswith("![", position):
                position = self._opening(position, position + (char == "!"))
            elif char == "]" and self._open:
                position = self._closing(position)
            else:
                position = self._skip(position)
        state.pos = 0

    def _opening(self, start: int, bracket: int) -> int:
        """Go over a marker or its like at once; else open a bracket."""
        number = MARKER.match(self._state.src, bracket)
        if number:
            self._state.closings[bracket] = number.end() - 1, False
            end = self._skip(start)
            if end > start + 1:
                is_text = end == number.end() and is_marker(
                    number, self._state.env.get("labels")
                )
                self._has_link[-1] |= start == bracket and not is_text
                return end
            if start < bracket:
                return bracket
        self._open.append((start, bracket))
        self._has_link.append(False)
        return bracket + 1

    def _closing(self, position: int) -> int:
        """Close the last bracket, and go behind the link or picture if it is one."""
        start, bracket = self._open.pop()
        has_link = self._has_link.pop()
        self._state.closings[bracket] = position, has_link
        if start < bracket:
            end = self._skip(start)
            if end > start + 1:
                return end
        end = self._skip(bracket)
        is_link = end > bracket + 1
        self._has_link[-1] |= is_link or has_link
        return end if is_link else position + 1

    def _skip(self, position: int) -> int:
        """Return what follows the token here, as the library's rules say."""
        self._state.pos = position
        self._state.md.inline.skipToken(self._state)
        return self._state.pos
