"""Whether the disk under the kiosk's folder is encrypted."""

from __future__ import annotations

from pathlib import Path, PurePath, PureWindowsPath
from typing import Final

from kiosk.doctor.answer import Answer, State
from kiosk.doctor.computer import Computer
from kiosk.doctor.mounts import mount_of
from kiosk.doctor.running import windows_folder

_ENCRYPTED: Final = frozenset({"ecryptfs", "fuse.gocryptfs", "fuse.encfs", "fuse.cryfs"})
_BITLOCKER: Final = (r"HKLM\SYSTEM\CurrentControlSet\Control\BitLockerStatus", "BootStatus")
_MANAGE_BDE: Final = r"{root}\System32\manage-bde.exe"
_FILEVAULT: Final = ("/usr/bin/fdesetup", "status")
_DEEPEST: Final = 8


def encryption(computer: Computer, folder: PurePath) -> Answer:
    """Look at the disk that holds a folder."""
    is_encrypted = _SYSTEMS.get(computer.system, _linux)(computer, folder)
    if is_encrypted is None:
        return Answer(
            "encryption",
            State.CANNOT_TELL,
            "Whether the disk is encrypted can't be told from this account. Reports are sealed all the same, but who "
            "takes the disk could test which pupils are mentors. Ask IT.",
        )
    if not is_encrypted:
        return Answer(
            "encryption",
            State.WARNING,
            "The disk under the kiosk's folder is not encrypted. Reports are sealed all the same, but who takes the "
            "disk could test which pupils are mentors. Have IT encrypt it.",
        )
    return Answer(
        "encryption",
        State.GOOD,
        "The disk under the kiosk's folder is encrypted. Who takes it out can read nothing. Keep its key apart.",
    )


def _linux(computer: Computer, folder: PurePath) -> bool | None:
    mount = mount_of(computer, folder)
    if mount is None:
        return None
    if mount.kind in _ENCRYPTED:
        return True
    name = Path(mount.source).name
    mapped = computer.root / "dev" / "mapper" / name
    for device in (
        computer.root / "sys" / "dev" / "block" / mount.number,
        # Btrfs gives its volumes numbers of no device.
        computer.root / "sys" / "class" / "block" / (mapped.resolve().name if mapped.is_symlink() else name),
    ):
        if device.is_dir():
            return _is_below_encryption(device, _DEEPEST)
    return None


def _is_below_encryption(device: Path, depth: int) -> bool:
    """Return whether a block device, or each of those that it lies on, is an encrypted one."""
    try:
        if (device / "dm" / "uuid").read_text("ascii", "replace").startswith("CRYPT-"):
            return True
    except OSError:
        pass
    try:
        under = list((device / "slaves").iterdir())
    except OSError:
        return False
    return depth > 0 and bool(under) and all(_is_below_encryption(one.resolve(), depth - 1) for one in under)


def _windows(computer: Computer, folder: PurePath) -> bool | None:
    drive, root = PureWindowsPath(folder).drive, windows_folder(computer)
    if drive.casefold() == PureWindowsPath(root).drive.casefold() and computer.value(*_BITLOCKER) == 1:
        return True
    # Its words change with the language of Windows, its exit code does not.
    command = (_MANAGE_BDE.format(root=root), "-status", drive, "-protectionaserrorlevel")
    told = computer.run(command) if drive else None
    if told is None:
        return None
    if told[0] == 0:
        return True
    # An account that may not ask gets an error without a percentage.
    return False if "%" in told[1] else None


def _macos(computer: Computer, _folder: PurePath) -> bool | None:
    told = computer.run(_FILEVAULT)
    return None if told is None or told[0] != 0 else "FileVault is On" in told[1]


_SYSTEMS: Final = {"win32": _windows, "darwin": _macos}
