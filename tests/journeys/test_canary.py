"""A school day at the real programs, after which no canary word is anywhere but where it belongs: on a screen."""

from __future__ import annotations

import signal
import sqlite3
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from kiosk.home import Home
from tests.journeys.brook_field import DEPUTY, HEAD, LEAD, MENTOR
from tests.journeys.canaries import found_below, found_in, of_process, shapes, strange_files
from tests.unit.kiosk.school_folder import SchoolFolder

if sys.platform == "win32":
    pytest.skip("no pseudo-terminals here", allow_module_level=True)

from tests.journeys.processes import family
from tests.journeys.real_terminal import RealTerminal, real_terminal

SENT = "quagmire xylophone by the old lock"
ABANDONED = "flibbertigibbet in the boathouse"
KILLED = "gobbledegook under the viaduct"
SESSION = "hullabaloo about her telephone"
NOTE, REASON, OUTCOME = "marzipan rang her mother", "poppycock to be ruled out", "skulduggery was looked into"
TYPED = [SENT, ABANDONED, KILLED, SESSION, NOTE, REASON, OUTCOME]
# A part stands for the whole: a file may hold half of a sentence.
CANARIES = [text.split()[0] for text in TYPED]
PUPILS = [MENTOR, "Jo 7A"]
ENTER, ESCAPE, TAB, F2, F3, F10 = "\r", "\x1b", "\t", "\x1bOQ", "\x1bOR", "\x1b[21~"


@dataclass
class Day:
    """The school with everything that its programs could leave words in."""

    home: Path
    words: dict[str, str]
    outside: Path
    streams: list[bytes] = field(default_factory=list)

    @property
    def secrets(self) -> list[str]:
        return [*CANARIES, *PUPILS, *(self.words[who] for who in (MENTOR, LEAD, DEPUTY, HEAD))]

    @contextmanager
    def program(self, *command: str) -> Iterator[RealTerminal]:
        """Run a program whose standard output is a file, whose home and temporary folder are watched."""
        with (self.outside / "stdout").open("ab") as output:
            environ = {"HOME": str(self.outside), "TMPDIR": str(self.outside), "XDG_DATA_HOME": str(self.outside)}
            with real_terminal("--home", str(self.home), *command, environ=environ, output=output) as opened:
                yield opened
                self.streams.append(opened.stream)

    def look_at(self, program: RealTerminal) -> None:
        """Assert that nothing of a running program can be seen but its screen."""
        for pid in family(program.process.pid) if sys.platform == "linux" else ():
            assert not found_in(of_process(pid), self.secrets)
            assert not strange_files(pid, self.home, self.outside)
        self.look_at_files()

    def look_at_files(self) -> None:
        assert not found_below(self.home, self.secrets)
        assert not found_below(self.outside, self.secrets)


@pytest.fixture
def day(school: SchoolFolder, tmp_path: Path) -> Day:
    outside = tmp_path / "outside"
    outside.mkdir()
    return Day(school.folder, school.words, outside)


def sign_in(kiosk: RealTerminal, words: str) -> None:
    kiosk.sees("Peer mentors sign in")
    kiosk.type("1")
    kiosk.sees("Your name, as it is on your card")
    kiosk.type(MENTOR)
    kiosk.sees(MENTOR)
    kiosk.type(ENTER)
    kiosk.rests()
    kiosk.type(words + ENTER)
    kiosk.sees(f"Signed in as {MENTOR}.")


def begin(kiosk: RealTerminal, typed: str) -> None:
    """Write a concern as far as its words."""
    for key, seen in (
        ("2", "Is anyone in danger now?"),
        ("1", "Who might be hurt or upset?"),
        ("1", "Might an adult who works"),
        ("1", "This goes to"),
        (ENTER, "Write what you remember"),
    ):
        kiosk.type(key)
        kiosk.sees(seen)
    kiosk.type(typed)
    kiosk.sees(typed)


def sign_out(kiosk: RealTerminal, pressed: str = F10) -> None:
    """Leave; from the welcome on, nothing that was typed comes out of the terminal again."""
    kiosk.type(pressed)
    kiosk.sees("Peer mentors sign in")
    kiosk.rests()
    assert not found_in(kiosk.stream[kiosk.stream.rindex(b"Peer mentors sign in") :], TYPED)
    assert not found_in(kiosk.picture().encode(), TYPED)


def held(home: Path) -> list[tuple[bytes]]:
    """The sealed copies of reports that are not finished."""
    with closing(sqlite3.connect(Home(home).kiosk(None).database)) as database:
        return database.execute("SELECT body FROM held_copies").fetchall()


def wait_until(is_so: Callable[[], bool]) -> None:
    end = time.monotonic() + 20
    while not is_so():
        assert time.monotonic() < end
        time.sleep(0.05)


def log_a_session(kiosk: RealTerminal) -> None:
    kiosk.type("1")
    kiosk.sees("Did anything worry you?")
    for key in ("1", "2", "0", ENTER, "7", "1"):
        kiosk.type(key)
        kiosk.rests()
    kiosk.type(F3)
    kiosk.sees("How did it go?")
    kiosk.type(SESSION)
    kiosk.sees(SESSION)
    kiosk.type(F2)
    kiosk.sees("Your session is saved.")
    kiosk.type(ESCAPE)
    kiosk.sees(f"Signed in as {MENTOR}.")


def at_the_kiosk(day: Day) -> None:
    with day.program() as kiosk:
        sign_in(kiosk, day.words[MENTOR])
        log_a_session(kiosk)
        begin(kiosk, SENT)
        day.look_at(kiosk)
        kiosk.type(F2)
        kiosk.sees("Have you told an adult about this?")
        kiosk.type("1")
        kiosk.sees("Read it once more")
        kiosk.type(ENTER)
        kiosk.sees("Thank you for telling us")
        kiosk.type("2")
        kiosk.sees(f"Signed in as {MENTOR}.")
        begin(kiosk, ABANDONED)
        sign_out(kiosk)
        day.look_at(kiosk)
        sign_in(kiosk, day.words[MENTOR])
        (before,) = held(day.home)
        # The report that was left goes on where it was.
        kiosk.type("2")
        kiosk.sees(ABANDONED)
        kiosk.rests()
        kiosk.type(f"{ENTER}{KILLED}")
        kiosk.sees(KILLED)
        wait_until(lambda: held(day.home) != [before])
        kiosk.rests()
        day.look_at(kiosk)
        kiosk.process.send_signal(signal.SIGKILL)
        assert kiosk.read_to_end() == -signal.SIGKILL
    day.look_at_files()
    with day.program() as kiosk:
        kiosk.sees("Peer mentors sign in")
        wait_until(lambda: not held(day.home))
        kiosk.rests()
        assert not found_in(kiosk.stream, CANARIES)
        assert kiosk.end() == 128 + signal.SIGTERM
        assert kiosk.picture() == ""


def sync(day: Day) -> None:
    with day.program("sync") as syncing:
        assert syncing.read_to_end() == 0
        assert not found_in(syncing.stream, day.secrets)


def answer(desk: RealTerminal) -> None:
    """Read, note, reply, close: everything that can be recorded of the case that is open."""
    desk.rests()
    desk.type("a")
    desk.sees("Have you read this report yourself?")
    desk.type(ENTER)
    desk.sees("Recorded: you have read this report.")
    desk.type("n")
    desk.sees("Why")
    desk.type(NOTE)
    desk.sees(NOTE)
    desk.type(TAB)
    desk.rests()
    desk.type(REASON)
    desk.sees(REASON)
    desk.type(F2)
    desk.sees("Your note is recorded.")
    desk.type("r")
    desk.sees("Reply to the mentor")
    desk.type("2")
    desk.sees("The mentor will read")
    desk.type(F2)
    desk.sees("Your reply goes out with the next post.")
    desk.type("c")
    desk.sees("What came of it")
    desk.type("1")
    desk.sees("Chosen: Supported in school")
    desk.rests()
    desk.type(OUTCOME)
    desk.sees(OUTCOME)
    desk.type(F2)
    desk.sees("The case is closed.")


def at_the_desk(day: Day) -> None:
    with day.program("desk") as desk:
        desk.sees("Locked")
        desk.type(ENTER)
        desk.sees("Is this screen shared")
        desk.type("1")
        desk.sees(f"{LEAD}, your words:")
        desk.type(day.words[LEAD] + ENTER)
        desk.sees("Open for Ms Ahmed")
        desk.type(ENTER)
        desk.sees("2 cases")
        desk.type(ENTER)
        desk.sees("Unfinished report")
        desk.sees(ABANDONED)
        desk.sees(KILLED)
        desk.type(ESCAPE)
        desk.sees("2 cases")
        desk.type("/")
        desk.rests()
        desk.type(SENT.split()[0])
        desk.sees(SENT)
        desk.type("\x1b[B" + ENTER)
        desk.sees("The answers")
        desk.sees(SENT)
        answer(desk)
        desk.rests()
        day.look_at(desk)
        desk.type(F10)
        desk.sees("Enter Unlock")
        # What was on its way when the key came was drawn before the lock, which is what stands there now.
        before = len(desk.stream)
        desk.rests()
        assert not found_in(desk.stream[before:], [*TYPED, *PUPILS])
        assert not found_in(desk.picture().encode(), [*TYPED, *PUPILS])
        day.look_at(desk)
        desk.type("\x18")
        assert desk.read_to_end() == 0
        assert not found_in(desk.picture().encode(), [*CANARIES, *PUPILS])


def test_no_word_of_a_school_day_is_in_any_file_process_or_stream_but_the_screen_it_was_on(day: Day) -> None:
    at_the_kiosk(day)
    sync(day)
    at_the_desk(day)
    sync(day)
    with day.program() as kiosk:
        sign_in(kiosk, day.words[MENTOR])
        kiosk.type("4")
        kiosk.sees("Read by an adult on")
        kiosk.type(ESCAPE)
        kiosk.rests()
        sign_out(kiosk)
        assert kiosk.end(signal.SIGHUP) == 128 + signal.SIGHUP
    day.look_at_files()
    assert not (day.home / "crashes.log").exists()
    # The passphrases were typed into the terminal, which never showed them.
    for stream in day.streams:
        assert not found_in(stream, [day.words[who] for who in (MENTOR, LEAD)])


def test_the_search_for_canaries_finds_them_in_every_shape(tmp_path: Path) -> None:
    for number, shape in enumerate(shapes(SENT)):
        (tmp_path / str(number)).write_bytes(b"\x00\x01" + shape + b"\xff")
    assert len(found_below(tmp_path, [SENT])) == number + 1
