"""Rebuilding a casebook from sealed entries, against the bare work: `python -m tests.benchmarks.rebuild [--quick]`.

The bare work is to open the same bodies in a process for each core, and to insert the rows that came of them into the
same tables of an encrypted file, as many at a time. `--records N` takes so many entries.
"""

from __future__ import annotations

import multiprocessing
import os
import secrets
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from statistics import median
from typing import Any

from store.casebook.case.case_facts import CaseFacts
from store.casebook.case.case_paper import searched_text
from store.casebook.role import projection
from store.casebook.role.role_casebook import RoleCasebook
from store.casebook.rows import index, record_rows
from store.casebook.rows.database import CasebookFile, open_casebook
from store.feeds.entry import LANE_CASEWORK, LANE_RECORDS
from store.records import Batch, Record, to_json
from store.sealing.key_file import role_identity
from store.sealing.sealed import Sealer, open_sealed
from tests.benchmarks.big_school import LEAD, PHRASE, BigDesk, Writing, open_desk, school_of_lead
from tests.founded_school import KIOSK, ROLE_SEEDS, Device, device

FULL, QUICK = 20_000, 1_500
_LOT = 25
_BATCHED = 50
_TABLES = ("records", "sources", "cases")


def write_entries(folder: Path, desk: Device, records: int) -> None:
    """Let the kiosk seal so many reports, the desk read and close one of fifty."""
    kiosk = device(folder, "kiosk", KIOSK, keys=desk.school.keys.signed if desk.school.keys else None)
    writing, sealer = Writing(), Sealer.start()
    acts = list[Record]()
    for start in range(0, records, 500):
        with kiosk.database.write() as connection:
            for number in range(start, min(start + 500, records)):
                record = writing.record(number, records)
                record = record.model_copy(update={"device": KIOSK.id.hex()})
                body = sealer.seal(to_json(record), kiosk.school.recipients(record.to))
                kiosk.feeds.append(connection, LANE_RECORDS, body)
                if number % _BATCHED == 0:
                    acts += (
                        writing.act(kind, record, {"reason": "done"}, day) for day, kind in enumerate(("note", "close"))
                    )
    desk.hear(kiosk)
    kiosk.database.close()
    for start in range(0, len(acts), _BATCHED):
        batch = to_json(Batch(role="safeguarding", records=acts[start : start + _BATCHED]))
        with desk.database.write() as connection:
            body = sealer.seal(batch, desk.school.recipients(["safeguarding"]), padded=65_536)
            desk.feeds.append(connection, LANE_CASEWORK, body)


def ours(desk: BigDesk) -> None:
    """Rebuild as the program does."""
    desk.unlocking.rebuild(LEAD.name, PHRASE, lambda role, done, of: None)


class BareWork:
    """What has to be done in any case: the bodies, the rows."""

    def __init__(self, desk: BigDesk, folder: Path) -> None:
        self._folder = folder
        self._number = 0
        with desk.device.database.read() as connection:
            entries = desk.device.feeds.entries(connection, lanes=projection.LANES, limit=1 << 40)
        self._bodies = [one.body for one in entries if one.body is not None]
        casework = desk.unlock()
        casebook = desk.casebook(casework)
        self._rows = {name: _rows(casebook, f"SELECT * FROM {name} ORDER BY rowid") for name in _TABLES}  # noqa: S608
        self._words = _words(casebook)
        casework.lock()

    def __call__(self) -> None:
        self._number += 1
        file = open_casebook(self._folder / f"bare {self._number}", secrets.token_bytes(32))
        file.hurry()
        lots = [self._bodies[start : start + _LOT] for start in range(0, len(self._bodies), _LOT)]
        spawn = multiprocessing.get_context("spawn")
        with ProcessPoolExecutor(os.cpu_count(), mp_context=spawn, initializer=_take_key) as pool:
            opened = pool.map(_open, lots)
            for name, rows in self._rows.items():
                _insert(file, f"INSERT INTO {name} VALUES ({', '.join('?' * len(rows[0]))})", rows)  # noqa: S608
            _insert(file, "INSERT INTO words(rowid, told) VALUES (?, ?)", self._words)
            for _ in opened:
                pass
        file.rest()
        file.close()


def _rows(casebook: RoleCasebook, query: str) -> list[tuple[Any, ...]]:
    with casebook._file.read() as connection:
        return [tuple(row) for row in connection.exec_driver_sql(query)]


def _words(casebook: RoleCasebook) -> list[tuple[int, str]]:
    names, told = casebook._showing("safeguarding").names, list[tuple[int, str]]()
    with casebook._file.read() as connection:
        places = {case_id: place for place, case_id in index.after(connection, -1, 1 << 40)}
        for case_id, records in record_rows.of_cases(connection, sorted(places)).items():
            facts = CaseFacts.of(case_id, records)
            told.append((places[case_id], index.normalise(searched_text(facts, names))))
    return told


def _insert(file: CasebookFile, statement: str, rows: Sequence[tuple[Any, ...]]) -> None:
    for start in range(0, len(rows), projection.STEP):
        with file.write() as connection:
            driver = connection.connection.driver_connection
            driver.executemany(statement, rows[start : start + projection.STEP])  # type: ignore[union-attr]


def _take_key() -> None:
    global _identity
    _identity = role_identity(ROLE_SEEDS["safeguarding"])


def _open(bodies: Iterable[bytes]) -> list[bytes]:
    return [open_sealed(one, [_identity]) for one in bodies]


def _seconds(job: Callable[[], None]) -> float:
    start = time.perf_counter()
    job()
    return time.perf_counter() - start


def main(records: int, rounds: int) -> None:
    """Print how long both take."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        school = school_of_lead(folder)
        write_entries(folder, school, records)
        desk = open_desk(folder, school)
        bare = BareWork(desk, folder)
        times: tuple[list[float], list[float]] = ([], [])
        for number in range(rounds):
            jobs = (lambda: ours(desk), bare)
            for which in (0, 1) if number % 2 else (1, 0):
                times[which].append(_seconds(jobs[which]))
        school.database.close()
    for what, took in zip(("the casebook rebuilt", "its bodies opened, its rows inserted"), times, strict=True):
        print(f"{what}: {median(took):.2f} s for {records} entries, {median(took) / records * 1000:.3f} ms each")
    print(f"ratio rebuild p50 {median(times[0]) / median(times[1]):.2f}")


if __name__ == "__main__":
    if "--records" in sys.argv:
        main(int(sys.argv[sys.argv.index("--records") + 1]), 3)
    else:
        main(*(QUICK, 3) if "--quick" in sys.argv else (FULL, 3))
