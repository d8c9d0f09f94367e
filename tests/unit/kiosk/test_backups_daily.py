"""A backup is made once a day by whichever program runs, whatever the clock says, and holds nobody up."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from kiosk.backups.daily import AFTER_FAILURE_SECONDS, CHECK_SECONDS, DailyBackup, back_up_if_due
from kiosk.backups.kept import MOST
from kiosk.backups.making import place_of
from kiosk.backups.place import finished
from kiosk.backups.state import read_state
from kiosk.home import Home
from kiosk.parts import open_device
from kiosk.syncing.exchanges import DeskExchange
from store.errors import StorageError
from tests.clocks import ManualClock
from tests.unit.kiosk.school_folder import SchoolFolder

TEN = datetime(2026, 11, 24, 10, 0, tzinfo=UTC)


@pytest.fixture
def home(founded: SchoolFolder, tmp_path: Path) -> Home:
    """Give a home with a second place."""
    (tmp_path / "second").mkdir()
    toml = founded.folder / "kiosk.toml"
    named = f'backup_to = "{(tmp_path / "second").as_posix()}"\n\n[store]'
    toml.write_text(toml.read_text("utf-8").replace("\n[store]", named, 1), "utf-8")
    return Home(founded.folder)


def made(home: Home) -> list[int]:
    """Return the numbers of the backups, the newest first."""
    assert home.backup_to is not None
    return [one.number for one in finished(place_of(home, home.backup_to))]


def newest(home: Home) -> int:
    return made(home)[0]


def test_one_is_made_a_day_however_often_a_program_starts(home: Home) -> None:
    clock = ManualClock(TEN)
    assert back_up_if_due(home, clock) is not None
    for _ in range(3):
        clock.advance(3600)
        assert back_up_if_due(home, clock) is None
    clock.advance(24 * 3600)
    assert back_up_if_due(home, clock) is not None
    assert made(home) == [2, 1]


def test_of_two_programs_that_run_one_does_it(home: Home) -> None:
    clock = ManualClock(TEN)
    service, desk = DailyBackup(home, clock), DailyBackup(home, clock)
    for _ in range(24):
        assert service.look() == CHECK_SECONDS
        assert desk.look() == CHECK_SECONDS
        clock.advance(2 * 3600)
    # The evening of the first day, the whole second, the morning of the third.
    assert newest(home) == 3
    for one in (service, desk):
        one.release()


def test_a_clock_that_stands_still_stops_no_backup(home: Home) -> None:
    clock = ManualClock(TEN)
    for _ in range(10):
        # A desk of eight hours a day on a computer that begins at the same minute each time.
        daily = DailyBackup(home, clock)
        for _ in range(5):
            daily.look()
            clock.advance(2 * 3600)
            clock.set_wall(TEN)
        daily.release()
    assert newest(home) == 1 + 80 // 24


@pytest.mark.parametrize("wrong", [datetime(1970, 1, 1, tzinfo=UTC), datetime(2096, 5, 1, tzinfo=UTC)])
def test_a_clock_that_was_wrong_for_a_while_makes_one_more_and_stops_none(home: Home, wrong: datetime) -> None:
    clock = ManualClock(TEN)
    back_up_if_due(home, clock)
    clock.set_wall(wrong)
    for _ in range(3):
        back_up_if_due(home, clock)
    for day in range(1, 4):
        clock.set_wall(TEN + timedelta(days=day))
        back_up_if_due(home, clock)
    assert newest(home) == 5


@pytest.mark.long
def test_a_clock_gone_mad_fills_no_disk(home: Home) -> None:
    clock = ManualClock(TEN)
    for number in range(60):
        clock.set_wall(TEN + timedelta(days=37 * ((number * 17) % 60)))
        back_up_if_due(home, clock)
    assert newest(home) == 60
    assert len(made(home)) <= MOST


def test_what_fails_is_remembered_until_one_is_made_and_tried_again_later(home: Home) -> None:
    clock, second = ManualClock(TEN), Path(str(home.backup_to))
    second.rename(second.with_name("unplugged"))
    daily = DailyBackup(home, clock)
    assert daily.look() == AFTER_FAILURE_SECONDS
    assert "not in reach" in read_state(home).failure
    second.with_name("unplugged").rename(second)
    assert daily.look() == CHECK_SECONDS
    assert read_state(home).failure == ""
    assert made(home) == [1]
    daily.release()


def test_a_desk_is_told_of_a_backup_that_failed(home: Home) -> None:
    second = Path(str(home.backup_to))
    second.rmdir()
    with pytest.raises(StorageError):
        back_up_if_due(home, ManualClock(TEN))
    desk = open_device(home, home.desk(None))
    exchange = DeskExchange(home, desk)
    assert any("The last backup by itself failed" in problem for problem in exchange().problems)
    second.mkdir()
    back_up_if_due(home, ManualClock(TEN))
    assert exchange().problems == ()
    exchange.close()
    desk.close()


def test_a_state_that_is_damaged_is_as_none(home: Home) -> None:
    for told in ("", "{", "[]", '{"failure": 1}', '{"failure": "", "ran": "many"}'):
        (home.folder / "backups.json").write_text(told)
        assert read_state(home).ran == 0
    assert back_up_if_due(home, ManualClock(TEN)) is not None


def test_a_sync_makes_the_day_s_backup_and_says_so(
    home: Home, founded: SchoolFolder, capsys: pytest.CaptureFixture[str]
) -> None:
    assert founded.run("sync") == 0
    assert "Backup: today's is in" in capsys.readouterr().out
    assert founded.run("sync") == 0
    assert "Backup" not in capsys.readouterr().out
    assert len(made(home)) == 1


def test_a_sync_whose_backup_fails_says_why_and_has_exchanged_all_the_same(
    home: Home, founded: SchoolFolder, capsys: pytest.CaptureFixture[str]
) -> None:
    Path(str(home.backup_to)).rmdir()
    assert founded.run("sync") == 0
    told = capsys.readouterr().out
    assert "Office: level" in told
    assert "Backup: The place for backups is not in reach" in told


@pytest.mark.parametrize("named", ["", 'backup_to = "no"\n'])
def test_where_no_place_is_named_none_is_made(founded: SchoolFolder, named: str) -> None:
    toml = founded.folder / "kiosk.toml"
    toml.write_text(toml.read_text("utf-8").replace("\n[store]", f"{named}\n[store]", 1), "utf-8")
    assert back_up_if_due(Home(founded.folder), ManualClock(TEN)) is None


def test_the_thread_makes_one_without_being_waited_for(home: Home) -> None:
    daily = DailyBackup(home, ManualClock(TEN))
    daily.start()
    daily.stop()
    assert made(home) == [1]
    assert back_up_if_due(home, ManualClock(TEN)) is None
