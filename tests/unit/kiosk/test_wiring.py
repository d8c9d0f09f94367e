"""The real parts, put together."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from kiosk.desk_wiring import start_desk
from kiosk.home import Home
from kiosk.kiosk_wiring import start_kiosk
from store.errors import DamagedDatabase, DamagedKeyFile, NewerVersion, WrongPassphrase
from store.notebook.common.facts import ConcernDraft, Danger, ReportState
from tests.clocks import ManualClock
from tests.unit.kiosk.school_folder import SchoolFolder


@pytest.mark.parametrize("year", [1970, 2099])
def test_a_kiosk_whose_clock_is_decades_off_loses_nothing_and_hears_that_it_was_read(
    filled: SchoolFolder, year: int
) -> None:
    home = Home(filled.folder)
    kiosk = start_kiosk(home, home.kiosk(None), ManualClock(datetime(year, 3, 1, 10, tzinfo=UTC)))
    visit = kiosk.notebook.sign_in("Sam B", filled.words["Sam B"])
    visit.concerns.send(ConcernDraft("ab" * 16, danger=Danger.NO, hurt="pupil", adult="no", words="They wait for him"))
    visit.end()
    kiosk.exchange_now()
    desk = start_desk(home, home.desk(None))
    lead = desk.unlocking.unlock("Ms Ahmed", filled.words["Ms Ahmed"])
    lead.refresh()
    (line,) = lead.inbox().lines
    lead.acknowledge(line.id)
    lead.lock()
    desk.exchange()
    desk.close()
    kiosk.exchange_now()
    visit = kiosk.notebook.sign_in("Sam B", filled.words["Sam B"])
    assert [one.state for one in visit.reports()] == [ReportState.READ]
    kiosk.close()


def test_wrong_words_a_damaged_file_are_each_a_sentence_and_change_nothing(
    filled: SchoolFolder,
) -> None:
    home = Home(filled.folder)
    desk = start_desk(home, home.desk(None))
    with pytest.raises(WrongPassphrase):
        desk.unlocking.unlock("Ms Ahmed", "six words that are quite wrong")
    path = next(path for path in home.desk(None).keys.iterdir() if path.stem in _lead(desk.parts.school.staff()))
    whole = path.read_bytes()
    for damaged in (whole[:100], b"hello", whole[:-1] + b"x"):
        path.write_bytes(damaged)
        (person, *_) = [name for name in desk.unlocking.people() if name in ("Ms Ahmed", path.stem)]
        with pytest.raises((DamagedKeyFile, WrongPassphrase)):
            desk.unlocking.unlock(person, filled.words["Ms Ahmed"])
        assert path.read_bytes() == damaged
    desk.close()


def _lead(staff: tuple) -> list[str]:
    return [one.person for one in staff if one.name == "Ms Ahmed"]


def test_a_database_that_is_no_database_is_a_sentence_and_stays_as_it_is(filled: SchoolFolder) -> None:
    home = Home(filled.folder)
    device = home.kiosk(None)
    for beside in device.folder.glob("feeds.db-*"):
        beside.unlink()
    device.database.write_bytes(b"not a database, for sure" * 1000)
    with pytest.raises(DamagedDatabase):
        start_kiosk(home, device)
    assert device.database.read_bytes().startswith(b"not a database")


def test_a_home_of_a_newer_version_is_not_opened(filled: SchoolFolder) -> None:
    config = filled.folder / "kiosk.toml"
    config.write_text(config.read_text("utf-8").replace("version = 1", "version = 9"), "utf-8")
    with pytest.raises(NewerVersion):
        start_kiosk(Home(filled.folder), Home(filled.folder).kiosk(None))


def test_a_damaged_store_leaves_the_kiosk_working(filled: SchoolFolder) -> None:
    home = Home(filled.folder)
    assert home.store is not None
    (home.store / "store.key").write_text("nothing")
    kiosk = start_kiosk(home, home.kiosk(None))
    visit = kiosk.notebook.sign_in("Sam B", filled.words["Sam B"])
    sent = visit.concerns.send(
        ConcernDraft("ab" * 16, danger=Danger.NO, hurt="pupil", adult="no", words="They wait for him")
    )
    visit.end()
    assert sent.state == ReportState.SAVED
    kiosk.notebook.tend()
    assert "can't be reached" in kiosk.notebook.send_now()
    kiosk.close()
