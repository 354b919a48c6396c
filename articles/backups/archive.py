"""A backup as a file: a ZIP file whose last member says what all others must be.

It is written in a folder of its own beside its place, and put there when it is whole
and safe on the disk; what a killed run has left is taken away by the next one.
"""

import fcntl
import hashlib
import os
import shutil
import tempfile
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import replace
from pathlib import Path
from typing import IO

from .manifest import NAME, DamagedBackup, Manifest, Member, read_manifest

AT_ONCE = 2**20  # bytes
QUICK = 3  # zlib's levels: rows shrink to a fifth, and at 6 to little less
LARGEST_MANIFEST = 512 * 2**20
WORK = ".backup-"
# What the standard library raises for a ZIP file with wrong bytes in it.
UNREADABLE = (
    zipfile.BadZipFile,
    zlib.error,
    EOFError,
    NotImplementedError,
    RuntimeError,
    ValueError,
    OSError,
)


class Archive:
    """Takes members one after the other, and remembers what each is."""

    def __init__(self, pack: zipfile.ZipFile) -> None:
        self._pack = pack
        self.members: dict[str, Member] = {}

    @contextmanager
    def table(self, name: str) -> Iterator["Hashed"]:
        """Open a member that is made of lines, and packed."""
        with self._pack.open(name, "w", force_zip64=True) as out:
            hashed = Hashed(out)
            yield hashed
        self.members[name] = Member(hashed.size, hashed.sha256.hexdigest())

    def add(self, name: str, path: Path) -> None:
        """Copy a file, which is packed already in its own way. Raises OSError."""
        with path.open("rb") as file:
            modified = int(os.fstat(file.fileno()).st_mtime)
            info = zipfile.ZipInfo(name)
            info.external_attr = 0o600 << 16
            with self._pack.open(info, "w", force_zip64=True) as out:
                hashed = Hashed(out)
                while data := file.read(AT_ONCE):
                    hashed.write(data)
        self.members[name] = Member(hashed.size, hashed.sha256.hexdigest(), modified)

    def close(self, manifest: Manifest) -> Manifest:
        """Write what the members are; nothing can be added afterwards."""
        whole = replace(manifest, members=self.members)
        self._pack.writestr(NAME, whole.to_json())
        return whole


class Hashed:
    """Writes, counts and sums up."""

    def __init__(self, out: IO[bytes]) -> None:
        self._out = out
        self.size = 0
        self.sha256 = hashlib.sha256()

    def write(self, data: bytes) -> None:
        self._out.write(data)
        self.size += len(data)
        self.sha256.update(data)


@contextmanager
def working_folder(beside: Path) -> Iterator[Path]:
    """Make a folder for the time being, for its owner's eyes alone. Raises OSError.

    Whoever works in one holds a lock on it, which ends with the process: a folder
    without a lock was left behind, and is taken away.
    """
    for folder in left_behind(beside):
        clear_if_left(folder)
    with (
        tempfile.TemporaryDirectory(
            prefix=WORK, dir=beside, ignore_cleanup_errors=True
        ) as name,
        locked(Path(name)),
    ):
        yield Path(name)


def left_behind(beside: Path) -> list[Path]:
    """Return the working folders in a folder whose process has ended."""
    return [folder for folder in beside.glob(f"{WORK}*") if is_left(folder)]


def is_left(folder: Path) -> bool:
    try:
        with locked(folder):
            return True
    except OSError:
        return False


def clear_if_left(folder: Path) -> None:
    """Delete a working folder, unless somebody works in it."""
    with suppress(OSError), locked(folder):
        shutil.rmtree(folder)


@contextmanager
def locked(folder: Path) -> Iterator[None]:
    """Hold a folder for oneself. Raises OSError where another process does."""
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        yield
    finally:
        os.close(descriptor)


@contextmanager
def writing(path: Path) -> Iterator[Archive]:
    """Write a new archive at this path, and see it safe on the disk. Raises OSError."""
    descriptor = os.open(path, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w+b") as out:
        with zipfile.ZipFile(
            out, "w", zipfile.ZIP_DEFLATED, compresslevel=QUICK
        ) as pack:
            yield Archive(pack)
        out.flush()
        os.fsync(out.fileno())


def put_in_place(path: Path, target: Path) -> None:
    """Give a file that is whole its name, unless that is taken. Raises OSError."""
    if target.exists():
        raise FileExistsError(0, "there is a file of that name", str(target))
    path.rename(target)
    sync_folder(target.parent)


def sync_folder(folder: Path) -> None:
    """See the names in a folder safe on the disk."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


class OpenedBackup:
    """A backup that is being read; nothing in it has been checked but the manifest."""

    def __init__(self, pack: zipfile.ZipFile, manifest: Manifest) -> None:
        self._pack = pack
        self.manifest = manifest

    @property
    def names(self) -> list[str]:
        return self._pack.namelist()

    def pieces(self, name: str) -> Iterator[bytes]:
        """Yield a member piece by piece. Raises DamagedBackup, at its end at the latest.

        What the caller does with a piece raises what it raises.
        """
        told = self.manifest.members.get(name)
        if told is None:
            raise DamagedBackup(f"{name} is missing.")
        sha256, size = hashlib.sha256(), 0
        with whole(name):
            file = self._pack.open(name)
        with file:
            while data := piece(file, name):
                sha256.update(data)
                size += len(data)
                yield data
        if (size, sha256.hexdigest()) != (told.size, told.sha256):
            raise DamagedBackup(f"{name} is damaged: it is not what was written.")

    def lines(self, name: str) -> Iterator[bytes]:
        """Yield the lines of a member, each without its end. Raises DamagedBackup."""
        rest = b""
        for data in self.pieces(name):
            first, *others = data.split(b"\n")
            rest += first
            for line in others:
                yield rest
                rest = line
        if rest:
            raise DamagedBackup(f"{name} is damaged: its last line has no end.")


def piece(file: IO[bytes], name: str) -> bytes:
    with whole(name):
        return file.read(AT_ONCE)


@contextmanager
def whole(name: str) -> Iterator[None]:
    """Turn what is raised for wrong bytes into one sentence."""
    try:
        yield
    except DamagedBackup:
        raise
    except KeyError as error:
        raise DamagedBackup(f"{name} is missing.") from error
    except UNREADABLE as error:
        raise DamagedBackup(f"{name} is damaged: it cannot be unpacked.") from error


@contextmanager
def reading(path: Path) -> Iterator[OpenedBackup]:
    """Open a backup. Raises DamagedBackup, or OSError where there is no such file."""
    with path.open("rb") as file:
        try:
            pack = zipfile.ZipFile(file)
        except UNREADABLE as error:
            message = "It is no backup, or its end is missing."
            raise DamagedBackup(message) from error
        with pack:
            yield OpenedBackup(pack, manifest_in(pack))


def manifest_in(pack: zipfile.ZipFile) -> Manifest:
    with whole(NAME):
        if pack.getinfo(NAME).file_size > LARGEST_MANIFEST:
            raise DamagedBackup(f"{NAME} is too large to be one.")
        data = pack.read(NAME)
    return read_manifest(data)
