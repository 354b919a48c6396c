"""The site behind its server: ``granian --interface rsgi vif_site.server:application``.

The body of a request is read here, without a thread, and held to a length and a
deadline, so that any number of slow senders cost readers nothing. Only what is whole
goes on to Django, which runs in two groups of threads: one for readers, and one for
whoever may have to wait for the database's lock.
"""

import asyncio
import logging
import os
import tempfile
from collections import Counter
from collections.abc import AsyncIterator
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path
from typing import IO, Any, Protocol

import django
from django.conf import settings
from django.core import signals
from django.core.handlers.wsgi import WSGIHandler
from django.http import HttpResponseBase
from django.urls import set_script_prefix

from . import bodies
from .environ import environ_of

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "vif_site.settings")

# They wait at the gate in front of the database, which lets few of them through.
WRITERS = 16
# Bytes of bodies that one process holds in memory at a time, all senders together.
MOST_HELD = 64 * 2**20
IN_MEMORY = 2**20  # of one body; a longer one goes into a file
# What is still read of a body that is too long, in bytes and seconds, so that its
# sender comes to listen to the answer.
MOST_DROPPED, LONGEST_DROP = 16 * 2**20, 2
# Requests that wait for a thread of one group, in one process; more are sent away.
MOST_WAITING = 200
RETRY_SECONDS = 60
SAID = {
    408: "What was sent came too slowly, and was not read. Please send it again.\n",
    500: "There is a problem with the site. Try again in a few minutes.\n",
    503: "Too much is asked at this moment. Please try again in a minute.\n",
}
logger = logging.getLogger(__name__)

Headers = list[tuple[str, str]]
Environ = dict[str, Any]
Answer = tuple[int, Headers, bytes | Path]


class Connection(Protocol):
    """What the server hands over with each request (granian's RSGI 1.x)."""

    def __aiter__(self) -> AsyncIterator[bytes]: ...

    def response_bytes(self, status: int, headers: Headers, body: bytes) -> None: ...

    def response_file(self, status: int, headers: Headers, file: str) -> None: ...


class Refused(Exception):
    """The request does not reach Django; ``status`` is 408 or 503."""

    def __init__(self, status: int) -> None:
        super().__init__(status)
        self.status = status


class Gone(Exception):
    """The sender has hung up."""


class Handler(WSGIHandler):
    """Django, asked for a whole answer at once, or for the file that is the answer."""

    def answer(self, environ: Environ) -> Answer:
        """Return status, headers and body. Runs in a thread, from start to end."""
        set_script_prefix("/")
        signals.request_started.send(sender=self.__class__, environ=environ)
        response = self.get_response(self.request_class(environ))
        try:
            # Joined, one attachment for each of many slow readers fills the memory.
            body = getattr(response, "path", None) or b"".join(response)
            return response.status_code, headers_of(response), body
        finally:
            response.close()


def headers_of(response: HttpResponseBase) -> Headers:
    cookies = [("Set-Cookie", c.output(header="")) for c in response.cookies.values()]
    return [*response.items(), *cookies]


class Application:
    """Takes requests from the server and has them answered in threads."""

    def __init__(self) -> None:
        django.setup(set_prefix=False)
        self.handler = Handler()
        self.held = 0
        self.waiting: Counter[ThreadPoolExecutor] = Counter()
        self.readers = ThreadPoolExecutor(settings.VIF_THREADS, "reader")
        self.writers = ThreadPoolExecutor(WRITERS, "writer")

    async def __rsgi__(self, scope: Any, connection: Connection) -> None:
        environ = environ_of(scope)
        held: list[int] = []
        try:
            if bodies.has_body(environ):
                with tempfile.SpooledTemporaryFile(IN_MEMORY) as body:
                    await self.read(environ, connection, body, held)
                    await self.answer(environ, connection)
            else:
                await self.answer(environ, connection)
        except Refused as error:
            say(connection, error.status)
        except Gone:
            return
        except Exception:
            logger.exception("A request could not be answered.")
            say(connection, 500)
        finally:
            self.held -= sum(held)

    async def read(
        self,
        environ: Environ,
        connection: Connection,
        body: IO[bytes],
        held: list[int],
    ) -> None:
        """Read what was sent into this file; one that is too long, only to drop it.

        ``held`` takes the bytes that stand in memory until they are answered. Raises
        Refused and Gone.
        """
        length = bodies.length_of(environ)
        most = bodies.ANYBODY
        if length is None or length > most:
            most = await self.in_thread(self.readers, bodies.most_bytes, environ)
        if length is not None and length > most:
            await drop(environ, connection)
            return
        read = 0
        try:
            async with asyncio.timeout(bodies.seconds_for(length or most)):
                async for piece in connection:
                    read += len(piece)
                    if read > most:
                        await drop(environ, connection)
                        return
                    held.append(self.hold(read, piece))
                    body.write(piece)
        except TimeoutError:
            raise Refused(408) from None
        except RuntimeError:  # how the server says it
            raise Gone from None
        if length is not None and read < length:
            raise Gone
        body.seek(0)
        environ["wsgi.input"] = body
        environ["CONTENT_LENGTH"] = str(read)
        # It has a length now, however it was sent.
        environ.pop("HTTP_TRANSFER_ENCODING", None)

    def hold(self, read: int, piece: bytes) -> int:
        """Count what stands in memory, and return how much of it is this piece.

        Raises Refused where all together is too much.
        """
        more = max(0, min(len(piece), IN_MEMORY - (read - len(piece))))
        if self.held + more > MOST_HELD:
            raise Refused(503)
        self.held += more
        return more

    async def answer(self, environ: Environ, connection: Connection) -> None:
        is_safe = environ["REQUEST_METHOD"] in bodies.SAFE
        threads = self.readers if is_safe else self.writers
        status, headers, body = await self.in_thread(
            threads, self.handler.answer, environ
        )
        if isinstance(body, Path):
            connection.response_file(status, headers, str(body))
        else:
            connection.response_bytes(status, headers, body)

    async def in_thread(
        self, threads: ThreadPoolExecutor, call: Any, *told: Any
    ) -> Any:
        """Have it called in a thread. Raises Refused where too many wait for one."""
        if self.waiting[threads] >= MOST_WAITING:
            raise Refused(503)
        self.waiting[threads] += 1
        try:
            loop = asyncio.get_running_loop()
            return await loop.run_in_executor(threads, partial(call, *told))
        finally:
            self.waiting[threads] -= 1

    def __rsgi_del__(self, loop: asyncio.AbstractEventLoop) -> None:
        """Let the threads finish what they are at, when the server stops."""
        self.readers.shutdown()
        self.writers.shutdown()


async def drop(environ: Environ, connection: Connection) -> None:
    """Mark a body as too long, and read a little more of it for nothing."""
    environ[bodies.REFUSED] = True
    environ["CONTENT_LENGTH"] = "0"
    environ.pop("HTTP_TRANSFER_ENCODING", None)
    if "HTTP_EXPECT" in environ:
        return  # its sender asks first, and has sent nothing
    dropped = 0
    try:
        async with asyncio.timeout(LONGEST_DROP):
            async for piece in connection:
                dropped += len(piece)
                if dropped > MOST_DROPPED:
                    return
    except (TimeoutError, RuntimeError):
        return


def say(connection: Connection, status: int) -> None:
    """Answer without Django: these may be many at once."""
    headers = [
        ("Content-Type", "text/plain; charset=utf-8"),
        ("Cache-Control", "no-store"),
    ]
    if status == 503:
        headers.append(("Retry-After", str(RETRY_SECONDS)))
    connection.response_bytes(status, headers, SAID[status].encode())


application = Application()
