"""Whether there are keys to type on."""

from __future__ import annotations

from typing import Final

from kiosk.doctor.answer import Answer, State
from kiosk.doctor.computer import Computer

_SM_MAXIMUM_TOUCHES: Final = 95
_SM_CONVERTIBLE_SLATE_MODE: Final = 0x2003
# The keys from Q to P (linux/input-event-codes.h): no power button, remote control or touch screen has them all.
_LETTERS: Final = sum(1 << key for key in range(16, 26))
# Something that is touched where it shows (INPUT_PROP_DIRECT).
_DIRECT: Final = 1 << 1


def keyboard(computer: Computer) -> Answer:
    """Look for a keyboard, or for a screen that can only be touched."""
    has_keys, has_touch = _found(computer)
    if has_keys:
        return Answer(
            "keyboard",
            State.GOOD,
            "This computer has a keyboard. Everything in the kiosk can be done with it. Nothing needs doing.",
        )
    if has_touch:
        return Answer(
            "keyboard",
            State.WARNING,
            "This computer has a screen to touch, but no keyboard. Nobody could sign in or write on it. Connect one.",
        )
    return Answer(
        "keyboard",
        State.CANNOT_TELL,
        "Whether a keyboard is connected can't be told from here. Without one nobody can sign in or write. "
        "Try it on the computer itself.",
    )


def _found(computer: Computer) -> tuple[bool, bool]:
    if computer.system == "win32":
        is_tablet = bool(computer.metric(_SM_MAXIMUM_TOUCHES)) and computer.metric(_SM_CONVERTIBLE_SLATE_MODE) == 0
        return not is_tablet, is_tablet
    if computer.system == "darwin":
        # No Mac has a screen to touch.
        return True, False
    devices = (computer.read("proc/bus/input/devices") or "").split("\n\n")
    return (
        any(_bits(one, "KEY") & _LETTERS == _LETTERS for one in devices),
        any(_bits(one, "PROP") & _DIRECT for one in devices),
    )


def _bits(device: str, name: str) -> int:
    """Return the lowest bits of a bitmap, whose words stand highest first."""
    for line in device.splitlines():
        if line.startswith(f"B: {name}="):
            try:
                return int(line.split("=")[1].split()[-1], 16)
            except (IndexError, ValueError):
                return 0
    return 0
