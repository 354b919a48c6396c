"""The real site with its demonstration, served for a bench on a port of its own."""

import atexit
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

ROOT = Path(__file__).resolve().parents[1]
PATIENCE = 120  # seconds until the first start must be done
# The pages that a budget or a score is promised for.
PAGES = {
    "home": "/",
    "article": "/articles/counting-water-in-the-district-budget/",
    "Hindi article": "/hi/articles/{hindi}/",
    "list": "/articles/",
    "person": "/authors/{author}/",
    "search": "/search/?q=gauge",
    "Hindi hits": "/search/?q=water",
}
FONTS = ROOT / "articles" / "exporting" / "fonts"
FONT_SETTINGS = """<?xml version="1.0"?>
<fontconfig><include>/etc/fonts/fonts.conf</include><dir>{folder}</dir></fontconfig>
"""
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]


@dataclass(frozen=True)
class Served:
    """A site that is served: where, by which process, and with which data."""

    port: int
    process: int
    folder: Path

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def workers(self) -> list[int]:
        """Return the processes that serve pages: all that the first one has begun."""
        listed = Path(f"/proc/{self.process}/task/{self.process}/children")
        return [int(number) for number in listed.read_text().split()]


@contextmanager
def served() -> Iterator[str]:
    """Start the site as ``make run`` does; yield its address without a final slash."""
    with serving() as site:
        yield site.address


@contextmanager
def serving() -> Iterator[Served]:
    """Start the site as ``make run`` does, with data and places of its own."""
    with tempfile.TemporaryDirectory(prefix="vif-bench-") as folder:
        port = free_port()
        own = {"VIF_DATA_DIR": folder, "PORT": str(port), "TMPDIR": folder}
        environment = without_a_real_database() | own
        server = subprocess.Popen(
            [sys.executable, "-m", "vif_site.start"],
            cwd=ROOT,
            env=environment,
            stdout=subprocess.DEVNULL,
        )
        try:
            wait_for(f"http://127.0.0.1:{port}/", server)
            yield Served(port, server.pid, Path(folder))
        finally:
            server.send_signal(signal.SIGTERM)
            server.wait(timeout=30)


def without_a_real_database() -> dict[str, str]:
    """Return our environment; a database it names is one that ``bench.postgres`` made."""
    environment = dict(os.environ)
    if "VIF_BENCH_DATABASE" not in environment:
        environment.pop("DATABASE_URL", None)
    return environment


def free_port() -> int:
    with socket.socket() as door:
        door.bind(("127.0.0.1", 0))
        return int(door.getsockname()[1])


def wait_for(address: str, server: subprocess.Popen) -> None:
    end = time.monotonic() + PATIENCE
    while server.poll() is None and time.monotonic() < end:
        try:
            with urllib.request.urlopen(address):  # noqa: S310 -- our own server
                return
        except OSError:
            time.sleep(0.3)
    raise SystemExit("The site did not start.")


def pages(address: str) -> dict[str, str]:
    """Return the addresses of the promised pages, by name."""
    first = {
        "hindi": first_slug(f"{address}/hi/articles/"),
        "author": first_slug(f"{address}/authors/"),
    }
    return {name: address + path.format(**first) for name, path in PAGES.items()}


def first_slug(address: str) -> str:
    """Return the last part of the first address that stands below this one."""
    path = urlsplit(address).path
    with urllib.request.urlopen(address) as answer:  # noqa: S310 -- our own server
        found = re.search(f'href="{path}([a-z0-9-]+)/"', answer.read().decode())
    if not found:
        raise SystemExit(f"{address} lists nothing.")
    return found[1]


def chromium() -> str:
    """Return the path of the browser. Raises SystemExit where there is none."""
    path = shutil.which("chromium")
    if not path:
        raise SystemExit("Chromium is needed: install the package “chromium”.")
    return path


def telephone() -> dict[str, str]:
    """Return the environment of a browser on a device that can write Hindi.

    Every telephone of today can. A bare server has no face for it, so ours stands in;
    there, words that come late would be boxes first, and take another width.
    """
    folder = Path(tempfile.mkdtemp(prefix="vif-fonts-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    for face in FONTS.glob("*Devanagari*.ttf"):
        shutil.copy(face, folder)
    settings = folder / "fonts.conf"
    settings.write_text(FONT_SETTINGS.format(folder=folder))
    return os.environ | {"FONTCONFIG_FILE": str(settings)}
