"""A desk that is killed: its terminal is left blank, and what was half typed is offered at the next unlock."""

from __future__ import annotations

import os
import signal
import sys

import pytest

from kiosk import desk_guard
from kiosk.desk_guard import desk_alone
from tests.journeys.brook_field import LEAD
from tests.unit.kiosk.school_folder import SchoolFolder

if sys.platform == "win32":
    pytest.skip("no pseudo-terminals here", allow_module_level=True)

from tests.journeys.processes import family, is_running
from tests.journeys.real_terminal import RealTerminal, real_terminal
from tests.unit.kiosk.test_sync_process import until

TYPED = "marzipan by the gate"
ENTER = "\r"


def unlock(desk: RealTerminal, words: str) -> None:
    desk.sees("Locked")
    desk.type(ENTER)
    desk.sees("Is this screen shared")
    desk.type("1")
    desk.sees(f"{LEAD}, your words:")
    desk.type(words + ENTER)
    desk.sees("Open for Ms Ahmed")
    desk.type(ENTER)


@pytest.mark.skipif(sys.platform != "linux", reason="finds the desk's process as Linux shows it")
def test_a_desk_that_is_killed_leaves_a_blank_terminal_and_offers_what_was_typed(school: SchoolFolder) -> None:
    home = str(school.folder)
    kept = school.folder / "desk" / "casebooks"
    with real_terminal("--home", home, "desk") as desk:
        unlock(desk, school.words[LEAD])
        desk.sees("Nothing waits here")
        desk.type("n")
        desk.sees("A new concern")
        desk.type("1")
        desk.rests()
        desk.type(TYPED)
        desk.sees(TYPED)
        until(lambda: any(kept.glob("*.typed")))
        (file,) = kept.glob("*.typed")
        # What is kept after this holds all of it.
        before = file.stat().st_mtime_ns
        desk.type(" again")
        desk.sees(f"{TYPED} again")
        until(lambda: file.stat().st_mtime_ns > before)
        guard, own, *_ = family(desk.process.pid)
        assert guard == desk.process.pid
        os.kill(own, signal.SIGKILL)
        assert desk.read_to_end() == 128 + signal.SIGKILL
        assert desk.picture().startswith("kiosk: the desk was ended from outside before it was closed.")
        assert "Start it again as before." in desk.picture()
        assert TYPED not in desk.picture()
        # The page is gone from the scrollback, too, and the keyboard shows what is typed again.
        assert b"\x1b[3J" in desk.stream[desk.stream.rindex(TYPED.split()[-1].encode()) :]
        assert desk.echoes()
    with real_terminal("--home", home, "desk") as desk:
        unlock(desk, school.words[LEAD])
        desk.sees("Go on with a new concern (")
        desk.type("1")
        desk.sees(TYPED)
        # Asked to end, both end, without a word.
        assert desk.end(signal.SIGTERM) == 128 + signal.SIGTERM
        assert desk.picture() == ""
    assert not [path for path in school.folder.rglob("*") if path.is_file() and TYPED.encode() in path.read_bytes()]


@pytest.mark.long
@pytest.mark.skipif(sys.platform != "linux", reason="finds the desk's process as Linux shows it")
def test_a_desk_whose_guard_is_killed_ends_rather_than_draw_into_what_has_the_terminal_then(
    school: SchoolFolder,
) -> None:
    with real_terminal("--home", str(school.folder), "desk") as desk:
        desk.sees("Locked")
        own = family(desk.process.pid)[1]
        desk.process.kill()
        until(lambda: not is_running(own))
        desk.rests()
        assert desk.picture() == ""


@pytest.mark.parametrize(
    ("ended", "code", "told"),
    [
        ((0, 0), 0, ""),
        # What was refused has been said already, and stays on the screen.
        ((1, 0), 1, ""),
        ((70, 0), 70, "fault of its own"),
        ((-9, 0), 137, "ended from outside"),
        ((-9, 15), 137, "ended from outside"),
        ((-15, 15), 143, ""),
        # As Windows tells that a process touched memory that was not its own.
        ((0xC0000005, 0), 128, "ended from outside"),
    ],
)
def test_only_an_end_that_nobody_asked_for_is_told_and_each_is_handed_on(
    ended: tuple[int, int], code: int, told: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    blanked = list[object]()
    monkeypatch.setattr(desk_guard, "_modes", lambda: ["as before"])
    monkeypatch.setattr(desk_guard, "_ended", lambda *_: ended)
    monkeypatch.setattr("screens.blank.leave_blank", lambda _, modes: blanked.append(modes))
    assert desk_guard.guard_desk("", "") == code
    said = capsys.readouterr().err
    assert told in said
    assert bool(said) == bool(told)
    assert blanked == ([["as before"]] if code > 1 else [])


@pytest.mark.parametrize(
    ("arguments", "meant"),
    [
        (["desk"], ("", "")),
        (["--home", "here", "desk", "--desk", "Office"], ("here", "Office")),
        (["desk", "--desk", "desk"], ("", "desk")),
        (["--home", "desk"], None),
        (["desk", "rebuild"], None),
        (["desk", "--desk"], None),
        (["desk", "--help"], None),
        (["--home", "--desk", "desk"], None),
        (["--kiosk", "desk"], None),
        ([], None),
    ],
)
def test_a_desk_is_guarded_without_building_the_whole_command_line(
    arguments: list[str], meant: tuple[str, str] | None
) -> None:
    assert desk_alone(arguments) == meant
