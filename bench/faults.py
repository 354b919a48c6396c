"""Try every fault, and write down what was lost: ``python -m bench.faults [kills]``.

Runs the tests that tests/faults/table.py names, with so many kills for each command
that is killed (100), and writes docs/reliability.md. Fails when one of them does.
"""

import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from defusedxml.ElementTree import parse

from tests.faults.table import TABLE, Fault

ROOT = Path(__file__).resolve().parents[1]
PAGE = ROOT / "docs" / "reliability.md"
HEAD = """# Reliability

What happens on a bad day. Written by `python -m bench.faults`, which makes each fault
and looks at what came of it; `tests/faults/table.py` names the tests of each row.
In this run each command, worker or import that is killed was killed {kills} times, and
the whole server {halves} times. Where a test only says that all went as it should, the last columns are its sentence.

| | fault | how it was made | tried | lost | what readers saw |
|---|---|---|---:|---|---|
"""


@dataclass
class Seen:
    """What the tests of one row told: runs, failures and their own words."""

    tried: int = 0
    failed: int = 0
    lost: list[str] = field(default_factory=list)
    readers: list[str] = field(default_factory=list)


def main() -> int:
    kills = sys.argv[1] if len(sys.argv) > 1 else "100"
    with tempfile.TemporaryDirectory() as folder:
        report = Path(folder) / "report.xml"
        tests = sorted({address for row in TABLE for address in row.tests})
        command = [sys.executable, "-m", "pytest", "-q", f"--junitxml={report}"]
        done = subprocess.run(
            [*command, "-o", "junit_family=xunit1", *tests],
            cwd=ROOT,
            env=os.environ | {"VIF_FAULTS_KILLS": kills},
            check=False,
        )
        cases = list(parse(report).iter("testcase"))
    lines = [line(row, cases) for row in TABLE]
    head = HEAD.format(kills=kills, halves=(int(kills) + 1) // 2)
    PAGE.write_text(head + "\n".join(lines) + "\n", encoding="utf-8")
    print(f"Wrote {PAGE.relative_to(ROOT)}.")
    return done.returncode


def line(row: Fault, cases: list) -> str:
    """Return one line of the page's table."""
    if not row.tests:
        return f"| {row.key} | {row.what} | {row.made} | – | – | {row.why_not} |"
    seen = Seen()
    for case in cases_of(row, cases):
        note(seen, case)
    tried = f"{seen.tried}" + (f", {seen.failed} failed" if seen.failed else "")
    if not seen.tried:
        tried = "skipped here"
    words = "; ".join(dict.fromkeys(seen.lost)) or "as the test says"
    readers = "; ".join(dict.fromkeys(seen.readers)) or names(row)
    return f"| {row.key} | {row.what} | {row.made} | {tried} | {words} | {readers} |"


def cases_of(row: Fault, cases: list) -> Iterator:
    """Yield what pytest reported on each of the row's tests, whatever its parameters."""
    for address in row.tests:
        path, _colons, name = address.partition("::")
        for case in cases:
            if case.get("file") == path and case.get("name").partition("[")[0] == name:
                yield case


def note(seen: Seen, case) -> None:
    """Add one report to what was seen."""
    if case.find("skipped") is not None:
        return
    told = {each.get("name"): each.get("value") for each in case.iter("property")}
    seen.tried += int(told.get("tried", 1))
    seen.failed += case.find("failure") is not None or case.find("error") is not None
    seen.lost += [told["lost"]] if "lost" in told else []
    seen.readers += [told["readers"]] if "readers" in told else []


def names(row: Fault) -> str:
    """Return what the row's tests are called, as words."""
    return "; ".join(
        address.partition("::test_")[2].replace("_", " ") for address in row.tests
    )


if __name__ == "__main__":
    sys.exit(main())
