"""Stop and hurt the real site, and print what became of it: ``python -m bench.stopping``.

First presses of Ctrl-C in a terminal, workers and servers that are killed, workers that
hold more memory than they may. Linux only; all on data of its own.
"""

import argparse
import os
import signal
import statistics
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from functools import partial
from pathlib import Path
from sqlite3 import connect
from threading import Event, Thread

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from tests.vif_site.running import Site, free_port, wait_for

LISTENING = "0A"  # in /proc/net/tcp
CLIENTS, REST = 4, 0.1  # seconds from an answer to the next request


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--times", type=int, default=20)
    times = parser.parse_args().times
    with tempfile.TemporaryDirectory(prefix="vif-stopping-") as folder:
        data = Path(folder) / "data"
        with running(data):
            pass
        results = [
            told("first Ctrl-C", 5, [stopped(data) for _ in range(times)]),
            told("on a reload", 5, [stopped_on_reload(data) for _ in range(times)]),
            told("on a lock", 5, [stopped_on_lock(data) for _ in range(times)]),
            told("killed worker", 2, replaced(data, times)),
            told("killed server", 5, [freed(data) for _ in range(times)]),
        ]
        grown(data)
    return 0 if all(results) else 1


@contextmanager
def running(data: Path, **options: object) -> Iterator[Site]:
    """Start the site on this data; leave nothing of it."""
    site = Site(data, **options)
    try:
        yield site.wait_until_ready()
    finally:
        site.close()


def told(what: str, limit: float, seconds: list[float]) -> bool:
    """Print how long it took each time; tell whether it was never over the limit."""
    good = sum(each <= limit for each in seconds)
    print(
        f"{what:14} {good} of {len(seconds)} within {limit} s; "
        f"median {statistics.median(seconds):.2f} s, longest {max(seconds):.2f} s"
    )
    return good == len(seconds)


def timed(act: Callable[[], object], holds: Callable[[], bool], site: Site) -> float:
    began = time.monotonic()
    act()
    wait_for(holds, site)
    return time.monotonic() - began


def stopped(data: Path) -> float:
    """Press Ctrl-C once, on a site that answers; return the seconds to its end."""
    with running(data) as site:
        return timed(
            site.press_control_c, lambda: site.process.poll() is not None, site
        )


def stopped_on_reload(data: Path) -> float:
    """Press Ctrl-C while both workers are being replaced."""
    with running(data) as site:
        wait_for(lambda: listeners(site) == 2, site)
        os.kill(site.process.pid, signal.SIGHUP)
        wait_for(lambda: listeners(site) == 3, site)
        return timed(
            site.press_control_c, lambda: site.process.poll() is not None, site
        )


def stopped_on_lock(data: Path) -> float:
    """Press Ctrl-C while somebody else holds the lock of the database."""
    with running(data) as site, closing(connect(data / "site.sqlite3")) as holder:
        holder.execute("BEGIN IMMEDIATE")
        return timed(
            site.press_control_c, lambda: site.process.poll() is not None, site
        )


def freed(data: Path) -> float:
    """Kill the server; return the seconds until its workers have left the port."""
    with running(data) as site:
        wait_for(lambda: listeners(site) == 2, site)
        pid = site.process.pid
        return timed(
            lambda: os.kill(pid, signal.SIGKILL), lambda: not listeners(site), site
        )


def replaced(data: Path, times: int) -> list[float]:
    """Kill one worker after the other under load; return the seconds to a new one.

    What the killed one was answering is lost; what its socket still held is, too,
    unless net.ipv4.tcp_migrate_req is set. Both are counted as failed.
    """
    seconds = []
    with running(data) as site, load(site) as counts:
        for number in range(times):
            wait_for(lambda: listeners(site) == 2, site)
            time.sleep(6)  # twice within six seconds is another case
            victim = site.workers()[number % 2]
            began = time.monotonic()
            os.kill(victim, signal.SIGKILL)
            wait_for(partial(is_gone, victim), site)
            wait_for(lambda: listeners(site) == 2, site)
            seconds.append(time.monotonic() - began)
    print(f"{'':14} answers meanwhile, {CLIENTS} clients: {dict(counts)} (0: failed)")
    return seconds


def is_gone(pid: int) -> bool:
    """Tell whether its last thread has ended, and with it its socket."""
    return not Path(f"/proc/{pid}").exists()


def grown(data: Path) -> None:
    """Have workers hold more than they may, always; print who came and what failed."""
    port, key = free_port(), (data / "secret-key.txt").read_text().strip()
    program = ("-m", "vif_site.serving", "--port", str(port), "--memory", "60")
    more = {"SECRET_KEY": key, "VIF_HTTPS": "off"}
    with running(data, program=program, port=port, **more) as site:
        with load(site) as counts:
            first = set(site.workers())
            wait_for(lambda: not first & set(site.workers()), site)
        print(f"{'grown workers':14} both replaced; answers meanwhile: {dict(counts)}")


def listeners(site: Site) -> int:
    """Return how many processes listen at the site's port."""
    rows = [row.split() for row in Path("/proc/net/tcp").read_text().splitlines()[1:]]
    address = f":{site.port:04X}"
    return sum(row[1].endswith(address) and row[3] == LISTENING for row in rows)


@contextmanager
def load(site: Site) -> Iterator[Counter]:
    """Ask for a page again and again, each time on a new connection."""
    counts: Counter = Counter()
    done = Event()

    def ask() -> None:
        while not done.is_set():
            counts[site.status("/")] += 1
            time.sleep(REST)

    clients = [Thread(target=ask) for _ in range(CLIENTS)]
    for client in clients:
        client.start()
    try:
        yield counts
    finally:
        done.set()
        for client in clients:
            client.join()


if __name__ == "__main__":
    sys.exit(main())
