"""Whether the account's own folder is emptied when it signs out."""

from __future__ import annotations

from pathlib import Path, PurePath, PureWindowsPath
from typing import Final

from kiosk.doctor.answer import Answer, State
from kiosk.doctor.computer import Computer
from kiosk.doctor.mounts import IN_MEMORY, mount_of

_PROFILES: Final = r"HKLM\SOFTWARE\Microsoft\Windows NT\CurrentVersion\ProfileList"
# Mandatory, deleted at sign-out, a guest's, temporary (the State of a profile as Windows keeps it).
_TEMPORARY: Final = 0x0001 | 0x0020 | 0x0080 | 0x0800
_GUEST_PLACES: Final = ("/tmp", "/run")  # noqa: S108 - where guests' folders lie, nothing is put there


def profile(computer: Computer, folder: PurePath) -> Answer:
    """Look whether the account is a temporary one that holds the kiosk's folder."""
    if not _is_temporary(computer):
        return Answer(
            "profile",
            State.GOOD,
            "This account keeps its folder when it signs out. Nothing of the kiosk is lost by that. Leave it so.",
        )
    if _holds(computer, folder):
        return Answer(
            "profile",
            State.WARNING,
            "This account's folder is emptied when it signs out, and the kiosk's folder is in it. What was not sent by "
            "then is lost. Have IT give the kiosk an account that stays.",
        )
    return Answer(
        "profile",
        State.GOOD,
        "This account's folder is emptied when it signs out, but the kiosk's is not in it. What is saved stays. "
        "Leave the kiosk's folder where it is.",
    )


def _holds(computer: Computer, folder: PurePath) -> bool:
    kind = PureWindowsPath if computer.system == "win32" else PurePath
    return kind(folder).is_relative_to(kind(computer.person))


def _is_temporary(computer: Computer) -> bool:
    if computer.system == "win32":
        return _windows(computer)
    if computer.system == "darwin":
        return computer.person == Path("/Users/Guest")
    mount = mount_of(computer, computer.person)
    is_guest = computer.person.name.startswith("guest-") and str(computer.person).startswith(_GUEST_PLACES)
    return is_guest or (mount is not None and mount.kind in IN_MEMORY)


def _windows(computer: Computer) -> bool:
    person = PureWindowsPath(computer.person)
    if person.name.casefold().split(".")[0] == "temp":
        return True
    for one in computer.below(_PROFILES):
        key = rf"{_PROFILES}\{one}"
        state, path = computer.value(key, "State"), computer.value(key, "ProfileImagePath")
        if isinstance(path, str) and PureWindowsPath(path) == person:
            return isinstance(state, int) and bool(state & _TEMPORARY)
    return False
