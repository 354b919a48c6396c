"""Readers while many send slowly: ``python -m bench.slow_bodies``.

Starts the real site, measures readers alone, and then beside 16 and 500 connections
that send the body of a post byte by byte, to a comment form and to the log-in. Prints
readers' median and 99th percentile in milliseconds, and the ratio to the quiet server
of the same run; and how a post of 400 MB is answered, and what it wrote to the disk.
"""

import asyncio
import contextlib
import os
import statistics
import tempfile
import time
from collections import Counter
from collections.abc import AsyncIterator
from pathlib import Path
from urllib.parse import urlsplit

from .site import pages, served

READS = 300
AT_ONCE = 4
CLAIMED = 100_000
HUGE = 400 * 2**20
COUNTS = (16, 500)


def main() -> None:
    with served() as address:
        asyncio.run(measure(address))


async def measure(address: str) -> None:
    parts = urlsplit(address)
    host, port = parts.hostname or "", parts.port or 80
    article = urlsplit(pages(address)["article"]).path
    await readers(host, port, article)  # the first requests warm the processes
    quiet = await readers(host, port, article)
    told("quiet", quiet, quiet)
    for count in COUNTS:
        for path in (f"{article}comment/", "/admin/login/"):
            async with slow_senders(host, port, path, count):
                told(f"{count} slow, {path}", await readers(host, port, article), quiet)
    print(await huge(host, port, "/admin/login/"))


def told(name: str, taken: list[float], quiet: list[float]) -> None:
    median, last = statistics.median(taken), percentile(taken)
    print(
        f"{name[:60]:60} median {median:7.1f} ms ({median / statistics.median(quiet):.2f})"
        f"  p99 {last:7.1f} ms ({last / percentile(quiet):.2f})"
    )


def percentile(taken: list[float]) -> float:
    return statistics.quantiles(taken, n=100)[98]


async def readers(host: str, port: int, path: str) -> list[float]:
    """Ask for a page by a few connections at once; return milliseconds of each."""
    taken: list[float] = []

    async def read_on() -> None:
        while len(taken) < READS:
            before = time.perf_counter()
            status = (await ask(host, port, f"GET {path} HTTP/1.1".encode()))[0]
            if status != 200:
                raise SystemExit(f"A reader got {status}.")
            taken.append((time.perf_counter() - before) * 1000)

    await asyncio.gather(*(read_on() for _ in range(AT_ONCE)))
    return taken


async def ask(host: str, port: int, line: bytes) -> tuple[int, bytes]:
    reader, writer = await asyncio.open_connection(host, port)
    writer.write(line + f"\r\nHost: {host}\r\nConnection: close\r\n\r\n".encode())
    answer = await asyncio.wait_for(reader.read(), 30)
    writer.close()
    return int(answer.split(b" ", 2)[1]), answer


@contextlib.asynccontextmanager
async def slow_senders(
    host: str, port: int, path: str, count: int
) -> AsyncIterator[None]:
    """Keep so many connections that send a byte a second, anew when they are closed."""
    ends: Counter[str] = Counter()

    async def send() -> None:
        while True:
            reader, writer = await asyncio.open_connection(host, port)
            writer.write(
                f"POST {path} HTTP/1.1\r\nHost: {host}\r\nContent-Length: {CLAIMED}\r\n"
                "Content-Type: application/x-www-form-urlencoded\r\n\r\n".encode()
            )
            with contextlib.suppress(OSError):
                while not reader.at_eof():
                    writer.write(b"a")
                    await writer.drain()
                    with contextlib.suppress(TimeoutError):
                        answer = await asyncio.wait_for(reader.read(2000), 1)
                        ends[answer[9:12].decode() or "closed"] += 1
                        break
            writer.close()

    senders = [asyncio.create_task(send()) for _ in range(count)]
    await asyncio.sleep(2)
    try:
        yield
    finally:
        for sender in senders:
            sender.cancel()
        await asyncio.gather(*senders, return_exceptions=True)
        print(f"   slow senders were answered: {dict(ends)}")


async def huge(host: str, port: int, path: str) -> str:
    """Post 400 MB; say how it was answered, and how much lay in the temporary folder."""
    reader, writer = await asyncio.open_connection(host, port)
    writer.write(
        f"POST {path} HTTP/1.1\r\nHost: {host}\r\nContent-Length: {HUGE}\r\n"
        "Content-Type: multipart/form-data; boundary=X\r\n\r\n"
        '--X\r\nContent-Disposition: form-data; name="f"; filename="f"\r\n\r\n'.encode()
    )
    sent, most, before = 0, 0, in_temporary_files()
    with contextlib.suppress(OSError):
        while sent < HUGE and not reader.at_eof():
            writer.write(bytes(2**20))
            await asyncio.wait_for(writer.drain(), 20)
            sent += 2**20
            most = max(most, in_temporary_files() - before)
    status = "closed"
    with contextlib.suppress(OSError):
        status = (await reader.read(2000))[9:12].decode() or "closed"
    writer.close()
    return (
        f"400 MB to {path}: {status} after {sent // 2**20} MB were sent; "
        f"{most // 2**20} MB in temporary files"
    )


def in_temporary_files() -> int:
    """Return the bytes of all that processes hold open in the temporary folder."""
    folder, found = tempfile.gettempdir(), 0
    for link in Path("/proc").glob("[0-9]*/fd/*"):
        with contextlib.suppress(OSError):
            if os.readlink(link).startswith(f"{folder}/"):
                found += link.stat().st_size
    return found


if __name__ == "__main__":
    main()
