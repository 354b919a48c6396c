"""What hostile Markdown may not cost: brackets and nesting."""

import re
from collections.abc import Callable
from types import SimpleNamespace
from typing import Any, cast

from markdown_it import MarkdownIt, helpers
from markdown_it.parser_inline import ParserInline
from markdown_it.rules_block import StateBlock, blockquote, list_block
from markdown_it.rules_inline import StateInline, image, link
from markdown_it.token import Token

from articles.text.labels import MARKER, is_marker

LONGEST_REFERENCE = 999
_UNCLOSED = -1
_REFERENCE = re.compile(r"\[(?:[^\\\[\]]|\\.){0,999}+\]", re.DOTALL)
# Each level of quotation looks again at every line that lazily continues it.
DEEPEST_QUOTE = 6
# Below the library's own limit of 20, beyond which it loses text.
DEEPEST_LIST = 16
# A picture's alternative text is read for each picture around it.
DEEPEST_PICTURE = 5
BlockRule = Callable[[StateBlock, int, int, bool], bool]
InlineRule = Callable[[StateInline, bool], bool]


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


def install_guards(md: MarkdownIt) -> None:
    """Put the guarded rules in the place of the library's."""
    md.helpers = SimpleNamespace(  # type: ignore[assignment]
        parseLinkDestination=helpers.parseLinkDestination,
        parseLinkTitle=helpers.parseLinkTitle,
        parseLinkLabel=find_label_end,
    )
    md.inline.ruler.at("link", guarded_link)
    md.inline.ruler.at("image", guarded_image)
    ended = ["paragraph", "reference", "blockquote"]
    quote = _shallow(blockquote, DEEPEST_QUOTE)
    md.block.ruler.at("blockquote", quote, {"alt": [*ended, "list"]})
    md.block.ruler.at("list", _shallow(list_block, DEEPEST_LIST), {"alt": ended})


def guarded_link(state: StateInline, silent: bool) -> bool:  # noqa: FBT001
    """Read a link, unless its reference is longer than the specification allows."""
    if state.src[state.pos] != "[":
        return False
    return _guarded(link, state, state.pos, is_silent=silent)


def guarded_image(state: StateInline, silent: bool) -> bool:  # noqa: FBT001
    """Read a picture, unless it stands deep in other pictures' texts."""
    if not state.src.startswith("![", state.pos):
        return False
    depth = state.env.get("picture_depth", 0)
    if depth >= DEEPEST_PICTURE:
        return False
    state.env["picture_depth"] = depth + 1
    is_image = _guarded(image, state, state.pos + 1, is_silent=silent)
    state.env["picture_depth"] = depth
    return is_image


def _guarded(
    rule: InlineRule, state: StateInline, bracket: int, *, is_silent: bool
) -> bool:
    if not _has_long_label(state, bracket):
        return rule(state, is_silent)
    start = state.pos
    references = state.env.pop("references")
    is_found = rule(state, True)  # noqa: FBT003
    state.env["references"] = references
    if is_silent or not is_found:
        return is_found
    state.pos = start
    return rule(state, False)  # noqa: FBT003


def _has_long_label(state: StateInline, bracket: int) -> bool:
    """Whether a text too long for a reference stands without a name behind it."""
    end = find_label_end(state, bracket, disableNested=False)
    if "references" not in state.env or end - bracket - 1 <= LONGEST_REFERENCE:
        return False
    return find_label_end(state, end + 1) <= end + 2


def _shallow(rule: BlockRule, deepest: int) -> BlockRule:
    """Return the rule of a container that is text when nested too deep."""

    def guarded(
        state: StateBlock,
        start: int,
        end: int,
        silent: bool,  # noqa: FBT001
    ) -> bool:
        return state.level < deepest and rule(state, start, end, silent)

    return guarded
