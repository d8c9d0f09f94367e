"""The doctor says each thing that is wrong, with what to do, and nothing where all is well."""

from __future__ import annotations

import os
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from kiosk.doctor import machine
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
    assert lines[0] == f"{len(lines) - 1} things need doing:"
    assert all(line.startswith("! ") for line in lines[1:])


def test_when_everything_is_there_only_the_root_and_the_trial_costs_are_left(filled: SchoolFolder) -> None:
    told = [one for one in examine(Home(filled.folder)) if "swap" not in one]
    assert len(told) == 2
    assert "for trying out only" in told[0]
    assert "root's key file is on this computer" in told[1]


def test_all_well_is_one_line_and_exit_code_0(
    filled: SchoolFolder, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    (filled.folder / "root" / "root.key").rename(filled.folder.parent / "root.key")
    config = filled.folder / "kiosk.toml"
    config.write_text(config.read_text("utf-8").replace('costs = "floor"', 'costs = "standard"'), "utf-8")
    # Whether this very computer swaps is not what is asked here.
    monkeypatch.setattr(machine, "swap", lambda: iter(()))
    assert filled.run("doctor") == 0
    assert capsys.readouterr().out == "All is well on this computer.\n"


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
