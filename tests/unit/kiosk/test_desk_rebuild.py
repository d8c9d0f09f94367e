"""`kiosk desk rebuild` says how far it is, and asks for one person's words alone."""

from __future__ import annotations

import pytest

from tests.unit.kiosk.school_folder import SchoolFolder


def test_it_says_whose_casebooks_it_rebuilds_and_how_far_it_is(
    filled: SchoolFolder, capsys: pytest.CaptureFixture[str]
) -> None:
    assert filled.run("desk", "rebuild", "--as", "Ms Ahmed", asked=("Ms Ahmed",)) == 0
    told = capsys.readouterr().out
    assert "Rebuilding the casebooks of Ms Ahmed." in told
    assert "The casebook of safeguarding is rebuilt." in told
    assert "%" in told
    assert filled.run("desk", "rebuild") == 1
    assert "Name one of them with --as NAME." in capsys.readouterr().err
