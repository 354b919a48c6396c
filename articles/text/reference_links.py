"""The link from "Ibid." to the note it means, in the tokens of a note."""

from markdown_it.token import Token

from .references import find_reference

_LONG = ("text", "code_inline")


def link_reference(tokens: list[Token], label: str) -> str:
    """Let the back reference lead to the note ``label``, in place.

    Returns the number that the reference itself names; "" where it names none.
    """
    for token in tokens:
        if token.type != "inline":
            continue
        children = token.children or []
        phrase = find_reference("".join(map(_content, children)))
        if phrase:
            first = _cut(children, phrase.start)
            last = _cut(children, phrase.end)
            token.children = _wrapped(children, first, last, label)
            return phrase.label
    return ""


def _content(child: Token) -> str:
    if child.type in _LONG:
        return child.content
    return " " if child.type in ("softbreak", "hardbreak") else ""


def _cut(children: list[Token], place: int) -> int:
    """Cut the token at this place of the text in two; return the second one's index."""
    for index, child in enumerate(children):
        length = len(_content(child))
        if place < length:
            if not place:
                return index
            rest = child.copy(content=child.content[place:])
            child.content = child.content[:place]
            children.insert(index + 1, rest)
            return index + 1
        place -= length
    return len(children)


def _wrapped(children: list[Token], first: int, last: int, label: str) -> list[Token]:
    """Put a link around these tokens, and around what opens or closes among them."""
    depth = lowest = 0
    for child in children[first:last]:
        depth += child.nesting
        lowest = min(lowest, depth)
    while lowest < 0:
        first -= 1
        lowest += children[first].nesting
        depth += children[first].nesting
    while depth > 0:
        depth += children[last].nesting
        last += 1
    if any(child.type.startswith("link_") for child in children[first:last]):
        return children
    return [
        *children[:first],
        Token("link_open", "a", 1, attrs={"href": f"#fn-{label}"}),
        *children[first:last],
        Token("link_close", "a", -1),
        *children[last:],
    ]
