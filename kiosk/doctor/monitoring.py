"""Whether a program shows this computer's screen, or what is typed, to somebody else."""

from __future__ import annotations

from collections.abc import Iterable

from kiosk.doctor import running
from kiosk.doctor.answer import Answer, State
from kiosk.doctor.computer import Computer
from kiosk.doctor.watchers import WATCHERS, WINDOWS_WATCHERS


def monitoring(computer: Computer, more: Iterable[str] = ()) -> Answer:
    """Look for programs known to do so, with `more` names of the school's own."""
    names = running.programs(computer)
    if names is None:
        return Answer(
            "monitoring",
            State.CANNOT_TELL,
            "This account can't see which programs run here. One of them may show the screen to a teacher. "
            "Ask IT which monitoring is on this computer.",
        )
    known = dict(WATCHERS)
    if computer.system == "win32":
        known |= {name: (*WATCHERS[name], *patterns) for name, patterns in WINDOWS_WATCHERS.items()}
    found = running.found(names, known | {name: (name,) for name in more})
    if found:
        return Answer(
            "monitoring",
            State.WARNING,
            f"This is on the computer: {', '.join(found)}. It may show others what a pupil types, and pupils are told "
            "so before they write. Take it off, or give mentors another computer.",
        )
    return Answer(
        "monitoring",
        State.GOOD,
        "No program known to show screens to others is here. A browser's extension would not be found. "
        "Look again when IT installs something.",
    )
