"""The main job by the real programs in a real terminal, after which no file, stream or log holds what was typed."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from kiosk.home import Home
from tests.journeys.brook_field import LEAD, MENTOR
from tests.unit.kiosk.school_folder import SchoolFolder

if sys.platform == "win32":
    pytest.skip("no pseudo-terminals here", allow_module_level=True)

from tests.journeys.processes import started_by, told
from tests.journeys.real_terminal import RealTerminal, real_terminal
from tests.unit.kiosk.test_sync_process import until

CANARY = "xylophone quagmire by the canal"
NOTE = "marzipan phoned home"
ENTER, ESCAPE, F2, F10 = "\r", "\x1b", "\x1bOQ", "\x1b[21~"


def by_keys(kiosk: RealTerminal, words: str) -> None:
    kiosk.sees("Peer mentors sign in")
    kiosk.type("1")
    kiosk.sees("Your name, as it is on your card")
    kiosk.type(MENTOR)
    kiosk.sees(MENTOR)
    kiosk.type(ENTER)
    kiosk.rests()
    kiosk.type(words + ENTER)
    kiosk.sees(f"Signed in as {MENTOR}.")
    kiosk.type("2")
    kiosk.sees("Is anyone in danger now?")
    kiosk.type("1")
    kiosk.sees("Who might be hurt or upset?")
    kiosk.type("1")
    kiosk.sees("Might an adult who works")
    kiosk.type("1")
    kiosk.sees("This goes to")
    kiosk.type(ENTER)
    kiosk.sees("Write what you remember")
    kiosk.type(CANARY)
    kiosk.sees(CANARY)
    kiosk.type(F2)
    kiosk.sees("Have you told an adult about this?")
    kiosk.type("1")
    kiosk.sees("Read it once more")
    kiosk.type(ENTER)
    kiosk.sees("Thank you for telling us")


def files(folder: Path) -> Iterator[tuple[Path, bytes]]:
    for path in folder.rglob("*"):
        if path.is_file():
            yield path, path.read_bytes()


@pytest.mark.long
def test_what_a_pupil_typed_is_read_by_the_lead_and_stands_in_no_file_stream_or_log(
    school: SchoolFolder, tmp_path: Path
) -> None:
    home, streams = str(school.folder), tmp_path / "streams"
    streams.mkdir()
    with real_terminal("--home", home) as kiosk:
        by_keys(kiosk, school.words[MENTOR])
        command = Path(f"/proc/{kiosk.process.pid}/cmdline")
        if command.exists():
            assert CANARY.encode() not in command.read_bytes()
        kiosk.type(F10)
        kiosk.sees("Peer mentors sign in")
        assert kiosk.end() == 128 + 15
        assert kiosk.picture() == ""
        (streams / "kiosk.tty").write_bytes(kiosk.stream)
    assert school.words[MENTOR].encode() not in kiosk.stream
    # The words stood on the screen while they were typed, and nowhere after the page was left.
    assert CANARY.encode() not in kiosk.stream[kiosk.stream.rindex(b"Thank you") :]

    told = subprocess.run(
        [sys.executable, "-m", "kiosk", "--home", home, "sync"], capture_output=True, timeout=60, check=True
    )
    with real_terminal("--home", home, "desk") as desk:
        desk.sees("Locked")
        desk.type(ENTER)
        desk.sees("Is this screen shared")
        desk.type("1")
        desk.sees(f"{LEAD}, your words:")
        desk.type(school.words[LEAD] + ENTER)
        desk.sees("Open for Ms Ahmed")
        desk.type(ENTER)
        desk.sees("1 case")
        desk.type(ENTER)
        desk.sees(CANARY)
        desk.rests()
        desk.type("a")
        desk.sees("Have you read this report yourself?")
        desk.type(ENTER)
        desk.sees("Recorded: you have read this report.")
        desk.type("n")
        desk.sees("Why")
        desk.type(NOTE)
        desk.sees(NOTE)
        desk.type("\t")
        desk.rests()
        desk.type(NOTE)
        desk.rests()
        desk.type(F2)
        desk.sees("Your note is recorded.")
        desk.type(F10)
        desk.sees("Enter Unlock")
        desk.type("\x18")
        assert desk.read_to_end() == 0
        (streams / "desk.tty").write_bytes(desk.stream)
    assert school.words[LEAD].encode() not in desk.stream
    assert CANARY not in desk.picture()

    secrets = [CANARY, NOTE, school.words[MENTOR], school.words[LEAD], "xylophone", "marzipan"]
    encoded = [text.encode(how) for text in secrets for how in ("utf-8", "utf-16-le", "utf-32-le")]
    held = list(files(school.folder))
    assert len(held) > 10
    for path, data in held:
        assert not [secret for secret in encoded if secret in data], path
    names = [path.name for path, _data in held]
    assert not any("Sam" in name for name in names)
    for data in (told.stdout, told.stderr):
        assert not [secret for secret in encoded if secret in data]


def test_founding_on_a_terminal_shows_new_words_once_and_asks_for_them_unseen(tmp_path: Path) -> None:
    home = tmp_path / "school"
    named = ("--school", "Brook Field", "--founder", "Ms Ahmed", "--costs", "floor")
    with real_terminal("init", "--at", str(home), *named) as founding:
        founding.sees("Where should the daily backup go?")
        founding.type(f"{tmp_path / 'missing'}\n")
        founding.sees("There is no folder")
        founding.type("no\n")
        founding.sees("is founded in")
        assert founding.read_to_end() == 0
        lines = [line.strip() for line in founding.stream.decode().splitlines() if line.startswith("    ")]
    assert [len(line.split()) for line in lines] == [6, 6]
    assert 'backup_to = "no"' in (home / "kiosk.toml").read_text("utf-8")
    for path, data in files(home):
        assert not [words for words in lines if words.encode() in data], path
    with real_terminal("--home", str(home), "role", "make", "head", "--holder", "Mr Price") as making:
        making.sees("Words of the school's root:")
        making.type(lines[1] + "\n")
        making.sees("head: Mr Price.")
        assert making.read_to_end() == 0
        assert lines[1].encode() not in making.stream


def test_no_pupils_name_is_on_a_kiosks_disk(school: SchoolFolder) -> None:
    kiosk = Home(school.folder).kiosk(None)
    for path, data in files(kiosk.folder):
        for name in (MENTOR, "sam b", "Jo 7A"):
            assert name.encode() not in data, path


def test_a_second_kiosk_program_on_the_same_database_says_so_and_ends(school: SchoolFolder) -> None:
    with real_terminal("--home", str(school.folder)) as first:
        first.sees("Peer mentors sign in")
        with real_terminal("--home", str(school.folder)) as second:
            second.sees("is open in another window already")
            assert second.read_to_end() == 1
        os.kill(first.process.pid, 0)
        # What the second one had begun goes with it.
        until(lambda: told("visit", str(school.folder)) == set(started_by(first.process.pid, "visit")))


def test_a_damaged_database_is_a_sentence_on_the_welcome_with_whom_to_tell(school: SchoolFolder) -> None:
    device = Home(school.folder).kiosk(None)
    device.database.write_bytes(device.database.read_bytes()[:5000] + bytes(3000))
    with real_terminal("--home", str(school.folder)) as kiosk:
        kiosk.sees("is damaged")
        kiosk.sees("Please tell")
        kiosk.sees("I need help now")
