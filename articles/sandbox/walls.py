"""The walls of a child process: what the kernel refuses it from then on, for good.

Linux alone has them. Landlock closes the files, all but our own code; a filter of
system calls closes the network, other processes and all ways round the limits.
https://docs.kernel.org/userspace-api/landlock.html
https://docs.kernel.org/userspace-api/seccomp_filter.html
"""

import ctypes
import os
import platform
import sys
import sysconfig
from collections.abc import Iterable
from pathlib import Path

from . import calls

CODE = Path(__file__).parents[1]
LIBRARIES = ("/lib", "/lib64", "/usr/lib", "/usr/lib64", "/usr/local/lib")
# What is asked of the loader's table when a library is opened late.
LOADER = "/etc/ld.so.cache"

_PR_SET_NO_NEW_PRIVS, _PR_GET_SECCOMP = 38, 21
_CREATE_RULESET, _ADD_RULE, _RESTRICT_SELF = 444, 445, 446
_TELL_VERSION = 1
_PATH_BENEATH = 1
_READ_FILE, _READ_DIR = 1 << 2, 1 << 3
# All rights over files that each version of Landlock knows, all over the network, and
# what else it keeps apart.
_FILE_RIGHTS = {1: 13, 2: 14, 3: 15, 5: 16}
_NETWORK_SINCE, _NETWORK = 4, 0b11
_APART_SINCE, _APART = 6, 0b11
_CAPABILITIES = 0x20080522
# To read what belongs to others is root's in its own house, and Landlock bounds it.
_KEPT = 1 << 1 | 1 << 2


class _Ruleset(ctypes.Structure):
    _fields_ = [
        ("files", ctypes.c_uint64),
        ("network", ctypes.c_uint64),
        ("apart", ctypes.c_uint64),
    ]


class _Beneath(ctypes.Structure):
    _pack_ = 1
    _fields_ = [("allowed", ctypes.c_uint64), ("folder", ctypes.c_int32)]


class _Capability(ctypes.Structure):
    _fields_ = [
        ("effective", ctypes.c_uint32),
        ("permitted", ctypes.c_uint32),
        ("inheritable", ctypes.c_uint32),
    ]


def missing() -> list[str]:
    """Return what this machine cannot close: "files", "calls" (network, processes)."""
    return [
        name
        for name, is_there in (("files", _landlock() > 0), ("calls", _has_filter()))
        if not is_there
    ]


def build(readable: Iterable[str]) -> None:
    """Close this process in; ``readable`` are folders that it may read besides.

    Raises OSError where a wall that this machine has cannot be built.
    """
    if sys.platform != "linux":
        return
    _check(_libc().prctl(_PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0))
    version = _landlock()
    if version > 0:
        _close_files(version, [*_our_own(), *readable])
    _drop_capabilities()
    if _has_filter():
        calls.close(_libc())


def _our_own() -> list[str]:
    """Return where Python, what is installed beside it, and our code lie."""
    places = sysconfig.get_paths()
    python = [places[name] for name in ("stdlib", "platstdlib", "purelib", "platlib")]
    late = os.environ.get("LD_LIBRARY_PATH", "").split(":")
    # The last that our starter puts first is the project itself, with its data.
    entries = [entry for entry in sys.path[1:] if entry]
    return [*python, *entries, *late, *LIBRARIES, LOADER, str(CODE)]


def _libc() -> ctypes.CDLL:
    return ctypes.CDLL(None, use_errno=True)


def _check(result: int) -> int:
    if result < 0:
        code = ctypes.get_errno()
        raise OSError(code, os.strerror(code))
    return result


def _landlock() -> int:
    """Return the version of Landlock; 0 or less where there is none."""
    if sys.platform != "linux" or platform.machine() not in calls.MACHINES:
        return 0
    version: int = _libc().syscall(_CREATE_RULESET, None, 0, _TELL_VERSION)
    return version


def _has_filter() -> bool:
    if sys.platform != "linux" or platform.machine() not in calls.MACHINES:
        return False
    can_tell: int = _libc().prctl(_PR_GET_SECCOMP, 0, 0, 0, 0)
    return can_tell >= 0


def _close_files(version: int, readable: Iterable[str]) -> None:
    rules = _Ruleset(
        files=(1 << max(_FILE_RIGHTS[v] for v in _FILE_RIGHTS if v <= version)) - 1,
        network=_NETWORK if version >= _NETWORK_SINCE else 0,
        apart=_APART if version >= _APART_SINCE else 0,
    )
    size = 8 if version < _NETWORK_SINCE else 16 if version < _APART_SINCE else 24
    libc = _libc()
    ruleset = _check(libc.syscall(_CREATE_RULESET, ctypes.byref(rules), size, 0))
    for path in readable:
        _allow(libc, ruleset, path)
    _check(libc.syscall(_RESTRICT_SELF, ruleset, 0))
    os.close(ruleset)


def _allow(libc: ctypes.CDLL, ruleset: int, path: str) -> None:
    if not path or not Path(path).exists():
        return
    rights = _READ_FILE | _READ_DIR if Path(path).is_dir() else _READ_FILE
    place = os.open(path, os.O_PATH | os.O_CLOEXEC)
    rule = _Beneath(allowed=rights, folder=place)
    _check(libc.syscall(_ADD_RULE, ruleset, _PATH_BENEATH, ctypes.byref(rule), 0))
    os.close(place)


def _drop_capabilities() -> None:
    """Leave root without what makes it more than a user who may read its files."""
    libc = _libc()
    head = (ctypes.c_uint32 * 2)(_CAPABILITIES, 0)
    now = (_Capability * 2)()
    _check(libc.capget(head, now))
    low = now[0].permitted & _KEPT
    kept = (_Capability * 2)(_Capability(low, low, 0), _Capability(0, 0, 0))
    _check(libc.capset(head, kept))
