"""A filter in the Linux kernel that refuses a process network, other programs, other processes' memory.

Written as seccomp(2) and the kernel's Documentation/userspace-api/seccomp_filter.rst tell; no library is needed.
"""

from __future__ import annotations

import ctypes
import errno
import os
import struct
import sys
from typing import Final, NamedTuple


class Numbers(NamedTuple):
    """What the kernel calls one kind of processor, with the numbers of the calls that are refused there."""

    audit: int
    calls: tuple[int, ...]


# socket, connect, execve, execveat, ptrace, process_vm_readv, process_vm_writev; the last, the same everywhere:
# io_uring_setup (which connects without connect) and pidfd_getfd (which takes another process's socket).
_EVERYWHERE: Final = (425, 438)
NUMBERS: Final = {
    "x86_64": Numbers(0xC000003E, (41, 42, 59, 322, 101, 310, 311, *_EVERYWHERE)),
    "aarch64": Numbers(0xC00000B7, (198, 203, 221, 281, 117, 270, 271, *_EVERYWHERE)),
}

_SET_NO_NEW_PRIVILEGES: Final = 38
_SET_SECCOMP: Final = 22
_MODE_FILTER: Final = 2
_ALLOW: Final = 0x7FFF0000
_REFUSE: Final = 0x00050000 | errno.EPERM
_LOAD, _EQUAL, _AT_LEAST, _RETURN = 0x20, 0x15, 0x35, 0x06
_NUMBER_AT, _AUDIT_AT = 0, 4
# Calls of x86_64 in another guise (x32) carry this bit; aarch64 has no call so high.
_GUISE: Final = 0x40000000
_WHOLE: Final = 8


class _Program(ctypes.Structure):
    _fields_ = [("length", ctypes.c_ushort), ("filter", ctypes.c_char_p)]


def control(option: int, first: int, second: int = 0) -> None:
    """Call prctl, or raise OSError."""
    library = ctypes.CDLL(None, use_errno=True)
    if library.prctl(option, ctypes.c_ulong(first), ctypes.c_ulong(second), ctypes.c_ulong(0), ctypes.c_ulong(0)):
        raise OSError(ctypes.get_errno(), os.strerror(ctypes.get_errno()))


def numbers_here() -> Numbers | None:
    """Return what this process's kernel calls are numbered like, None where no filter is known for it."""
    # A program of 32 bits calls by other numbers than the kernel it runs on.
    is_whole = sys.platform == "linux" and ctypes.sizeof(ctypes.c_void_p) == _WHOLE
    return NUMBERS.get(os.uname().machine) if is_whole else None


def refuse() -> None:
    """Have the kernel refuse this thread, with all that it starts, the calls above; raise OSError where it can't."""
    numbers = numbers_here()
    if numbers is None:
        raise OSError(errno.ENOSYS, os.strerror(errno.ENOSYS))
    code = bpf(numbers)
    library = ctypes.CDLL(None, use_errno=True)
    control(_SET_NO_NEW_PRIVILEGES, 1)
    program = _Program(len(code) // 8, code)
    if library.prctl(_SET_SECCOMP, ctypes.c_ulong(_MODE_FILTER), ctypes.byref(program), 0, 0):
        raise OSError(ctypes.get_errno(), os.strerror(ctypes.get_errno()))


def bpf(numbers: Numbers) -> bytes:
    """Return the filter: another kind of processor is refused everything, this one the calls of its list."""
    calls = numbers.calls
    steps = [
        (_LOAD, 0, 0, _AUDIT_AT),
        (_EQUAL, 0, len(calls) + 3, numbers.audit),
        (_LOAD, 0, 0, _NUMBER_AT),
        (_AT_LEAST, len(calls) + 1, 0, _GUISE),
    ]
    steps += [(_EQUAL, len(calls) - place, 0, call) for place, call in enumerate(calls)]
    steps += [(_RETURN, 0, 0, _ALLOW), (_RETURN, 0, 0, _REFUSE)]
    return b"".join(struct.pack("=HBBI", *step) for step in steps)
