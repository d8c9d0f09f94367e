"""Send to saved, durably, against raw sealing with one synced append: `python -m tests.benchmarks.submit [--quick]`."""

from __future__ import annotations

import gc
import os
import sys
import tempfile
import time
from pathlib import Path

from store.notebook.common.facts import ConcernDraft
from store.notebook.of_mentors.visit import MentorVisit
from store.sealing.sealed import PADDED_BYTES
from tests.benchmarks.pairs import ratio_line, told
from tests.benchmarks.seal import RawSeal
from tests.classroom import classroom, draft

_WORDS = "a" * 2_000
_WARMING = 20


class SyncedFile:
    """Appends to a file, each time down to the disk: the least that keeping bytes can cost."""

    def __init__(self, path: Path) -> None:
        self._file = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND)
        self._sync = getattr(os, "fdatasync", os.fsync)

    def append(self, data: bytes) -> None:
        os.write(self._file, data)
        self._sync(self._file)

    def close(self) -> None:
        os.close(self._file)


def saved_draft(visit: MentorVisit) -> ConcernDraft:
    """Return a draft as it lies on the disk when a pupil presses Send: saved, with its held copy."""
    written = draft(_WORDS)
    visit.concerns.save(written)
    return written


def seconds_in_turn(visit: MentorVisit, file: SyncedFile, rounds: int) -> tuple[list[float], list[float]]:
    """Return the seconds of each send, then those of the raw work, each round one after the other in turn."""
    raw = RawSeal(_WORDS.encode().ljust(PADDED_BYTES))
    times: tuple[list[float], list[float]] = ([], [])
    for number in range(-_WARMING, rounds):
        written = saved_draft(visit)
        jobs = (lambda written=written: visit.concerns.send(written), lambda: file.append(raw()))
        if number % 50 == 0:
            gc.collect()
        for which in (0, 1) if number % 2 else (1, 0):
            start = time.perf_counter()
            jobs[which]()
            took = time.perf_counter() - start
            if number >= 0:
                times[which].append(took)
    return times


def main(quick: bool) -> None:
    with tempfile.TemporaryDirectory() as folder, classroom(Path(folder)) as room:
        file = SyncedFile(Path(folder) / "appended")
        ours, yardstick = seconds_in_turn(room.sign_in(), file, 300 if quick else 3_000)
        file.close()
    print(told("a saved draft sent, until it is on the disk", ours))
    print(told("one raw seal, its bytes appended until they are on the disk", yardstick))
    print(ratio_line("submit", ours, yardstick))


if __name__ == "__main__":
    main("--quick" in sys.argv)
