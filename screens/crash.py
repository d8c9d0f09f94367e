"""A crash told by a reference code, never by what was in memory.

A traceback's message or its local variables may hold a pupil's words or a passphrase, so only the names of the error
types, the files' names and line numbers are written.
"""

from __future__ import annotations

import contextlib
import sys
import threading
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType

_LETTERS = "ABCDEFGHJKLMNPQRTUVWXY346789"
_FRAMES = 12
_ERRORS = 8
_LOG_BYTES = 1_000_000


def new_reference() -> str:
    """Return a code to read out on the telephone, e.g. "K7QM-4TXA"."""
    import secrets  # only after a crash: it takes time before the first paint

    letters = "".join(secrets.choice(_LETTERS) for _ in range(8))
    return f"{letters[:4]}-{letters[4:]}"


def crash_line(error: BaseException, reference: str, at: datetime) -> str:
    """Return one line: when, the reference, then each error's type with the places it passed, innermost first."""
    told = "; caused by ".join(_told(one) for one in _chain(error))
    return f"{at.isoformat(timespec='seconds')} {reference} {told}"


def _told(error: BaseException) -> str:
    places = list(_places(error.__traceback__))[-_FRAMES:]
    return f"{type(error).__name__} at " + (" < ".join(reversed(places)) or "nowhere")


def _chain(error: BaseException) -> Iterator[BaseException]:
    seen: set[int] = set()
    current: BaseException | None = error
    while current is not None and id(current) not in seen and len(seen) < _ERRORS:
        seen.add(id(current))
        yield current
        inner = getattr(current, "error", None)  # textual.worker.WorkerFailed keeps the worker's error here
        current = inner if isinstance(inner, BaseException) else current.__cause__ or current.__context__


def _places(traceback: TracebackType | None) -> Iterator[str]:
    while traceback is not None:
        path = Path(traceback.tb_frame.f_code.co_filename)
        # The folders above may carry a person's account name.
        yield f"{path.parent.name}/{path.name}:{traceback.tb_lineno}"
        traceback = traceback.tb_next


class CrashLog:
    """Writes crash lines into `crashes.log` of a folder, then calls `leave` with exit status 70 (EX_SOFTWARE)."""

    def __init__(
        self,
        folder: Path,
        leave: Callable[[int], object],
        now: Callable[[], datetime] = lambda: datetime.now(UTC),
    ) -> None:
        self.path = folder / "crashes.log"
        self._leave = leave
        self._now = now

    def write(self, error: BaseException) -> str:
        """Append the error's line, return its reference; a disk that refuses is no second crash."""
        reference = new_reference()
        with contextlib.suppress(OSError):
            self.path.parent.mkdir(parents=True, exist_ok=True)
            if self.path.exists() and self.path.stat().st_size > _LOG_BYTES:
                self.path.unlink()
            with self.path.open("a", encoding="ascii", errors="replace") as log:
                log.write(crash_line(error, reference, self._now()) + "\n")
        return reference

    def leave(self) -> None:
        """End the process as the program chose."""
        self._leave(70)

    def install(self) -> None:
        """Take over Python's own printers of tracebacks: main thread, other threads, destructors."""

        def take(error: BaseException | None) -> None:
            if error is not None:
                self.write(error)
            self.leave()

        sys.excepthook = lambda _kind, error, _traceback: take(error)
        threading.excepthook = lambda about: take(about.exc_value)
        sys.unraisablehook = lambda about: take(about.exc_value)
