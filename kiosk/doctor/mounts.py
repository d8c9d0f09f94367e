"""On what a folder lies, as Linux lists it (proc_pid_mountinfo(5))."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import PurePath, PurePosixPath
from typing import Final

from kiosk.doctor.computer import Computer

IN_MEMORY: Final = frozenset({"tmpfs", "ramfs", "overlay", "aufs", "unionfs"})
"""What is gone after a restart, or may be: an overlay's upper layer mostly lies in memory."""
_ESCAPED: Final = re.compile(r"\\([0-7]{3})")
_NUMBER, _POINT, _LEAST = 2, 4, 3


@dataclass(frozen=True)
class Mount:
    """A file system where it is mounted."""

    point: PurePosixPath
    kind: str
    source: str
    number: str
    """Major and minor number, as 8:1."""


def mount_of(computer: Computer, folder: PurePath) -> Mount | None:
    """Return what a folder lies on, None where it can't be told."""
    there = PurePosixPath(folder.as_posix())
    best = None
    for line in (computer.read("proc/self/mountinfo") or "").splitlines():
        mount = _mount(line)
        # Of two at one place the later one lies on top.
        if mount and there.is_relative_to(mount.point) and (best is None or len(mount.point.parts) >= _depth(best)):
            best = mount
    return best


def _depth(mount: Mount) -> int:
    return len(mount.point.parts)


def _mount(line: str) -> Mount | None:
    fields, _, rest = line.partition(" - ")
    before, after = fields.split(" "), rest.split(" ")
    if len(before) <= _POINT or len(after) < _LEAST:
        return None
    point = _ESCAPED.sub(lambda found: chr(int(found[1], 8)), before[_POINT])
    return Mount(PurePosixPath(point), after[0], after[1], before[_NUMBER])
