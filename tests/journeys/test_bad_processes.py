"""Programs without a terminal, with closed or broken streams, run twice, or ended in the middle."""

from __future__ import annotations

import os
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from store.sealing import age_file
from store.sealing.xwing import Identity
from tests.journeys.bad_input import TYPED, Programs, alone
from tests.journeys.brook_field import LEAD, MENTOR
from tests.unit.kiosk.school_folder import SchoolFolder

if sys.platform == "win32":
    pytest.skip("closed descriptors, signals and pseudo-terminals are not Windows'", allow_module_level=True)

from tests.journeys.real_terminal import RealTerminal, real_terminal


def sentence(done: subprocess.CompletedProcess[bytes]) -> str:
    """The one line on stderr of a program that did nothing."""
    (line,) = done.stderr.decode().splitlines()
    assert (done.returncode, done.stdout or b"") == (1, b"")
    assert line.startswith("kiosk: ")
    assert "nobody foresaw" not in line
    assert "zebra" not in line
    return line


# -- streams


@pytest.mark.parametrize("command", [(), *(pytest.param((one,), marks=pytest.mark.long) for one in ("desk", "demo"))])
def test_a_full_screen_program_without_a_terminal_is_one_sentence(
    school: SchoolFolder, command: tuple[str, ...]
) -> None:
    home = ("--home", str(school.folder))
    assert "Start it in a terminal" in sentence(alone(*home, *command))
    assert "Start it in a terminal" in sentence(alone(*home, *command, closed=(0,)))
    assert not (school.folder / "crashes.log").exists()


def test_words_are_never_asked_for_where_they_would_be_seen(school: SchoolFolder) -> None:
    home = ("--home", str(school.folder))
    assert "no terminal" in sentence(alone(*home, "identity", "safeguarding", closed=(0,)))
    for data in (b"\xff\xfe\x00binary", f"{TYPED}\n".encode()):
        told = sentence(alone(*home, "identity", "safeguarding", "--words-from", "-", data=data))
        assert "Nothing was changed" in told


@pytest.mark.long
def test_a_missing_stream_is_not_mistaken_for_a_database_and_no_output_for_success(school: SchoolFolder) -> None:
    home = ("--home", str(school.folder))
    assert alone(*home, "verify", closed=(0,)).returncode == 0
    assert "could not be written" in sentence(alone(*home, "verify", closed=(0, 1)))
    done = alone(*home, "verify", closed=(0, 1, 2))
    assert (done.returncode, done.stdout, done.stderr) == (1, b"", b"")
    # What is a complaint must not land among the output.
    done = alone(*home, "identity", "safeguarding", closed=(2,))
    assert (done.returncode, done.stdout) == (1, b"")
    assert not (school.folder / "crashes.log").exists()
    assert alone(*home, "verify").returncode == 0


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="only Linux has a device that is always full")
def test_output_that_finds_no_room_is_said(school: SchoolFolder) -> None:
    with Path("/dev/full").open("wb") as full:
        done = alone("--home", str(school.folder), "verify", stdout=full)
        assert "could not be written" in done.stderr.decode()
        assert done.returncode == 1
        done = alone("--home", str(school.folder), "identity", "safeguarding", stderr=full)
        assert (done.returncode, done.stdout) == (1, b"")


# -- break-glass


def test_open_takes_anything_and_writes_the_whole_plain_text_or_nothing(tmp_path: Path) -> None:
    identity, file = Identity.generate(), tmp_path / "key"
    file.write_bytes(b"\xef\xbb\xbf# the head's, as Windows saves it\r\n\r\n" + identity.to_text().encode() + b"\r\n")
    sealed = age_file.seal(b"zebra " * 20_000, [identity.recipient])
    opening = ("open", "--identity", str(file))
    done = alone(*opening, data=sealed)
    assert (done.returncode, done.stdout, done.stderr) == (0, b"zebra " * 20_000, b"")
    for data in (os.urandom(5000), sealed[:9000], sealed[:-1], sealed + b"x", bytes(range(256)) * 40):
        sentence(alone(*opening, data=data))
    sentence(alone(*opening, closed=(0,)))
    assert "could not be written" in sentence(alone(*opening, data=sealed, closed=(1,)))
    file.write_text(f"# somebody else's\n{Identity.generate().to_text()}\n", "utf-8")
    assert "None of these keys" in sentence(alone(*opening, data=sealed))


# -- twice


@pytest.mark.long
def test_beside_a_running_kiosk_a_second_one_says_so_and_sync_goes_on(programs: Programs) -> None:
    home = str(programs.folder)
    with real_terminal("--home", home) as first, real_terminal("--home", home, "desk") as desk:
        first.sees("Peer mentors sign in")
        desk.sees("Locked")
        for command, name in (((), "The kiosk Classroom"), (("desk",), "The desk Office")):
            with real_terminal("--home", home, *command) as second:
                second.sees(f"{name} is open in another window already")
                assert second.read_to_end() == 1
        programs.is_whole()
        assert first.process.poll() is None
        assert desk.process.poll() is None


# -- ended in the middle


def blank(program: RealTerminal, number: int) -> None:
    assert program.end(number) == 128 + number
    assert program.picture() == ""
    assert b"Traceback" not in program.stream


@pytest.mark.long
@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP, signal.SIGUSR1])
def test_a_kiosk_that_is_ended_over_a_half_written_report_leaves_a_blank_screen_and_the_report_reaches_the_lead(
    programs: Programs, number: int
) -> None:
    home = str(programs.folder)
    with real_terminal("--home", home) as kiosk:
        begin_report(kiosk, programs.words[MENTOR], "zebra crossing at night")
        kiosk.type("\x1bOQ")
        kiosk.sees("Have you told an adult about this?")
        wait_for(lambda: is_held(programs.home.kiosk(None).database))
        blank(kiosk, number)
    with real_terminal("--home", home) as kiosk:
        kiosk.sees("This computer last reached")
        wait_for(lambda: not is_held(programs.home.kiosk(None).database))
        assert programs.run("sync").code == 0
        blank(kiosk, signal.SIGTERM)
    with real_terminal("--home", home, "desk") as desk:
        unlock(desk, programs.words[LEAD])
        desk.sees("zebra crossing")
        blank(desk, number)
    assert not [path for path in programs.folder.rglob("*") if path.is_file() and b"zebra" in path.read_bytes()]


def test_signals_that_would_stop_or_interrupt_change_nothing(programs: Programs) -> None:
    with real_terminal("--home", str(programs.folder)) as kiosk:
        begin_report(kiosk, programs.words[MENTOR], "zebra crossing at night")
        for number in (signal.SIGINT, signal.SIGQUIT, signal.SIGTSTP, signal.SIGTTIN, signal.SIGTTOU):
            kiosk.process.send_signal(number)
        kiosk.type(" and more")
        kiosk.sees("zebra crossing at night and more")
        kiosk.type("\x03\x1c\x11")
        kiosk.rests()
        kiosk.sees("zebra crossing at night and more")


@pytest.mark.parametrize(
    "number",
    [
        signal.SIGKILL,
        pytest.param(signal.SIGINT, marks=pytest.mark.long),
        pytest.param(signal.SIGTERM, marks=pytest.mark.long),
        pytest.param(signal.SIGHUP, marks=pytest.mark.long),
    ],
)
def test_a_sync_that_is_ended_at_any_moment_leaves_everything_whole(programs: Programs, number: int) -> None:
    programs.report()
    for delay in (0.25, 0.4, 0.55):
        with subprocess.Popen(
            [sys.executable, "-m", "kiosk", "--home", str(programs.folder), "sync"],
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            cwd=Path(__file__).parents[2],
        ) as process:
            time.sleep(delay)
            process.send_signal(number)
            _out, told = process.communicate(timeout=60)
        assert b"Traceback" not in told or b"runpy" in told
        assert b"nobody foresaw" not in told
    programs.is_whole()
    assert "Classroom, reports: complete, 5 entries." in programs.run("verify").out


def begin_report(kiosk: RealTerminal, words: str, typed: str) -> None:
    kiosk.sees("Peer mentors sign in")
    kiosk.type("1")
    kiosk.sees("Your name, as it is on your card")
    kiosk.type(MENTOR)
    kiosk.sees(MENTOR)
    kiosk.type("\r")
    kiosk.rests()
    kiosk.type(f"{words}\r")
    kiosk.sees(f"Signed in as {MENTOR}.")
    for key, seen in (
        ("2", "Is anyone in danger now?"),
        ("1", "Who might be hurt or upset?"),
        ("1", "Might an adult who works"),
        ("1", "This goes to"),
        ("\r", "Write what you remember"),
    ):
        kiosk.type(key)
        kiosk.sees(seen)
    kiosk.type(typed)
    kiosk.sees(typed)


def unlock(desk: RealTerminal, words: str) -> None:
    desk.sees("Locked")
    desk.type("\r")
    desk.sees("Is this screen shared")
    desk.type("1")
    desk.sees("your words:")
    desk.type(f"{words}\r")
    desk.sees("Open for")
    desk.type("\r")


def is_held(path: Path) -> bool:
    with closing(sqlite3.connect(path)) as database:
        return bool(database.execute("SELECT count(*) FROM held_copies").fetchone()[0])


def wait_for(is_so: Callable[[], bool]) -> None:
    for _ in range(100):
        if is_so():
            return
        time.sleep(0.1)
    raise AssertionError
