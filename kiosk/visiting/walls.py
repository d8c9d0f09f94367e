"""The walls round a process with plain text: nothing of its memory gets out, it reaches no network, it starts nothing.

On Linux the kernel holds them; elsewhere Python's audit hooks do, which stop this program's own code alone.
"""

from __future__ import annotations

import contextlib
import sys
from pathlib import Path
from typing import Final

_SET_DUMPABLE: Final = 4
_SET_NO_NEW_PRIVILEGES: Final = 38
_FILTERS: Final = Path("/proc/sys/kernel/seccomp/actions_avail")
_REFUSED: Final = (
    "subprocess.Popen",
    "os.exec",
    "os.posix_spawn",
    "os.spawn",
    "os.startfile",
    "os.system",
    "os.fork",
    "os.forkpty",
    "pty.spawn",
    "socket.connect",
    "socket.bind",
    "socket.sendto",
    "socket.sendmsg",
    "socket.getaddrinfo",
    "socket.gethostbyname",
)


def keep_memory_in() -> None:
    """Leave no core file, let no other program of this account look in, gain no rights by starting a program."""
    with contextlib.suppress(ImportError, OSError, ValueError):
        import resource

        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    if sys.platform == "linux":
        from kiosk.visiting.seccomp import control

        with contextlib.suppress(OSError):
            control(_SET_DUMPABLE, 0)
            control(_SET_NO_NEW_PRIVILEGES, 1)


def wall_in() -> None:
    """Refuse network and other programs for the rest of this process; to be called before any thread is started."""
    keep_memory_in()
    if sys.platform == "linux":
        from kiosk.visiting.seccomp import refuse

        try:
            refuse()
        except OSError:
            pass
        else:
            return
    sys.addaudithook(_audit)


def has_kernel_wall() -> bool:
    """Return whether this computer's kernel can hold the wall."""
    from kiosk.visiting.seccomp import numbers_here

    if numbers_here() is None:
        return False
    try:
        return "errno" in _FILTERS.read_text("ascii").split()
    except OSError:
        return False


def _audit(event: str, _given: tuple[object, ...]) -> None:
    if event in _REFUSED:
        raise PermissionError(event)
