"""The server itself: ``python -m vif_site.serving``, which ``start`` becomes.

It holds no page and no Django: it starts the worker processes, replaces one that ends
or grows too large, ends them all at the first signal, and leaves the database whole.
"""

import argparse
import logging
import os
import signal
import sys
from multiprocessing import active_children
from pathlib import Path
from threading import Thread
from time import sleep

from granian import Granian
from granian.constants import HTTPModes, Interfaces
from granian.http import HTTP1Settings
from granian.log import LogLevels

from . import worker

WORKERS = 2
# Seconds for what is being answered when the end comes. A person waits for it.
PATIENCE = 3
# Seconds from the signal to the end of the workers, whatever the server is at: it hears
# nothing while it waits for a worker that it replaces.
LONGEST_STOP = 3.5
KILLED = 0.1  # seconds until a killed process is gone
PAUSE = 1
# Of one worker. A slow sender costs it some memory and no thread, so many may come.
CONNECTIONS = 4096
HEADER_SECONDS = 10
LONGEST_HEADERS = 65_536  # bytes
LOOK = 10  # seconds from one look at the workers' memory to the next
logger = logging.getLogger("vif_site.serving")


class Listener(Thread):
    """Hears the signals that end the server, and tells it, at whatever moment.

    They are blocked for the process: Python's own handlers wait for the main thread,
    which may be asleep. What is blocked here is blocked in the workers too: Ctrl-C,
    which a terminal sends to every process at once, reaches the server alone, and
    ``worker.load`` lets SIGTERM in again. A worker that hears both may hang.
    """

    SIGNALS = frozenset({signal.SIGINT, signal.SIGTERM})

    def __init__(self, sqlite: Path | None) -> None:
        super().__init__(daemon=True)
        signal.pthread_sigmask(signal.SIG_BLOCK, self.SIGNALS)
        self.has_heard = False
        self.server: Granian | None = None
        self.sqlite = sqlite
        self.start()

    def run(self) -> None:
        signal.sigwait(self.SIGNALS)
        self.has_heard = True
        self.tell()
        sleep(LONGEST_STOP)
        for process in active_children():
            process.kill()
            process.join(KILLED)
        try:
            empty_journal(self.sqlite)
        finally:
            os._exit(0)

    def attend(self, server: Granian) -> None:
        """Tell this server from now on, and at once what was heard before."""
        self.server = server
        self.tell()

    def tell(self) -> None:
        if self.has_heard and self.server:
            self.server.signal_handler_interrupt()


def main(arguments: list[str]) -> None:
    """Serve until a signal ends it; then write the journal into the database's file."""
    chosen = read(arguments)
    listener = Listener(chosen.sqlite)
    while not is_served(chosen, listener):
        logger.error("The server ended by itself. It is started again.")
    empty_journal(chosen.sqlite)


def empty_journal(sqlite: Path | None) -> None:
    if sqlite:
        # Not before: a reload (SIGHUP) is to find nothing of the project loaded here.
        from . import databases  # noqa: PLC0415

        databases.empty_journal(sqlite)


def read(arguments: list[str]) -> argparse.Namespace:
    """Return what the command line says: port, memory (MB), SQLite file."""
    parser = argparse.ArgumentParser(prog="python -m vif_site.serving")
    parser.add_argument("--port", type=int, required=True)
    parser.add_argument("--memory", type=int, required=True)
    parser.add_argument("--sqlite", type=Path)
    return parser.parse_args(arguments)


def is_served(chosen: argparse.Namespace, listener: Listener) -> bool:
    """Serve; tell whether a signal has ended it, and not the server itself.

    Granian gives up when one worker ends twice within six seconds.
    """
    server = Granian(
        worker.TARGET,
        port=chosen.port,
        interface=Interfaces.RSGI,
        # What stands in front speaks HTTP/1.1; HTTP/2 has bodies without a length.
        http=HTTPModes.http1,
        workers=WORKERS,
        backlog=CONNECTIONS,
        backpressure=CONNECTIONS,
        http1_settings=HTTP1Settings(
            header_read_timeout=HEADER_SECONDS * 1000, max_buffer_size=LONGEST_HEADERS
        ),
        websockets=False,
        log_level=LogLevels.error,
        respawn_failed_workers=True,
        workers_kill_timeout=PATIENCE,
        workers_max_rss=chosen.memory,
        rss_sample_interval=LOOK,
    )
    server.on_startup(lambda: listener.attend(server))
    try:
        server.serve(target_loader=worker.load, wrap_loader=False)
    except SystemExit:
        sleep(PAUSE)
    return listener.has_heard


if __name__ == "__main__":
    main(sys.argv[1:])
