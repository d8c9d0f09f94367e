"""Whether a restart, which puts the disk back on many school computers, leaves what a kiosk has saved."""

from __future__ import annotations

import contextlib
import json
import secrets
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from kiosk.doctor.answer import Answer, State
from kiosk.home import Home
from kiosk.machine import machine_id
from store.database import disk_error

MARK: Final = "before-restart.txt"
ELSEWHERE: Final = ".mentor-kiosk-restart.txt"
PASSED: Final = "restart-passed.json"
NOT_SAFE: Final = "Not safe to keep reports on this computer yet"
_VERSION: Final = 1
_LARGEST: Final = 256
_BOOT: Final = Path("/proc/sys/kernel/random/boot_id")
_CLOCK_STEPS_SECONDS: Final = 30


def mark(home: Home, person: Path | None = None, boot: str | None = None) -> Iterator[str]:
    """Leave one mark with what must outlive a restart, one in the account's own folder."""
    number = f"{secrets.token_hex(8)} {boot_number() if boot is None else boot}"
    try:
        (home.folder / MARK).write_text(number, encoding="ascii")
    except OSError as error:
        raise disk_error(error) from error
    with contextlib.suppress(OSError, RuntimeError):
        ((person or Path.home()) / ELSEWHERE).write_text(number, encoding="ascii")
    yield "Marked. Restart this computer now, then run `kiosk doctor --after-reboot`."


def missing(home: Home, boot: str | None = None) -> Iterator[str]:
    """Look whether what was in the school's folder before the restart is in it now."""
    kept = _read(home.folder / MARK)
    if not kept:
        with contextlib.suppress(OSError):
            (home.folder / PASSED).unlink(missing_ok=True)
        yield (
            f"What was written into {home.folder} before the restart is gone: this computer puts that disk back, so "
            "every report that has not left it by then is lost. Pupils must not use it yet. Have IT put the folder on "
            "a disk that stays, or except it. (If --before-reboot was not run: run it, restart, look again.)"
        )
    elif _is_same_boot(kept.partition(" ")[2], boot_number() if boot is None else boot):
        yield (
            "This computer was not restarted since --before-reboot was run, so nothing is known yet. The mark is kept. "
            "Restart it, then run `kiosk doctor --after-reboot`."
        )


def after(home: Home, person: Path | None = None) -> Iterator[str]:
    """Say what a restart did to the rest of the disk; keep the result, take the marks away."""
    kept = _read(home.folder / MARK)
    if kept:
        _keep(home)
    with contextlib.suppress(OSError, RuntimeError):
        elsewhere = (person or Path.home()) / ELSEWHERE
        if kept and _read(elsewhere) == kept:
            yield "The kiosk's folder stays over a restart, as does the rest of the disk."
        elif kept:
            yield "The kiosk's folder stays over a restart; the rest of the disk is put back."
        elsewhere.unlink(missing_ok=True)
    with contextlib.suppress(OSError):
        (home.folder / MARK).unlink(missing_ok=True)


def restart(home: Home) -> Answer:
    """Say whether it was tried on this very computer that reports outlive a restart."""
    if not keeps(home):
        return Answer(
            "restart",
            State.WARNING,
            f"{NOT_SAFE}: nobody has tried whether they outlive a restart. Pupils are told so, and can write all the "
            "same. Try it: kiosk doctor --before-reboot, restart, kiosk doctor --after-reboot.",
        )
    return Answer(
        "restart",
        State.GOOD,
        "What is saved on this computer has outlived a restart, or is for trying out only. Nothing is lost by one. "
        "Try it again when IT has changed this computer.",
    )


def keeps(home: Home) -> bool:
    """Return whether reports are known to stay here: the check has passed, or the school is one for trying out.

    A school with `costs = "floor"`, as the demonstration is, is no real one: what is written in it may be lost.
    """
    return home.config.costs == "floor" or has_passed(home)


def has_passed(home: Home) -> bool:
    """Return whether the check has passed on this computer, in this place: a copy elsewhere has passed nothing."""
    try:
        found = json.loads(_read(home.folder / PASSED))
        return bool(found["v"] == _VERSION and found["machine"] == machine_id(home.folder).hex())
    except (ValueError, TypeError, LookupError):
        return False


def boot_number() -> str:
    """Return what changes with each start of the computer, "" where nothing tells it."""
    if sys.platform == "win32":
        import ctypes

        return str(int(time.time() - ctypes.windll.kernel32.GetTickCount64() / 1000))
    return _read(_BOOT).strip()


def _is_same_boot(one: str, other: str) -> bool:
    if one.isdecimal() and other.isdecimal():
        # Seconds at which it began, by a clock that may have been set since.
        return abs(int(one) - int(other)) < _CLOCK_STEPS_SECONDS
    return bool(one) and one == other


def _keep(home: Home) -> None:
    plain = json.dumps({"v": _VERSION, "machine": machine_id(home.folder).hex(), "at": int(time.time())})
    try:
        half = (home.folder / PASSED).with_suffix(".half")
        half.write_text(plain, encoding="ascii")
        half.replace(home.folder / PASSED)
    except OSError as error:
        raise disk_error(error) from error


def _read(path: Path) -> str:
    try:
        with path.open("rb") as file:
            return file.read(_LARGEST).decode("ascii", "replace")
    except OSError:
        return ""
