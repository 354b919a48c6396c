"""The real site on data of its own, started in a terminal as a person starts it."""

import contextlib
import fcntl
import http.client
import os
import pty
import signal
import socket
import subprocess
import sys
import termios
import time
from pathlib import Path
from threading import Thread

ROOT = Path(__file__).parents[2]
# Guards against hanging, far above what anything takes.
LONGEST = 120


def free_port():
    with socket.socket() as door:
        door.bind(("127.0.0.1", 0))
        return door.getsockname()[1]


def environment_of(data, port, **more):
    return {
        "PATH": os.environ["PATH"],
        "PORT": str(port),
        "VIF_DATA_DIR": str(data),
        "VIF_EMPTY": "on",
        **more,
    }


def refusal(data, preexec_fn=None, **more):
    """Start the site where it must refuse; return what it says."""
    done = subprocess.run(
        [sys.executable, "-m", "vif_site.start"],
        cwd=ROOT,
        env=environment_of(data, free_port(), **more),
        capture_output=True,
        text=True,
        timeout=LONGEST,
        preexec_fn=preexec_fn,
        check=False,
    )
    assert done.returncode == 1, done.stdout + done.stderr
    assert "Traceback" not in done.stderr, done.stderr
    return done.stderr


class Site:
    """One running site: ``process`` is its server, ``said`` what the terminal shows."""

    def __init__(self, data, program=("-m", "vif_site.start"), port=None, **more):
        self.data, self.port = data, port or free_port()
        self.keyboard, terminal = pty.openpty()
        self.process = subprocess.Popen(
            [sys.executable, *program],
            cwd=ROOT,
            env=environment_of(data, self.port, **more),
            stdin=terminal,
            stdout=terminal,
            stderr=terminal,
            start_new_session=True,
            preexec_fn=lambda: fcntl.ioctl(0, termios.TIOCSCTTY, 0),
        )
        os.close(terminal)
        self.said = ""
        Thread(target=self.listen, daemon=True).start()

    def listen(self):
        with contextlib.suppress(OSError):  # the terminal is closed
            while heard := os.read(self.keyboard, 4096):
                self.said += heard.decode(errors="replace")

    def press_control_c(self):
        os.write(self.keyboard, b"\x03")

    def workers(self):
        """Return the ids of the server's own processes, the oldest first."""
        path = Path(f"/proc/{self.process.pid}/task/{self.process.pid}/children")
        return [int(pid) for pid in path.read_text().split()]

    def status(self, path="/"):
        """Return the status of a page, or 0 where nobody answers."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=20)
        try:
            connection.request("GET", path)
            return connection.getresponse().status
        except (OSError, http.client.HTTPException):
            return 0
        finally:
            connection.close()

    def wait_until_ready(self):
        wait_for(lambda: self.process.poll() is not None or self.status() == 200, self)
        assert self.process.poll() is None, self.said
        return self

    def wait_for_end(self):
        """Return the exit code; fail where the server does not end."""
        return self.process.wait(timeout=LONGEST)

    def close(self):
        """Leave nothing of it, whatever state it is in."""
        workers = self.workers() if self.process.poll() is None else []
        for pid in [self.process.pid, *workers]:
            with contextlib.suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)
        self.process.wait(timeout=LONGEST)
        os.close(self.keyboard)


def wait_for(holds, of=None):
    """Wait until it holds; fail after a time far above what anything takes."""
    end = time.monotonic() + LONGEST
    while not holds():
        assert time.monotonic() < end, of and of.said
        time.sleep(0.05)


def is_alive(pid):
    """Tell whether a process runs; one that only waits to be counted does not."""
    try:
        state = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
    except OSError:
        return False
    return state != "Z"
