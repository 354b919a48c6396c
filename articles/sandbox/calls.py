"""The filter of system calls, as a program of the kernel's packet filter (BPF).

What is named here is refused with EPERM, as is all that younger kernels may bring.
A thread may be begun, a process not; a signal may be sent to oneself alone; limits may
be asked for, and not set. Numbers: asm/unistd.h of each machine.
"""

import ctypes
import errno
import os
import platform

# For each machine its name for audits, and the column below.
MACHINES = {"x86_64": (0xC000003E, 0), "aarch64": (0xC00000B7, 1)}

# fmt: off
REFUSED: dict[str, tuple[int | None, int | None]] = {
    # The network, and ways to other processes
    "socket": (41, 198), "socketpair": (53, 199), "connect": (42, 203),
    "accept": (43, 202), "accept4": (288, 242), "bind": (49, 200),
    "listen": (50, 201), "sendto": (44, 206), "sendmsg": (46, 211),
    "sendmmsg": (307, 269), "recvmsg": (47, 212), "recvmmsg": (299, 243),
    "shmget": (29, 194), "shmat": (30, 196), "msgget": (68, 186),
    "semget": (64, 190), "mq_open": (240, 180),
    # A door past this filter
    "io_uring_setup": (425, 425), "io_uring_enter": (426, 426),
    "io_uring_register": (427, 427),
    # Other programs and processes
    "execve": (59, 221), "execveat": (322, 281), "fork": (57, None),
    "vfork": (58, None), "ptrace": (101, 117), "process_vm_readv": (310, 270),
    "process_vm_writev": (311, 271), "kcmp": (312, 272), "pidfd_open": (434, 434),
    "pidfd_getfd": (438, 438), "pidfd_send_signal": (424, 424), "tkill": (200, 130),
    "rt_sigqueueinfo": (129, 138), "rt_tgsigqueueinfo": (297, 240),
    "process_madvise": (440, 440), "process_mrelease": (448, 448),
    "migrate_pages": (256, 238), "move_pages": (279, 239), "setpriority": (141, 140),
    "sched_setparam": (142, 118), "sched_setscheduler": (144, 119),
    "sched_setaffinity": (203, 122), "sched_setattr": (314, 274),
    "ioprio_set": (251, 30), "setsid": (112, 157), "setpgid": (109, 154),
    # What files are called, belong to and tell, which Landlock leaves open
    "chmod": (90, None), "fchmod": (91, 52), "fchmodat": (268, 53),
    "fchmodat2": (452, 452), "chown": (92, None), "fchown": (93, 55),
    "lchown": (94, None), "fchownat": (260, 54), "utime": (132, None),
    "utimes": (235, None), "futimesat": (261, None), "utimensat": (280, 88),
    "setxattr": (188, 5), "lsetxattr": (189, 6), "fsetxattr": (190, 7),
    "removexattr": (197, 14), "lremovexattr": (198, 15), "fremovexattr": (199, 16),
    "name_to_handle_at": (303, 264), "open_by_handle_at": (304, 265),
    # Memory that is not counted, limits, and the machine itself
    "memfd_create": (319, 279), "memfd_secret": (447, 447),
    "userfaultfd": (323, 282), "setrlimit": (160, 164), "unshare": (272, 97),
    "setns": (308, 268), "chroot": (161, 51), "pivot_root": (155, 41),
    "mount": (165, 40), "umount2": (166, 39), "swapon": (167, 224),
    "swapoff": (168, 225), "reboot": (169, 142), "sethostname": (170, 161),
    "init_module": (175, 105), "finit_module": (313, 273),
    "delete_module": (176, 106), "kexec_load": (246, 104),
    "kexec_file_load": (320, 294), "add_key": (248, 217),
    "request_key": (249, 218), "keyctl": (250, 219), "bpf": (321, 280),
    "perf_event_open": (298, 241), "acct": (163, 89), "syslog": (103, 116),
}
# fmt: on
CLONE = (56, 220)
CLONE3 = (435, 435)
KILL, TGKILL = (62, 129), (234, 131)
PRLIMIT = (302, 261)
# The last call that this table has been read for; the next are refused unread.
NEWEST = 462

_CLONE_THREAD = 0x00010000
_LOAD, _EQUAL, _AT_LEAST, _ANY_BIT, _RETURN = 0x20, 0x15, 0x35, 0x45, 0x06
_NUMBER, _MACHINE, _FIRST, _THIRD = 0, 4, 16, 32  # places in seccomp_data
_ALLOW, _KILL, _ERROR = 0x7FFF0000, 0x80000000, 0x00050000
_PR_SET_SECCOMP, _FILTER = 22, 2
Step = tuple[int, int, int, int]


class _Instruction(ctypes.Structure):
    _fields_ = [
        ("code", ctypes.c_uint16),
        ("if_true", ctypes.c_uint8),
        ("if_false", ctypes.c_uint8),
        ("value", ctypes.c_uint32),
    ]


class _Program(ctypes.Structure):
    _fields_ = [
        ("length", ctypes.c_ushort),
        ("steps", ctypes.POINTER(_Instruction)),
    ]


def close(libc: ctypes.CDLL) -> None:
    """Put the filter on this process, for good. Raises OSError."""
    steps = program(platform.machine(), os.getpid())
    made = (_Instruction * len(steps))(*(_Instruction(*step) for step in steps))
    told = _Program(len(steps), made)
    if libc.prctl(_PR_SET_SECCOMP, _FILTER, ctypes.byref(told), 0, 0):
        code = ctypes.get_errno()
        raise OSError(code, os.strerror(code))


def program(machine: str, process: int) -> list[Step]:
    """Return the filter as steps: code, jump if true, jump if false, value."""
    audit, column = MACHINES[machine]
    refuse = _ERROR | errno.EPERM
    steps = [
        (_LOAD, 0, 0, _MACHINE),
        (_EQUAL, 1, 0, audit),
        (_RETURN, 0, 0, _KILL),
        (_LOAD, 0, 0, _NUMBER),
        # Another way of calling (x32) has numbers of its own, all greater.
        (_AT_LEAST, 0, 1, NEWEST + 1),
        (_RETURN, 0, 0, _ERROR | errno.ENOSYS),
    ]
    for numbers in REFUSED.values():
        number = numbers[column]
        if number is not None:
            steps += [(_EQUAL, 0, 1, number), (_RETURN, 0, 0, refuse)]
    # The library then begins its threads with the older call, whose flags can be read.
    steps += [(_EQUAL, 0, 1, CLONE3[column]), (_RETURN, 0, 0, _ERROR | errno.ENOSYS)]
    steps += _only_where(CLONE[column], _FIRST, (_ANY_BIT, 1, 0, _CLONE_THREAD))
    for call in (KILL, TGKILL):
        steps += _only_where(call[column], _FIRST, (_EQUAL, 1, 0, process))
    # With an address in its third place, limits are set.
    for half in (_THIRD, _THIRD + 4):
        steps += _only_where(PRLIMIT[column], half, (_EQUAL, 1, 0, 0), is_last=False)
    return [*steps, (_RETURN, 0, 0, _ALLOW)]


def _only_where(
    number: int, place: int, holds: Step, *, is_last: bool = True
) -> list[Step]:
    """Refuse a call unless what stands at a place of its arguments is as it should be."""
    return [
        (_EQUAL, 0, 4, number),
        (_LOAD, 0, 0, place),
        holds,
        (_RETURN, 0, 0, _ERROR | errno.EPERM),
        (_RETURN, 0, 0, _ALLOW) if is_last else (_LOAD, 0, 0, _NUMBER),
    ]
