"""Scores the promised pages with Lighthouse 12, as a telephone sees them.

``python -m bench.lighthouse`` needs ``npm ci`` in ``bench/`` once. Performance is the
median of five runs, the others the lowest of them. Exit status 1 if performance is below
99 or another score below 100; what cost a point is printed. Search pages are kept out of
search engines on purpose, so nothing is promised of their SEO.
"""

import json
import os
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

from .site import FLAGS, chromium, pages, served, telephone

RUNS = 5
ATTEMPTS = 5
LEAST = {"performance": 99, "accessibility": 100, "best-practices": 100, "seo": 100}
UNLISTED = ("search", "Hindi hits")
LIGHTHOUSE = Path(__file__).parent / "node_modules" / ".bin" / "lighthouse"


def main() -> int:
    os.environ |= telephone() | {"CHROME_PATH": chromium()}
    is_short = False
    with served() as address:
        print(f"{'':<15}" + "".join(f"{name:>16}" for name in LEAST))
        for name, url in pages(address).items():
            reports = [scored(url) for _ in range(RUNS)]
            scores = {key: score(reports, key) for key in LEAST}
            print(
                f"{name:<15}" + "".join(f"{scores[key]:>16}" for key in LEAST),
                flush=True,
            )
            least = LEAST | ({"seo": 0} if name in UNLISTED else {})
            short = [key for key in LEAST if scores[key] < least[key]]
            is_short = is_short or bool(short)
            for key in short:
                print(f"  {key}: {', '.join(lost(reports[0], key))}")
    return int(is_short)


def scored(url: str) -> dict:
    """Return one report of Lighthouse on a page.

    Raises SystemExit with its reason where it never comes to one. It loses the start of
    the load in some traces of newer Chromium (NO_NAVSTART) and asks to be run again.
    """
    reason = ""
    for _ in range(ATTEMPTS):
        made = run(url)
        reason = made.get("runtimeError", {}).get("message", "")
        if not reason:
            return made
    raise SystemExit(f"Lighthouse on {url}: {reason}")


def run(url: str) -> dict:
    flags = " ".join(["--headless=new", *FLAGS])
    # Not through a pipe, which Lighthouse leaves before it is emptied.
    with tempfile.NamedTemporaryFile(suffix=".json") as report:
        subprocess.run(
            [
                *(LIGHTHOUSE, url, "--quiet", "--output=json"),
                f"--output-path={report.name}",
                f"--only-categories={','.join(LEAST)}",
                f"--chrome-flags={flags}",
            ],
            check=False,  # what went wrong stands in the report
            capture_output=True,
        )
        return dict(json.load(report))


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
