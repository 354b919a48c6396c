"""What the kernel refuses a child; and that a machine without such a kernel is told of."""

import platform
import sys
import tempfile

import pytest

from articles.sandbox import Job, missing, run, walls
from articles.sandbox.calls import CLONE, REFUSED, program

needs_walls = pytest.mark.skipif(
    bool(missing()), reason="this machine lacks Landlock or the filter of calls"
)


@pytest.fixture
def secret(tmp_path):
    path = tmp_path / "secret-key.txt"
    path.write_text("kept")
    path.chmod(0o600)
    return path


@needs_walls
def test_child_can_do_nothing_but_compute(secret):
    job = Job("tests.sandbox.probes.attempts", 20)
    lines = run(job, tempfile.gettempdir().encode(), str(secret)).decode().splitlines()
    ends = dict(line.split(": ") for line in lines)
    assert len(ends) == 23
    assert set(ends.values()) == {"PermissionError"}, ends
    assert secret.read_text() == "kept"
    assert [path.name for path in secret.parent.iterdir()] == ["secret-key.txt"]


@needs_walls
def test_threads_may_be_begun_where_a_job_needs_them():
    job = Job("tests.sandbox.probes.threads", 20, is_threaded=True)
    assert run(job, b"") == b"[1]"


def test_machine_without_walls_is_told_of(monkeypatch):
    monkeypatch.setattr(walls.platform, "machine", lambda: "riscv64")
    assert missing() == ["files", "calls"]
    monkeypatch.undo()
    monkeypatch.setattr(walls.sys, "platform", "darwin")
    assert missing() == ["files", "calls"]


def test_other_systems_build_no_walls(monkeypatch):
    monkeypatch.setattr(walls.sys, "platform", "darwin")
    monkeypatch.setattr(walls, "_libc", None)
    walls.build([])


# The program is run here by the rules of the kernel's machine, on calls made up.

ALLOWED, REFUSED_WITH, KILLED = 0x7FFF0000, 0x00050000, 0x80000000
AUDIT = {"x86_64": 0xC000003E, "aarch64": 0xC00000B7}
NUMBERS = {
    "x86_64": {"read": 0, "socket": 41, "clone": 56, "execve": 59, "kill": 62,
               "prlimit64": 302, "clone3": 435, "io_uring_setup": 425, "futex": 202,
               "mmap": 9, "openat": 257, "exit_group": 231},
    "aarch64": {"read": 63, "socket": 198, "clone": 220, "execve": 221, "kill": 129,
                "prlimit64": 261, "clone3": 435, "io_uring_setup": 425, "futex": 98,
                "mmap": 222, "openat": 56, "exit_group": 94},
}  # fmt: skip


def ruled(machine, number, *arguments, audit=None):
    data = {0: number, 4: audit or AUDIT[machine]}
    for place, value in enumerate((*arguments, *[0] * (6 - len(arguments)))):
        data[16 + 8 * place] = value & 0xFFFFFFFF
        data[20 + 8 * place] = value >> 32
    steps, at, held = program(machine, 77), 0, 0
    while True:
        code, if_true, if_false, value = steps[at]
        at += 1
        if code == 0x06:
            return value
        if code == 0x20:
            held = data[value]
            continue
        holds = {0x15: held == value, 0x35: held >= value, 0x45: bool(held & value)}
        at += if_true if holds[code] else if_false


@pytest.mark.parametrize("machine", AUDIT)
def test_filter_rules_on_every_machine(machine):
    number = NUMBERS[machine]
    for name in ("read", "futex", "mmap", "openat", "exit_group"):
        assert ruled(machine, number[name]) == ALLOWED, name
    for name in ("socket", "execve", "io_uring_setup"):
        assert ruled(machine, number[name]) == REFUSED_WITH | 1, name
    assert ruled(machine, number["clone"], 0x3D0F00) == ALLOWED
    assert ruled(machine, number["clone"], 17) == REFUSED_WITH | 1
    assert ruled(machine, number["clone3"]) == REFUSED_WITH | 38
    assert ruled(machine, number["kill"], 77) == ALLOWED
    assert ruled(machine, number["kill"], 1) == REFUSED_WITH | 1
    assert ruled(machine, number["prlimit64"], 0, 7, 0, 1) == ALLOWED
    for address in (1, 1 << 40):
        assert ruled(machine, number["prlimit64"], 0, 7, address) == REFUSED_WITH | 1
    assert ruled(machine, 463) == REFUSED_WITH | 38
    assert ruled(machine, 0x40000000 + number["read"]) == REFUSED_WITH | 38
    assert ruled(machine, number["read"], audit=0x40000003) == KILLED


def test_no_number_stands_twice_in_a_column():
    for column in (0, 1):
        numbers = [row[column] for row in REFUSED.values() if row[column] is not None]
        assert len(set(numbers)) == len(numbers)
        assert CLONE[column] not in numbers


@pytest.mark.skipif(
    sys.platform != "linux" or platform.machine() != "x86_64", reason="other numbers"
)
def test_numbers_are_those_of_this_machine():
    header = "/usr/include/x86_64-linux-gnu/asm/unistd_64.h"
    try:
        with open(header, encoding="ascii") as file:
            lines = [line.split() for line in file if "__NR_" in line]
    except OSError:
        pytest.skip("the kernel’s headers are not installed")
    told = {words[1][5:]: int(words[2]) for words in lines if len(words) == 3}
    for name, (number, _other) in REFUSED.items():
        assert told.get(name, number) == number, name
