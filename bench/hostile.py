"""Hostile Word files, made here: what a limit is for, one file each."""

import os
import random
import sys
from collections.abc import Callable
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from tests.importing.docx_writer import (
    archive,
    box,
    docx,
    fn,
    note,
    p,
    picture,
    r,
    table,
)

SENTENCE = "The sea rises along the coast, and nobody has measured it before. "


def nested_tables(count: int) -> bytes:
    inner = p("deepest")
    for _ in range(count):
        inner = f"<w:tbl><w:tr><w:tc>{inner}<w:p/></w:tc></w:tr></w:tbl>"
    return docx(p("On Tides", style="Title"), inner)


def book(pages: int, notes: int) -> bytes:
    """A book of so many pages, 2,500 characters each."""
    page = p(*[r(SENTENCE * 3)] * 13)
    feet = {n: note(SENTENCE) for n in range(1, notes + 1)}
    cited = "".join(p(SENTENCE, fn(n)) for n in feet)
    return docx(p("A Book", style="Title"), cited, page * pages, footnotes=feet)


def article() -> bytes:
    """The longest article that is kept, in many small runs, with 900 notes."""
    words = [r(word, "<w:b/>" if n % 3 == 0 else "") for n, word in enumerate(SENTENCE)]
    blocks = "".join(p(*words, fn(n)) for n in range(1, 901))
    notes = {n: note(SENTENCE) for n in range(1, 901)}
    return docx(
        p("On Tides", style="Title"), blocks, p(SENTENCE) * 1500, footnotes=notes
    )


def pictures(count: int) -> bytes:
    noise = random.Random(1).randbytes(140_000)  # noqa: S311 -- only to fill a file
    media = {
        f"i{n}": (f"image{n}.png", b"\x89PNG\r\n\x1a\n" + bytes([n]) + noise)
        for n in range(count)
    }
    return docx(
        p("On Tides", style="Title"), *[p(picture(n)) for n in media], media=media
    )


FILES: dict[str, Callable[[], bytes]] = {
    "nested_tables_400.docx": lambda: nested_tables(400),
    "nested_tables_20000.docx": lambda: nested_tables(20_000),
    "nested_boxes_60.docx": lambda: docx(p("On Tides"), boxes(60)),
    "nested_elements_200000.docx": lambda: docx(
        p("On Tides"), "<w:sdt>" * 200_000 + p("x") + "</w:sdt>" * 200_000
    ),
    "book_900_pages.docx": lambda: book(900, 800),
    "longest_article_900_notes.docx": article,
    "empty_paragraphs_1400000.docx": lambda: docx(p("On Tides"), "<w:p/>" * 1_400_000),
    "runs_without_text_1000000.docx": lambda: docx(
        p("On Tides"), "<w:p>" + "<w:r/>" * 1_000_000 + "</w:p>"
    ),
    "table_cells_300000.docx": lambda: docx(
        p("On Tides"), table(*[["a"] * 60] * 5000)
    ),
    "wide_spans.docx": lambda: docx(
        p("On Tides"),
        "<w:tbl>" + ("<w:tr>" + '<w:tc><w:tcPr><w:gridSpan w:val="99999"/></w:tcPr>'
        "<w:p/></w:tc>" * 50 + "</w:tr>") * 500 + "</w:tbl>",
    ),
    "one_word_of_900000.docx": lambda: docx(p("On Tides"), p("a" * 900_000)),
    "brackets_300000.docx": lambda: docx(p("On Tides"), p("[" * 150_000 + "1]" * 75_000)),
    "stars_300000.docx": lambda: docx(
        p("On Tides"), p(*[r("*_", "<w:i/>" if n % 2 else "") for n in range(90_000)])
    ),
    "attribute_of_50_MB.docx": lambda: docx(
        p("On Tides"), p(picture("i1", "a" * 50_000_000))
    ),
    "thirty_MB_of_pictures.docx": lambda: pictures(200),
    "styles_40000_in_a_chain.docx": lambda: docx(
        p("On Tides"), p("x", style="s39999"), parts={"word/styles.xml": styles(40_000)}
    ),
    "noise.docx": lambda: os.urandom(100_000),
    "noise_in_a_zip.docx": lambda: archive({"word/document.xml": os.urandom(100_000)}),
}  # fmt: skip


def boxes(count: int) -> str:
    inner = p("deepest")
    for _ in range(count):
        inner = p(f"<w:r><w:pict><w:txbxContent>{inner}</w:txbxContent></w:pict></w:r>")
    return inner + p(box(p("shallow")))


def styles(count: int) -> str:
    inner = "".join(
        f'<w:style w:styleId="s{n}"><w:name w:val="n{n}"/><w:basedOn w:val="s{n - 1}"/>'
        "</w:style>"
        for n in range(count)
    )
    space = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    return f'<w:styles xmlns:w="{space}">{inner}</w:styles>'


def write_all(folder: Path) -> list[Path]:
    """Write every file into a folder; return their paths."""
    paths = []
    for name, make in FILES.items():
        path = folder / name
        path.write_bytes(make())
        paths.append(path)
    return paths
