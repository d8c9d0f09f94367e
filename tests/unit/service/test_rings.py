"""The rings of a served store: real rows, real entries, real checkpoints, a way that only notes who was rung."""

from __future__ import annotations

import threading
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import URL, Connection

from kiosk.ringing.settings import Ringing
from kiosk.ringing.task import RingTask
from store.database import Database, open_shared
from store.feeds.checkpoint import Checkpoint, make_checkpoint
from store.feeds.entry import LANE_NOTICES, LANE_RECORDS
from store.feeds.feeds import Feeds
from store.scheme.devices import DeviceEntry
from store.scheme.notices import KIND_CHECKPOINT, pack_notice
from store.scheme.policy import OutOfHours
from store.scheme.practised import mark_of
from store.scheme.publications import Publisher
from store.scheme.school import School
from store.sealing.key_file import role_signing_key
from store.service.rings.people import MAIL, Directory, directory
from store.service.rings.ringer import Ringer
from store.service.rings.sender import Sender, Sent
from store.service.rings.troubles import Trouble
from store.service.rings.words import RING
from store.signed.signing_key import SigningKey
from tests.clocks import ManualClock
from tests.founded_school import KIOSK, ROLE_SEEDS, ROOT, STAFF, STORE, device, found, seeded
from tests.new_database import new_database
from tests.postgres import Postgres
from tests.store_parts import KEYS

MONDAY = datetime(2026, 11, 30, 10, 0, tzinfo=UTC)
PRICE, KHAN, OKAFOR, OWEN, EVANS = (f"{one.name.split()[1].lower()}@school.example" for one in STAFF)
EVERYONE = {PRICE, KHAN, OKAFOR, OWEN}
NIGHT = "night@trust.example"
MINUTE = 60.0


@dataclass
class Post:
    """A way that notes whom it rang, or refuses what it is told to."""

    name: str = MAIL
    rung: list[str] = field(default_factory=list)
    refuses: set[str] = field(default_factory=set)
    down: bool = False
    breaks: bool = False
    news: threading.Condition = field(default_factory=threading.Condition, repr=False)

    def deliver(self, addresses: Sequence[str], words: str) -> Mapping[str, Trouble | None]:
        assert words == RING
        if self.breaks:
            self.breaks = False
            raise RuntimeError
        if self.down:
            return dict.fromkeys(addresses, Trouble.REACH)
        with self.news:
            self.rung += [one for one in addresses if one not in self.refuses]
            self.news.notify_all()
        return {one: Trouble.ADDRESS if one in self.refuses else None for one in addresses}

    def has_rung(self, count: int) -> bool:
        """Return whether so many were rung within a moment, by whatever thread."""
        with self.news:
            return self.news.wait_for(lambda: len(self.rung) >= count, 0.2)

    def taken(self) -> list[str]:
        taken, self.rung = sorted(self.rung), []
        return taken


def whom(school: School) -> Directory:
    return directory(school.people(), school.policy().out_of_hours, {}, (MAIL,))


class RingingSchool:
    """A school with its desk, its kiosk, and a store that rings by `post`."""

    def __init__(self, folder: Path, clock: ManualClock, url: URL | None = None) -> None:
        self._folder, self._url = folder, url
        self.clock = clock
        self.post = Post()
        staff = [replace(one, contact=f"{one.name.split()[1].lower()}@school.example") for one in STAFF]
        self.desk = found(folder, staff=staff)
        with self.desk.database.write() as connection:
            publisher = Publisher(connection, self.desk.feeds, self.desk.school, self.desk.key)
            listed = (OutOfHours("Night line", NIGHT),)
            publisher.policy(replace(self.desk.school.policy(), out_of_hours=listed, silent_days=0))
        self.kiosk = device(folder, "kiosk", KIOSK)
        self.kiosk.hear(self.desk)
        self.servers: list[tuple[Database, Ringer, Sender]] = []
        self.start()

    def start(self) -> None:
        """Start one server more on the store's rows."""
        url = self._url
        database = new_database(self._folder / "store.db") if url is None else open_shared(url, ROOT.id)
        school = School(database, ROOT.public, own=STORE.id)
        ringer = Ringer(database, school, whom, self.clock, zone=UTC)
        self.servers.append((database, ringer, Sender(database, school.id, self.post, ringer.directory, self.clock)))

    def stop(self) -> None:
        while self.servers:
            self.servers.pop()[0].close()

    def carry(self) -> None:
        """Bring what desk and kiosk wrote into the store, and to each other."""
        self.desk.hear(self.kiosk)
        self.kiosk.hear(self.desk)
        database = self.servers[0][0]
        school = School(database, ROOT.public, own=STORE.id)
        feeds = Feeds(database, school.id, school, None)

        def take(connection: Connection) -> None:
            for one in (self.desk, self.kiosk):
                with one.database.read() as theirs:
                    feeds.introduce(connection, one.key.public)
                    for run in one.feeds.runs(theirs, feeds.held(connection)):
                        feeds.take(connection, run)
                school.follow(connection, feeds)

        database.change(take)

    def alarm(self, level: int, *, slot: bool = False) -> list[bytes]:
        """Have the kiosk write a report, a slot pair for one about staff, and bring it to the store."""
        with self.kiosk.database.write() as connection:
            hashes = [
                self.kiosk.feeds.append(connection, LANE_RECORDS, bytes([half]) * 64, alarm=level, slot=slot)
                for half in range(2 if slot else 1)
            ]
        self.carry()
        return hashes

    def read(self, role: str, *hashes: bytes) -> None:
        """Have a person of a role acknowledge these entries."""
        with self.desk.database.write() as connection:
            checkpoint = Checkpoint(ROOT.id, role, self.desk.key.id, (), hashes)
            signed = make_checkpoint(checkpoint, role_signing_key(ROLE_SEEDS[role]))
            self.desk.feeds.append(connection, LANE_NOTICES, pack_notice([(KIND_CHECKPOINT, signed)]))
        self.carry()

    def ring(self) -> list[str]:
        """Have every server look and send, returning who was rung."""
        for _, ringer, _ in self.servers:
            ringer.look()
        for _, _, sender in self.servers:
            sender.send_due()
        return self.post.taken()

    def minutes(self, count: int, each: int = 1) -> dict[int, list[str]]:
        """Let minutes pass, `each` at a time, returning who was rung in which."""
        told = {}
        for minute in range(each, count + 1, each):
            self.clock.advance(each * MINUTE)
            if rung := self.ring():
                told[minute] = rung
        return told


@pytest.fixture
def school(tmp_path: Path) -> Iterator[RingingSchool]:
    made = RingingSchool(tmp_path, ManualClock(MONDAY))
    made.carry()
    yield made
    made.stop()
    for one in (made.desk, made.kiosk):
        one.database.close()


def pending(school: RingingSchool) -> list[str]:
    """Return why each call that was tried has not reached its address."""
    database, _, sender = school.servers[0]
    with database.read() as connection:
        return [one.trouble for one in sender._calls.pending(connection) if one.tried]


def test_red_rings_everybody_at_once_then_on_until_it_is_read_whatever_is_restarted(school: RingingSchool) -> None:
    assert school.ring() == []
    (report,) = school.alarm(2)
    assert set(school.ring()) == EVERYONE
    told = school.minutes(20)
    assert told == {15: [NIGHT]}
    school.stop()
    school.clock.advance(11 * MINUTE)
    school.start()
    assert school.ring() == [PRICE]
    # Another role's acknowledgement is none.
    school.read("head", report)
    assert school.minutes(15) == {15: [KHAN]}
    school.read("safeguarding", report)
    assert school.minutes(60, 15) == {}


@pytest.mark.parametrize("role", ["head", "chair"])
def test_a_red_report_about_staff_rings_the_same_people_until_one_half_is_read(
    school: RingingSchool, role: str
) -> None:
    halves = school.alarm(2, slot=True)
    assert set(school.ring()) == EVERYONE
    assert school.minutes(14) == {}
    school.read("safeguarding", *halves)
    assert school.minutes(1) == {1: [NIGHT]}
    school.read(role, halves[1])
    assert school.minutes(60, 15) == {}


def test_a_mail_server_that_is_down_loses_no_ring_and_one_bad_address_stops_nobody(school: RingingSchool) -> None:
    school.post.down = True
    (report,) = school.alarm(2)
    assert school.minutes(40) == {}
    assert pending(school) == ["reach"] * (len(EVERYONE) + 1)
    school.post.down = False
    school.post.refuses = {KHAN}
    rung = [one for each in school.minutes(6).values() for one in each]
    assert sorted(rung) == sorted({*EVERYONE, NIGHT} - {KHAN})
    school.post.refuses = set()
    assert KHAN in [one for each in school.minutes(6).values() for one in each]
    school.read("safeguarding", report)
    assert school.minutes(30, 15) == {}


def test_a_call_whose_sender_was_killed_is_made_at_once_by_the_next_start(school: RingingSchool) -> None:
    assert school.ring() == []
    school.alarm(2)
    database, ringer, sender = school.servers[0]
    ringer.look()
    assert len(database.change(lambda connection: sender._calls.claim(connection, MAIL, school.clock.now()))) == 4
    assert sender.send_due() == Sent()
    school.stop()
    school.start()
    assert school.ring() == sorted(EVERYONE)
    assert school.minutes(4) == {}


def test_a_call_whose_sender_was_killed_is_made_soon_by_another_server(school: RingingSchool) -> None:
    school.start()
    assert school.ring() == []
    school.alarm(2)
    database, ringer, sender = school.servers[0]
    ringer.look()
    assert len(database.change(lambda connection: sender._calls.claim(connection, MAIL, school.clock.now()))) == 4
    rung = school.minutes(3)
    assert sorted(one for each in rung.values() for one in each) == sorted(EVERYONE)


def test_whoever_gets_an_address_later_is_rung_by_the_next_rung(school: RingingSchool) -> None:
    with school.desk.database.write() as connection:
        publisher = Publisher(connection, school.desk.feeds, school.desk.school, school.desk.key)
        publisher.staff(STAFF)
        publisher.policy(replace(school.desk.school.policy(), out_of_hours=()))
    school.alarm(2)
    assert school.minutes(30, 15) == {}
    with school.desk.database.write() as connection:
        publisher = Publisher(connection, school.desk.feeds, school.desk.school, school.desk.key)
        told = {"Mr Khan": "ring me at KHAN@school.example, 01234"}
        publisher.staff([replace(one, contact=told.get(one.name, "01234")) for one in STAFF])
    school.carry()
    assert school.minutes(1) == {1: ["KHAN@school.example"]}


def test_a_red_report_from_a_computer_that_is_admitted_later_rings_then_like_any_other(school: RingingSchool) -> None:
    stranger = device(school._folder, "stranger", SigningKey(seeded(9)), keys=KEYS)
    with stranger.database.write() as connection:
        stranger.feeds.append(connection, LANE_RECORDS, b"x" * 64, alarm=2)
    kiosk, school.kiosk = school.kiosk, stranger
    school.carry()
    assert school.ring() == sorted([PRICE, KHAN])
    assert school.minutes(60, 15) == {}
    school.kiosk = kiosk
    with school.desk.database.write() as connection:
        publisher = Publisher(connection, school.desk.feeds, school.desk.school, school.desk.key)
        publisher.devices([DeviceEntry(KIOSK.public, "Library"), DeviceEntry(stranger.key.public, "Hall")])
    school.carry()
    assert set(school.ring()) == EVERYONE
    stranger.database.close()


def test_a_desk_that_is_not_opened_and_a_kiosk_that_fell_silent_ring_their_people(school: RingingSchool) -> None:
    with school.desk.database.write() as connection:
        publisher = Publisher(connection, school.desk.feeds, school.desk.school, school.desk.key)
        publisher.policy(replace(school.desk.school.policy(), silent_days=2))
    school.carry()
    assert school.ring() == []
    tuesday = MONDAY + timedelta(days=1, hours=4, minutes=30)
    school.clock.set_wall(tuesday)
    assert school.ring() == [OKAFOR]
    school.read("head")
    school.clock.set_wall(tuesday + timedelta(hours=1))
    assert school.ring() == []
    thursday = MONDAY + timedelta(days=3)
    school.clock.set_wall(thursday)
    assert school.ring() == sorted([OWEN, EVANS, PRICE, KHAN])
    school.read("chair")
    with school.kiosk.database.write() as connection:
        school.kiosk.feeds.append(connection, LANE_RECORDS, b"a cover")
    school.carry()
    school.clock.set_wall(thursday + timedelta(days=1))
    assert school.ring() == []


def test_beside_the_service_it_rings_by_itself_and_goes_on_after_whatever_went_wrong(school: RingingSchool) -> None:
    database = school.servers[0][0]
    task = RingTask(database, School(database, ROOT.public), Ringing((school.post,)), school.clock, every=0.01)
    school.post.breaks = True
    school.alarm(2)
    task.start()
    try:
        minutes = 0
        while not school.post.has_rung(len(EVERYONE)):
            minutes += 1
            assert minutes < 60
            school.clock.advance(MINUTE)
    finally:
        task.stop()
    assert not school.post.breaks
    assert set(school.post.taken()) >= EVERYONE


def test_two_servers_on_one_database_ring_once(tmp_path: Path, postgres: Postgres) -> None:
    school = RingingSchool(tmp_path, ManualClock(MONDAY), postgres.fresh())
    school.start()
    school.carry()
    (report,) = school.alarm(2)
    assert school.ring() == sorted(EVERYONE)
    assert school.minutes(30, 5) == {15: [NIGHT], 30: [PRICE]}
    school.read("safeguarding", report)
    assert school.minutes(60, 15) == {}
    school.stop()


def test_a_half_term_without_a_practice_report_rings_whoever_runs_the_scheme_until_each_route_acknowledged_one(
    school: RingingSchool,
) -> None:
    def weeks(count: int) -> list[str]:
        """Return who else than for their duty to open is rung at ten on the days of so many weeks."""
        rung = []
        for _ in range(count * 7):
            school.clock.advance(24 * 60 * MINUTE)
            rung += [one for one in school.ring() if one not in (OKAFOR, OWEN)]
        return rung

    school.ring()
    assert weeks(2) == []
    assert weeks(2) == [EVANS, EVANS]
    school.stop()
    school.start()
    today = school.clock.now().date()
    marks = {role: mark_of(ROOT.id, role, today) for role in ("safeguarding", "head", "chair")}
    school.read("safeguarding", marks["safeguarding"])
    # A mark counts for its own role alone.
    school.read("head", marks["chair"])
    school.read("chair", marks["chair"])
    assert weeks(1) == [EVANS]
    school.read("head", marks["head"])
    assert weeks(7) == []
    assert set(weeks(2)) == {EVANS}
