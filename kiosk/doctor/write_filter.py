"""Whether something puts the disk back at each restart."""

from __future__ import annotations

from pathlib import PurePath
from typing import Final

from kiosk.doctor import running
from kiosk.doctor.answer import Answer, State
from kiosk.doctor.computer import Computer
from kiosk.doctor.mounts import IN_MEMORY, mount_of

# By their services, drivers, packages.
_FILTERS: Final[dict[str, tuple[str, ...]]] = {
    "Deep Freeze": ("dfserv", "frzstate2k", "com.faronics.deepfreeze*"),
    "the Unified Write Filter": ("uwfvol",),
    "Shadow Defender": ("diskpt",),
    "RollBack Rx": ("shdserv",),
}


def write_filter(computer: Computer, folder: PurePath, *, is_proved: bool) -> Answer:
    """Look for one over a folder; `is_proved` says that it has outlived a restart already."""
    found = _filters(computer, folder)
    if is_proved or found == []:
        return Answer(
            "write filter",
            State.GOOD,
            "Nothing known takes the kiosk's folder back at a restart. What is saved in it stays. "
            "Try it after each change: kiosk doctor --before-reboot.",
        )
    if found is None:
        return Answer(
            "write filter",
            State.CANNOT_TELL,
            "Whether something takes the disk back at a restart can't be seen from here. If so, what was not sent is "
            "lost with it. Try it: kiosk doctor --before-reboot.",
        )
    return Answer(
        "write filter",
        State.WARNING,
        f"The kiosk's folder is under {', '.join(found)}. A restart may take back what is saved in it. Have IT except "
        "the folder, then try it: kiosk doctor --before-reboot.",
    )


def _filters(computer: Computer, folder: PurePath) -> list[str] | None:
    if computer.system == "linux":
        mount = mount_of(computer, folder)
        return (
            None
            if mount is None
            else [f"a file system that may be in memory ({mount.kind})"] * (mount.kind in IN_MEMORY)
        )
    names = running.programs(computer)
    return None if names is None else running.found(names, _FILTERS)
