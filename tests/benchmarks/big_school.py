"""A desk of a school with as many cases as wanted, the same ones each time.

The rows come by the casebook's own writing code, out of records made in memory: nothing was sealed. Those of the first
school are written out as often as it takes to come to a larger one, hours apart and under ids of their own. For one
evening's benchmarks the files stay in the folder for temporary files, under the number of cases and the revision.
"""

from __future__ import annotations

import random
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

from store import records
from store.casebook.desk.casework import DeskCasework
from store.casebook.desk.unlocking import DeskUnlocking
from store.casebook.records import kinds
from store.casebook.records.opened_record import OpenedRecord, opened_record
from store.casebook.role import record_log
from store.casebook.role.adding import Arrived
from store.casebook.role.role_casebook import RoleCasebook
from store.casebook.rows import index
from store.casebook.rows.database import SCRIPTS
from store.feeds.exchange import Moved
from store.records import written_at
from store.scheme.people import Mentor
from store.scheme.publications import Publisher
from store.scheme.routes import recipients_of
from store.sealing.costs import FLOOR
from store.sealing.key_file import KeyFileContent, make_key_file
from store.sealing.sealed import Sealer
from tests.clocks import ManualClock
from tests.founded_school import DESK, ROLE_SEEDS, ROOT, STAFF, Device, device, found, person, seeded

if TYPE_CHECKING:
    from store.records import Record

FULL, QUICK = 1_000_000, 20_000
PHRASE = "maple river anchor lamp onion gate"
LEAD = STAFF[0]
YEARS = 10
SEED = 20_261_129
_BATCH = 2_000
_KIOSKS = [f"{number:02x}" * 16 for number in range(0xA0, 0xA8)]
_LEVELS = ("red", "amber", "blue", "grey")
_WEIGHTS = (1, 5, 34, 60)
# One in so many has been read and closed, besides those that are open.
_CLOSED_EACH = 20
NOW = datetime(2026, 11, 24, 10, tzinfo=UTC)
_COMMON = """
    he she they the a and to of in at on was were said that it is her him me us after before school bus gate phone
    picture group chat again today lunch corridor told hit took money asked nobody friend home sad angry
"""
_SYLLABLES = "ba be bri co da del fa fer ga gri ha ho in ja ka len lo ma mi ne or pa per qui ra sa ti un va wen yo"

# For programs that end without a word.
FOLDERS = ExitStack()


class Writing:
    """Makes words and records, the same ones for one seed."""

    def __init__(self, seed: int = SEED) -> None:
        self.random = random.Random(seed)
        made = {"".join(self.random.choices(_SYLLABLES.split(), k=self.random.randint(2, 4))) for _ in range(4_000)}
        self.words = [*_COMMON.split(), *sorted(made)]
        weights = [1 / (place + 8) for place in range(len(self.words))]
        self._said = self.random.choices(self.words, weights=weights, k=1 << 17)
        self._numbers = [0] * len(_KIOSKS)

    def text(self) -> str:
        """Return as many words as a pupil writes, common ones more often."""
        parts = (self.random.randrange(len(self._said) - 40) for _ in range(2))
        return " ".join(word for at in parts for word in self._said[at : at + self.random.randint(4, 30)])

    def record(self, number: int, of: int) -> Record:
        """Return a concern, the number-th of so many in the order of time."""
        at = NOW - timedelta(days=365 * YEARS) * (1 - number / of) - timedelta(seconds=self.random.randint(1, 600))
        kiosk = self.random.randrange(len(_KIOSKS))
        self._numbers[kiosk] += 1
        return records.Record(
            id=self._id(),
            school=ROOT.id.hex(),
            device=_KIOSKS[kiosk],
            kind=kinds.CONCERN,
            to=list(recipients_of("safeguarding")),
            nth=(_KIOSKS[kiosk], self._numbers[kiosk]),
            author=person(60 + self.random.randrange(40)).hex(),
            created=written_at(at),
            text={"words": self.text(), "level": self.random.choices(_LEVELS, weights=_WEIGHTS)[0]},
        )

    def act(self, kind: str, about: Record, said: dict[str, Any], days: int) -> Record:
        """Return what a person at a desk did some days after a report."""
        at = datetime.fromisoformat(about.created) + timedelta(days=days)
        return records.Record(
            id=self._id(),
            school=ROOT.id.hex(),
            device=DESK.id.hex(),
            kind=kind,
            to=list(about.to),
            author=LEAD.person,
            about=about.id,
            created=written_at(at),
            text={"by": LEAD.name, "step": days, **said},
        )

    def entry(self) -> bytes:
        """Return the hash of an entry."""
        return self.random.randbytes(32)

    def _id(self) -> str:
        return self.random.randbytes(16).hex()


def arrivals(cases: int) -> Iterator[list[Arrived]]:
    """Yield the records of a school by lots; one in so many cases more than these is closed."""
    writing, lot = Writing(), list[Arrived]()
    extra = cases // _CLOSED_EACH
    for number in range(cases + extra):
        record = writing.record(number, cases + extra)
        opened = opened_record(record, 0, standing=1, alarm=0, mismatch=False)
        lot.append(Arrived(opened, writing.entry(), 0, 0))
        if number % (_CLOSED_EACH + 1) == _CLOSED_EACH:
            lot += _closed(writing, record, opened)
        if len(lot) >= _BATCH:
            yield lot
            lot = []
    yield lot


def _closed(writing: Writing, record: Record, opened: OpenedRecord) -> Iterator[Arrived]:
    entry = writing.entry()
    for part, (kind, said) in enumerate(
        (
            (kinds.READ, {"reports": [opened.digest.hex()]}),
            (kinds.VIEW, {}),
            (kinds.NOTE, {"words": writing.text(), "reason": "so that it is known"}),
            (kinds.CLOSE, {"outcome": "Supported in school", "reason": "It has not happened again."}),
        )
    ):
        act = writing.act(kind, record, said, part + 1)
        yield Arrived(opened_record(act, 2, standing=1, alarm=0, mismatch=False), entry, part, -1)


# One more school of the same cases, so many hours later.
_AGAIN = (
    """INSERT INTO records SELECT printf('%08x', :k) || substr(id, 9), digest, kind, newer,
        printf('%08x', :k) || substr(case_id, 9), printf('%08x', :k) || substr(about, 9), author, device,
        at + :k * 3607, series, nth + :k * (SELECT last FROM numbers WHERE numbers.device = records.device), readers,
        level, standing, report, mismatch, text FROM records WHERE rowid <= :rows""",
    """INSERT INTO sources SELECT randomblob(32), part, printf('%08x', :k) || substr(record_id, 9), digest, alarm
        FROM sources WHERE rowid <= :rows""",
    """INSERT INTO words(rowid, told) SELECT cases.place + ((:k * 3607) << 24), lower(json_extract(text, '$.words'))
        FROM first_cases AS cases JOIN records ON records.id = cases.id""",
    """INSERT INTO cases SELECT place + ((:k * 3607) << 24), printf('%08x', :k) || substr(id, 9), rank,
        due + :k * 3607, unread, closed FROM first_cases""",
)


def _multiply(casebook: RoleCasebook, times: int) -> None:
    with casebook._file._engine.connect() as connection:
        driver = connection.connection.driver_connection
        rows = driver.execute("SELECT max(rowid) FROM records").fetchone()[0]
        driver.execute("CREATE TEMP TABLE first_cases AS SELECT * FROM cases")
        for k in range(1, times):
            driver.execute("BEGIN")
            for statement in _AGAIN:
                driver.execute(statement, {"k": k, "rows": rows})
            driver.execute("COMMIT")
        driver.execute("UPDATE numbers SET last = last * ?", (times,))
        driver.execute("DROP TABLE temp.first_cases")


@dataclass
class BigDesk:
    """The desk's database, its unlocking."""

    folder: Path
    device: Device
    unlocking: DeskUnlocking

    def unlock(self) -> DeskCasework:
        """Unlock as the lead."""
        return self.unlocking.unlock(LEAD.name, PHRASE)

    def casebook(self, casework: DeskCasework) -> RoleCasebook:
        """Return the lead's casebook."""
        assert casework._open is not None
        return casework._open.casebooks["safeguarding"]


def open_desk(folder: Path, made: Device) -> BigDesk:
    """Return the desk, locked."""
    unlocking = DeskUnlocking(
        folder / "keys",
        folder / "casebooks",
        made.database,
        made.feeds,
        made.school,
        Sealer.start(),
        ManualClock(NOW),
        lambda: Moved(0, 0, 0, ()),
        zone=UTC,
    )
    return BigDesk(folder, made, unlocking)


def school_of_lead(folder: Path) -> Device:
    """Found a school with forty mentors, the lead's key file beside its desk's database."""
    made = found(folder)
    with made.database.write() as connection:
        mentors = [Mentor(person(60 + n).hex(), f"Mentor {n}", (("m1", f"Sam {n}, Y7"),)) for n in range(40)]
        Publisher(connection, made.feeds, made.school, DESK).pupils(mentors)
        made.school.follow(connection, made.feeds)
    (folder / "keys").mkdir()
    content = KeyFileContent(seeded(40), {"safeguarding": ROLE_SEEDS["safeguarding"]})
    key = make_key_file(ROOT.id, bytes.fromhex(LEAD.person), content, PHRASE, FLOOR)
    (folder / "keys" / "lead.key").write_bytes(key)
    return made


def _fill(folder: Path, cases: int) -> None:
    made = school_of_lead(folder)
    desk = open_desk(folder, made)
    casework = desk.unlock()
    casebook = desk.casebook(casework)
    showing = casebook._showing("safeguarding")
    casebook._file.hurry()
    for lot in arrivals(min(cases, QUICK)):
        with casebook._file.write() as connection:
            changed = record_log.add(connection, lot)
            index.index(connection, changed, role="safeguarding", hours=showing.hours, names=showing.names)
    _multiply(casebook, cases // min(cases, QUICK))
    casebook._file.rest()
    casework.lock()
    made.database.close()


def filled(cases: int) -> Path:
    """Return the folder of a school of so many cases, made now unless it was made before."""
    revision = max(one.name for one in (SCRIPTS / "versions").glob("v*.py"))[:5]
    place = Path(tempfile.gettempdir()) / f"kiosk-benchmarks-{revision}-{cases}"
    if not (place / "whole").exists():
        shutil.rmtree(place, ignore_errors=True)
        place.mkdir()
        print(f"making a school of {cases} cases in {place}", flush=True)
        _fill(place, cases)
        (place / "whole").touch()
    return place


@contextmanager
def big_desk(cases: int) -> Iterator[BigDesk]:
    """Give the desk of a school of so many cases, locked."""
    folder = filled(cases)
    made = device(folder, "desk", DESK)
    try:
        yield open_desk(folder, made)
    finally:
        made.database.close()
