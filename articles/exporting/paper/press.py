"""The program that sets one paper: run by itself, so that it can hang or fail alone.

It is started by ``paper`` with the folder of the pictures as its argument, reads the
paper as JSON and writes the PDF. A refusal ends with status 3 and says why. It knows
nothing of the site, and takes no more memory and time than it is given here.
"""

import sys
from pathlib import Path
from typing import Literal

import typst

try:
    import resource
except ImportError:  # not on this system
    resource = None  # type: ignore[assignment]

HERE = Path(__file__).parent
FONTS = HERE.with_name("fonts")
REFUSED = 3
MOST_MEMORY = 2 * 2**30
MOST_SECONDS = 40


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


def main() -> int:
    if resource:
        resource.setrlimit(resource.RLIMIT_AS, (MOST_MEMORY, MOST_MEMORY))
        resource.setrlimit(resource.RLIMIT_CPU, (MOST_SECONDS, MOST_SECONDS))
    try:
        made = press(sys.stdin.buffer.read().decode(), sys.argv[1])
    except typst.TypstError as error:
        sys.stderr.write(f"{error.message}\n")
        return REFUSED
    sys.stdout.buffer.write(made)
    return 0


if __name__ == "__main__":
    sys.exit(main())
