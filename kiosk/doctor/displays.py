"""Whether more than one screen shows what is typed here."""

from __future__ import annotations

from typing import Final

from kiosk.doctor.answer import Answer, State
from kiosk.doctor.computer import Computer

_CONNECTORS: Final = "sys/class/drm"


def displays(computer: Computer) -> Answer:
    """Count the screens, those that show the same as another one too."""
    count = _count(computer)
    if not count:
        return Answer(
            "displays",
            State.CANNOT_TELL,
            "How many screens are connected can't be told on this computer. A second one, or a projector, would show "
            "what pupils type. Look whether there is one.",
        )
    if count > 1:
        return Answer(
            "displays",
            State.WARNING,
            f"{count} screens are connected. Others may read on one of them what a pupil types, and pupils are told so "
            "before they write. Unplug all but one.",
        )
    return Answer(
        "displays",
        State.GOOD,
        "One screen is connected. Nobody reads along on another one. Look again when a projector comes.",
    )


def _count(computer: Computer) -> int | None:
    if computer.system == "win32":
        return computer.displays()
    if computer.system == "darwin":
        # Only slow programs tell it, in words that change with each version.
        return None
    states = [computer.read(f"{_CONNECTORS}/{one}/status") for one in computer.names(_CONNECTORS)]
    return sum(1 for state in states if state is not None and state.strip() == "connected")
