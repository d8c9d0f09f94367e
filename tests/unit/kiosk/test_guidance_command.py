"""A school makes the guidance its own from the command line, and every kiosk shows that."""

from __future__ import annotations

from pathlib import Path

import pytest

from kiosk.home import Home
from kiosk.parts import open_device
from store.scheme.guidance_default import default_pack
from store.scheme.school import School
from tests.unit.kiosk.school_folder import SchoolFolder


def at_kiosk(school: SchoolFolder) -> School:
    home = Home(school.folder)
    parts = open_device(home, home.kiosk(None))
    try:
        parts.follow()
        return parts.school
    finally:
        parts.close()


def test_a_school_changes_a_page_and_its_kiosk_shows_it(
    founded: SchoolFolder, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert at_kiosk(founded).guidance() == default_pack()
    pages = tmp_path / "pages"
    assert founded.run("guidance", "write", str(pages)) == 0
    told = pages / "told.md"
    told.write_text(told.read_text("utf-8") + "\nOur own last line.\n", "utf-8")
    (pages / "copyright.md").unlink()
    assert founded.run("guidance", "publish", str(pages)) == 0
    assert "0 new, 1 changed, 1 gone" in capsys.readouterr().out
    shown = {one.slug: one for one in at_kiosk(founded).guidance()}
    assert shown["told"].text.endswith("Our own last line.")
    assert "copyright" not in shown
    assert founded.run("guidance", "show", "told") == 0
    assert "Our own last line." in capsys.readouterr().out
    assert founded.run("guidance", "publish") == 0
    assert at_kiosk(founded).guidance() == default_pack()


def test_one_bad_file_publishes_nothing_and_is_named(
    founded: SchoolFolder, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    pages = tmp_path / "pages"
    assert founded.run("guidance", "write", str(pages)) == 0
    (pages / "told.md").write_text("no head", "utf-8")
    assert founded.run("guidance", "publish", str(pages)) == 1
    assert "told.md: " in capsys.readouterr().err
    assert at_kiosk(founded).guidance() == default_pack()
    assert founded.run("guidance", "write", str(pages)) == 1
    assert (pages / "told.md").read_text("utf-8") == "no head"


def test_the_staff_track_is_listed_apart_and_the_gate_is_a_setting_of_the_school(
    founded: SchoolFolder, capsys: pytest.CaptureFixture[str]
) -> None:
    assert founded.run("guidance", "list", "--staff") == 0
    told = capsys.readouterr().out
    assert "dpia: " in told
    assert "Training: " in told
    assert "for mentors" not in told
    before = at_kiosk(founded).policy()
    assert not before.training_gate
    assert founded.run("guidance", "gate", "on") == 0
    assert at_kiosk(founded).policy().training_gate
    assert founded.run("guidance", "gate", "off") == 0
    assert founded.run("guidance", "language", "cy") == 0
    assert at_kiosk(founded).policy().language == "cy"
    assert founded.run("guidance", "language", "en") == 0
    assert at_kiosk(founded).policy() == before


def test_a_school_settles_how_much_it_asks_of_its_mentors_and_hears_how_that_stands(
    founded: SchoolFolder, capsys: pytest.CaptureFixture[str]
) -> None:
    assert founded.run("guidance", "limits", "--sessions", "3", "--rest", "2", "--talk", "5", "--wait", "on") == 0
    told = " ".join(capsys.readouterr().out.split())
    assert "Mentors are asked to stop at 3 sessions a week." in told
    assert "Reports never wait." in told
    assert founded.run("guidance", "gate", "on", "agreement") == 0
    policy = at_kiosk(founded).policy()
    assert (policy.sessions_a_week, policy.rest_days, policy.talk_days, policy.load_gate) == (3, 2, 5, True)
    assert (policy.agreement_gate, policy.training_gate) == (True, False)
    assert founded.run("guidance", "limits", "--sessions", "1", "--rest", "0") == 0
    told = " ".join(capsys.readouterr().out.split())
    assert "asked to stop at 1 session a week." in told
    assert "Session logs wait for the number of sessions." in told
    assert founded.run("guidance", "limits", "--talk", "999") == 1
    assert "Nothing was changed." in capsys.readouterr().err


def test_a_member_of_staff_takes_training_at_the_terminal_and_it_stands_in_the_casework_of_their_role(
    founded: SchoolFolder, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    [module] = [one for one in default_pack() if one.audience == "staff" and one.quiz is not None]
    quiz = module.quiz
    assert quiz is not None
    right = [[one.is_right for one in scenario.answers].index(True) + 1 for scenario in quiz.scenarios]
    wrong = [[one.is_right for one in scenario.answers].index(False) + 1 for scenario in quiz.scenarios]

    def take(*typed: object) -> int:
        answers = iter(typed)
        monkeypatch.setattr("builtins.input", lambda _prompt: str(next(answers)))
        return founded.run("guidance", "take", module.slug, "--as", "Ms Ahmed", asked=("Ms Ahmed",))

    assert take(*(each for pair in zip(wrong, right, strict=True) for each in pair)) == 1
    assert "Nothing was recorded." in capsys.readouterr().out
    assert founded.run("guidance", "passed", "--as", "Ms Ahmed", asked=("Ms Ahmed",)) == 0
    assert "Nobody" in capsys.readouterr().out
    assert take("x", *right) == 0
    assert f"Passed: {module.title}, valid until " in capsys.readouterr().out
    assert founded.run("guidance", "passed", "--as", "Ms Ahmed", asked=("Ms Ahmed",)) == 0
    assert f"Ms Ahmed: {module.title}, passed on " in capsys.readouterr().out
    assert founded.run("guidance", "take", "told", "--as", "Ms Ahmed", asked=("Ms Ahmed",)) == 1
