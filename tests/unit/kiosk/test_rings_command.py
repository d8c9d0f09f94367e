"""`kiosk rings` settles how people are rung, tries it out, says what is missing."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from kiosk.cli import main
from kiosk.doctor.rings import rings
from kiosk.home import Home
from kiosk.ringing.settings import ringing_of
from kiosk.ringing.show import known_here
from kiosk.serving.service_files import StoreAddress, write_address
from store.feeds.entry import LANE_RECORDS
from store.scheme.ladder import Level, alarm_of
from store.service.rings.words import TEST
from tests.https_server import Reply, serving
from tests.mail_server import PASSWORD, Postbox, mail_server
from tests.unit.kiosk.school_folder import SchoolFolder

LEAD = "Ms Ahmed"


@pytest.fixture
def box(tmp_path: Path) -> Iterator[Postbox]:
    with mail_server(tmp_path) as served:
        yield served


def configure(school: SchoolFolder, more: str) -> None:
    path = school.folder / "kiosk.toml"
    path.write_text(path.read_text("utf-8") + more, "utf-8")


def say(school: SchoolFolder, *arguments: str) -> int:
    return main(["--home", str(school.folder), *arguments])


def lines(capsys: pytest.CaptureFixture[str]) -> list[str]:
    return capsys.readouterr().out.splitlines()


def test_a_school_goes_from_no_ring_to_one_that_was_tried_out(
    founded: SchoolFolder, box: Postbox, capsys: pytest.CaptureFixture[str]
) -> None:
    write_address(founded.folder / "store", StoreAddress("https://127.0.0.1:8443", bytes(32)))
    assert any("Rings are off" in one for one in rings(Home(founded.folder)))
    configure(founded, box.settings)
    # Without the password nobody is reached, and it says what to do.
    assert any("kiosk rings password" in one for one in ringing_of(Home(founded.folder)).problems)
    typed = founded.folder.parent / "typed.txt"
    typed.write_text(PASSWORD + "\n", "utf-8")
    assert say(founded, "rings", "password", "--words-from", str(typed)) == 0
    if os.name == "posix":
        (founded.folder / "store" / "rings.password").chmod(0o644)
        assert any("chmod 600" in one for one in ringing_of(Home(founded.folder)).problems)
        (founded.folder / "store" / "rings.password").chmod(0o600)
    assert list(rings(Home(founded.folder))) == [
        "Nobody of the role safeguarding (keeps pupils safe) can be rung: no address is known.",
        "Ms Ahmed can't be rung: no address is known.",
    ]
    assert say(founded, "people", "ring", LEAD, "--email", "ahmed@school.example") == 0
    assert say(founded, "rings", "out-of-hours", "Night line", "--email", "night@trust.example") == 0
    lines(capsys)
    assert say(founded, "rings") == 0
    told = lines(capsys)
    assert told[0] == "safeguarding (keeps pupils safe): Ms Ahmed, ahmed@school.example."
    assert "out of hours: Night line, night@trust.example." in told
    assert say(founded, "rings", "test", "--to", "night LINE") == 0
    assert say(founded, "rings", "test") == 0
    assert box.to == ["night@trust.example", "ahmed@school.example", "night@trust.example"]
    assert {one["Subject"] for one in box.came} == {TEST}


def test_what_is_typed_wrong_changes_nothing(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for given in (
        ["people", "ring", "Ms Ahmed", "--email", "no address"],
        ["people", "ring", "Ms Ahmed"],
        ["rings", "out-of-hours", "Night line"],
        ["rings", "out-of-hours", "Night line", "--email", "a@b.c", "--remove"],
        ["rings", "silent-after", "1000"],
    ):
        assert main(["--home", str(tmp_path), *given]) == 1
        assert "Nothing was changed." in capsys.readouterr().err


@pytest.mark.filterwarnings("ignore:'imghdr':DeprecationWarning")
def test_apprise_rings_whom_its_file_names_and_shows_no_address(
    founded: SchoolFolder, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    with serving(lambda _path, _body: Reply(b"{}"), tmp_path, tls=False) as phone:
        address = f"json://user:secret@{phone.address.partition('://')[2]}"
        file = founded.folder / "store" / "rings.apprise"
        file.write_text(f"# phones\nms ahmed = {address}/ring\nMr Nobody = nothing://\n", "utf-8")
        file.chmod(0o600)
        configure(founded, '\n[rings]\napprise_file = "store/rings.apprise"\n')
        assert say(founded, "rings", "test") == 1
        told = "\n".join(lines(capsys))
        assert "Ms Ahmed was rung by apprise." in told
        assert "Line 3 of" in told
        assert TEST.encode() in phone.asked[0]
        say(founded, "rings", "show")
        shown = "\n".join(lines(capsys))
        assert "Ms Ahmed, by apprise" in shown
        assert "secret" not in told + shown
    monkeypatch.setitem(sys.modules, "apprise", None)
    (problem,) = ringing_of(Home(founded.folder)).problems
    assert "pip install 'mentor-kiosk[alerts]'" in problem


def test_settings_that_can_not_be_meant_are_told_by_name(
    founded: SchoolFolder, capsys: pytest.CaptureFixture[str]
) -> None:
    before = (founded.folder / "kiosk.toml").read_text("utf-8")
    for wrong, why in (
        ('mail_server = "mail.example"', "mail_from"),
        ('mail_server = "m"\nmail_from = "a@b.c"\nmail_account = "a"\nmail_security = "none"', "encryption"),
        ('mail_host = "mail.example"', "rings.mail_host"),
    ):
        (founded.folder / "kiosk.toml").write_text(f"{before}\n[rings]\n{wrong}\n", "utf-8")
        assert say(founded, "rings", "show") == 1
        assert why in capsys.readouterr().err


def test_a_practice_report_leaves_a_kiosk_for_every_route_that_has_a_reader(
    founded: SchoolFolder, capsys: pytest.CaptureFixture[str]
) -> None:
    assert say(founded, "practice-report") == 1
    told = lines(capsys)
    assert told[0] == "safeguarding: a practice report is on its way."
    assert [one for one in told if one.startswith("!")] == [
        "! head: nobody can read reports there yet.",
        "! chair: nobody can read reports there yet.",
    ]
    home = Home(founded.folder)
    parts = known_here(home)
    try:
        with parts.database.read() as connection:
            alarms = [one.alarm for one in parts.feeds.entries(connection, lanes=(LANE_RECORDS,))]
        assert max(alarms) == alarm_of(Level.AMBER)
    finally:
        parts.close()
