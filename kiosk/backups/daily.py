"""One backup a day by itself, in whichever program is running."""

from __future__ import annotations

import threading
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from typing import Final

from kiosk.backups.making import make_backup, place_of
from kiosk.backups.place import Backup, finished
from kiosk.backups.state import BackupState, read_state, write_state
from kiosk.home import Home
from kiosk.process_lock import ProcessLock
from store.clock import Clock, SystemClock
from store.errors import KioskError, StorageError

CHECK_SECONDS: Final = 600.0
AFTER_FAILURE_SECONDS: Final = 3600.0
DAY_SECONDS: Final = 24 * 3600.0
_PATIENCE_SECONDS: Final = 5.0


def is_due(backups: Sequence[Backup], now: datetime, ran: float) -> bool:
    """Return whether it is time: none bears today's date, or programs have run a whole day since the newest.

    A clock that jumps makes one for each day that it shows, of which only so many are kept; one that stands still is
    outrun by the time that programs have run.
    """
    return ran >= DAY_SECONDS or all(one.made.date() != now.date() for one in backups)


def back_up_if_due(home: Home, clock: Clock, ran: float = 0.0) -> Backup | None:
    """Make today's backup if there is none, noting why where that fails; `ran` are seconds that went by running."""
    to = home.backup_to
    if to is None or not (home.store or home.desks):
        return None
    state = read_state(home)
    state = replace(state, ran=state.ran + ran)
    backup = None
    try:
        if is_due(finished(place_of(home, to)), clock.now(), state.ran):
            backup = make_backup(home, to, clock.now())
            state = BackupState()
    except KioskError as error:
        write_state(home, replace(state, failure=str(error)))
        raise
    if state != read_state(home):
        write_state(home, state)
    return backup


class DailyBackup:
    """Looks now and then, in a thread of its own, whether a backup is due; of several programs, only one does."""

    def __init__(self, home: Home, clock: Clock | None = None) -> None:
        self._home = home
        self._clock = clock or SystemClock()
        self._end = threading.Event()
        self._lock = ProcessLock(home.folder / "daily-backup.lock", "The daily backup")
        self._looked: float | None = None
        self._thread: threading.Thread | None = None

    def start(self) -> None:
        """Begin, without ever holding the program back: what fails is said by the doctor."""
        self._thread = threading.Thread(target=self._run, name="daily backup", daemon=True)
        self._thread.start()

    def stop(self) -> None:
        """Look no more; one that is being made is waited for a little, then left for the next to clear away."""
        self._end.set()
        if self._thread is not None:
            self._thread.join(_PATIENCE_SECONDS)

    def release(self) -> None:
        """Let another program look after it."""
        self._lock.release()

    def look(self) -> float:
        """Make a backup if one is due and no other program does, returning in how many seconds to look again."""
        now, before = self._clock.monotonic(), self._looked
        try:
            if not self._lock.is_held:
                self._lock.take()
                before = None
            self._looked = now
            back_up_if_due(self._home, self._clock, 0.0 if before is None else now - before)
        except (StorageError, OSError):
            return AFTER_FAILURE_SECONDS
        except KioskError:
            # Another program looks after it.
            return CHECK_SECONDS
        return CHECK_SECONDS

    def _run(self) -> None:
        try:
            while not self._end.wait(self.look()):
                pass
        finally:
            self.release()
