"""Has the desk run as a child, so that somebody is left to blank the terminal when it is killed.

It imports next to nothing, reads no key and no file: it waits, hands signals on, and cleans up after an end that left
the last page on the terminal.
"""

from __future__ import annotations

import os
import sys

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

PROGRAM = "desk-here"
GATE = 3
"""Where the desk learns that its guard is gone."""
_INPUT, _OUTPUT = 0, 2
# Above every number that the child's gate gets.
_HIGH = 10
_SIGNALLED = 128
_COLUMNS = 78
_FAULT = 70
# Beyond what any program of ours returns: how Windows tells that a process was broken.
_BROKEN = 0x80000000
_SAFE = (
    "What was recorded is safe, and what was half typed until a moment before is kept for whoever typed it. "
    "Start it again as before"
)
DIED = f"the desk was ended from outside before it was closed. {_SAFE}."
FAULT = f"the desk ended by a fault of its own. {_SAFE}; if it ends again, tell IT the last code in crashes.log."


def desk_alone(arguments: Sequence[str]) -> tuple[str, str] | None:
    """Return the home and the desk that a command line means, each "" where it names none; None for another one.

    Building the whole command line would take memory for as long as the desk runs.
    """
    home, desk, rest = "", "", list(arguments)
    if rest[:1] == ["--home"] and len(rest) > 1 and not rest[1].startswith("-"):
        home, rest = rest[1], rest[2:]
    if rest[:1] != ["desk"]:
        return None
    rest = rest[1:]
    if rest[:1] == ["--desk"] and len(rest) == len(("--desk", "NAME")) and not rest[1].startswith("-"):
        desk, rest = rest[1], []
    return None if rest else (home, desk)


def guard(arguments: Sequence[str]) -> int | None:
    """Be the guard of the desk that a command line means, None where it means something else, or there is no screen."""
    given = desk_alone(arguments)
    if given is None or not (os.isatty(_INPUT) and os.isatty(_OUTPUT)):
        return None
    return guard_desk(*given)


def guard_desk(home: str, desk: str) -> int:
    """Run the desk as a child; return its exit code, or 128 with the number of the signal that ended it."""
    from screens.blank import leave_blank

    before = _modes()
    code, asked = _ended(home, desk)
    if code < 0 or code == _FAULT or code >= _BROKEN:
        leave_blank(_OUTPUT, before)
        if -code != asked:
            _tell(FAULT if code == _FAULT else DIED)
    if code < 0:
        return _SIGNALLED - code
    return _SIGNALLED if code >= _BROKEN else code


if sys.platform == "win32":

    def _modes() -> object:
        return None

    def _ended(home: str, desk: str) -> tuple[int, int]:
        import subprocess

        from screens.signals import guard_signals

        with subprocess.Popen(_command(home, desk)) as child:  # noqa: S603 - our own program
            guard_signals(lambda _number: child.terminate(), lambda: None)
            return child.wait(), 0

else:

    def _modes() -> object:
        import termios

        return termios.tcgetattr(_INPUT)

    def _ended(home: str, desk: str) -> tuple[int, int]:
        """Return how the child ended, with the number of the signal that was handed on to it."""
        import contextlib
        import signal
        from fcntl import F_DUPFD_CLOEXEC, fcntl

        from screens.signals import guard_signals

        asked = 0
        reading, writing = os.pipe()
        gate = fcntl(reading, F_DUPFD_CLOEXEC, _HIGH)
        os.close(reading)
        command = _command(home, desk)
        # The desk inherits this: stopped while it still starts, it would hold a terminal that this one gives to nobody.
        signal.signal(signal.SIGTSTP, signal.SIG_IGN)
        # While this process lives the other end stays open; what it starts does not inherit that.
        pid = os.posix_spawn(command[0], command, os.environ, file_actions=[(os.POSIX_SPAWN_DUP2, gate, GATE)])
        os.close(gate)

        def hand_on(number: int) -> None:
            nonlocal asked
            asked = number
            # One that has ended by itself just now needs no signal.
            with contextlib.suppress(ProcessLookupError):
                os.kill(pid, number)
                # One that somebody has stopped would never hear of it.
                os.kill(pid, signal.SIGCONT)

        guard_signals(hand_on, lambda: None)
        while True:
            try:
                _, status = os.waitpid(pid, 0)
            except KeyboardInterrupt:
                # Before the signals were guarded: the desk got it, too.
                continue
            os.close(writing)
            return os.waitstatus_to_exitcode(status), asked


def _tell(sentence: str) -> None:
    import textwrap  # when there is something to be told, for whoever comes back to this terminal later

    from kiosk.streams import complain

    complain(textwrap.fill(f"kiosk: {sentence}", _COLUMNS))


def _command(home: str, desk: str) -> list[str]:
    # Without pathlib, whose import is memory for as long as the desk runs.
    start = os.path.join(os.path.dirname(os.path.abspath(__file__)), "__main__.py")  # noqa: PTH100, PTH118, PTH120 - see above
    # By its path, with neither the current folder nor its own among those that are imported from.
    return [sys.executable, "-I" if sys.flags.isolated else "-P", start, PROGRAM, home, desk]
