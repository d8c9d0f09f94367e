"""The kiosk line by line, by the real program in a real terminal."""

from __future__ import annotations

import os
import signal
import sys
from pathlib import Path

import pytest

from kiosk.home import Home
from tests.journeys.brook_field import LEAD, MENTOR, at_desk
from tests.journeys.canaries import found_below, found_in, of_process, strange_files
from tests.unit.kiosk.school_folder import SchoolFolder

if sys.platform == "win32":
    pytest.skip("no pseudo-terminals here", allow_module_level=True)

from tests.journeys.real_terminal import RealTerminal, real_terminal

FIRST, SECOND, HALF = "quagmire xylophone by the lock", "flibbertigibbet in the boathouse", "gobbledegook under"
NASTY = "before\x1b]52;c;aGk=\x07\x1b[2J\x1b[31m\u202eafter"
F4, F9 = "\x1bOS", "\x1b[20~"


def sign_in(kiosk: RealTerminal, words: str) -> None:
    kiosk.sees("2. I need help now")
    kiosk.type("1\r")
    kiosk.sees("Your name, as it is on your card")
    kiosk.type(f"{MENTOR}\r")
    kiosk.sees("Your four words")
    kiosk.type(f"{words}\r")
    kiosk.sees(f"Signed in as {MENTOR}.")


def to_the_words(kiosk: RealTerminal) -> None:
    for typed, seen in (
        ("2", "Is anyone in danger now?"),
        ("1", "Who might be hurt or upset?"),
        ("1", "part of the worry?"),
        ("1", "This goes to"),
        ("1", "Write what you remember"),
    ):
        kiosk.type(f"{typed}\r")
        kiosk.sees(seen)


async def test_lines_survive_a_kill_reach_the_lead_and_stand_in_no_file_stream_or_process(school: SchoolFolder) -> None:
    home, words = str(school.folder), school.words[MENTOR]
    secrets = [text.split()[0] for text in (FIRST, SECOND, HALF)] + [words, MENTOR]
    with real_terminal("--home", home, "--plain") as kiosk:
        sign_in(kiosk, words)
        to_the_words(kiosk)
        kiosk.type(f"{FIRST}\r")
        kiosk.sees(f"{FIRST} >")
        kiosk.type(f"{NASTY}\r")
        kiosk.sees("beforeafter >")
        assert not found_in(of_process(kiosk.process.pid), secrets)
        if Path("/proc").exists():
            assert not strange_files(kiosk.process.pid, school.folder)
        assert kiosk.end(signal.SIGKILL) == -signal.SIGKILL
        killed = kiosk.stream
    assert not found_below(school.folder, secrets)
    with real_terminal("--home", home, "--plain") as kiosk:
        sign_in(kiosk, words)
        kiosk.sees("You have a report that you did not finish.")
        kiosk.type("2\r")
        kiosk.sees("Write what you remember")
        kiosk.sees("You have written 2 lines already.")
        kiosk.type(f"{SECOND}\r{HALF}")
        kiosk.sees(HALF)
        kiosk.type(F9)
        kiosk.sees("Their words bring their page back")
        assert not found_in(kiosk.picture().encode(), secrets)
        kiosk.type(f"{words}\r")
        kiosk.sees("You have written 3 lines already.")
        kiosk.sees(HALF)
        kiosk.type("\r")
        kiosk.sees("> ")
        kiosk.type(".\r")
        kiosk.sees("Have you told an adult about this?")
        assert not found_in(kiosk.picture().encode(), secrets)
        kiosk.type("1\r")
        kiosk.sees("Send it now?")
        kiosk.type("1\r")
        kiosk.sees("Your code:")
        kiosk.type("sign out\r")
        kiosk.sees("1. Peer mentors sign in")
        kiosk.rests()
        assert kiosk.end(signal.SIGHUP) == 128 + signal.SIGHUP
        assert kiosk.picture() == ""
        sent = kiosk.stream
    for stream in (killed, sent):
        # What was typed into the terminal as words to sign in with, or as what a terminal acts on, never came back.
        assert not found_in(stream, [words])
        assert b"\x1b]52" not in stream
        assert b"\x1b[31m" not in stream
        assert "\u202e".encode() not in stream
    assert not found_below(school.folder, secrets)
    assert not (school.folder / "crashes.log").exists()
    assert school.run("sync") == 0
    async with at_desk(Home(school.folder), "Office") as lead:
        await lead.unlock(school.words[LEAD])
        await lead.press("enter")
        text = lead.text()
    for line in (FIRST, "beforeafter", SECOND, HALF):
        assert line in text


def test_from_the_welcome_a_key_starts_the_dialogue_and_its_end_brings_the_welcome_back(school: SchoolFolder) -> None:
    with real_terminal("--home", str(school.folder)) as kiosk:
        kiosk.sees("F4/^P Screen reader")
        kiosk.type(F4)
        sign_in(kiosk, school.words[MENTOR])
        # Neither a key nor a signal hands over a shell or ends it.
        kiosk.type("\x03\x1a\x1c\x04")
        os.kill(kiosk.process.pid, signal.SIGTSTP)
        kiosk.type("7\r")
        kiosk.sees("How are you today?")
        kiosk.type("sign out\r")
        kiosk.sees("F4/^P Screen reader")
        assert MENTOR not in kiosk.picture()
        kiosk.type("1")
        kiosk.sees("Your name, as it is on your card")
        kiosk.rests()
        kiosk.type("\x1b")
        kiosk.sees("F4/^P Screen reader")
        kiosk.type("\x10")
        sign_in(kiosk, school.words[MENTOR])
        assert kiosk.end() == 128 + signal.SIGTERM
        assert kiosk.picture() == ""
        assert school.words[MENTOR].encode() not in kiosk.stream
    assert not (school.folder / "crashes.log").exists()
