"""Every sample through its reader, beside what an independent counter found in it.

    python -m bench.importing [--hostile] [FILE …]

Each file is read in a process of its own, whose time and highest memory (that of a
reader run apart included) are told. The exit status is 1 where a file takes more
than 20 s or 512 MB, or makes the reader fail. ``--hostile`` adds files made here.
"""

import json
import re
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from .counting import Counts, count, lost_words

SAMPLES = Path(__file__).resolve().parents[2] / "shared" / "samples"
FOLDERS = ("docx", "articles", "exports_feeds_meta")
SECONDS, MEGABYTES = 20, 512
HEAD = (
    "file",
    "markers",
    "notes",
    "heads",
    "tables",
    "pics",
    "lost",
    "s",
    "MB",
    "verdict",
)
WIDTHS = (44, 8, 8, 7, 6, 6, 4, 5, 4, 0)
FIGURES = ("markers", "notes", "headings", "tables", "pictures")
OWN_NOTES = ("no-notes", "no-byline", "no-date")


def read_one(path: Path) -> dict[str, Any]:
    """Read one file in this process, and tell what came out and what it cost."""
    import resource  # noqa: PLC0415 -- not on Windows

    from articles.importing import Unreadable, read  # noqa: PLC0415 -- in the child only

    started = time.perf_counter()
    try:
        told = figures(read(path.read_bytes(), path.name))
    except Unreadable as error:
        told = {"refused": str(error), "code": error.code}
    told["seconds"] = time.perf_counter() - started
    apart = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
    told["memory"] = max(highest_memory(), apart) // 1024
    return told


def highest_memory() -> int:
    """The most memory this process has had, in kB; without what its parent had."""
    status = Path("/proc/self/status")
    found = (
        re.search(r"VmHWM:\s+(\d+)", status.read_text()) if status.exists() else None
    )
    return int(found[1]) if found else 0


def figures(manuscript: Any) -> dict[str, Any]:
    """Tell what a manuscript holds, by plain patterns on its source."""
    from articles.importing.understanding.finishing import all_texts  # noqa: PLC0415 -- as above

    source, report = manuscript.source, manuscript.report
    marker = re.compile(r"(?<!\\)\[\^(\d+[a-z]?)\]")
    texts = [manuscript.title, *all_texts(manuscript)]
    return {
        "markers": len(marker.findall(source)),
        "notes": sum(bool(note.text.strip()) for note in manuscript.notes),
        "headings": len(re.findall(r"^#{2,4} ", source, re.MULTILINE)),
        "tables": len(re.findall(r"^\| ?-{3}", source, re.MULTILINE)),
        "pictures": len(re.findall(r"\]\(<?picture:", source)),
        "left": [entry.code for entry in report.left_out],
        "warnings": [e.code for e in report.warnings if e.code not in OWN_NOTES],
        "words": re.sub(
            r"\\|\*+|\]\([^()\s]*\)", "", marker.sub(r" \1 ", "\n".join(texts))
        ),
    }


def measure(path: Path) -> dict[str, Any]:
    """Read one file in a fresh process."""
    done = subprocess.run(
        [sys.executable, "-m", "bench.importing", "--one", str(path)],
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
        cwd=Path(__file__).resolve().parents[1],
    )
    if done.returncode:
        said = done.stderr.strip().splitlines() or ["no word"]
        return {
            "refused": f"FAILED: {said[-1]}",
            "code": "failed",
            "seconds": 0,
            "memory": 0,
        }
    answer: dict[str, Any] = json.loads(done.stdout)
    return answer


def row(path: Path, before: Counts, told: dict[str, Any]) -> tuple[str, ...]:
    """One line of the table."""
    cost = (f"{told['seconds']:.1f}", f"{told['memory']}")
    if "refused" in told:
        return (path.name, *["·"] * 6, *cost, told["refused"])
    pairs = [between(getattr(before, name), told[name]) for name in FIGURES]
    lost = lost_words(before.words, told["words"])
    return (path.name, *pairs, str(len(lost)), *cost, verdict(before, told, lost))


def between(before: int, after: int) -> str:
    return f"{'?' if before < 0 else before}→{after}"


def verdict(before: Counts, told: dict[str, Any], lost: list[str]) -> str:
    """Say whether markers, notes and words balance; else what does not."""
    amiss = [
        f"{name} {getattr(before, name)}→{told[name]}"
        for name in ("markers", "notes")
        if getattr(before, name) not in (-1, told[name])
    ]
    if lost:
        amiss.append(f"lost: {' '.join(lost)[:60]}")
    said = "; ".join(amiss) or ("balances" if before.markers >= 0 else "read")
    remarks = list(dict.fromkeys([*told["warnings"], *told["left"]]))
    return f"{said} ({', '.join(remarks)})" if remarks else said


def is_within(told: dict[str, Any]) -> bool:
    return (
        told.get("code") != "failed"
        and told["seconds"] <= SECONDS
        and told["memory"] <= MEGABYTES
    )


def line(cells: tuple[str, ...]) -> str:
    sized = (
        cell[: max(width, 1)] if width else cell
        for cell, width in zip(cells, WIDTHS, strict=True)
    )
    return "  ".join(f"{c:<{w}}" for c, w in zip(sized, WIDTHS, strict=True)).rstrip()


def samples() -> list[Path]:
    found = [
        path for folder in FOLDERS for path in sorted((SAMPLES / folder).glob("*"))
    ]
    return [path for path in found if not path.name.endswith(".expected.md")]


def main(arguments: list[str]) -> int:
    if arguments[:1] == ["--one"]:
        print(json.dumps(read_one(Path(arguments[1]))))
        return 0
    with tempfile.TemporaryDirectory() as folder:
        paths = [Path(name) for name in arguments if name != "--hostile"]
        if "--hostile" in arguments:
            from .hostile import write_all  # noqa: PLC0415 -- needs the tests

            paths += write_all(Path(folder))
        return table(paths or samples())


def table(paths: list[Path]) -> int:
    print(line(HEAD))
    beyond = 0
    for path in paths:
        told = measure(path)
        beyond += not is_within(told)
        print(line(row(path, count(path), told)), flush=True)
    print(
        f"{len(paths)} files, {beyond} beyond {SECONDS} s or {MEGABYTES} MB, or failed."
    )
    return int(beyond > 0)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
