"""New words for a mentor who forgot theirs, from the command line."""

from __future__ import annotations

import pytest

from kiosk.home import Home
from kiosk.kiosk_wiring import start_kiosk
from kiosk.school.new_words import LOST_SESSIONS
from store.errors import WrongWords
from tests.journeys.brook_field import set_apart
from tests.unit.kiosk.school_folder import ROOT, SchoolFolder

NAME = "Sam B"


def test_a_kiosk_without_a_network_gets_a_mentors_new_words_by_a_stick(
    filled: SchoolFolder, capsys: pytest.CaptureFixture[str]
) -> None:
    old, apart = filled.words[NAME], set_apart(filled)
    stick = filled.folder.parent / "carried"
    assert filled.run("people", "new-words", NAME, "--stick", str(stick), asked=("Ms Ahmed",)) == 1
    assert filled.words[NAME] == old
    stick.mkdir()
    assert filled.run("people", "new-words", "sam b", "--stick", str(stick), asked=("Ms Ahmed",)) == 0
    told = capsys.readouterr().out
    assert LOST_SESSIONS not in told
    assert filled.words[NAME] not in told
    classroom = SchoolFolder(apart.classroom.folder)
    assert classroom.run("courier", "in", str(stick)) == 0
    kiosk = start_kiosk(apart.classroom, apart.classroom.kiosk(None))
    try:
        with pytest.raises(WrongWords):
            kiosk.notebook.sign_in(NAME, old)
        visit = kiosk.notebook.sign_in(NAME, filled.words[NAME])
        assert [one.label for one in visit.mentees()] == ["Jo 7A"]
        assert visit.words.news is not None
        assert visit.words.news.by == "Ms Ahmed"
    finally:
        kiosk.close()


def test_one_who_keeps_pupils_safe_and_does_not_run_the_scheme_can_give_new_words_too(
    filled: SchoolFolder, capsys: pytest.CaptureFixture[str]
) -> None:
    assert filled.run("role", "make", "safeguarding", "--holder", "Mr Hill", asked=(ROOT, "Ms Ahmed")) == 0
    assert filled.run("people", "new-words", NAME, "--as", "Mr Hill", asked=("Mr Hill",)) == 0
    assert " ".join(LOST_SESSIONS.split()[:8]) in " ".join(capsys.readouterr().out.split())
    home = Home(filled.folder)
    kiosk = start_kiosk(home, home.kiosk(None))
    try:
        assert kiosk.notebook.sign_in(NAME, filled.words[NAME]).sessions() == ()
    finally:
        kiosk.close()


def test_a_name_that_no_mentor_has_changes_nothing(filled: SchoolFolder, capsys: pytest.CaptureFixture[str]) -> None:
    assert filled.run("people", "new-words", "Nobody", asked=("Ms Ahmed",)) == 1
    assert "No mentor has this name" in capsys.readouterr().err
