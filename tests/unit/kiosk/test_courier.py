"""A stick is carried between two computers of one school; what is on the way changes no state."""

from __future__ import annotations

import os
import random
import shutil
import sys
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

import pytest

from kiosk.config import Config, FolderPart, write_config
from kiosk.home import Home
from kiosk.kiosk_wiring import start_kiosk
from kiosk.parts import open_device, open_store
from kiosk.quick_config import quick_folders
from kiosk.syncing.exchanges import FolderServing
from kiosk.syncing.folder_watch import CARRY_SECONDS, FolderCarrier, FolderWatch
from kiosk.syncing.lines import NOW
from kiosk.syncing.loop import SyncLoop
from store.errors import StorageError
from store.feeds.by_network.http_trouble import Trouble
from store.notebook.of_kiosk.reach import Outcome
from tests.clocks import ManualClock
from tests.unit.kiosk.school_folder import SchoolFolder, copied
from tests.unit.kiosk.test_sync import report


@dataclass
class TwoComputers:
    """One with the kiosk, one with the store and the desk, a stick between them."""

    kiosk: SchoolFolder
    office: SchoolFolder
    stick: Path

    def courier(self, at: SchoolFolder, way: str) -> int:
        return at.run("courier", way, str(self.stick))


def _configure(at: SchoolFolder, **changes: object) -> None:
    home = Home(at.folder)
    changed: Config = home.config.model_copy(update=changes)
    home.config_path.unlink()
    write_config(home.config_path, changed)


@pytest.fixture
def computers(filled: SchoolFolder, tmp_path: Path) -> TwoComputers:
    office = copied(filled, tmp_path / "office")
    shutil.rmtree(office.folder / "kiosks")
    _configure(office, kiosks=())
    _configure(filled, store=None, desks=())
    (tmp_path / "stick").mkdir()
    return TwoComputers(filled, office, tmp_path / "stick")


def test_a_report_travels_by_hand_and_only_the_stores_answer_makes_it_sent(
    computers: TwoComputers, capsys: pytest.CaptureFixture[str]
) -> None:
    report(Home(computers.kiosk.folder), computers.kiosk)
    assert computers.courier(computers.kiosk, "out") == 0
    told = capsys.readouterr().out
    assert "Classroom: 5 sealed items are on the stick or share; nobody has them yet." in told
    assert computers.courier(computers.kiosk, "in") == 0
    assert "arrived" not in capsys.readouterr().out
    assert computers.courier(computers.office, "in") == 0
    told = capsys.readouterr().out
    assert "the school's store: 5 sealed items received. Its receipt is there: carry it back." in told
    assert computers.courier(computers.kiosk, "in") == 0
    assert "Classroom: 0 sealed items received; 5 sealed items of its own have arrived" in capsys.readouterr().out
    # The desk beside the store has them, too.
    desk = open_device(Home(computers.office.folder), Home(computers.office.folder).desk(None))
    with desk.database.read() as connection:
        assert len(desk.feeds.entries(connection, lanes=(0,))) == 5
    desk.close()
    # Twice is once.
    assert computers.courier(computers.office, "in") == 0
    assert "the school's store: 0 sealed items received" in capsys.readouterr().out
    assert computers.courier(computers.kiosk, "out") == 0
    assert "nothing waits to be carried" in capsys.readouterr().out


def test_what_a_desk_published_is_carried_to_the_kiosk(
    computers: TwoComputers, capsys: pytest.CaptureFixture[str]
) -> None:
    office = computers.office
    assert office.run("people", "add", "Ada D", "--mentor", "--mentee", "Bo 9C", asked=("Ms Ahmed",)) == 0
    assert computers.courier(office, "out") == 0
    assert "left there for others" in capsys.readouterr().out
    assert computers.courier(computers.kiosk, "in") == 0
    home = Home(computers.kiosk.folder)
    kiosk = start_kiosk(home, home.kiosk(None))
    assert kiosk.notebook.sign_in("Ada D", office.words["Ada D"]) is not None
    kiosk.close()


def test_a_stick_that_is_not_there_is_said(computers: TwoComputers, capsys: pytest.CaptureFixture[str]) -> None:
    computers.stick.rmdir()
    for at in (computers.kiosk, computers.office):
        for way in ("out", "in"):
            assert computers.courier(at, way) == 1
            assert "connected" in capsys.readouterr().out


@pytest.mark.skipif(sys.platform == "win32" or os.geteuid() == 0, reason="root may write everywhere")
def test_a_write_protected_stick_can_be_read_from(computers: TwoComputers, capsys: pytest.CaptureFixture[str]) -> None:
    report(Home(computers.kiosk.folder), computers.kiosk)
    assert computers.courier(computers.kiosk, "out") == 0
    computers.stick.chmod(0o500)
    assert computers.courier(computers.office, "in") == 1
    computers.stick.chmod(0o700)
    told = capsys.readouterr().out
    assert "5 sealed items received" in told
    assert "can't be written to" in told


def test_nothing_is_asked_of_a_stick_by_whoever_only_takes_from_it(
    computers: TwoComputers, capsys: pytest.CaptureFixture[str]
) -> None:
    assert computers.courier(computers.kiosk, "in") == 0
    assert list(computers.stick.iterdir()) == []


def test_a_stick_is_seen_when_it_appears_and_when_another_takes_its_place(tmp_path: Path) -> None:
    place = tmp_path / "stick"
    watch = FolderWatch([place, tmp_path / "share"])
    assert not watch.has_new()
    place.mkdir()
    assert watch.has_new()
    assert not watch.has_new()
    place.rename(tmp_path / "pulled out")
    assert not watch.has_new()
    (tmp_path / "pulled out").rename(place)
    assert watch.has_new()
    place.rename(tmp_path / "pulled out")
    place.mkdir()
    assert watch.has_new()


def test_a_carrier_acts_when_a_folder_appears_then_every_half_minute_whatever_fails(tmp_path: Path) -> None:
    clock, acts = ManualClock(datetime(2026, 11, 24, tzinfo=UTC)), list[int]()

    def act() -> None:
        acts.append(1)
        raise StorageError("pulled out")

    carrier = FolderCarrier([tmp_path / "stick"], act, clock)
    clock.advance(10 * CARRY_SECONDS)
    assert not carrier.look()
    (tmp_path / "stick").mkdir()
    assert carrier.look()
    assert not carrier.look()
    clock.advance(CARRY_SECONDS)
    assert carrier.look()
    assert len(acts) == 2


def test_a_kiosk_exchanges_at_once_when_its_stick_appears_however_long_it_would_have_waited(tmp_path: Path) -> None:
    loop = SyncLoop(
        lambda: Outcome(trouble=Trouble.NO_NETWORK),
        lambda _: None,
        clock=ManualClock(datetime(2026, 11, 24, tzinfo=UTC)),
        chance=random.Random(3),
    )
    for _ in range(20):
        loop.step()
    carrier = FolderCarrier([tmp_path / "stick"], partial(loop.hear, NOW), every=None)
    carrier.look()
    (tmp_path / "stick").mkdir()
    carrier.look()
    # Returns although nobody moves the clock.
    loop.wait()


def test_the_folders_of_a_kiosk_are_found_without_the_real_reader(computers: TwoComputers) -> None:
    _configure(computers.kiosk, folders=(FolderPart(path=str(computers.stick)), FolderPart(path="beside")))
    home = Home(computers.kiosk.folder)
    assert quick_folders(home) == home.folders == (computers.stick, home.folder / "beside")
    for text in (
        "folders = 5",
        "folders = [1]",
        "[[folders]]\nname = 'x'",
        "\0",
        "a =",
        '[[folders]]\npath = "\\u0000"',
    ):
        home.config_path.write_text(text, "utf-8")
        assert quick_folders(home) == ()


def test_a_stick_that_appears_at_the_store_is_served_within_seconds(computers: TwoComputers) -> None:
    report(Home(computers.kiosk.folder), computers.kiosk)
    assert computers.courier(computers.kiosk, "out") == 0
    _configure(computers.office, folders=(FolderPart(path=str(computers.stick)),))
    home = Home(computers.office.folder)
    serving = FolderServing(home)
    carrier = FolderCarrier(home.folders, serving.serve)
    carrier.look()
    carrier.stop()
    serving.close()
    store = open_store(home)
    assert store is not None
    with store.database.read() as connection:
        assert len(store.feeds.entries(connection, lanes=(0,))) == 5
    store.close()
