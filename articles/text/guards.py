"""Limits that keep hostile Markdown cheap, and lose no text.

A reference label has at most 999 characters, as the specification says and the
library does not check. Containers and pictures nested too deep stay as text,
where the library would drop them or read the same characters again and again.
"""

from collections.abc import Callable
from types import SimpleNamespace

from markdown_it import MarkdownIt, helpers
from markdown_it.rules_block import StateBlock, blockquote, list_block
from markdown_it.rules_inline import StateInline, image, link

from .brackets import LONGEST_REFERENCE, find_label_end

# Each level of quotation looks again at every line that lazily continues it.
DEEPEST_QUOTE = 6
# Below the library's own limit of 20, beyond which it loses text.
DEEPEST_LIST = 16
# A picture's alternative text is read for each picture around it.
DEEPEST_PICTURE = 5

BlockRule = Callable[[StateBlock, int, int, bool], bool]
InlineRule = Callable[[StateInline, bool], bool]


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
