"""People and their keys, from the command line."""

from __future__ import annotations

from pathlib import Path

import pytest

from kiosk.home import Home
from kiosk.parts import Parts, open_device
from store.scheme.vaults import open_vault, read_card
from tests.unit.kiosk.school_folder import ROOT, SchoolFolder


def at_kiosk(school: SchoolFolder) -> Parts:
    home = Home(school.folder)
    return open_device(home, home.kiosk(None))


def test_a_mentors_words_open_the_vault_at_the_kiosk(filled: SchoolFolder) -> None:
    parts = at_kiosk(filled)
    vault = parts.school.vault_by_lookup("sam b")
    assert vault is not None
    card = read_card(vault, open_vault(vault, filled.words["Sam B"]).work)
    assert (card.name, [label for _id, label in card.mentees]) == ("Sam B", ["Jo 7A"])
    assert len(filled.words["Sam B"].split()) == 4
    parts.close()


def test_every_role_is_made_and_read_by_the_people_named(filled: SchoolFolder) -> None:
    parts = at_kiosk(filled)
    assert parts.school.has_slots()
    assert [one.name for one in parts.school.holders("recovery")] == ["Mr Price", "Dr Okoro", "Mrs Lund"]
    assert [one.name for one in parts.school.holders("chair")] == ["Dr Okoro"]
    parts.close()


def test_a_second_member_of_a_role_holds_the_same_key(filled: SchoolFolder, capsys: pytest.CaptureFixture[str]) -> None:
    assert filled.run("role", "make", "safeguarding", "--holder", "Mr Hill", asked=(ROOT, "Ms Ahmed")) == 0
    keys = []
    for name in ("Ms Ahmed", "Mr Hill"):
        capsys.readouterr()
        assert filled.run("identity", "safeguarding", "--as", name, asked=(name,)) == 0
        keys.append(capsys.readouterr().out)
    assert keys[0] == keys[1]
    assert keys[0].startswith("AGE-SECRET-KEY-PQ-1")


@pytest.mark.parametrize(
    ("role", "holders", "told"),
    [
        ("chair", ["Mr Price"], "report about the head would be read by the head"),
        ("chair-recovery", ["Mr Price", "Mrs Lund"], "The head can't hold a part"),
        ("recovery", ["Mrs Lund"], "two or three people"),
        ("recovery", ["Mrs Lund", "mrs lund"], "two or three people"),
    ],
)
def test_people_who_could_read_about_themselves_are_refused_and_nothing_changes(
    filled: SchoolFolder, role: str, holders: list[str], told: str, capsys: pytest.CaptureFixture[str]
) -> None:
    before = {path: path.read_bytes() for path in filled.folder.rglob("*.key")}
    named = [part for name in holders for part in ("--holder", name)]
    assert filled.run("role", "make", role, *named, asked=(ROOT, "Dr Okoro", "Mr Price")) == 1
    assert told in capsys.readouterr().err
    assert {path: path.read_bytes() for path in filled.folder.rglob("*.key")} == before


def test_wrong_words_of_the_root_change_nothing(filled: SchoolFolder, capsys: pytest.CaptureFixture[str]) -> None:
    assert filled.run("role", "make", "head", "--holder", "Mx New", asked=("not these words",)) == 1
    told = capsys.readouterr().err
    assert "do not open this key file" in told
    assert "not these words" not in told


@pytest.mark.parametrize("damage", [b"", b"hello", bytes(400)])
def test_a_damaged_root_file_is_one_sentence(
    filled: SchoolFolder, damage: bytes, capsys: pytest.CaptureFixture[str]
) -> None:
    (filled.folder / "root" / "root.key").write_bytes(damage)
    assert filled.run("role", "make", "head", "--holder", "Mx New", asked=(ROOT,)) == 1
    assert len(capsys.readouterr().err.splitlines()) == 1


def test_a_list_of_people_is_added_and_its_bad_lines_are_told(
    filled: SchoolFolder, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    roster = tmp_path / "people.csv"
    roster.write_text(
        "kind,name,roles,title,room,mentees\n"
        "mentor,Ada L,,,,Jo 7A;Bo 7B\n"
        "staff,Miss Reed,,runs the library,L1,\n"
        "dragon,Smaug,,,,\n",
        "utf-8",
    )
    assert filled.run("people", "import", str(roster), asked=("Ms Ahmed",)) == 1
    told = capsys.readouterr().out
    assert "Added: 1 mentors, 1 adults." in told
    assert "Line 4" in told
    assert "Smaug" not in told
    parts = at_kiosk(filled)
    assert parts.school.vault_by_lookup("Ada L") is not None
    assert any(one.name == "Miss Reed" and one.room == "L1" for one in parts.school.staff())
    parts.close()


def test_a_sign_in_name_is_used_once(filled: SchoolFolder, capsys: pytest.CaptureFixture[str]) -> None:
    assert filled.run("people", "add", "SAM  b", "--mentor", asked=("Ms Ahmed",)) == 1
    assert "used once in a school" in capsys.readouterr().err


def test_before_there_is_a_coordinator_no_pupil_can_be_added(
    founded: SchoolFolder, capsys: pytest.CaptureFixture[str]
) -> None:
    assert founded.run("people", "add", "Sam B", "--mentor", asked=("Ms Ahmed",)) == 1
    assert "coordinator" in capsys.readouterr().err


def test_a_recovery_key_comes_out_for_two_holders_together_and_for_none_alone(
    filled: SchoolFolder, capsys: pytest.CaptureFixture[str]
) -> None:
    found = set()
    for pair in (("Mr Price", "Mrs Lund"), ("Dr Okoro", "Mr Price")):
        named = [part for name in pair for part in ("--as", name)]
        assert filled.run("identity", "recovery", *named, asked=pair) == 0
        found.add(capsys.readouterr().out)
    assert len(found) == 1
    assert filled.run("identity", "recovery", "--as", "Mr Price", asked=("Mr Price",)) == 1
    assert capsys.readouterr().out == ""
