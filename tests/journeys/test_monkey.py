"""Nobody gets past the kiosk, whatever they do to its keyboard, its window and its processes."""

from __future__ import annotations

import secrets
import sys

import pytest

from tests.unit.kiosk.school_folder import SchoolFolder

if sys.platform != "linux":
    pytest.skip("processes are looked at as Linux shows them", allow_module_level=True)

from tests.journeys.monkey import CANARY, WELCOME, walk_at
from tests.journeys.real_terminal import real_terminal


def test_bytes_that_are_no_letters_end_nothing(school: SchoolFolder) -> None:
    with real_terminal("--home", str(school.folder)) as kiosk:
        kiosk.sees(WELCOME)
        kiosk.send(b"\xff\xc3(\x80")
        kiosk.rests()
        kiosk.send(b"2\xfe2")
        kiosk.sees("Is anyone in danger now?")
        kiosk.send(f"111\r{CANARY}".encode())
        kiosk.sees(CANARY)
    assert not (school.folder / "crashes.log").exists()


def test_a_monkey_finds_no_shell_no_traceback_and_no_word_in_a_file_and_always_comes_home(school: SchoolFolder) -> None:
    assert walk_at(school, 6.0, seed=20261129) > 20


@pytest.mark.long
@pytest.mark.timeout(1200)
def test_a_monkey_finds_nothing_in_ten_minutes(school: SchoolFolder) -> None:
    seed = secrets.randbelow(1 << 32)
    print(f"seed {seed}: python -m tests.journeys.monkey 600 {seed}")
    assert walk_at(school, 600.0, seed, kills=30) > 1000
