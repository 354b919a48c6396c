"""Weighs pages as Chromium receives them, and times them on a slow telephone.

``python -m bench.budgets`` serves the demonstration and opens each promised page five
times with an empty cache, on a 4G line as Lighthouse defines it (1.6 Mbit/s, 150 ms) and
a processor four times slower. Sizes are kilobytes (1,000) as transferred; each figure is
followed by its share of the budget, and the time of the first start of another page of
the same run, the plain 404, stands below as the baseline. Exit status 1 if a budget is broken.
"""

import statistics
import sys
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from playwright.sync_api import Browser, CDPSession, sync_playwright

from .site import FLAGS, chromium, pages, served, telephone

RUNS = 5
LINE = {
    "offline": False,
    "latency": 150,
    "downloadThroughput": 1.6e6 / 8,
    "uploadThroughput": 0.75e6 / 8,
}
SLOWER = 4
# KB as transferred; milliseconds; reading.md, B1 and B2.
BUDGETS = {
    "HTML": 14.0,
    "CSS": 8.0,
    "JS": 4.0,
    "fonts": 110.0,
    "images": 250.0,
    "requests": 6,
    "others": 0,
    "LCP": 1500,
    "CLS": 0.01,
    "TBT": 50,
}
HINDI = {"fonts": 165.0}
TYPES = {"Document": "HTML", "Stylesheet": "CSS", "Script": "JS", "Font": "fonts"}
# As Lighthouse counts it: of each task after the first paint, what goes beyond 50 ms.
OBSERVE = """
window.seen = {LCP: 0, CLS: 0, TBT: 0};
const tasks = [];
const watch = (type, take) => new PerformanceObserver(list => list.getEntries().forEach(take))
  .observe({type, buffered: true});
watch('largest-contentful-paint', entry => { seen.LCP = entry.startTime; });
watch('layout-shift', entry => { if (!entry.hadRecentInput) seen.CLS += entry.value; });
watch('longtask', entry => { tasks.push(entry); });
window.figures = () => {
  const [paint] = performance.getEntriesByName('first-contentful-paint');
  for (const {startTime, duration} of tasks) {
    const rest = startTime + duration - Math.max(startTime, paint.startTime);
    seen.TBT += Math.max(0, rest - 50);
  }
  return seen;
};
"""


@dataclass
class Visit:
    """What one visit brought: sizes in bytes, milliseconds, and counts."""

    host: str
    kinds: dict[str, str] = field(default_factory=dict)
    figures: dict[str, float] = field(
        default_factory=lambda: dict.fromkeys(BUDGETS, 0.0)
    )

    def received(self, event: dict) -> None:
        self.kinds[event["requestId"]] = TYPES.get(event["type"], "images")
        if urlsplit(event["response"]["url"]).netloc != self.host:
            self.figures["others"] += 1

    def finished(self, event: dict) -> None:
        kind = self.kinds.get(event["requestId"], "images")
        self.figures[kind] += event["encodedDataLength"] / 1000
        # B1 counts what every article has; pictures come on top.
        self.figures["requests"] += kind != "images"


def main() -> int:
    with served() as address, sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=chromium(), args=FLAGS, env=telephone()
        )
        print(f"{'':<15}" + "".join(f"{name:>14}" for name in BUDGETS))
        broken = [row(browser, name, url) for name, url in pages(address).items()]
        row(browser, "(not found)", f"{address}/none/")
        browser.close()
    return int(any(broken))


def row(browser: Browser, name: str, url: str) -> bool:
    """Print the medians of a page; return whether one is over its budget."""
    budgets = BUDGETS | (HINDI if name.startswith("Hindi") else {})
    visits = [visit(browser, url) for _ in range(RUNS)]
    medians = {key: statistics.median(v[key] for v in visits) for key in BUDGETS}
    cells = [cell(medians[key], budgets[key]) for key in BUDGETS]
    print(f"{name:<15}" + "".join(f"{each:>14}" for each in cells), flush=True)
    return any(medians[key] > budgets[key] for key in BUDGETS)


def cell(figure: float, budget: float) -> str:
    shown = f"{figure:.3f}" if budget < 1 and figure else f"{figure:.4g}"
    return f"{shown} {figure / budget:>4.0%}" if budget else shown


def visit(browser: Browser, url: str) -> dict[str, float]:
    """Open a page with an empty cache; return its figures."""
    context = browser.new_context(
        viewport={"width": 412, "height": 823}, device_scale_factor=1.75
    )
    page = context.new_page()
    found = Visit(urlsplit(url).netloc)
    throttle(context.new_cdp_session(page), found)
    page.add_init_script(OBSERVE)
    page.goto(url, wait_until="networkidle")
    page.wait_for_timeout(500)
    figures = found.figures | page.evaluate("figures()")
    context.close()
    return figures


def throttle(session: CDPSession, found: Visit) -> None:
    session.send("Network.enable")
    session.send("Network.emulateNetworkConditions", LINE)
    session.send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})
    session.on("Network.responseReceived", found.received)
    session.on("Network.loadingFinished", found.finished)


if __name__ == "__main__":
    sys.exit(main())
