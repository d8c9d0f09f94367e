"""`kiosk erase` takes two people, a closed case or a year of slots, and says what it did."""

from __future__ import annotations

from pathlib import Path

import pytest

from kiosk.cli import main
from kiosk.desk_wiring import start_desk
from kiosk.home import Home
from tests.unit.kiosk.school_folder import SchoolFolder
from tests.unit.kiosk.test_sync import report


@pytest.mark.parametrize(
    "given",
    [
        ["MAPLE RIVER 17", "--as", "Mrs Price"],
        ["MAPLE RIVER 17", "--as", "Mrs Price", "--as", "Mr Khan", "--as", "Ms Okafor"],
        ["--as", "Mrs Price", "--as", "Ms Okafor"],
        ["MAPLE RIVER 17", "--slots-of", "Library", "--as", "Mrs Price", "--as", "Ms Okafor"],
    ],
    ids=["one person", "three people", "nothing named", "two things named"],
)
def test_it_says_what_it_needs_before_any_words_are_asked_for(
    tmp_path: Path, given: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["--home", str(tmp_path), "erase", "--class", "kept for its time", *given]) == 1
    assert "Two people erase together" in capsys.readouterr().err


def closed_case(school: SchoolFolder) -> str:
    """Let the report that came be read and its case closed, returning the case's code."""
    home = Home(school.folder)
    desk = start_desk(home, home.desk(None))
    try:
        casework = desk.unlocking.unlock("Ms Ahmed", school.words["Ms Ahmed"])
        casework.refresh()
        line = casework.inbox().lines[0]
        casework.case(line.id)
        casework.acknowledge(line.id)
        casework.close(line.id, "dealt with", "the family is helped")
        casework.lock()
        return line.code
    finally:
        desk.close()


def test_two_people_erase_a_closed_case_and_verify_says_so(
    filled: SchoolFolder, capsys: pytest.CaptureFixture[str]
) -> None:
    report(Home(filled.folder), filled)
    assert filled.run("sync") == 0
    code = closed_case(filled)
    people = ("Ms Ahmed", "Mr Price")
    named = [part for name in people for part in ("--as", name)]
    assert filled.run("erase", code, "--class", "kept for its time", *named, asked=people) == 0
    assert "Erased: 2 items." in capsys.readouterr().out
    assert filled.run("verify") == 0
    assert "1 erased by" in capsys.readouterr().out
    assert filled.run("erase", code, "--class", "kept for its time", *named, asked=people) == 1
    assert "no closed case of this code" in capsys.readouterr().err
