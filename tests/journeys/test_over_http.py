"""Two kiosks that came by ticket, a desk, and a store that is killed and started again between them."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from kiosk.cli import main
from kiosk.home import Home
from kiosk.parts import open_device, open_store
from kiosk.syncing.exchanges import KIOSK_LANES
from kiosk.syncing.sync import sync_home
from store.feeds.by_network.http import HttpPeer
from store.feeds.by_network.http_trouble import NotReached, Trouble
from store.feeds.exchange import exchange
from store.feeds.feeds import Feeds
from tests.feed_parts import entries, write
from tests.journeys.brook_field import LEAD, MENTOR, at_desk, at_kiosk
from tests.journeys.served_school import Served
from tests.unit.kiosk.school_folder import SchoolFolder

WORDS = "He said they wait for him by the old gate"
pytestmark = pytest.mark.skipif(os.name != "posix", reason="the kill is POSIX's")


@pytest.fixture
def served(school: SchoolFolder) -> Iterator[Served]:
    home = Home(school.folder)
    sync_home(home)
    made = Served(home)
    made.start()
    yield made
    made.close()


def standing(home: Home) -> str:
    device = home.kiosk(None)
    parts = open_device(home, device)
    try:
        return parts.school.standing(parts.key.id)
    finally:
        parts.close()


async def test_a_report_from_a_kiosk_that_came_by_ticket_is_read_though_the_store_is_killed_on_the_way(
    served: Served, school: SchoolFolder, tmp_path: Path
) -> None:
    library, gym = served.enrolled("Library", tmp_path / "new"), served.enrolled("Gym", tmp_path / "new")
    # Before a desk has seen the requests the kiosks are told nothing, and what they send is put aside.
    assert served.sync_kiosk(library).received == 0
    assert standing(library) == "unknown"
    told = served.sync_desk("Office").problems
    assert {"Library is admitted.", "Gym is admitted."} <= set(told)
    for home in (library, gym):
        assert served.sync_kiosk(home).received > 0
        assert standing(home) == "admitted"

    async with at_kiosk(library) as pupil:
        await pupil.sign_in(school.words[MENTOR])
        await pupil.report(WORDS)
        await pupil.press("escape")
        await pupil.sign_out()
    served.kill()
    with pytest.raises(NotReached) as raised:
        served.sync_kiosk(library)
    assert raised.value.trouble == Trouble.NO_STORE
    served.start()
    assert served.sync_kiosk(library).receipts > 0
    served.kill()
    served.start()
    # What the killed store gave a receipt for, it has.
    assert served.sync_kiosk(library).sent == 0
    assert served.sync_desk("Office").received > 0

    async with at_desk(served.office, "Office") as lead:
        await lead.unlock(school.words[LEAD])
        await lead.press("enter")
        assert WORDS in lead.text()
        await lead.acknowledge()
        await lead.press("r")
        await lead.press("2")
        await lead.press("f2")
        await lead.lock()
    served.sync_desk("Office")
    served.kill()
    served.start()
    served.sync_kiosk(library)
    async with at_kiosk(library) as pupil:
        await pupil.sign_in(school.words[MENTOR])
        await pupil.press("4")
        assert "Read by an adult on" in pupil.text()
    served.sync_kiosk(gym)
    logged = served.kill()
    assert WORDS.split()[-1] not in logged
    assert MENTOR not in logged
    assert all(" exchange school=" in line or " enrol school=" in line for line in logged.splitlines())


@pytest.mark.parametrize(
    "moment", [pytest.param("before", marks=pytest.mark.long), "during", pytest.param("after", marks=pytest.mark.long)]
)
def test_a_store_that_is_killed_within_an_exchange_never_gave_a_receipt_for_what_it_does_not_have(
    served: Served, moment: str
) -> None:
    home, device = served.office, served.office.kiosk(None)
    parts = open_device(home, device)
    written = write(parts.feeds, *[b"%d" % number * 20_000 for number in range(600)])
    for delivery in range(2):
        peer = Killing(served, moment, delivery, parts.feeds)
        try:
            exchange(parts.feeds, peer, send=(0,), want=(1,))
        except NotReached:
            pass
        finally:
            peer.close()
        served.close()
        there = open_store(home)
        assert there is not None
        with there.database.read() as connection:
            lacking = there.feeds.lacking(connection, written)
        there.close()
        receipted = {one.hash for one in entries(parts.feeds) if one.receipted}
        assert not receipted & lacking
        served.start()
    with served.exchange(parts, KIOSK_LANES) as level:
        level()
    assert all(one.receipted for one in entries(parts.feeds) if one.lane == 0)
    parts.close()


@pytest.mark.long
def test_a_program_that_runs_on_finds_the_store_again_at_its_next_try(served: Served) -> None:
    parts = open_device(served.office, served.office.kiosk(None))
    with served.exchange(parts, KIOSK_LANES) as same:
        same()
        served.kill()
        served.start()
        write(parts.feeds, b"after the restart")
        assert same().sent == 1
        served.kill()
        with pytest.raises(NotReached):
            same()
        served.start()
        assert same().problems == ()
    parts.close()


class Killing(HttpPeer):
    """A peer whose store is killed around one of its deliveries."""

    def __init__(self, served: Served, moment: str, delivery: int, feeds: Feeds) -> None:
        super().__init__(served.address.address, served.address.spki, feeds, want=(1,))
        self._served, self._moment, self._left = served, moment, delivery

    def put(self, run: bytes) -> bytes:
        self._left -= 1
        if self._left >= 0:
            return super().put(run)
        if self._moment == "before":
            self._served.kill()
        killing = threading.Thread(target=self._served.close)
        if self._moment == "during":
            killing.start()
        try:
            return super().put(run)
        finally:
            if self._moment == "during":
                killing.join()
            self._served.close()


@pytest.mark.long
def test_a_ticket_is_good_for_one_computer(served: Served, tmp_path: Path) -> None:
    ticket = served.ticket("Library", tmp_path / "tickets")
    for name in ("first", "second"):
        assert main(["enrol", ticket, "--at", str(tmp_path / name)]) == 0
    served.sync_desk("Office")
    homes = [Home(tmp_path / name) for name in ("first", "second")]
    for home in homes:
        served.sync_kiosk(home)
    assert sorted(standing(home) for home in homes) == ["admitted", "unknown"]


@pytest.mark.long
def test_a_kiosk_is_renamed_and_revoked_and_learns_both(
    served: Served, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    library, office = served.enrolled("Library", tmp_path / "new"), str(served.office.folder)
    assert main(["devices", "admit", "--home", office]) == 0
    told = capsys.readouterr().out
    assert "Library" in told
    assert "Nobody new" not in told
    served.sync_kiosk(library)
    assert standing(library) == "admitted"
    assert main(["devices", "rename", "Library", "Reading room", "--home", office]) == 0
    served.sync_kiosk(library)
    parts = open_device(library, library.kiosk(None))
    assert parts.school.device_name(parts.key.id) == "Reading room"
    parts.close()
    assert main(["devices", "revoke", "Reading room", "--home", office]) == 0
    served.sync_kiosk(library)
    assert standing(library) == "revoked"
    assert main(["devices", "--home", office]) == 0
    listed = [line for line in capsys.readouterr().out.splitlines() if line.startswith("Reading room: kiosk")]
    assert ["revoked" in line for line in listed] == [True]


def test_a_wrong_or_used_up_ticket_or_a_store_out_of_reach_makes_nothing(
    served: Served, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    ticket, at = served.ticket("Library", tmp_path / "tickets"), tmp_path / "kiosk"
    assert main(["enrol", ticket[:-1] + "7", "--at", str(at)]) == 1
    served.kill()
    assert main(["enrol", ticket, "--at", str(at)]) == 1
    told = capsys.readouterr().err
    assert "not a whole ticket" in told
    assert "does not run" in told
    assert sorted(path.name for path in tmp_path.iterdir()) == ["school", "tickets"]


def test_a_ticket_works_by_a_folder_alone(school: SchoolFolder, tmp_path: Path) -> None:
    stick, office = tmp_path / "stick", school.folder
    stick.mkdir()
    assert main(["invite", "kiosk", "Hut", "--out", str(tmp_path / "t"), "--home", str(office)]) == 0
    ticket = next((tmp_path / "t").glob("*.txt")).read_text("utf-8").split("\n\n")[1]
    at = tmp_path / "hut"
    assert main(["enrol", ticket, "--at", str(at)]) == 1
    assert main(["enrol", ticket, "--at", str(at), "--folder", str(stick)]) == 0
    with (office / "kiosk.toml").open("a", encoding="utf-8") as file:
        file.write(f'\n[[folders]]\npath = "{stick}"\n')
    sync_home(Home(at))
    assert main(["devices", "admit", "--home", str(office)]) == 0
    sync_home(Home(at))
    assert standing(Home(at)) == "admitted"


def test_nothing_of_the_network_is_imported_before_a_kiosk_is_painted() -> None:
    code = "import sys; import kiosk.run_kiosk, kiosk.cli; print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=60)
    heavy = {"httpx2", "starlette", "uvicorn", "segno", "h11", "httptools", "anyio"}
    assert not heavy & {name.split(".")[0] for name in done.stdout.split()}
