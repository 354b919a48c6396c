"""What a worker process does before it answers: it learns to end with its server."""

import os
import signal
from collections.abc import Callable
from importlib import import_module
from multiprocessing import parent_process
from threading import Thread, main_thread
from time import sleep
from typing import Any

TARGET = "vif_site.server:application"
LOOK = 0.2
# As long as the server waits for a worker that it has told to end.
PATIENCE = 3


def load() -> Callable[..., Any]:
    """Return the application; the server calls this in each worker process."""
    Thread(target=end_with_server, daemon=True).start()
    signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGTERM})
    module, _, name = TARGET.partition(":")
    return getattr(import_module(module), name)


def end_with_server() -> None:
    """End this process when its server is no more, however that came about.

    A server that is killed can tell nobody; its workers would keep the port.
    """
    server = parent_process()
    while os.getppid() == server.pid:
        sleep(LOOK)
    signal.pthread_kill(main_thread().ident, signal.SIGTERM)
    sleep(PATIENCE)
    os._exit(1)
