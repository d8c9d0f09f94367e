"""Each way in which a store is not reached, made with real parts, in IT's words and in a pupil's."""

from __future__ import annotations

import os
import re
import shutil
import socket
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from kiosk.device_key import write_device_key
from kiosk.doctor.devices import device as examined
from kiosk.home import Home
from kiosk.kiosk_wiring import open_kiosk
from kiosk.serving.serve import open_stores
from kiosk.serving.service_files import Enrolled, StoreAddress, write_enrolled
from kiosk.syncing.once import exchanged
from screens.mentor.parts.reach import CAUSES, told_reach
from store.database import open_database
from store.feeds.by_network.http_trouble import SENTENCES, Trouble
from store.scheme.keys_bundle import NO_PIN
from store.service.limits import Limits
from tests.authority import authority
from tests.founded_school import found as found_other
from tests.https_server import Reply, Serving, pem, serving
from tests.journeys.bad_input import small_disk
from tests.running_service import running
from tests.store_parts import open_store as open_other
from tests.store_parts import other_key
from tests.unit.kiosk.school_folder import SchoolFolder


@dataclass(frozen=True)
class Places:
    """The office with the store, the classroom's computer, room for a server's files."""

    office: Home
    classroom: Home
    folder: Path


@pytest.fixture
def places(filled: SchoolFolder, tmp_path: Path) -> Places:
    shutil.copytree(filled.folder, tmp_path / "classroom")
    config = tmp_path / "classroom" / "kiosk.toml"
    config.write_text(re.sub(r'\[store\]\nfolder = "store"\n', "", config.read_text("utf-8")), "utf-8")
    shutil.rmtree(tmp_path / "classroom" / "store")
    return Places(Home(filled.folder), Home(tmp_path / "classroom"), tmp_path)


def named(places: Places, address: str, pin: bytes) -> None:
    write_enrolled(places.classroom.kiosk(None).folder, Enrolled(StoreAddress(address, pin), b""))


@contextmanager
def at_address(address: str) -> Iterator[Serving]:
    yield Serving(address, bytes([1]) * 32, [], [])


@contextmanager
def service(places: Places, limits: Limits | None = None) -> Iterator[Serving]:
    with running(open_stores([places.office]), places.folder, limits) as at:
        yield at


@contextmanager
def closed_port() -> Iterator[Serving]:
    with socket.create_server(("127.0.0.1", 0)) as sock:
        port = sock.getsockname()[1]
    yield Serving(f"https://127.0.0.1:{port}", bytes([1]) * 32, [], [])


@contextmanager
def portal(places: Places) -> Iterator[Serving]:
    page = Reply(b"<html>Welcome to the guest network</html>", 200, (("content-type", "text/html"),))
    with serving(lambda *_: page, places.folder) as at:
        yield at


@contextmanager
def proxy_that_signs_anew(places: Places) -> Iterator[Serving]:
    with serving(lambda *_: Reply(b""), places.folder, certificate=pem(1)) as at:
        yield Serving(at.address, bytes([2]) * 32, at.asked, at.paths)


@contextmanager
def expired(places: Places) -> Iterator[Serving]:
    old = authority().signed(begins=timedelta(days=-90), lasts=timedelta(days=30))
    with serving(lambda *_: Reply(b""), places.folder, certificate=old) as at:
        yield Serving(at.address, NO_PIN, at.asked, at.paths)


@contextmanager
def of_another_school(places: Places) -> Iterator[Serving]:
    (places.folder / "other").mkdir()
    desk = found_other(places.folder / "other")
    with running([open_other(places.folder / "other", desk)], places.folder) as at:
        yield at
    desk.database.close()


@contextmanager
def faulty(places: Places) -> Iterator[Serving]:
    with service(places) as at:
        database = open_database(places.office.folder / "store" / "feeds.db")
        with database.write() as connection:
            connection.exec_driver_sql("ALTER TABLE entries RENAME TO gone")
        database.close()
        yield at


@contextmanager
def with_a_strange_key(places: Places) -> Iterator[Serving]:
    path = places.office.folder / "store" / "store.key"
    path.unlink()
    write_device_key(path, other_key())
    with service(places) as at:
        yield at


Made = Callable[[Places], AbstractContextManager[Serving]]
WAYS: dict[Trouble, Made] = {
    Trouble.NO_NETWORK: lambda _: at_address("https://255.255.255.255"),
    Trouble.NO_STORE: lambda _: closed_port(),
    Trouble.PORTAL: portal,
    Trouble.INTERCEPTED: proxy_that_signs_anew,
    Trouble.CERTIFICATE: expired,
    Trouble.REFUSED: of_another_school,
    Trouble.BUSY: lambda places: service(places, Limits(requests=0)),
    Trouble.FAULT: faulty,
    Trouble.BAD_RECEIPT: with_a_strange_key,
}


def said(places: Places) -> tuple[str, str]:
    """What the doctor says of the kiosk after its next exchange, and what its welcome says."""
    opened = open_kiosk(places.classroom, places.classroom.kiosk(None))
    try:
        opened.notebook.send_now()
        facts = opened.notebook.welcome()
    finally:
        opened.close()
    told = examined(places.classroom, places.classroom.kiosk(None), datetime.now(UTC))
    return "\n".join(told), told_reach(facts)


@pytest.mark.skipif(os.name != "posix", reason="other systems name an unreachable network otherwise")
@pytest.mark.parametrize("trouble", list(WAYS))
def test_each_failure_is_known_for_what_it_is_by_the_kiosk_the_doctor_and_a_pupil(
    places: Places, trouble: Trouble, monkeypatch: pytest.MonkeyPatch
) -> None:
    trusted = places.folder / "trusted.pem"
    trusted.write_bytes(authority().trusted)
    monkeypatch.setenv("SSL_CERT_FILE", str(trusted))
    with WAYS[trouble](places) as at:
        named(places, at.address, at.pin)
        assert exchanged(places.classroom, "Classroom").trouble == trouble
        doctor, pupil = said(places)
    assert f"Classroom exchanges with no store since {datetime.now(UTC).astimezone():%d %B}" in doctor
    assert SENTENCES[trouble] in doctor
    assert pupil.startswith(CAUSES[trouble])


def test_a_name_that_nobody_knows_is_told_apart_where_a_network_is_there_to_ask(places: Places) -> None:
    named(places, "https://store.invalid", bytes([1]) * 32)
    assert exchanged(places.classroom, "Classroom").trouble in (Trouble.NO_NAME, Trouble.NO_NETWORK)


def test_a_computer_for_which_no_way_is_named_says_so(places: Places) -> None:
    assert exchanged(places.classroom, "Classroom").trouble == Trouble.NOWHERE
    doctor, pupil = said(places)
    assert "No store and no folder is named" in doctor
    assert pupil.startswith("This computer has no way to the school's store yet.")


def test_a_stick_that_is_not_there_and_a_store_that_is_damaged_are_trouble_here(places: Places) -> None:
    with (places.classroom.folder / "kiosk.toml").open("a", encoding="utf-8") as config:
        config.write(f"\n[[folders]]\npath = '{places.folder / 'stick'}'\n")
    assert exchanged(Home(places.classroom.folder), "Classroom").trouble == Trouble.HERE
    (places.office.folder / "store" / "feeds.db").write_bytes(b"not a database, for sure" * 1000)
    assert exchanged(places.office, "Classroom").trouble == Trouble.DAMAGED


def test_a_store_whose_disk_is_full_is_trouble_until_there_is_room(places: Places) -> None:
    with small_disk(places.folder / "disk", "6m") as disk:
        disk.move_here(places.office.folder / "store")
        opened = open_kiosk(places.office, places.office.kiosk(None))
        with opened.parts.database.write() as connection:
            opened.parts.feeds.append(connection, 0, bytes(22_714))
        opened.close()
        disk.fill()
        assert exchanged(places.office, "Classroom").trouble == Trouble.DISK_FULL
        disk.make_room()
        assert exchanged(places.office, "Classroom").trouble is None


def test_trouble_that_is_over_is_forgotten_and_its_beginning_is_kept_over_a_start(places: Places) -> None:
    with service(places) as at:
        named(places, at.address, at.pin)
    assert "Classroom exchanges with no store" in said(places)[0]
    opened = open_kiosk(places.classroom, places.classroom.kiosk(None))
    first = opened.notebook.welcome().trouble_since
    assert first is not None
    opened.notebook.send_now()
    assert opened.notebook.welcome().trouble_since == first
    opened.close()
    (places.classroom.kiosk(None).folder / "enrolled.json").unlink()
    with service(places) as at:
        named(places, at.address, at.pin)
        doctor, pupil = said(places)
    assert "exchanges with no store" not in doctor
    assert pupil == ""
