"""The doctor says each thing that is wrong, with what to do, and nothing where all is well."""

from __future__ import annotations

import os
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from kiosk.backups.making import make_backup
from kiosk.doctor import backups, machine, papers, run
from kiosk.doctor.devices import SILENT
from kiosk.doctor.run import examine
from kiosk.doctor.school import keys
from kiosk.home import Home
from kiosk.welcome_file import read_welcome
from tests.unit.kiosk.school_folder import SchoolFolder

NOW = datetime.now(UTC)


def findings(school: SchoolFolder) -> str:
    return "\n".join(examine(Home(school.folder)))


def test_a_school_with_nothing_but_its_founder_is_told_every_role_that_is_missing(
    founded: SchoolFolder, capsys: pytest.CaptureFixture[str]
) -> None:
    assert founded.run("doctor") == 1
    told = capsys.readouterr().out
    for role in ("head", "chair", "coordinator", "recovery", "chair-recovery"):
        assert f"kiosk role make {role} --holder NAME" in told
    assert "Fewer than two adults" in told
    lines = told.splitlines()
    findings = [line for line in lines if line.startswith("! ")]
    assert lines[0] == f"{len(findings)} things need doing:"
    assert findings == lines[1 : len(findings) + 1]


def test_when_everything_is_there_only_the_root_the_trial_costs_and_the_second_place_are_left(
    filled: SchoolFolder,
) -> None:
    told = [one for one in examine(Home(filled.folder)) if "swap" not in one and one not in machine.walls()]
    assert len(told) == 3
    assert "for trying out only" in told[0]
    assert "root's key file is on this computer" in told[1]
    assert "No second place for backups is named" in told[2]


def test_all_well_is_one_line_and_exit_code_0(
    filled: SchoolFolder, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    (filled.folder / "root" / "root.key").rename(filled.folder.parent / "root.key")
    config = filled.folder / "kiosk.toml"
    second = filled.folder.parent / "second"
    second.mkdir()
    named = f'costs = "standard"\nbackup_to = "{second.as_posix()}"'
    config.write_text(config.read_text("utf-8").replace('costs = "floor"', named), "utf-8")
    assert filled.run("backup") == 0
    assert filled.run("restore", "--rehearse") == 0
    capsys.readouterr()
    # Whether this computer has a second disk, no more than whether it swaps, is not what is asked here.
    monkeypatch.setattr(backups, "is_same_disk", lambda _one, _other: False)
    monkeypatch.setattr(machine, "swap", lambda: iter(()))
    monkeypatch.setattr(machine, "walls", lambda: iter(()))
    monkeypatch.setattr(run, "around", lambda _home: ())
    assert filled.run("doctor") == 0
    assert capsys.readouterr().out == "All is well on this computer.\n"


def test_a_kiosk_without_walls_round_its_visits_is_told_what_to_do_instead(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(machine, "has_kernel_wall", lambda: False)
    monkeypatch.setattr(machine, "can_supervise", lambda: True)
    assert "firewall" in "".join(machine.walls())
    monkeypatch.setattr(machine, "can_supervise", lambda: False)
    assert "Start it anew each day" in "".join(machine.walls())


@pytest.mark.parametrize("year", [1970, 2099])
def test_a_clock_far_off_is_told(year: int) -> None:
    (told,) = machine.clock(datetime(year, 1, 2, tzinfo=UTC))
    assert str(year) in told
    assert "Set the computer's date" in told


def test_a_disk_that_is_nearly_full_is_told(tmp_path: Path) -> None:
    assert list(machine.room(tmp_path / "not yet", least=1)) == []
    (told,) = machine.room(tmp_path / "not yet", least=1 << 60)
    assert "Make room" in told


@pytest.mark.parametrize(
    ("lines", "count"),
    [("", 0), ("/dev/zram0 partition 1 0 5\n", 0), ("/dev/dm-1 partition 1 0 5\n", 0), ("/swapfile file 1 0 5\n", 1)],
)
def test_swap_on_a_disk_that_is_not_encrypted_is_told(tmp_path: Path, lines: str, count: int) -> None:
    swaps = tmp_path / "swaps"
    swaps.write_text("Filename Type Size Used Priority\n" + lines)
    assert len(list(machine.swap(swaps))) == count


def test_a_damaged_page_is_told_and_nothing_is_changed(filled: SchoolFolder) -> None:
    device = Home(filled.folder).kiosk(None)
    damaged = device.database.read_bytes()[:5000] + os.urandom(4096) + device.database.read_bytes()[9096:]
    device.database.write_bytes(damaged)
    assert "damaged" in findings(filled)
    assert device.database.read_bytes() == damaged


def test_a_folder_that_is_not_there_is_told(filled: SchoolFolder) -> None:
    with (filled.folder / "kiosk.toml").open("a", encoding="utf-8") as config:
        config.write(f"\n[[folders]]\npath = '{filled.folder.parent / 'stick'}'\n")
    assert "stick is not in reach" in findings(filled)


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has other rights")
def test_a_table_left_where_anybody_can_read_it_is_told_and_a_locked_pdf_is_not(tmp_path: Path) -> None:
    (tmp_path / "papers").mkdir()
    (tmp_path / "papers" / "case.pdf").touch()
    assert list(papers.papers(Home(tmp_path))) == []
    (tmp_path / "papers" / "case.csv").touch()
    (told,) = papers.papers(Home(tmp_path))
    assert "1 file that anybody can read lies in" in told


def test_a_key_that_others_can_read_is_told(filled: SchoolFolder) -> None:
    Home(filled.folder).kiosk(None).key.chmod(0o644)
    assert "Other accounts of this computer can read" in findings(filled)


def test_a_missing_device_key_is_told(filled: SchoolFolder) -> None:
    Home(filled.folder).kiosk(None).key.unlink()
    assert "The key of this device can't be read" in findings(filled)


def test_a_kiosk_that_was_long_out_of_reach_is_told(filled: SchoolFolder) -> None:
    welcome = Home(filled.folder).kiosk(None).welcome
    facts = read_welcome(welcome)
    assert facts is not None
    assert facts.last_contact is not None
    long_ago = (facts.last_contact - SILENT - timedelta(days=2)).isoformat()
    welcome.write_text(welcome.read_text("utf-8").replace(facts.last_contact.isoformat(), long_ago), "utf-8")
    assert "5 days ago" in findings(filled)


def test_keys_past_their_date_are_told_and_stop_nothing(filled: SchoolFolder) -> None:
    told = "\n".join(keys(Home(filled.folder), NOW + timedelta(days=3 * 365)))
    assert "The school's keys were to be looked at by" in told
    assert "The school's keys were to be looked at by" not in "\n".join(keys(Home(filled.folder), NOW))


def test_an_unknown_key_in_the_configuration_is_told(filled: SchoolFolder) -> None:
    config = filled.folder / "kiosk.toml"
    config.write_text("colour = 'blue'\n" + config.read_text("utf-8"), "utf-8")
    assert "'colour' that this program does not know" in findings(filled)


@pytest.fixture
def second(filled: SchoolFolder) -> Path:
    """Give the second place of a school that has made a backup there today."""
    place = filled.folder.parent / "second"
    place.mkdir()
    config = filled.folder / "kiosk.toml"
    named = f'backup_to = "{place.as_posix()}"\n\n[store]'
    config.write_text(config.read_text("utf-8").replace("\n[store]", named, 1), "utf-8")
    assert filled.run("backup") == 0
    return place


def of_backups(school: SchoolFolder, now: datetime = NOW) -> str:
    return "\n".join(backups.backups(Home(school.folder), now))


def test_a_refused_second_place_goes_on_being_told_in_one_line(filled: SchoolFolder) -> None:
    config = filled.folder / "kiosk.toml"
    config.write_text(config.read_text("utf-8").replace("\n[store]", 'backup_to = "no"\n\n[store]', 1), "utf-8")
    (told,) = backups.backups(Home(filled.folder), NOW)
    assert "A second place for backups was refused" in told


def test_a_second_place_on_the_same_disk_is_told(filled: SchoolFolder, second: Path) -> None:
    assert second.stat().st_dev == filled.folder.stat().st_dev
    assert "on the same disk" in of_backups(filled)


def test_a_backup_of_more_than_a_week_ago_is_told_and_one_from_the_future_is_none(
    filled: SchoolFolder, second: Path
) -> None:
    make_backup(Home(filled.folder), second, NOW + timedelta(days=400))
    assert "days old" not in of_backups(filled, NOW + timedelta(days=7))
    assert "8 days old" in of_backups(filled, NOW + timedelta(days=8, hours=1))


def test_a_place_out_of_reach_an_empty_one_and_one_with_a_damaged_backup_are_told(
    filled: SchoolFolder, second: Path
) -> None:
    (whole,) = second.glob("*/*/store/feeds.db")
    whole.write_bytes(whole.read_bytes()[:-1])
    assert "There is no good backup" in of_backups(filled)
    second.rename(second.with_name("away"))
    assert "not in reach" in of_backups(filled)
    second.mkdir()
    assert "There is no good backup" in of_backups(filled)


def test_a_restore_has_to_be_rehearsed_each_school_year(filled: SchoolFolder, second: Path) -> None:
    assert "No restore was rehearsed this school year" in of_backups(filled)
    assert filled.run("restore", "--rehearse", str(second)) == 0
    assert "rehearsed" not in of_backups(filled)
    assert "rehearsed" in of_backups(filled, backups.school_year(NOW).replace(year=NOW.year + 1) + timedelta(days=1))


@pytest.mark.parametrize(
    ("now", "first"),
    [(datetime(2026, 8, 31, 23, tzinfo=UTC), 2025), (datetime(2026, 9, 1, tzinfo=UTC), 2026)],
)
def test_a_school_year_begins_with_september(now: datetime, first: int) -> None:
    assert backups.school_year(now) == datetime(first, 9, 1, tzinfo=UTC)


def test_a_database_that_a_restore_kept_aside_is_told_until_it_is_deleted(filled: SchoolFolder, second: Path) -> None:
    assert filled.run("restore", str(second), "--at", str(filled.folder)) == 0
    aside = filled.folder / "desk" / "feeds.db.before-restore-1"
    assert f"{aside} was kept" in of_backups(filled)
    aside.unlink()
    assert str(aside) not in of_backups(filled)
