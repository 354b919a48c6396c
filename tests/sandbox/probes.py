"""What the tests let a child do, or try: each is run by its name in a process apart."""

import ctypes
import os
import resource
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path


def echo(data, *words):
    yield data
    yield from (word.encode() for word in words)


def hungry(data):
    yield b"begun"
    yield bytes(bytearray(10**10))


def endless(data):
    while True:
        pass


def asleep(data):
    yield b"begun"
    time.sleep(60)


def asleep_for_a_while(data):
    time.sleep(2)
    yield b"woken"


def deaf(data):
    """Without having read what was sent, it never ends."""
    yield b"x" * 2**20
    time.sleep(60)


def broken(data):
    raise KeyError("spoilt")


def killed(data):
    os.kill(os.getpid(), signal.SIGKILL)


def talkative(data):
    while True:
        yield b"x" * 2**16


def complaining(data):
    while True:
        sys.stderr.write("x" * 2**16)


def surroundings(data):
    """Say what it knows: environment, modules, open files, limits, folder, standing."""
    limits = {
        name: resource.getrlimit(getattr(resource, f"RLIMIT_{name}"))
        for name in ("AS", "CPU", "CORE", "FSIZE", "NOFILE", "NPROC")
    }
    known = [name for name in ("django", "PIL", "typst", "bs4") if name in sys.modules]
    files = [number for number in range(64) if is_open(number)]
    told = (
        dict(os.environ),
        known,
        files,
        limits,
        os.getcwd(),
        os.getpriority(os.PRIO_PROCESS, 0),
    )
    yield repr(told).encode()


def is_open(number):
    try:
        os.fstat(number)
    except OSError:
        return False
    return True


def attempts(data, path):
    """Try what the walls are for; say how each of it ended."""
    tries = {
        "read a file": lambda: Path(path).read_text(),
        "list a folder": lambda: os.listdir(Path(path).parent),
        "write a file": lambda: Path(path).write_text(""),
        "make a file": lambda: Path(f"{path}.new").write_text(""),
        "make a file in the temporary folder": lambda: tempfile.mkstemp(
            dir=data.decode()
        ),
        "delete a file": lambda: os.unlink(path),
        "rename a file": lambda: os.rename(path, f"{path}.new"),
        "change who may read a file": lambda: os.chmod(path, 0o644),
        "change when a file was changed": lambda: os.utime(path),
        "read the environment of the parent": lambda: Path(
            f"/proc/{os.getppid()}/environ"
        ).read_bytes(),
        "read the memory of the parent": lambda: Path(
            f"/proc/{os.getppid()}/mem"
        ).read_bytes(),
        "signal to the parent": lambda: os.kill(os.getppid(), 0),
        "signal to all": lambda: os.kill(-1, 0),
        "slow the parent down": lambda: os.setpriority(
            os.PRIO_PROCESS, os.getppid(), 19
        ),
        "limit the parent": lambda: resource.prlimit(
            os.getppid(), resource.RLIMIT_CORE, (0, 0)
        ),
        "raise a limit": lambda: resource.setrlimit(resource.RLIMIT_AS, (2**40, 2**40)),
        "fork": os.fork,
        "run a program": lambda: subprocess.run(["/bin/true"]),
        "become a program": lambda: os.execv("/bin/true", ["true"]),  # noqa: S606
        "open a socket": lambda: socket.socket(socket.AF_INET, socket.SOCK_STREAM),
        "open a socket of the machine": lambda: socket.socket(socket.AF_UNIX),
        "keep a file in memory": lambda: os.memfd_create("x"),
        "have rights of root": no_rights_of_root,
    }
    for name, attempt in tries.items():
        yield f"{name}: {outcome(attempt)}\n".encode()


def no_rights_of_root():
    with_root = ctypes.CDLL(None, use_errno=True).syscall(155, b"/", b"/")
    if with_root:
        raise OSError(ctypes.get_errno(), "refused")


def outcome(attempt):
    try:
        attempt()
    except OSError as error:
        return type(error).__name__
    except ValueError as error:  # what Python makes of EPERM where limits are set
        return "PermissionError" if "not allowed" in str(error) else "ValueError"
    return "done"


def threads(data):
    done = []
    thread = threading.Thread(target=done.append, args=[1])
    thread.start()
    thread.join()
    yield repr(done).encode()


def reads(data, path, *words):
    """Read all of a folder that it was given."""
    for name in sorted(os.listdir(path)):
        yield name.encode() + b"=" + Path(path, name).read_bytes() + b";"
    yield repr(words).encode()
