"""Whether a restart, which puts the disk back on many school computers, leaves what a kiosk has saved."""

from __future__ import annotations

import contextlib
import secrets
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from kiosk.home import Home
from store.database import disk_error

MARK: Final = "before-restart.txt"
ELSEWHERE: Final = ".mentor-kiosk-restart.txt"
_LARGEST: Final = 64


def mark(home: Home, person: Path | None = None) -> Iterator[str]:
    """Leave one mark with what must outlive a restart, one in the account's own folder."""
    number = secrets.token_hex(8)
    try:
        (home.folder / MARK).write_text(number, encoding="ascii")
    except OSError as error:
        raise disk_error(error) from error
    with contextlib.suppress(OSError, RuntimeError):
        ((person or Path.home()) / ELSEWHERE).write_text(number, encoding="ascii")
    yield "Marked. Restart this computer now, then run `kiosk doctor --after-reboot`."


def missing(home: Home) -> Iterator[str]:
    """Look whether what was in the school's folder before the restart is in it now."""
    if not _read(home.folder / MARK):
        yield (
            f"What was written into {home.folder} before the restart is gone: this computer puts that disk back, so "
            "every report that has not left it by then is lost. Pupils must not use it yet. Have IT put the folder on "
            "a disk that stays, or except it. (If --before-reboot was not run: run it, restart, look again.)"
        )


def after(home: Home, person: Path | None = None) -> Iterator[str]:
    """Say what a restart did to the rest of the disk; take the marks away."""
    kept = _read(home.folder / MARK)
    with contextlib.suppress(OSError, RuntimeError):
        elsewhere = (person or Path.home()) / ELSEWHERE
        if kept and _read(elsewhere) == kept:
            yield "The kiosk's folder stays over a restart, as does the rest of the disk."
        elif kept:
            yield "The kiosk's folder stays over a restart; the rest of the disk is put back."
        elsewhere.unlink(missing_ok=True)
    with contextlib.suppress(OSError):
        (home.folder / MARK).unlink(missing_ok=True)


def _read(path: Path) -> str:
    try:
        with path.open("rb") as file:
            return file.read(_LARGEST).decode("ascii", "replace")
    except OSError:
        return ""
