"""The plug is pulled at any moment: what was shown as saved is there, once."""

from __future__ import annotations

import random
import subprocess
import sys
import time
from collections import Counter
from pathlib import Path

import pytest

from store.errors import NotForThisKey
from store.feeds.verify import walk
from store.records import Record, from_json
from store.sealing.sealed import open_sealed
from tests.classroom import PRIYA, classroom
from tests.founded_school import role_identities
from tests.journeys.killed_kiosk import notebook_of

TOP = Path(__file__).parents[2]


class Shown:
    """What the pupil was shown, over all the lives of the kiosk."""

    def __init__(self) -> None:
        self.held: set[str] = set()
        self.sent: set[str] = set()

    def read(self, lines: str) -> None:
        for line in lines.splitlines():
            what, _, concern = line.partition(" ")
            # A line that the kill cut off was not shown whole.
            if len(concern) == 32:
                {"held": self.held, "sent": self.sent}.get(what, set()).add(concern)


def live_and_die(folder: Path, words: str, seed: int, shown: Shown, seconds: float) -> None:
    command = [sys.executable, "-m", "tests.journeys.killed_kiosk", str(folder), words, str(seed)]
    with subprocess.Popen(command, cwd=TOP, stdout=subprocess.PIPE, text=True) as kiosk:
        assert kiosk.stdout is not None
        lines = [kiosk.stdout.readline()]
        assert lines == ["started\n"]
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            lines.append(kiosk.stdout.readline())
        kiosk.kill()
        lines.append(kiosk.stdout.read())
    shown.read("".join(lines))


def check(folder: Path, shown: Shown) -> None:
    notebook, kiosk = notebook_of(folder)
    notebook.start()
    identities = role_identities().values()
    records: dict[str, Record] = {}
    copies: Counter[str] = Counter()
    with kiosk.database.read() as connection:
        entries = kiosk.feeds.entries(connection, lanes=(0,), limit=100_000)
        waiting = connection.exec_driver_sql("SELECT body FROM waiting_for_slots").scalars().all()
        held = connection.exec_driver_sql("SELECT count(*) FROM held_copies").scalar()
    for body in [entry.body or b"" for entry in entries] + [bytes(one) for one in waiting]:
        for identity in identities:
            try:
                record = from_json(open_sealed(body, [identity]))
            except NotForThisKey:
                continue
            copies[record.id] += 1
            records[record.id] = record
            break
    assert held == 0
    assert not [one for one, count in copies.items() if count > 1], "a record stands in the feed twice"
    sent = {one.id for one in records.values() if one.kind == "concern"}
    released = {one.about for one in records.values() if one.kind == "unfinished"}
    assert shown.sent <= sent, "a report that was shown as saved is gone"
    assert shown.held <= sent | released, "what a pupil began has reached nobody"
    with kiosk.database.read() as connection:
        assert not kiosk.feeds.forks(connection)
        assert not kiosk.feeds.missing(connection)
    assert all(one.complete for one in walk(kiosk.feeds))
    kiosk.database.close()


def kill_often(folder: Path, kills: int, seed: int) -> None:
    print(f"seed {seed}")
    chance = random.Random(seed)
    with classroom(folder) as room:
        words = room.words[PRIYA]
    shown = Shown()
    for life in range(kills):
        live_and_die(folder, words, seed + life, shown, chance.uniform(0.02, 0.6))
        if life % 10 == 9 or life == kills - 1:
            check(folder, shown)
    assert shown.sent


@pytest.mark.timeout(100)
def test_four_kills_lose_nothing_and_double_nothing(tmp_path: Path) -> None:
    kill_often(tmp_path, 4, 2026)


@pytest.mark.long
@pytest.mark.timeout(3600)
def test_two_hundred_kills_lose_nothing_and_double_nothing(tmp_path: Path) -> None:
    kill_often(tmp_path, 200, random.randrange(1 << 30))
