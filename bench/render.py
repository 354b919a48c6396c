"""Times the renderer on hostile texts and on a long article.

Each shape is rendered at half and at full length. A limit that is broken makes
the exit status 1: a full length in more than 4 s, and for the promised shapes more
than 2.5 times as long as the half (times under 50 ms are too short to compare).
Times are of the processor, so that what else runs on the machine counts little;
where a limit seems broken, the best of five is taken.
"""

import sys
import time
from collections.abc import Callable
from pathlib import Path

from markdown_it import MarkdownIt

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from articles.text import MAXIMUM_SOURCE, Note, render

SECONDS = 4.0
GROWTH = 2.5
ANY = float("inf")
TOO_SHORT = 0.05

Shape = Callable[[int], str]


def repeated(unit: str) -> Shape:
    return lambda length: (unit * (length // len(unit) + 1))[:length]


def mirrored(opening: str, middle: str, closing: str) -> Shape:
    def build(length: int) -> str:
        count = length // (len(opening) + len(closing))
        return opening * count + middle + closing * count

    return build


def after(start: str, unit: str) -> Shape:
    return lambda length: start + repeated(unit)(length - len(start))


def growing_backticks(length: int) -> str:
    pieces, total = [], 0
    while total < length:
        pieces.append("`" * (len(pieces) + 1) + "a")
        total += len(pieces[-1])
    return "".join(pieces)[:length]


def wide_table(length: int) -> str:
    columns = length // 8
    return "|a" * columns + "|\n" + "|-" * columns + "|\n" + "|b|\n" * columns


def definitions(length: int) -> str:
    half = "".join(f"[r{n}]: /u{n}\n" for n in range(length // 30))
    return (half + "\n" + "".join(f"[r{n}] " for n in range(length // 20)))[:length]


def staircase(length: int) -> str:
    lines = ("  " * (n % 12) + "- a\n" for n in range(length // 15))
    return "".join(lines)


PROMISED = {unit: repeated(unit) for unit in ("[", "*", ">", "![", "[a](<b", '"')}
PROMISED |= {unit: repeated(unit) for unit in ("'a", "[^1]")}
OTHERS: dict[str, Shape] = {
    unit.replace("\n", "\\n"): repeated(unit)
    for unit in (
        "<a", "&", "&#1;", "_", "***a", "*a_ ", "[a][b", "](", "[a](", '[a](b "', "!",
        "[1]", "[1] ", "[^1] a", "[2", "> ", "> > a\n", "- ", "- - -\n", "- a\n", "a\n",
        "# a\n", "# [1]\n", "a\n=\n", "\\", "\\[", "[a](b[) ", "<http:[> ", "`[` ", "[a][", "[a][b]", "\\\n[^1]", "```\n", "~~~", "\n",
        "http://", "https://a.b ", "<http:a", "<http://a.b>", "|", "|a|b\n|-|-\n", "a|",
        "[x](/y)", "![a](picture:b)", "![a](http://b.c)\n\n", "(", ")", "a ", "a\n\n",
        "**a** ", "*[^1]", "  \n", "[^1]: a\n", "[^1]: a\n\n", "\u0967", "\u2028", "'\"",
    )
}  # fmt: skip
OTHERS |= {
    "[[[a]]]": mirrored("[", "a", "]"),
    "![![a]]": mirrored("![", "a", "]"),
    "[x]: y [[a]]": lambda length: "[x]: y\n\n" + mirrored("[", "x", "]")(length - 8),
    "` then [": after("`", "["),
    "< then ![": after("<", "!["),
    "[[a](b)": after("[x]: y\n\n", "[[a](b)"),
    "![ nested": repeated("![" * 18 + "a" + "](b)" * 18 + " "),
    "*a b*": mirrored("*a ", "", " b*"),
    "*** [1]": mirrored("*", "[^1]" * 20_000, "a*"),
    "growing `": growing_backticks,
    "wide table": wide_table,
    "definitions": definitions,
    "staircase": staircase,
    "lazy quote": after(">" * 20 + "a\n", "a\n"),
    "lazy list": after("- " * 20 + "a\n", "a\n"),
    "long title": after('[a]: b "\n', "x\n"),
}


def timed(work: Callable[[], object]) -> float:
    start = time.process_time()
    work()
    return time.process_time() - start


def measure(
    name: str, shape: Shape, notes: list[Note], *, most: float = GROWTH
) -> bool:
    half = full = float("inf")
    for _ in range(5):
        half = min(half, at(shape, MAXIMUM_SOURCE // 2, notes))
        full = min(full, at(shape, MAXIMUM_SOURCE, notes))
        growth = full / half if full > TOO_SHORT else 0.0
        is_kept = full <= SECONDS and growth <= most
        if is_kept:
            break
    verdict = "" if is_kept else "BROKEN"
    print(f"{name:20} {half:7.3f} s {full:7.3f} s {growth:5.2f}  {verdict}")
    return is_kept


def at(shape: Shape, length: int, notes: list[Note]) -> float:
    source = shape(length)[:length]
    return timed(lambda: render(source, notes, pictures={}))


def measure_notes(name: str, source: str, notes: list[Note]) -> bool:
    seconds = timed(lambda: render(source, notes, pictures={}))
    is_kept = seconds <= SECONDS
    print(f"{name:20} {'':9} {seconds:7.3f} s {'' if is_kept else '       BROKEN'}")
    return is_kept


def measure_article() -> None:
    """Compare a usual long article with the bare parser in the same run."""
    sentence = 'The ministers met in the capital, and "no decision" was recorded'
    paragraphs = [f"{sentence} there.[{n}] {sentence} again." for n in range(1, 161)]
    source = "\n\n".join(paragraphs)
    notes = [
        Note(str(n), f'A. Author, "Paper {n}", *Journal*, 2021. Available at', f"https://a.example/{n}")
        for n in range(1, 161)
    ]  # fmt: skip
    bare = MarkdownIt("commonmark", {"html": False})
    texts = [source, *(note.text for note in notes)]
    base = min(timed(lambda: [bare.render(text) for text in texts]) for _ in range(5))
    ours = min(timed(lambda: render(source, notes, pictures={})) for _ in range(5))
    print(
        f"\n{len(source.split())} words, 160 notes: {ours * 1000:.0f} ms;"
        f" bare parser {base * 1000:.0f} ms; ratio {ours / base:.1f}"
    )


def main() -> int:
    one = [Note("1", "A note.")]
    print(f"{'shape':20} {'half':>9} {'full':>9} ratio")
    kept = [measure(name, shape, one) for name, shape in PROMISED.items()]
    print("-- beyond what is promised")
    kept += [measure(name, shape, one, most=ANY) for name, shape in OTHERS.items()]
    many = [Note(f"{n % 999 + 1}{'abcd'[n // 999]}", f"Note {n}") for n in range(3_000)]
    kept.append(measure_notes("5,000 markers", "a[1] " * 5_000, one))
    kept.append(measure_notes("3,000 notes", "a[1a] b[^2q] " * 100, many))
    kept.append(measure_notes("a hostile note", "a[1]", [Note("1", "![" * 100_000)]))
    measure_article()
    return 0 if all(kept) else 1


if __name__ == "__main__":
    sys.exit(main())
