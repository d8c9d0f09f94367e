"""`kiosk hours` sets when the school is open; what is typed wrong changes nothing."""

from __future__ import annotations

from pathlib import Path

import pytest

from kiosk.cli import main
from tests.unit.kiosk.school_folder import SchoolFolder


@pytest.mark.parametrize(
    "given",
    [["--starts", "soon"], ["--closed", "christmas"], ["--closed", "2027-01-04..2026-12-19"]],
    ids=["no time", "no date", "backwards"],
)
def test_what_is_typed_wrong_is_told_before_anything_is_opened(
    tmp_path: Path, given: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["--home", str(tmp_path), "hours", *given]) == 1
    assert "Nothing was changed." in capsys.readouterr().err


def test_hours_holidays_and_the_main_record_are_published_and_shown(
    filled: SchoolFolder, capsys: pytest.CaptureFixture[str]
) -> None:
    given = (
        "--ends",
        "15:10",
        "--closed",
        "2026-12-19..2027-01-04",
        "--closed",
        "2026-12-01",
        "--main-record",
        "CPOMS",
    )
    assert filled.run("hours", *given) == 0
    capsys.readouterr()
    assert filled.run("hours") == 0
    told = capsys.readouterr().out.splitlines()
    assert told == [
        "The school day is from 08:30 to 15:10, Monday to Friday.",
        "Closed from 2026-12-01 to 2026-12-01.",
        "Closed from 2026-12-19 to 2027-01-04.",
        "The school's main record is in CPOMS.",
    ]
    assert filled.run("hours", "--starts", "16:00") == 1
