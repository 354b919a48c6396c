"""Items of Word's lists, each with its level and number, as nested lists of HTML."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Item:
    """One item: its level from 0, its format (nothing for a bullet), its number."""

    level: int
    form: str
    number: int
    html: str


@dataclass(slots=True)
class _Open:
    item: Item
    tag: str
    number: int


def write_lists(items: list[Item]) -> str:
    """Return the lists that some items in a row make."""
    html: list[str] = []
    opened: list[_Open] = []
    for item in items:
        while opened and not _belongs(opened[-1], item):
            html.append(f"</li></{opened.pop().tag}>")
        if opened and opened[-1].item.level == item.level:
            html.append("</li>")
            opened[-1].number = item.number
        else:
            tag = "ol" if item.form else "ul"
            start = f' start="{item.number}" data-format="{item.form}"'
            html.append(f"<{tag}{start if item.form else ''}>")
            opened.append(_Open(item, tag, item.number))
        html.append(f"<li>{item.html}")
    html += (f"</li></{level.tag}>" for level in reversed(opened))
    return "".join(html)


def _belongs(opened: _Open, item: Item) -> bool:
    """Whether an item goes into an open list: the next of it, or one below it."""
    if opened.item.level != item.level:
        return opened.item.level < item.level
    is_next = item.number == opened.number + 1 or not item.form
    return opened.item.form == item.form and is_next
