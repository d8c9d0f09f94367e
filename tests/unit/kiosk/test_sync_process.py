"""A kiosk whose exchanges have a process of their own: found again after any end, gone after the kiosk's."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from kiosk.home import Home
from kiosk.kiosk_wiring import OpenKiosk, start_kiosk
from kiosk.process_lock import ProcessLock
from kiosk.syncing.sync import sync_home
from store.errors import KioskError
from store.feeds.by_network.http_trouble import Trouble
from store.feeds.retry import LONGEST
from store.notebook.common.facts import ConcernDraft, Danger, ReportState
from store.notebook.of_kiosk.contact import is_level
from tests.clocks import ManualClock
from tests.unit.kiosk.school_folder import SchoolFolder

PATIENCE = 30.0


@pytest.fixture
def kiosk(filled: SchoolFolder) -> Iterator[OpenKiosk]:
    home = Home(filled.folder)
    opened = start_kiosk(home, home.kiosk(None), ManualClock(datetime.now(UTC)), apart=True)
    yield opened
    opened.close()


def until(is_so: Callable[[], bool]) -> None:
    """Look until it is so: other processes are waited for by looking."""
    end = time.monotonic() + PATIENCE
    while not is_so():
        assert time.monotonic() < end
        time.sleep(0.01)


def send(kiosk: OpenKiosk, words: SchoolFolder) -> None:
    visit = kiosk.notebook.sign_in("Sam B", words.words["Sam B"])
    visit.concerns.send(
        ConcernDraft(os.urandom(16).hex(), danger=Danger.NO, hurt="pupil", adult="no", words="By the gate")
    )
    visit.end()


def is_sent(kiosk: OpenKiosk) -> bool:
    with kiosk.parts.database.read() as connection:
        return is_level(connection, kiosk.parts.feeds)


def lock_is_free(folder: Path) -> bool:
    lock = ProcessLock(folder / "sync.lock", "the loop")
    try:
        lock.take()
    except KioskError:
        return False
    lock.release()
    return True


def test_what_is_written_leaves_by_the_process_alone_at_the_end_of_the_visit(
    kiosk: OpenKiosk, filled: SchoolFolder
) -> None:
    assert kiosk.process is not None
    until(lambda: kiosk.process is not None and kiosk.process.newest is not None)
    send(kiosk, filled)
    assert not is_sent(kiosk)
    # The clock of the kiosk stands still, the loop's next exchange is seconds away: the end of the visit woke it.
    until(lambda: is_sent(kiosk))
    visit = kiosk.notebook.sign_in("Sam B", filled.words["Sam B"])
    assert [one.state for one in visit.reports()] == [ReportState.SENT]
    visit.end()


def test_what_the_process_brings_is_shown_by_the_kiosk(kiosk: OpenKiosk, filled: SchoolFolder) -> None:
    home = Home(filled.folder)
    assert filled.run("devices", "revoke", "Classroom") == 0
    sync_home(home)
    assert kiosk.notebook.welcome().standing == "admitted"
    assert kiosk.notebook.send_now() == "What was written here is being sent now."

    def is_told() -> bool:
        kiosk.notebook.tend()
        return kiosk.notebook.welcome().standing == "revoked"

    until(is_told)


def test_a_mentor_writes_on_while_weeks_of_reports_leave_by_the_other_process(
    kiosk: OpenKiosk, filled: SchoolFolder
) -> None:
    feeds = kiosk.parts.feeds
    with kiosk.parts.database.write() as connection:
        for number in range(1_000):
            feeds.append(connection, 0, b"%d" % number)
    kiosk.notebook.send_now()
    visit, written = kiosk.notebook.sign_in("Sam B", filled.words["Sam B"]), 0
    while not is_sent(kiosk):
        for word in ("They", "wait", "there"):
            visit.concerns.save(ConcernDraft(f"{written:032x}", danger=Danger.NO, hurt="pupil", adult="no", words=word))
        written += 1
        assert written < 1_000
        kiosk.notebook.tend()
    visit.end()


@pytest.mark.skipif(os.name != "posix", reason="the kill is POSIX's")
def test_a_process_that_was_killed_is_started_again_and_sends_what_was_written_meanwhile(
    kiosk: OpenKiosk, filled: SchoolFolder
) -> None:
    process, clock = kiosk.process, kiosk.notebook._parts.clock
    assert process is not None
    assert isinstance(clock, ManualClock)
    first = process.process_id
    assert first is not None
    os.kill(first, signal.SIGKILL)
    assert process._process is not None
    process._process.wait(PATIENCE)
    kiosk.notebook.tend()
    # Not at once: what dies at its start must not be started without end.
    assert process.process_id is None
    send(kiosk, filled)
    kiosk.notebook.tend()
    assert process.process_id not in (None, first)
    until(lambda: is_sent(kiosk))


@pytest.mark.skipif(os.name != "posix", reason="the kill is POSIX's")
def test_a_process_that_can_do_nothing_is_trouble_and_is_tried_again_later(filled: SchoolFolder) -> None:
    home = Home(filled.folder)
    clock = ManualClock(datetime.now(UTC))
    opened = start_kiosk(home, home.kiosk(None), clock, apart=True)
    try:
        process = opened.process
        assert process is not None
        for _ in range(3):
            assert process._process is not None
            process._process.kill()
            process._process.wait(PATIENCE)
            process._newest = None
            opened.notebook.tend()
            assert process.process_id is None
            assert opened.notebook.welcome().trouble == Trouble.HERE
            clock.advance(LONGEST)
            opened.notebook.tend()
            assert process.process_id is not None
    finally:
        opened.close()


@pytest.mark.skipif(os.name != "posix", reason="the kill is POSIX's")
def test_a_kiosk_that_is_killed_takes_its_process_with_it(filled: SchoolFolder) -> None:
    folder = Home(filled.folder).kiosk(None).folder
    code = (
        "import sys\nfrom pathlib import Path\nfrom kiosk.home import Home\n"
        "from kiosk.kiosk_wiring import start_kiosk\n"
        "home = Home(Path(sys.argv[1]))\nopened = start_kiosk(home, home.kiosk(None), apart=True)\n"
        "print('started', flush=True)\nsys.stdin.read()\n"
    )
    with subprocess.Popen(
        [sys.executable, "-c", code, str(filled.folder)], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == b"started\n"
        until(lambda: not lock_is_free(folder))
        process.kill()
    until(lambda: lock_is_free(folder))


def test_a_kiosk_that_ends_properly_leaves_no_process_behind(filled: SchoolFolder) -> None:
    home = Home(filled.folder)
    opened = start_kiosk(home, home.kiosk(None), apart=True)
    opened.close()
    assert lock_is_free(home.kiosk(None).folder)
    assert not (filled.folder / "crashes.log").exists()
