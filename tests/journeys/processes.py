"""The processes of a running kiosk, as Linux shows them."""

from __future__ import annotations

from pathlib import Path


def started_by(pid: int, program: str = "") -> list[int]:
    """Return the numbers of the processes that one has started itself, oldest first, of one program or of all."""
    tasks = Path(f"/proc/{pid}/task")
    try:
        numbers = sorted(int(one) for task in tasks.iterdir() for one in (task / "children").read_text("ascii").split())
    except OSError:
        # It has ended while we looked.
        return []
    return [one for one in numbers if program.encode() in _read(one, "cmdline").split(b"\0") or not program]


def told(*words: str) -> set[int]:
    """Return the numbers of all processes that were started with these words."""
    numbers = {int(one.name) for one in Path("/proc").glob("[0-9]*")}
    return {one for one in numbers if {word.encode() for word in words} <= set(_read(one, "cmdline").split(b"\0"))}


def family(pid: int) -> list[int]:
    """Return a process with all that it started, and what those started."""
    return [pid, *(one for child in started_by(pid) for one in family(child))]


def is_running(pid: int) -> bool:
    """Return whether a process is there, and is no mere remainder."""
    state = _read(pid, "stat").rpartition(b")")[2].split()
    return bool(state) and state[0] not in (b"Z", b"X")


def environment(pid: int) -> bytes:
    """Return the environment that a process was started with, b"" where it has ended."""
    return _read(pid, "environ")


def memory(pid: int) -> bytes:
    """Return everything that a process can write in its memory, b"" where this system does not let us look."""
    found = bytearray()
    try:
        maps = Path(f"/proc/{pid}/maps").read_text("utf-8").splitlines()
        with Path(f"/proc/{pid}/mem").open("rb", buffering=0) as opened:
            for one in maps:
                span, rights = one.split()[:2]
                if not rights.startswith("rw"):
                    continue
                begin, end = (int(part, 16) for part in span.split("-"))
                opened.seek(begin)
                try:
                    found += opened.read(end - begin) or b""
                except OSError:
                    continue
    except OSError:
        return bytes(found)
    return bytes(found)


def _read(pid: int, name: str) -> bytes:
    try:
        return Path(f"/proc/{pid}/{name}").read_bytes()
    except OSError:
        return b""
