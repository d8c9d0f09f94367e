"""Putting a backup back: into a new folder, or in the place of what a home holds."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from kiosk.backups.carry import keep_aside, make_ready, put_in_place, unmake
from kiosk.backups.making import STORE_KEY
from kiosk.backups.place import DATABASE, Backup, check_backup, finished, is_backup, places_in, read_backup
from kiosk.config import FILE, Config, read_config, write_config
from kiosk.device_key import read_device_key
from kiosk.home import Home
from kiosk.new_folder import new_folder
from kiosk.process_lock import ProcessLock
from store.database import disk_error
from store.errors import ConfigurationError, DamagedKeyFile
from store.private_file import write_private

_KEYS: Final = (STORE_KEY, "device.key")


@dataclass(frozen=True)
class Restored:
    """Where a backup was put, with a sentence for each thing a person should know."""

    home: Home
    told: tuple[str, ...]


def find_backup(given: Path) -> Backup:
    """Return the backup that a folder is, or the newest one below it, or raise ConfigurationError."""
    given = given.absolute()
    if is_backup(given):
        return read_backup(given)
    places = places_in(given)
    if len(places) > 1:
        raise ConfigurationError(
            f"Several computers have left backups in {given}. Nothing was changed. "
            f"Name one of its folders: {', '.join(one.name for one in places)}."
        )
    found = finished(places[0] if places else given)
    if not found:
        raise ConfigurationError(f"There is no finished backup in {given}. Nothing was changed. Check its name.")
    return found[0]


def restore_backup(backup: Backup, at: Path) -> Restored:
    """Put a backup back at `at`, all of it checked before anything there is changed."""
    check_backup(backup)
    config = read_config(backup.folder / FILE)
    at = at.absolute()
    if (at / FILE).exists():
        return _replaced(backup, config, Home(at))
    if at.exists() and (not at.is_dir() or any(at.iterdir())):
        raise ConfigurationError(
            f"{at} is neither empty nor a school's folder. Nothing was changed. Name a new folder with --at."
        )
    return _new_home(backup, config, at)


def _new_home(backup: Backup, config: Config, at: Path) -> Restored:
    with new_folder(at, mode=0o700) as made:
        write_config(made / FILE, config.model_copy(update={"kiosks": ()}))
        told = list(_put_back(backup, Home(made)))
    told += [
        f"The kiosk {kiosk.name} is in no backup. Make it anew: kiosk invite kiosk, then kiosk enrol with the ticket."
        for kiosk in config.kiosks
    ]
    return Restored(Home(at), tuple(told))


def _replaced(backup: Backup, config: Config, home: Home) -> Restored:
    if home.config.root != config.root:
        raise ConfigurationError(
            f"The school in {home.folder} is another one than the backup's. Nothing was changed. Name a new folder."
        )
    with _nobody_else(home):
        return Restored(home, tuple(_put_back(backup, home)))


@contextmanager
def _nobody_else(home: Home) -> Iterator[None]:
    """Hold every lock of a home, or raise ConfigurationError where one of its programs runs."""
    locks = [(home.folder / "backup.lock", "A backup")]
    if home.store is not None:
        locks.append((home.store / "serving.lock", "The school's store"))
    locks += [(device.lock, device.name) for device in (*home.desks, *home.kiosks)]
    # A kiosk exchanges in a process of its own, which ends a moment after it.
    locks += [(kiosk.folder / "sync.lock", kiosk.name) for kiosk in home.kiosks]
    with ExitStack() as stack:
        for path, name in locks:
            lock = ProcessLock(path, name)
            try:
                lock.take()
            except ConfigurationError:
                raise ConfigurationError(
                    f"{name} is running, and nothing can be put back below a running program. Nothing was changed. "
                    "End every program of this school on this computer first."
                ) from None
            stack.callback(lock.release)
        yield


def _put_back(backup: Backup, home: Home) -> Iterator[str]:
    """Put everything back; keys first, for the databases are opened with them."""
    databases = [name for name in backup.files if name.endswith(f"/{DATABASE}")]
    for name in backup.files:
        if name not in (FILE, *databases):
            yield from _put_file(backup, name, home)
    try:
        for name in databases:
            yield from make_ready(backup, name, home)
    except BaseException:
        for name in databases:
            unmake(name, home)
        raise
    for name in databases:
        yield from put_in_place(name, home)


def _put_file(backup: Backup, name: str, home: Home) -> Iterator[str]:
    """Put back a file that is not there; one that is there stays, unless it is a device's key that can't be read."""
    target = home.folder / name
    try:
        if target.exists():
            if target.name not in _KEYS or _is_key(target):
                return
            yield f"{name} was damaged; it is kept as {keep_aside(target).name}."
            target.unlink()
        data = (backup.folder / name).read_bytes()
    except OSError as error:
        raise disk_error(error) from error
    write_private(target, data)


def _is_key(path: Path) -> bool:
    try:
        read_device_key(path)
    except DamagedKeyFile:
        return False
    return True
