"""Readers' pages while others send hostile files: the same server quiet, and under it.

    python -m bench.foreign

Starts the real site on data of its own, and measures how long readers wait for a page
(half of them, 99 of 100) and how much memory its processes take: quiet, then while an
editor (a) imports a Word file of eight progressive JPEGs of thousands of empty scans
and opens its page with the small pictures, (b) uploads eight PNGs of 40 million pixels
at once, (c) uploads the eight JPEGs at once. The figures of one run belong together.
"""

import http.client
import io
import re
import statistics
import sys
import threading
import time
import urllib.parse
from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from PIL import Image

from tests.importing.docx_writer import docx, p, picture

from .site import Served, serving

SECONDS = 20.0  # that readers are watched for, at least
READERS = 2
PATHS = ("/", "/articles/", "/articles/counting-water-in-the-district-budget/")
SIDE, COUNT, SCANS = 6300, 8, 5000
IMPORT = "/admin/articles/article/import/"
Answer = tuple[int, http.client.HTTPMessage, bytes]


def scans(number: int, count: int = SCANS) -> bytes:
    """Return a progressive JPEG of 40 million pixels and thousands of empty scans.

    Each of them costs its decoder a walk over the whole picture.
    """
    out = io.BytesIO()
    Image.new("L", (SIDE, SIDE), number).save(out, "JPEG", progressive=True, quality=10)
    data = out.getvalue()
    # The last one, over and over: it says of no block anything new.
    scan = data[data.rindex(b"\xff\xda") : -2]
    return data[:-2] + scan * count + data[-2:]


def pixels(number: int) -> bytes:
    """Return a PNG with transparent parts, of 40 million pixels and 150 kB."""
    out = io.BytesIO()
    Image.new("RGBA", (SIDE, SIDE), (number, 99, 99, 77)).save(out, "PNG")
    return out.getvalue()


def word_file(pictures: list[bytes]) -> bytes:
    media = {f"i{n}": (f"p{n}.jpg", data) for n, data in enumerate(pictures)}
    shown = [p(picture(key, key)) for key in media]
    return docx(p("On tides", style="Title"), p("The sea rises."), *shown, media=media)


class Editor:
    """A browser in which somebody has logged in; several requests may run at once."""

    def __init__(self, site: Served) -> None:
        self.site = site
        self.cookies: dict[str, str] = {}
        login = "/admin/login/"
        self.get(login)
        password = (site.folder / "first-login.txt").read_text().strip()
        fields = {"username": "admin", "password": password, "next": "/admin/"}
        status, _headers, _body = self.post(login, fields)
        if status != http.client.FOUND:
            raise SystemExit(f"The log-in was answered with {status}.")

    def get(self, path: str) -> Answer:
        return self.ask("GET", path)

    def post(
        self, path: str, fields: dict[str, str], **files: tuple[str, bytes]
    ) -> Answer:
        fields = fields | {"csrfmiddlewaretoken": self.cookies.get("csrftoken", "")}
        body, kind = as_form(fields, files)
        return self.ask("POST", path, body, {"Content-Type": kind})

    def ask(
        self,
        method: str,
        path: str,
        body: bytes | None = None,
        headers: dict[str, str] | None = None,
    ) -> Answer:
        link = http.client.HTTPConnection("127.0.0.1", self.site.port, timeout=300)
        cookies = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        told = {"Cookie": cookies, "Origin": self.site.address} | (headers or {})
        link.request(method, path, body, told)
        answer = link.getresponse()
        for line in answer.headers.get_all("Set-Cookie") or []:
            name, _, value = line.partition(";")[0].partition("=")
            self.cookies[name] = value
        content = answer.read()
        link.close()
        return answer.status, answer.headers, content


def as_form(
    fields: dict[str, str], files: dict[str, tuple[str, bytes]]
) -> tuple[bytes, str]:
    if not files:
        return urllib.parse.urlencode(fields).encode(), (
            "application/x-www-form-urlencoded"
        )
    mark = "the-end-of-a-part-of-this-form"
    out = io.BytesIO()
    for name, value in fields.items():
        head = f'--{mark}\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n'
        out.write(f"{head}{value}\r\n".encode())
    for name, (file, data) in files.items():
        said = f'form-data; name="{name}"; filename="{file}"'
        head = f"--{mark}\r\nContent-Disposition: {said}\r\n\r\n"
        out.write(head.encode() + data + b"\r\n")
    out.write(f"--{mark}--\r\n".encode())
    return out.getvalue(), f"multipart/form-data; boundary={mark}"


class Watch:
    """Readers who ask for one page after the other, and the memory of the server."""

    def __init__(self, site: Served) -> None:
        self.site = site
        self.times: list[float] = []
        self.failures: Counter[str] = Counter()
        self.most = 0
        self.is_over = threading.Event()

    def run(self, act: Callable[[], str]) -> str:
        """Watch while ``act`` runs, and for so many seconds at least."""
        threads = [threading.Thread(target=self.read) for _ in range(READERS)]
        threads.append(threading.Thread(target=self.weigh))
        for thread in threads:
            thread.start()
        started = time.monotonic()
        try:
            said = act()
            took = time.monotonic() - started
            time.sleep(max(0.0, SECONDS - took))
        finally:
            self.is_over.set()
            for thread in threads:
                thread.join()
        return f"{said} in {took:.1f} s" if said else ""

    def read(self) -> None:
        turn = 0
        while not self.is_over.is_set():
            turn += 1
            started = time.perf_counter()
            try:
                link = http.client.HTTPConnection(
                    "127.0.0.1", self.site.port, timeout=60
                )
                link.request("GET", PATHS[turn % len(PATHS)])
                answer = link.getresponse()
                answer.read()
                link.close()
                if answer.status != http.client.OK:
                    self.failures[str(answer.status)] += 1
            except OSError as error:
                self.failures[type(error).__name__] += 1
            self.times.append(time.perf_counter() - started)
            time.sleep(0.02)

    def weigh(self) -> None:
        while not self.is_over.wait(0.1):
            self.most = max(self.most, memory_of(self.site.workers()))

    def figures(self) -> tuple[float, float, int]:
        """Return milliseconds for half and for 99 of 100, and the most MB."""
        cuts = statistics.quantiles(self.times, n=100)
        return cuts[49] * 1000, cuts[98] * 1000, self.most


def memory_of(processes: list[int]) -> int:
    """Return how many megabytes of memory these processes take together."""
    total = 0
    for process in processes:
        status = Path(f"/proc/{process}/status")
        try:
            found = re.search(r"VmRSS:\s+(\d+)", status.read_text())
        except OSError:
            continue
        total += int(found[1]) if found else 0
    return total // 1024


def bring_in(editor: Editor, data: bytes) -> str:
    """Import a file, open its page, and ask for all small pictures on it at once."""
    editor.get(IMPORT)
    status, headers, _body = editor.post(IMPORT, {}, file=("tides.docx", data))
    if status != http.client.FOUND:
        return f"import {status}"
    path = headers["Location"]
    page = editor.get(path)[2].decode()
    small = re.findall(r'src="([^"]+/pictures/\d+\.webp)"', page)
    with ThreadPoolExecutor(6) as pool:
        told = Counter(status for status, *_rest in pool.map(editor.get, small))
    return f"import {status}, small pictures {dict(told)}"


def upload_all(editor: Editor, path: str, files: list[bytes]) -> str:
    with ThreadPoolExecutor(len(files)) as pool:
        answers = list(
            pool.map(lambda data: editor.post(path, {}, image=("x", data)), files)
        )
    told = Counter(status for status, *_rest in answers)
    said = Counter(body.decode()[:80] for status, _h, body in answers if status != 200)
    return f"uploads {dict(told)} {dict(said)}"


def upload_address(editor: Editor) -> str:
    page = editor.get("/admin/articles/article/add/")[2].decode()
    found = re.search(r'data-markdownx-upload-urls-path="([^"]+)"', page)
    if not found:
        raise SystemExit("The editor names no address for pictures.")
    return found[1]


def main() -> int:
    jpegs = [scans(number) for number in range(COUNT)]
    pngs = [pixels(number) for number in range(COUNT)]
    word = word_file(jpegs)
    print(
        f"Word file {len(word):,} bytes, JPEG {len(jpegs[0]):,}, PNG {len(pngs[0]):,}"
    )
    with serving() as site:
        editor = Editor(site)
        address = upload_address(editor)
        acts: dict[str, Callable[[], str]] = {
            "warming up": lambda: "",
            "quiet": lambda: "",
            "(a) Word file": lambda: bring_in(editor, word),
            "(b) 8 PNGs": lambda: upload_all(editor, address, pngs),
            "(c) 8 JPEGs": lambda: upload_all(editor, address, jpegs),
            "quiet again": lambda: "",
        }
        return compare(site, acts)


def compare(site: Served, acts: dict[str, Callable[[], str]]) -> int:
    """Print a line for each act, beside the quiet server; tell whether readers failed."""
    failed = 0
    quiet = (1.0, 1.0, 1)
    for name, act in acts.items():
        watch = Watch(site)
        said = watch.run(act)
        half, most, memory = watch.figures()
        if name == "quiet":
            quiet = half, most, memory
        failed += watch.failures.total()
        print(
            f"{name:14} p50 {half:6.1f} ms ({half / quiet[0]:4.1f} x)  "
            f"p99 {most:7.1f} ms ({most / quiet[1]:4.1f} x)  "
            f"memory {memory:4} MB ({memory - quiet[2]:+} MB)  "
            f"{len(watch.times)} pages, failed {dict(watch.failures)}  {said}",
            flush=True,
        )
    return int(failed > 0)


if __name__ == "__main__":
    sys.exit(main())
