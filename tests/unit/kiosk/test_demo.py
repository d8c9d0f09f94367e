"""The made-up school, in which everything went the real way."""

from __future__ import annotations

import sys
from collections import Counter
from datetime import date, timedelta
from pathlib import Path

import pytest

from kiosk.cli import main
from kiosk.demo import run
from kiosk.demo.cast import HEAD, HEAD_DESK, KIOSKS, LEAD, MENTORS, OFFICE
from kiosk.demo.kiosk_app import DemoKioskApp
from kiosk.demo.living import live
from kiosk.demo.school import CREDENTIALS, found_demo_school, kept_demo_school
from kiosk.demo.year import Event, Kind, planned_year
from kiosk.desk_wiring import start_desk
from kiosk.kiosk_wiring import start_kiosk
from store.casebook.case.facts import CaseState
from store.notebook.common.facts import ReportState
from tests.screens.mentor_made_up import FACTS
from tests.screens.mentor_services import Kiosk

TODAY = date(2026, 11, 24)


@pytest.mark.parametrize("today", [TODAY, date(2026, 8, 20), date(2027, 1, 2), date(2028, 2, 29)])
def test_the_year_is_the_same_each_time_and_ends_before_today(today: date) -> None:
    year = planned_year(today)
    assert year == planned_year(today)
    assert [event.at for event in year] == sorted(event.at for event in year)
    assert max(event.at for event in year).date() < today
    assert min(event.at for event in year).date() >= today - timedelta(days=400)
    counted = Counter(event.kind for event in year)
    assert 38 <= counted[Kind.CONCERN] <= 44
    assert counted[Kind.SESSION] > 150
    assert {event.kiosk for event in year if event.kiosk} == set(KIOSKS)
    assert {event.mentor for event in year if event.mentor} == {name for name, _mentees in MENTORS}
    assert {event.adult for event in year} == {"no", "yes", "not sure", "head"}


def few() -> list[Event]:
    """A short story: a concern, one about staff, sessions, two sittings, a last concern."""
    year = planned_year(TODAY)
    concern = next(event for event in year if event.kind is Kind.CONCERN and event.adult == "no")
    staff = next(event for event in year if event.adult == "yes" and event.at > concern.at)
    work = [event for event in year if event.kind is Kind.CASEWORK and event.at > staff.at][:4]
    last = [event for event in year if event.at > work[-1].at and event.kind is not Kind.CASEWORK][:4]
    return [concern, staff, *work, *last, year[-1]]


def test_what_the_story_tells_went_through_feeds_and_came_back(tmp_path: Path) -> None:
    told: list[str] = []
    school = found_demo_school(tmp_path / "school", told.append)
    again = kept_demo_school(tmp_path / "school")
    assert again is not None
    assert {name: again.words[name] for name, _mentees in MENTORS} == {
        name: school.words[name] for name, _mentees in MENTORS
    }
    assert again.words[LEAD.name] == school.words[LEAD.name]
    assert kept_demo_school(tmp_path) is None
    events = few()
    live(school, events, told.append)
    assert told
    home = school.home
    desk = start_desk(home, home.desk(OFFICE))
    lead = desk.unlocking.unlock(LEAD.name, school.words[LEAD.name])
    lead.refresh()
    lines = [*lead.inbox().lines, *lead.inbox(closed=True).lines]
    assert len(lines) == sum(event.kind in (Kind.CONCERN, Kind.NAMELESS) and event.adult == "no" for event in events)
    oldest = min(lines, key=lambda line: line.created)
    assert oldest.state != CaseState.NEW
    assert any(line.by in (LEAD.name, "Mr Hughes") for line in lead.case(oldest.id).timeline)
    lead.lock()
    desk.close()
    heads = start_desk(home, home.desk(HEAD_DESK))
    head = heads.unlocking.unlock(HEAD.name, school.words[HEAD.name])
    head.refresh()
    assert head.inbox().total + head.inbox(closed=True).total == 1
    head.lock()
    heads.close()
    kiosk = start_kiosk(home, home.kiosk(events[0].kiosk))
    visit = kiosk.notebook.sign_in(events[0].mentor, school.words[events[0].mentor])
    assert visit.reports()[-1].state == ReportState.READ
    kiosk.close()
    session = next(event for event in events if event.kind is Kind.SESSION)
    kiosk = start_kiosk(home, home.kiosk(session.kiosk))
    visit = kiosk.notebook.sign_in(session.mentor, school.words[session.mentor])
    met = {line.who for line in visit.sessions()}
    assert met
    assert met <= {mentee.label for mentee in visit.mentees()}
    kiosk.close()
    credentials = (tmp_path / "school" / CREDENTIALS).read_text("utf-8")
    for name, _mentees in MENTORS:
        assert f"{name}: {school.words[name]}" in credentials
    # Played by casework, never written into a view: the feeds tell of every bit of it.
    assert main(["--home", str(home.folder), "verify"]) == 0


@pytest.mark.long
def test_setup_only_opens_nothing_and_a_temporary_school_goes_away(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("TMPDIR", str(tmp_path / "temporary"))
    (tmp_path / "temporary").mkdir()
    monkeypatch.setattr(run.tempfile, "tempdir", None)
    monkeypatch.setattr(run, "planned_year", lambda _today: few()[:3])
    assert main(["demo", "--setup-only"]) == 0
    assert "Ready after" in capsys.readouterr().out
    assert list((tmp_path / "temporary").iterdir()) == []


@pytest.mark.long
def test_setup_only_keeps_a_school_where_it_was_asked_to(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(run, "planned_year", lambda _today: few()[:3])
    assert main(["demo", "--setup-only", "--at", str(tmp_path / "kept")]) == 0
    assert (tmp_path / "kept" / CREDENTIALS).is_file()


def test_a_folder_with_a_school_in_it_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "kiosk.toml").write_text("version = 1\n")
    assert main(["demo", "--setup-only", "--at", str(tmp_path)]) == 1
    assert "There is a school in" in capsys.readouterr().err


@pytest.mark.skipif(sys.platform == "win32", reason="no pseudo-terminals here")
def test_without_a_terminal_no_school_is_founded_that_nobody_could_see(tmp_path: Path) -> None:
    assert main(["demo", "--at", str(tmp_path / "school")]) == 1
    assert not (tmp_path / "school").exists()


async def test_the_demonstrations_kiosk_is_the_real_one_with_one_more_key_on_its_welcome() -> None:
    app = DemoKioskApp(FACTS, Kiosk, clock=lambda: 0.0, leave=lambda _: None)
    async with app.run_test(size=(80, 24)) as pilot:
        await app.workers.wait_for_complete()
        await pilot.pause()
        assert app.is_at_welcome
        await pilot.press("ctrl+x")
        await pilot.pause()
    assert not app.is_running
