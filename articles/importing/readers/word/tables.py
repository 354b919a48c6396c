"""A table of a Word file as a table of HTML, merged cells as cells that span."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from xml.etree.ElementTree import Element

from .story import Story, text_of
from .xml import is_on, value

MOST_COLUMNS = 200


@dataclass(slots=True)
class _Cell:
    html: str
    across: int
    is_head: bool
    down: int = 1


def write_table(table: Element, read: Callable[[Element], str], story: Story) -> str:
    """Return a table; ``read`` makes the blocks of a cell. Deleted rows are left out."""
    grid: list[list[_Cell]] = []
    above: dict[int, _Cell] = {}
    for row in _rows(table):
        properties = row.find("trPr")
        if properties is not None and properties.find("del") is not None:
            story.leave("deleted-text", text_of(row))
            continue
        is_head = is_on(properties, "tblHeader")
        grid.append(list(_cells(row, read, above, is_head=is_head)))
    rows = ("".join(map(_html, cells)) for cells in grid)
    return f"<table>{''.join(f'<tr>{row}</tr>' for row in rows)}</table>"


def _rows(holder: Element, tag: str = "tr") -> Iterator[Element]:
    """Yield rows or cells, those within content controls too."""
    for child in holder:
        if child.tag == tag:
            yield child
        elif child.tag in ("sdt", "sdtContent"):
            yield from _rows(child, tag)


def _cells(
    row: Element,
    read: Callable[[Element], str],
    above: dict[int, _Cell],
    *,
    is_head: bool,
) -> Iterator[_Cell]:
    """Yield the cells that begin in a row; one merged with that above lengthens it."""
    column = 0
    for element in _rows(row, "tc"):
        properties = element.find("tcPr")
        span = value(properties, "gridSpan")
        across = min(int(span), MOST_COLUMNS) if span.isdecimal() and span != "0" else 1
        merge = properties.find("vMerge") if properties is not None else None
        is_merged = merge is not None and merge.get("val", "continue") == "continue"
        html = read(element)
        if is_merged and column in above:
            above[column].down += 1
            above[column].html += html
        else:
            above[column] = _Cell(html, across, is_head)
            yield above[column]
        column += across


def _html(cell: _Cell) -> str:
    name = "th" if cell.is_head else "td"
    spans = f' colspan="{cell.across}"' if cell.across > 1 else ""
    spans += f' rowspan="{cell.down}"' if cell.down > 1 else ""
    return f"<{name}{spans}>{cell.html}</{name}>"
