"""Scores the promised pages with Lighthouse 12, as a telephone sees them.

``python -m bench.lighthouse`` needs ``npm ci`` in ``bench/`` once. Performance is the
median of five runs, the other two the lowest of them. Exit status 1 if performance is
below 99 or another score below 100; what cost a point is printed.
"""

import json
import os
import statistics
import subprocess
import sys
from pathlib import Path

from .site import FLAGS, chromium, pages, served

RUNS = 5
LEAST = {"performance": 99, "accessibility": 100, "best-practices": 100}
LIGHTHOUSE = Path(__file__).parent / "node_modules" / ".bin" / "lighthouse"


def main() -> int:
    os.environ["CHROME_PATH"] = chromium()
    is_short = False
    with served() as address:
        print(f"{'':<15}" + "".join(f"{name:>16}" for name in LEAST))
        for name, url in pages(address).items():
            reports = [report(url) for _ in range(RUNS)]
            scores = {key: score(reports, key) for key in LEAST}
            print(
                f"{name:<15}" + "".join(f"{scores[key]:>16}" for key in LEAST),
                flush=True,
            )
            short = [key for key in LEAST if scores[key] < LEAST[key]]
            is_short = is_short or bool(short)
            for key in short:
                print(f"  {key}: {', '.join(lost(reports[0], key))}")
    return int(is_short)


def report(url: str) -> dict:
    """Return one report of Lighthouse on a page."""
    flags = " ".join(["--headless=new", *FLAGS])
    made = subprocess.run(
        [
            *(LIGHTHOUSE, url, "--quiet", "--output=json"),
            f"--only-categories={','.join(LEAST)}",
            f"--chrome-flags={flags}",
        ],
        check=True,
        capture_output=True,
    )
    return dict(json.loads(made.stdout))


def score(reports: list[dict], key: str) -> int:
    scores = [round(100 * each["categories"][key]["score"]) for each in reports]
    return int(statistics.median(scores) if key == "performance" else min(scores))


def lost(made: dict, key: str) -> list[str]:
    """Return the audits of a category that were not passed."""
    audits = [
        each["id"] for each in made["categories"][key]["auditRefs"] if each["weight"]
    ]
    return [name for name in audits if (made["audits"][name]["score"] or 0) < 1]


if __name__ == "__main__":
    sys.exit(main())
