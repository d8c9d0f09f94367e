"""Two hosts serve one school from one PostgreSQL: what comes to the one is there at the other."""

from __future__ import annotations

import os
import shutil
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from kiosk.cli import main
from kiosk.home import Home
from kiosk.parts import Parts, open_device, open_store
from kiosk.serving.store_database import read_note
from kiosk.syncing.exchanges import KIOSK_LANES
from kiosk.syncing.sync import sync_home
from tests.feed_parts import entries, write
from tests.journeys.served_school import Served
from tests.postgres import Postgres
from tests.unit.kiosk.school_folder import SchoolFolder

pytestmark = pytest.mark.skipif(os.name != "posix", reason="the kill is POSIX's")


@pytest.fixture
def hosts(school: SchoolFolder, postgres: Postgres, tmp_path: Path) -> Iterator[tuple[Served, Served]]:
    """The office's computer, whose store was a file until today, with another one that was given the store's key."""
    office, other = Home(school.folder), tmp_path / "second host"
    sync_home(office)
    assert office.store is not None
    database = ("--database", postgres.empty().render_as_string(hide_password=False))
    first = Served(office, arguments=database)
    first.start()
    (other / "store").mkdir(parents=True)
    shutil.copy(office.config_path, other)
    for name in ("store.key", "tls.pem"):
        shutil.copy(office.store / name, other / "store")
    second = Served(Home(other), arguments=database)
    second.start()
    yield first, second
    first.close()
    second.close()


def at_desk(served: Served) -> set[bytes]:
    desk = open_device(served.office, served.office.desk("Office"))
    try:
        return {one.hash for one in entries(desk.feeds)}
    finally:
        desk.close()


@pytest.mark.long
def test_what_one_host_takes_the_other_one_has(hosts: tuple[Served, Served], tmp_path: Path) -> None:
    first, second = hosts
    assert first.office.store is not None
    file = first.office.store / "feeds.db"
    assert any("entries of" in line and "taken over" in line for line in first.said)
    assert any("Delete it" in line for line in first.said)
    file.unlink()

    # A kiosk asks at the second host, a desk hears of it from the first.
    at, pin = second.address.address, second.address.spki.hex()
    ticket = first.ticket("Library", tmp_path / "tickets", "--address", at, "--pin", pin)
    assert main(["enrol", ticket, "--at", str(tmp_path / "Library")]) == 0
    library = Home(tmp_path / "Library")
    assert "Library is admitted." in first.sync_desk("Office").problems
    assert second.sync_kiosk(library).received > 0

    # Both write at once, each at its own host, while a desk reads what comes: nothing is passed over.
    classroom = open_device(first.office, first.office.kiosk(None))
    parts, written = open_device(library, library.kiosk(None)), list[bytes]()

    def write_and_send(kiosk: Parts, host: Served) -> None:
        with host.exchange(kiosk, KIOSK_LANES) as exchange:
            for number in range(10):
                written.extend(write(kiosk.feeds, b"%d" % number * 100))
                exchange()

    threads = [threading.Thread(target=write_and_send, args=each) for each in ((classroom, first), (parts, second))]
    for thread in threads:
        thread.start()
    while any(thread.is_alive() for thread in threads):
        first.sync_desk("Office")
    for thread in threads:
        thread.join()
    assert len(written) == 20
    first.sync_desk("Office")
    assert at_desk(first) >= set(written)
    classroom.close()

    # What it hands to the second host outlives that host, and is at the first.
    written = write(parts.feeds, *[b"%d" % number * 1_000 for number in range(20)])
    with second.exchange(parts, KIOSK_LANES) as exchange:
        exchange()
    second.kill()
    assert all(one.receipted for one in entries(parts.feeds) if one.lane == 0)
    with first.exchange(parts, KIOSK_LANES) as exchange:
        assert exchange().sent == 0
    parts.close()
    first.sync_desk("Office")
    assert at_desk(first) >= set(written)

    # Every other program of the office finds the same rows, and no file is begun anew.
    store = open_store(first.office)
    assert store is not None
    with store.database.read() as connection:
        assert store.feeds.lacking(connection, written) == set()
    store.close()
    assert not file.exists()


def test_a_password_on_the_command_line_is_refused_before_anything_starts(
    school: SchoolFolder, capsys: pytest.CaptureFixture[str]
) -> None:
    home = Home(school.folder)
    command = ["serve", "--home", str(home.folder), "--database", "postgresql://store:s3cret@127.0.0.1:1/school"]
    assert main(command) != 0
    told = capsys.readouterr()
    assert "can be read by everybody on this computer" in told.err
    assert "s3cret" not in told.err + told.out
    assert home.store is not None
    assert read_note(home.store) is None


def test_an_address_from_a_file_is_never_repeated(
    school: SchoolFolder, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "database"
    file.write_text("postgresql://store:s3cret@127.0.0.1:1/school\n", "utf-8")
    assert main(["serve", "--home", str(school.folder), "--database-file", str(file)]) != 0
    told = capsys.readouterr()
    assert "can't be reached" in told.err
    assert "s3cret" not in told.err + told.out
    log = school.folder / "crashes.log"
    assert not log.exists() or "s3cret" not in log.read_text("utf-8")
