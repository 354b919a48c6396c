"""Sets one paper, in a child process alone. It knows nothing of the site.

A paper is JSON; its pictures are files of a folder that the child may read.
"""

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Literal

# Before the library is loaded, which then begins no more threads than this.
os.environ["RAYON_NUM_THREADS"] = "1"

import typst

from articles.sandbox import pack

HERE = Path(__file__).parent
FONTS = HERE.with_name("fonts")


def pressed(paper: bytes, folder: str = str(FONTS)) -> Iterator[bytes]:
    """Yield the PDF, behind nothing; or what the program said when it refused."""
    try:
        yield pack(b"", press(paper.decode(), folder))
    except typst.TypstError as error:
        yield pack(error.message.encode(errors="replace"))


def press(paper: str, folder: str) -> bytes:
    """Return the PDF of a paper; ``folder`` holds its pictures.

    Where a letter is in none of our fonts the file is tagged as all are, but claims
    no standard. Raises typst.TypstError.
    """
    try:
        return compiled(paper, folder, "ua-1")
    except typst.TypstError as error:
        if not error.message.startswith("PDF/UA-1"):
            raise
    return compiled(paper, folder, None)


def compiled(paper: str, folder: str, standard: Literal["ua-1"] | None) -> bytes:
    made = typst.compile(  # type: ignore[type-var]  # its stub names one for two
        (HERE / "paper.typ").read_bytes(),
        root=folder,
        sys_inputs={"paper": paper},
        font_paths=typst.Fonts(include_system_fonts=False, font_paths=[str(FONTS)]),
        ignore_system_fonts=True,
        # Nothing is ever fetched: no package is in there.
        package_path=folder,
        package_cache_path=folder,
        pdf_standards=standard,
    )
    assert isinstance(made, bytes)  # noqa: S101 -- one file, since it is a PDF
    return made
