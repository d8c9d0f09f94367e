"""What a computer needs before any school is on it."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from kiosk.terminal import can_supervise
from kiosk.visiting.walls import has_kernel_wall
from store.database import disk_error
from store.errors import BackendMissing
from store.sealing import xwing

EARLIEST: Final = datetime(2026, 1, 1, tzinfo=UTC)
LATEST: Final = datetime(2056, 1, 1, tzinfo=UTC)
LEAST_ROOM: Final = 500 * 1024 * 1024
_SWAPS: Final = Path("/proc/swaps")
_COLUMNS, _LINES = 80, 24


def sealing() -> Iterator[str]:
    """Try to seal and open."""
    try:
        xwing.self_test()
    except BackendMissing as error:
        yield str(error)


def clock(now: datetime) -> Iterator[str]:
    """Look whether the date can be right."""
    if not EARLIEST <= now <= LATEST:
        yield (
            f"The clock says {now.year}. Reports go on all the same, but every date on the screens is wrong. "
            "Set the computer's date and time."
        )


def room(folder: Path, least: int = LEAST_ROOM) -> Iterator[str]:
    """Look how much room the disk has."""
    there = next((one for one in (folder, *folder.parents) if one.exists()), Path.cwd())
    free = shutil.disk_usage(there).free
    if free < least:
        yield f"The disk has {free // (1024 * 1024)} MB left. Nothing is lost yet. Make room: 500 MB at least."


def writing(folder: Path) -> Iterator[str]:
    """Try to write where the school lies."""
    if not folder.is_dir():
        return
    attempt = folder / "doctor.tmp"
    try:
        attempt.write_bytes(b"x")
        attempt.unlink()
    except OSError as error:
        yield f"{folder}: {disk_error(error)}"


def swap(swaps: Path = _SWAPS) -> Iterator[str]:
    """Look whether memory may be written to a disk that is not encrypted (Linux; elsewhere it can't be told)."""
    try:
        lines = swaps.read_text("ascii", "replace").splitlines()[1:]
    except OSError:
        return
    places = [line.split()[0] for line in lines if line.strip()]
    if any(not place.startswith(("/dev/dm-", "/dev/mapper/", "/dev/zram")) for place in places):
        yield (
            "This computer may write its memory, with what pupils type, to a swap file. "
            "Switch swap off, or encrypt the disk it is on."
        )


def walls() -> Iterator[str]:
    """Look whether each visit has a process of its own, which the kernel keeps from the network."""
    if not can_supervise():
        yield (
            "On this kind of computer the kiosk is one process: what a pupil typed may stay in its memory after "
            "sign-out, until it is ended. Start it anew each day, and let nobody but IT start other programs here."
        )
    elif not has_kernel_wall():
        yield (
            "The kernel of this computer can't keep a pupil's screens from the network; only this program's own code "
            "does. Have the firewall let this computer reach nothing but the school's store."
        )


def terminal() -> Iterator[str]:
    """Look whether the window is large enough."""
    if not sys.stdout.isatty():
        return
    size = shutil.get_terminal_size()
    if size.columns < _COLUMNS or size.lines < _LINES:
        yield (
            f"This window has {size.columns} letters across, {size.lines} lines down; the screens need "
            f"{_COLUMNS} by {_LINES}. Make it bigger, or its letters smaller."
        )
