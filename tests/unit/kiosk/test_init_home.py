"""Founding a school: all of it or nothing, words shown once."""

from __future__ import annotations

import os
import stat
import sys
from pathlib import Path

import pytest

from kiosk.cli import main
from kiosk.home import Home
from kiosk.parts import open_device, open_store
from store.scheme.readers import describe
from store.sealing.key_file import open_key_file
from tests.unit.kiosk.school_folder import ROOT, SchoolFolder, found

INIT = ["--school", "Brook Field", "--costs", "floor", "--words-to", "-"]


def test_a_founded_school_is_known_alike_to_desk_store_and_kiosk(tmp_path: Path) -> None:
    school = found(
        tmp_path / "school", "--kiosk", "Library", "--kiosk", "Room 4", "--desk", "Office", "--desk", "Deputy"
    )
    home = Home(school.folder)
    assert [one.name for one in home.kiosks] == ["Library", "Room 4"]
    store = open_store(home)
    assert store is not None
    opened = [store, *(open_device(home, one) for one in (*home.desks, *home.kiosks))]
    for parts in opened:
        assert parts.school.name == "Brook Field"
        assert [one.name for one in parts.school.holders("safeguarding")] == ["Ms Ahmed"]
        assert parts.school.device_name(opened[-1].key.id) == "Room 4"
        assert parts.school.standing(opened[-1].key.id) == "admitted"
        assert parts.school.keys == store.school.keys
        parts.close()


def test_the_founders_words_open_the_founders_key_file_and_stand_in_no_file(founded: SchoolFolder) -> None:
    words = founded.words["Ms Ahmed"]
    assert len(words.split()) == 6
    (path,) = (founded.folder / "desk" / "keys").iterdir()
    assert set(open_key_file(path.read_bytes(), words).content.roles) == {"safeguarding"}
    kept = b"".join(path.read_bytes() for path in founded.folder.rglob("*") if path.is_file())
    for secret in (words, founded.words[ROOT]):
        assert secret.encode() not in kept


def test_a_pupils_report_can_be_sealed_from_the_first_minute(founded: SchoolFolder) -> None:
    home = Home(founded.folder)
    parts = open_device(home, home.kiosk(None))
    assert describe("safeguarding", parts.school.people()).reachable
    assert not parts.school.has_role("recovery")
    parts.close()


@pytest.mark.parametrize("there", ["kiosk.toml", "holiday.jpg"])
def test_a_folder_with_something_in_it_is_refused_and_left_as_it_is(
    tmp_path: Path, there: str, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "school").mkdir()
    (tmp_path / "school" / there).write_text("mine")
    assert main(["init", "--at", str(tmp_path / "school"), *INIT]) == 1
    assert [one.name for one in (tmp_path / "school").iterdir()] == [there]
    assert "Nothing" in capsys.readouterr().err


def test_without_a_terminal_nothing_is_founded_whose_words_nobody_would_see(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["init", "--at", str(tmp_path / "school"), "--school", "Brook Field"]) == 1
    assert not (tmp_path / "school").exists()
    assert "--words-to" in capsys.readouterr().err


@pytest.mark.parametrize("more", [["--kiosk", "A", "--kiosk", "a"], ["--founder", "  "], ["--founder", "x" * 61]])
def test_names_that_could_not_be_told_apart_are_refused(tmp_path: Path, more: list[str]) -> None:
    assert main(["init", "--at", str(tmp_path / "school"), *INIT, *more]) == 1
    assert list(tmp_path.iterdir()) == []


def test_a_second_place_named_at_founding_has_its_first_backup_at_once(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "second").mkdir()
    school = found(tmp_path / "school", "--backup-to", str(tmp_path / "second"))
    assert Home(school.folder).backup_to == tmp_path / "second"
    assert "The first backup is in" in capsys.readouterr().out
    assert len(list((tmp_path / "second").glob("*/000001-*/manifest.json"))) == 1


def test_a_second_place_that_is_not_there_founds_nothing(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    place = ["--backup-to", str(tmp_path / "missing")]
    assert main(["init", "--at", str(tmp_path / "school"), *INIT, *place]) == 1
    assert "There is no folder" in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []


def test_a_place_where_no_folder_can_be_is_one_sentence(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "file").write_text("mine")
    assert main(["init", "--at", str(tmp_path / "file" / "school"), *INIT]) == 1
    assert "can't be written" in capsys.readouterr().err
    assert (tmp_path / "file").read_text() == "mine"


@pytest.mark.skipif(sys.platform == "win32" or os.geteuid() == 0, reason="root and Windows write everywhere")
def test_a_folder_that_cannot_be_written_is_one_sentence(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    tmp_path.chmod(0o500)
    assert main(["init", "--at", str(tmp_path / "school"), *INIT]) == 1
    assert len(capsys.readouterr().err.splitlines()) == 1


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has other rights")
def test_every_key_is_readable_by_its_account_alone(founded: SchoolFolder) -> None:
    keys = [*founded.folder.rglob("*.key")]
    assert len(keys) == 5
    assert {stat.S_IMODE(path.stat().st_mode) for path in keys} == {0o600}
