"""Tickets are made at a desk, each good for one name; what is wrong is said before anything is changed."""

from __future__ import annotations

import os
import stat
from pathlib import Path

import pytest

from kiosk.cli import main
from kiosk.home import Home
from kiosk.joining.invitations import Invitation, Invitations
from kiosk.joining.invite import qr_code
from kiosk.serving.service_files import (
    Enrolled,
    StoreAddress,
    own_certificate,
    read_address,
    read_enrolled,
    write_address,
    write_enrolled,
)
from store.errors import DamagedDatabase
from store.scheme.enrol import EnrolRequest, make_enrol, read_enrol
from store.scheme.ticket import from_text
from store.signed.signing_key import SigningKey
from tests.unit.kiosk.school_folder import SchoolFolder

KEY, OTHER = SigningKey(b"\x01" * 32), SigningKey(b"\x02" * 32)


def test_a_list_of_rooms_becomes_a_ticket_each(founded: SchoolFolder, tmp_path: Path) -> None:
    rooms, out = tmp_path / "rooms.csv", tmp_path / "out"
    rooms.write_text("room,floor\nLibrary,1\n\nSports hall,2\n", "utf-8")
    pin = "ab" * 32
    address = ["--address", "store.example", "--pin", pin]
    assert founded.run("invite", "kiosks", str(rooms), "--out", str(out), *address) == 0
    names = [path.name for path in sorted(out.iterdir())]
    assert names == ["library.svg", "library.txt", "sports-hall.svg", "sports-hall.txt"]
    assert all("<svg" in path.read_text("utf-8") for path in out.glob("*.svg"))
    if os.name == "posix":
        assert {stat.S_IMODE(path.stat().st_mode) for path in out.iterdir()} == {0o600}
    tickets = [from_text(path.read_text("utf-8").split("\n\n")[1]) for path in out.glob("*.txt")]
    assert {one.address for one in tickets} == {"https://store.example:8443"}
    assert {one.spki.hex() for one in tickets} == {pin}
    assert {one.root.hex() for one in tickets} == {Home(founded.folder).config.root}
    assert len({one.secret for one in tickets}) == 2
    # The same list again: nothing is made twice.
    assert founded.run("invite", "kiosks", str(rooms), "--out", str(tmp_path / "again"), *address) == 1
    assert not (tmp_path / "again").exists()


BAD_LISTS = [
    ("name\nLibrary\nlibrary\n,2\n=cmd()\n", ["Line 3 has the same name as line 2", "Line 4 has no name", "Line 5"]),
    ("Classroom\n", ["Line 1 has the name of a device"]),
    ("Library\nLab\u202e1\n", ["Line 2 has letters in it that can't be seen"]),
    (f"Library\n{'x' * 61}\n", ["Line 2 has a name that is too long"]),
    ('Library\n"Lab\n', ["Line 2 of the list is no line of a CSV file"]),
    ("@Lab\n+Lab\n-Lab\n", ["Line 1 begins", "Line 2 begins", "Line 3 begins"]),
    ("\n\n", ["no room in it"]),
]


@pytest.mark.parametrize(("text", "told"), BAD_LISTS)
def test_every_bad_line_of_a_list_is_told_and_nothing_is_made(
    founded: SchoolFolder, tmp_path: Path, text: str, told: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    rooms, out = tmp_path / "rooms.csv", tmp_path / "out"
    rooms.write_text(text, "utf-8")
    assert founded.run("invite", "kiosks", str(rooms), "--out", str(out)) == 1
    said = capsys.readouterr().err
    assert all(one in said for one in told)
    assert "cmd()" not in said
    assert not out.exists()
    assert Invitations(Home(founded.folder).desk(None).folder).open() == []


def test_a_list_with_semicolons_is_read_and_names_that_look_alike_get_files_of_their_own(
    founded: SchoolFolder, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    rooms, out = tmp_path / "rooms.csv", tmp_path / "out"
    rooms.write_bytes("\ufeffRoom;Floor\r\nLab 1;2\r\nLab-1;3\r\n".encode())
    assert founded.run("invite", "kiosks", str(rooms), "--out", str(out)) == 0
    assert sorted(path.name for path in out.glob("*.txt")) == ["lab-1-2.txt", "lab-1.txt"]
    told = capsys.readouterr().out
    assert "A ticket is a secret" in told
    assert "ends with its first use" in told


def test_a_file_in_the_way_keeps_every_ticket_from_being_made(
    founded: SchoolFolder, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    rooms, out = tmp_path / "rooms.csv", tmp_path / "out"
    rooms.write_text("Library\nLab\n", "utf-8")
    out.mkdir()
    (out / "lab.txt").write_text("mine", "utf-8")
    assert founded.run("invite", "kiosks", str(rooms), "--out", str(out)) == 1
    assert "exists already" in capsys.readouterr().err
    assert [path.name for path in out.iterdir()] == ["lab.txt"]
    assert Invitations(Home(founded.folder).desk(None).folder).open() == []


def test_a_disk_that_refuses_in_the_middle_leaves_no_ticket_behind(founded: SchoolFolder, tmp_path: Path) -> None:
    desk = Home(founded.folder).desk(None).folder
    rooms, out = tmp_path / "rooms.csv", tmp_path / "out"
    rooms.write_text("Library\nLab\n", "utf-8")
    (desk / "invitations").write_bytes(b"stands where the folder of invitations must be")
    assert founded.run("invite", "kiosks", str(rooms), "--out", str(out)) == 1
    assert list(out.iterdir()) == []


def test_a_ticket_is_not_printed_where_nobody_sees_it(
    founded: SchoolFolder, capsys: pytest.CaptureFixture[str]
) -> None:
    capsys.readouterr()
    assert founded.run("invite", "kiosk", "Library") == 1
    told = capsys.readouterr()
    assert "PMK1" not in told.out
    assert "A ticket is a secret" in told.err
    assert founded.run("invite", "kiosk", "Library", "--print") == 0
    shown = capsys.readouterr().out
    assert from_text(shown.split("\n\n")[1]).address == ""
    assert "█" in shown
    assert founded.run("devices") == 0
    assert "Library: invited" in capsys.readouterr().out
    assert founded.run("devices", "revoke", "library") == 0
    assert founded.run("devices") == 0
    assert "Library" not in capsys.readouterr().out.split("worth nothing now.")[1]


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("invite", "kiosk", "Classroom", "--print"), "already"),
        (("invite", "kiosk", "X", "--print", "--address", "https://a"), "pin"),
        (("invite", "kiosk", "X", "--print", "--address", "http://a", "--pin", "0" * 64), "address"),
        (("invite", "kiosks", "missing.csv", "--out", "o"), "can't be read"),
        (("devices", "rename", "Nobody", "X"), "no such device"),
        (("devices", "rename", "Classroom", "Office"), "Another device"),
        (("devices", "revoke", "Office"), "root's key"),
        (("serve", "--tls-cert", "missing.pem"), "no certificate"),
        (("serve", "--also", "."), "no school"),
    ],
)
def test_what_can_not_be_done_is_said_in_a_sentence(
    founded: SchoolFolder, arguments: tuple[str, ...], told: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert founded.run(*arguments) == 1
    assert told in capsys.readouterr().err


def test_a_certificate_is_made_once_and_only_this_account_can_read_it(tmp_path: Path) -> None:
    made = own_certificate(tmp_path)
    before = made.read_bytes()
    assert own_certificate(tmp_path).read_bytes() == before
    if os.name == "posix":
        assert stat.S_IMODE(made.stat().st_mode) == 0o600


def test_what_a_ticket_was_used_for_once_it_is_never_used_for_again(tmp_path: Path) -> None:
    invitations = Invitations(tmp_path)
    invitations.add(Invitation("Library", b"s" * 16))
    asked = [read_enrol(make_enrol(EnrolRequest(bytes(16), one.public), b"s" * 16, one)) for one in (KEY, OTHER)]
    forged = read_enrol(make_enrol(EnrolRequest(bytes(16), KEY.public), b"t" * 16, KEY))
    assert invitations.meant(forged) is None
    found = invitations.meant(asked[0])
    assert found is not None
    invitations.bind(found, KEY.id)
    # As after a crash between binding and publishing.
    again = Invitations(tmp_path)
    assert again.meant(asked[1]) is None
    assert again.meant(asked[0]) is not None
    again.close(found)
    assert again.meant(asked[0]) is None
    assert again.open() == []


def test_a_damaged_invitation_harms_no_other(tmp_path: Path) -> None:
    invitations = Invitations(tmp_path)
    invitations.add(Invitation("Library", b"s" * 16))
    (tmp_path / "invitations" / "half.json").write_text("{", "utf-8")
    (tmp_path / "invitations" / "other.json").write_text('{"name": "x", "secret": 5, "device": null}', "utf-8")
    assert [one.name for one in invitations.open()] == ["Library"]
    assert "s" * 16 not in repr(invitations.open())


def test_addresses_and_enrolments_are_read_as_they_were_written(tmp_path: Path) -> None:
    at = StoreAddress("https://store.example:8443", b"\x07" * 32)
    assert read_address(tmp_path) is None
    assert read_enrolled(tmp_path) is None
    write_address(tmp_path, at)
    write_address(tmp_path, at)
    write_enrolled(tmp_path, Enrolled(at, b"request"))
    assert read_address(tmp_path) == at
    assert read_enrolled(tmp_path) == Enrolled(at, b"request")
    for content in (b"", b"[]", b"{}", b"\xff"):
        (tmp_path / "address.json").write_bytes(content)
        with pytest.raises(DamagedDatabase):
            read_address(tmp_path)
    (tmp_path / "enrolled.json").write_bytes(b'{"address": "", "spki": "", "request": "?"}')
    with pytest.raises(DamagedDatabase):
        read_enrolled(tmp_path)


def test_a_ticket_fits_a_terminal_as_a_qr_code() -> None:
    drawn = qr_code("PMK1" + "A" * 190)
    assert max(len(line) for line in drawn.splitlines()) <= 78
    assert "\x1b" not in drawn


def test_enrolling_into_a_folder_with_something_in_it_changes_nothing(
    founded: SchoolFolder, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    capsys.readouterr()
    assert founded.run("invite", "kiosk", "Library", "--print") == 0
    ticket = capsys.readouterr().out.split("\n\n")[1]
    assert main(["enrol", ticket, "--at", str(founded.folder), "--folder", str(tmp_path)]) == 1
    assert "not an empty folder" in capsys.readouterr().err
    assert main(["enrol", ticket, "--at", str(tmp_path / "new")]) == 1
    assert "has no address" in capsys.readouterr().err
    assert not (tmp_path / "new").exists()
