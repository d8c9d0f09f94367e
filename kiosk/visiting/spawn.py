"""A visit process begun: the first thing that a kiosk does, before it imports anything that takes time."""

# ruff: noqa: PTH100, PTH109, PTH113, PTH118, PTH120
# pathlib takes longer to import than all of this takes.

from __future__ import annotations

import os
import sys

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

PROGRAM = "visit"
CONFIG = "kiosk.toml"
GATE = 3
"""Where a visit process hears the supervisor."""
STATUS = 4
"""Where a visit process tells the supervisor."""
TERMINAL = 5
"""Where a visit process draws: its own output and errors go nowhere, so that no library writes on the screen."""
INPUT = 0
OUTPUT = 2
# Above every number that a child's file gets: none is overwritten before it has been handed on.
_HIGH = 10
_KEPT = (
    "PATH",
    "HOME",
    "LANG",
    "LANGUAGE",
    "TZ",
    "TERM",
    "COLORTERM",
    "TERM_PROGRAM",
    "NO_COLOR",
    "TEXTUAL_ANIMATIONS",
)


class Spawned:
    """A process that was begun, with this end of its two pipes."""

    def __init__(self, pid: int, gate: int, status: int) -> None:
        self.pid = pid
        self.gate = gate
        self.status = status


_begun: list[Spawned] = []


def kiosk_alone(arguments: Sequence[str]) -> dict[str, str | None] | None:
    """Return what the kiosk itself is started with, None for any other command line.

    A kiosk starts many times a day before somebody's eyes; building the whole command line would hold its welcome up.
    """
    given: dict[str, str | None] = {"home": None, "kiosk": None}
    for name, value in zip(arguments[::2], arguments[1::2]):  # noqa: B905 - the length is looked at below
        if name not in ("--home", "--kiosk") or value.startswith("-"):
            return None
        given[name[2:]] = value
    return given if len(arguments) % 2 == 0 else None


def begin(arguments: Sequence[str]) -> None:
    """Begin the first visit process where a kiosk is meant, while this one still finds out whether it may be one.

    It shows nothing before it is told to, and ends by itself if it never is.
    """
    given = kiosk_alone(arguments)
    if given is None or sys.platform != "linux" or not (os.isatty(INPUT) and os.isatty(OUTPUT)):
        return
    folder = given["home"] or os.getcwd()
    # Elsewhere is looked for by whoever has the time for it.
    if os.path.isfile(os.path.join(folder, CONFIG)):
        try:  # noqa: SIM105 - so does contextlib
            _begun.append(spawn(os.path.abspath(folder), given["kiosk"] or ""))
        except OSError:
            pass


def taken() -> Spawned | None:
    """Hand over what was begun, once."""
    return _begun.pop() if _begun else None


def spawn(home: str, device: str) -> Spawned:
    """Start the program isolated from the current folder, from PYTHON variables and from a person's own packages."""
    start = os.path.join(os.path.dirname(os.path.dirname(os.path.abspath(__file__))), "__main__.py")
    gate, ours = _pipe()
    status, theirs = _pipe()
    try:
        pid = os.posix_spawn(
            sys.executable,
            [sys.executable, "-I", start, PROGRAM, home, device],
            child_environment(os.environ),
            file_actions=[
                (os.POSIX_SPAWN_DUP2, gate, GATE),
                (os.POSIX_SPAWN_DUP2, theirs, STATUS),
                (os.POSIX_SPAWN_DUP2, OUTPUT, TERMINAL),
                (os.POSIX_SPAWN_DUP2, INPUT, 0),
                (os.POSIX_SPAWN_OPEN, 1, os.devnull, os.O_WRONLY, 0),
                (os.POSIX_SPAWN_OPEN, 2, os.devnull, os.O_WRONLY, 0),
            ],
        )
    finally:
        os.close(gate)
        os.close(theirs)
    return Spawned(pid, ours, status)


def child_environment(environ: Mapping[str, str]) -> dict[str, str]:
    """Return the variables to hand on; the choice of animations is a person's, so it stays."""
    return {name: value for name, value in environ.items() if name in _KEPT or name.startswith("LC_")}


def _pipe() -> tuple[int, int]:
    read, write = os.pipe()
    return _raised(read), _raised(write)


def _raised(end: int) -> int:
    """Return the same end under a higher number, which no other program inherits either."""
    lower = []
    while end < _HIGH:
        lower.append(end)
        end = os.dup(end)
    for one in lower:
        os.close(one)
    return end
