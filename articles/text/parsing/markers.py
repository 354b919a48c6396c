"""Markers in the text: where they stand, and how they join the word before them.

``[^8]`` is always a marker; ``[8]`` is one when the article has a note 8.
"""

import re

from markdown_it.rules_block import StateBlock, reference
from markdown_it.rules_core import StateCore
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token

from articles.text.labels import MARKER, is_marker, normal_label

from .hardening import guarded_link

NOTE_MARKER = "note_marker"
_NUMBER = re.compile(r"\[(\d{1,3})\]")
# Moving a marker over more than a few openings would cost more than it mends.
_FARTHEST = 4
# After these a line may not break anyway; after others a word joiner is needed.
_JOINS_BY_ITSELF = frozenset(".,;:'\"’”)]»")


def read_marker(state: StateInline, silent: bool) -> bool:  # noqa: FBT001
    """Read ``[^8]`` or ``[8]``; the inline rule that stands before links."""
    if state.src[state.pos] != "[":
        return False
    found = MARKER.match(state.src, state.pos, state.posMax)
    if not found or not is_marker(found, state.env.get("labels")):
        return False
    if not found[1] and _is_link(state, found.end()):
        return False
    if not silent:
        token = state.push(NOTE_MARKER, "sup", 0)
        token.content = normal_label(found[2])
        token.markup = found[0]
    state.pos = found.end()
    return True


def _is_link(state: StateInline, end: int) -> bool:
    """Whether the brackets are the text of a link: ``[3](address)``, ``[3][name]``."""
    if state.src[end : end + 1] not in ("(", "["):
        return False
    following = MARKER.match(state.src, end, state.posMax)
    if following and is_marker(following, state.env["labels"]):
        return False
    before = state.pos
    is_link = guarded_link(state, True)  # noqa: FBT003
    state.pos = before
    return is_link


def read_definition(
    state: StateBlock,
    start: int,
    end: int,
    silent: bool,  # noqa: FBT001
) -> bool:
    """Read ``[name]: address``, but never ``[^8]: …``, which is a marker."""
    if state.env.get("labels") is not None:
        found = MARKER.match(state.src, state.bMarks[start] + state.tShift[start])
        if found and found[1]:
            return False
    return reference(state, start, end, silent)


def report_numbers(state: StateCore) -> None:
    """Note each plain ``[n]`` that is no marker; runs while escapes are apart."""
    if state.env.get("labels") is None:
        return
    numbers = state.env.setdefault("bracket_numbers", [])
    for token in state.tokens:
        depth = 0
        for child in token.children or ():
            if child.type == "text" and not depth:
                numbers += (normal_label(n) for n in _NUMBER.findall(child.content))
            elif child.type in ("link_open", "link_close"):
                depth += child.nesting


def settle_markers(state: StateCore) -> None:
    """Join each marker to the word before it, and keep it out of links."""
    for token in state.tokens:
        children = token.children or []
        if any(child.type == NOTE_MARKER for child in children):
            token.children = _settled(children)
        for child in children:
            for inner in child.children or ():
                if inner.type == NOTE_MARKER:  # in the alternative text of a picture
                    inner.type, inner.content = "text", inner.markup


def _settled(children: list[Token]) -> list[Token]:
    out: list[Token] = []
    held: list[Token] = []
    depth, lost_space = 0, False
    for child in children:
        if child.type == NOTE_MARKER:
            attach = _strip_end if depth else _attach
            lost_space = attach(out, child) or lost_space
            if depth:
                held.append(child)
            continue
        lost_space = _append(out, child, lost_space=lost_space)
        if child.type in ("link_open", "link_close"):
            depth += child.nesting
        if held and not depth:
            for marker in held:
                _attach(out, marker)
            held.clear()
    return out


def _append(out: list[Token], child: Token, *, lost_space: bool) -> bool:
    """Add what is no marker; return whether white space is still to be made good."""
    if child.type == "text" and not child.content:
        return lost_space
    if lost_space and _needs_space(child):
        out.append(Token("text", "", 0, content=" "))
    out.append(child)
    return False


def _attach(out: list[Token], marker: Token) -> bool:
    """Put the marker behind the last word; return whether white space was lost."""
    lost_space = False
    moved: list[Token] = []
    while out and len(moved) < _FARTHEST:
        last = out[-1]
        if last.type == "text":
            lost_space = _strip_end(out, marker) or lost_space
            if last.content:
                break
            out.pop()
        elif last.type == "softbreak":
            lost_space = True
            out.pop()
        elif last.type == "hardbreak" or last.nesting == 1:
            moved.append(out.pop())
        else:
            break
    marker.meta["needs_joiner"] = _needs_joiner(out)
    out.append(marker)
    out.extend(reversed(moved))
    return lost_space


def _strip_end(out: list[Token], _marker: Token) -> bool:
    """Take white space from before the marker; return whether there was any."""
    if not out or out[-1].type != "text":
        return False
    stripped = out[-1].content.rstrip()
    lost_space = stripped != out[-1].content
    out[-1].content = stripped
    return lost_space


def _needs_joiner(out: list[Token]) -> bool:
    if not out or out[-1].type != "text":
        return False
    last = out[-1].content[-1:]
    return not (last.isalnum() or last in _JOINS_BY_ITSELF)


def _needs_space(following: Token) -> bool:
    if following.type == "text":
        return following.content[:1].isalnum()
    return following.nesting == 1 or following.type in ("code_inline", "image")
