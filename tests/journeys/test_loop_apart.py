"""The real kiosk in a terminal, whose exchanges have a process of their own, with one or the other killed."""

from __future__ import annotations

import signal
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from kiosk.home import Home
from store.errors import KioskError
from tests.journeys.brook_field import MENTOR
from tests.unit.kiosk.school_folder import SchoolFolder
from tests.unit.kiosk.test_sync_process import until

if sys.platform != "linux":
    pytest.skip("the process of another process is found as Linux shows it", allow_module_level=True)

from kiosk.process_lock import ProcessLock
from tests.journeys.processes import started_by
from tests.journeys.real_terminal import RealTerminal, real_terminal
from tests.journeys.test_bad_processes import begin_report


def loops_of(kiosk: RealTerminal) -> list[int]:
    """The numbers of the loops that this kiosk has started."""
    return started_by(kiosk.process.pid, "sync-loop")


def is_free(folder: Path) -> bool:
    lock = ProcessLock(folder / "sync.lock", "the loop")
    try:
        lock.take()
    except KioskError:
        return False
    lock.release()
    return True


def sent(database: Path) -> tuple[int, int]:
    """How many entries the kiosk has written, how many of them a store has receipted."""
    with closing(sqlite3.connect(database)) as opened:
        return opened.execute(
            "SELECT count(*), count(receipted.hash) FROM entries LEFT JOIN receipted USING (hash) WHERE lane = 0"
        ).fetchone()


def report(kiosk: RealTerminal, words: str, typed: str) -> None:
    begin_report(kiosk, words, typed)
    kiosk.type("\x1bOQ")
    kiosk.sees("Have you told an adult")
    kiosk.type("1")
    kiosk.sees("Read it once more")
    kiosk.type("\r")
    kiosk.sees("Thank you for telling us")
    kiosk.type("\x1b[21~")
    kiosk.sees("Peer mentors sign in")


def test_a_report_leaves_by_the_process_of_a_real_kiosk_and_the_process_goes_with_a_kiosk_that_is_killed(
    school: SchoolFolder,
) -> None:
    device = Home(school.folder).kiosk(None)
    with real_terminal("--home", str(school.folder)) as kiosk:
        kiosk.sees("Peer mentors sign in")
        until(lambda: not is_free(device.folder))
        assert len(loops_of(kiosk)) == 1
        report(kiosk, school.words[MENTOR], "They wait by the gate")
        until(lambda: len(set(sent(device.database))) == 1)
        assert sent(device.database)[0] > 3
        kiosk.process.kill()
        kiosk.process.wait()
        until(lambda: is_free(device.folder))
    assert not (school.folder / "crashes.log").exists()


@pytest.mark.long
def test_a_process_that_is_killed_under_a_real_kiosk_comes_back_and_sends(school: SchoolFolder) -> None:
    device = Home(school.folder).kiosk(None)
    with real_terminal("--home", str(school.folder)) as kiosk:
        kiosk.sees("Peer mentors sign in")
        for number in range(3):
            until(lambda: bool(loops_of(kiosk)))
            subprocess.run(["kill", f"-{signal.SIGKILL}", *map(str, loops_of(kiosk))], check=True)
            report(kiosk, school.words[MENTOR], f"killed {number} times")
            until(lambda: len(set(sent(device.database))) == 1)
