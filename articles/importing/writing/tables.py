"""A table of HTML as a table of Markdown: one line for each row."""

from collections.abc import Iterator

from bs4.element import Tag

from .phrases import Ways, write_line

CELLS = ("td", "th")
MOST_COLUMNS = 60


def is_layout(table: Tag) -> bool:
    """Whether a table only places text: it holds a table, or has one column."""
    if table.find("table") is not None:
        return True
    return all(len(row.find_all(CELLS, recursive=False)) <= 1 for row in _rows(table))


def write_table(table: Tag, ways: Ways) -> str:
    """Return a table without its caption; a cell that spans others leaves them empty.

    The first row heads the columns, since Markdown knows no table without a head.
    """
    grid = _grid(table, ways)
    width = max((len(row) for row in grid), default=0)
    if not width:
        return ""
    lines = [_line([*row, *[""] * (width - len(row))]) for row in grid]
    lines.insert(1, _line(["---"] * width))
    return "\n".join(lines)


def _line(cells: list[str]) -> str:
    return f"| {' | '.join(cells)} |"


def _rows(table: Tag) -> Iterator[Tag]:
    """Yield the rows of a table, in order, those of its head first."""
    parts = table.find_all(("thead", "tbody", "tfoot", "tr"), recursive=False)
    for part in sorted(parts, key=lambda part: part.name != "thead"):
        if part.name == "tr":
            yield part
        else:
            yield from part.find_all("tr", recursive=False)


def _grid(table: Tag, ways: Ways) -> list[list[str]]:
    """The cells in rows and columns; rows with nothing in them are left out."""
    rows: list[list[str]] = []
    held: dict[int, int] = {}
    for row in _rows(table):
        cells: list[str] = []
        for cell in row.find_all(CELLS, recursive=False):
            _pass_held(cells, held)
            text = write_line(cell.children, ways).replace("|", "\\|")
            across, down = _span(cell, "colspan"), _span(cell, "rowspan")
            for column in range(len(cells), len(cells) + across):
                held[column] = down - 1
            cells += [text, *[""] * (across - 1)]
        _pass_held(cells, held)
        rows.append(cells[:MOST_COLUMNS] if not any(cells[MOST_COLUMNS:]) else cells)
    return [row for row in rows if any(row)]


def _pass_held(cells: list[str], held: dict[int, int]) -> None:
    """Leave the places empty into which a cell reaches from above."""
    while held.get(len(cells), 0) > 0:
        held[len(cells)] -= 1
        cells.append("")


def _span(cell: Tag, name: str) -> int:
    value = str(cell.get(name, "1"))
    return min(int(value), MOST_COLUMNS) if value.isascii() and value.isdigit() else 1
