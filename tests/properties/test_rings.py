"""No red alarm is ever silent until a person of its role has acknowledged it, whatever fails or is restarted."""

from __future__ import annotations

import secrets
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from sqlalchemy import insert

from store.database import Database
from store.feeds.checkpoint import Checkpoint, make_checkpoint
from store.feeds.tables import ENTRIES
from store.scheme.policy import Policy
from store.scheme.routes import CHAIR, HEAD, SAFEGUARDING
from store.scheme.school import School
from store.scheme.tables import CHECKPOINTS
from store.service.rings.people import MAIL, Address, Directory, Team
from store.service.rings.ringer import Ringer
from store.service.rings.sender import Sender
from store.service.rings.troubles import Trouble
from store.service.rings.words import RING
from store.signed.signing_key import SigningKey
from tests.clocks import ManualClock
from tests.new_database import new_database

MONDAY = datetime(2026, 11, 30, 10, 0, tzinfo=UTC)
PEOPLE = ("lead", "deputy", "boss", "governor")
TEAM = Team({SAFEGUARDING: ("lead", "deputy"), HEAD: ("boss",), CHAIR: ("governor",)}, ("night",))
WHOM = Directory(TEAM, {}, {one: (Address(MAIL, one),) for one in (*PEOPLE, "night")})
TICK = 5
# A call that failed, or whose sender was killed, is made again after so many minutes at most.
AGAIN = 15
QUARTER = 15
KEY = SigningKey(bytes([7]) * 32)

ACTS = st.one_of(
    st.tuples(st.just("pass"), st.integers(1, 8)),
    st.tuples(st.just("report"), st.booleans()),
    st.tuples(st.just("read"), st.integers(0, 5)),
    st.tuples(st.just("read by another role"), st.integers(0, 5)),
    st.tuples(st.just("mail"), st.booleans()),
    st.tuples(st.just("kill"), st.sampled_from(["looked", "claimed", "sent"])),
    st.tuples(st.just("server"), st.just(0)),
    st.tuples(st.just("clock"), st.sampled_from([-50 * 365 * 24, -24, -1, 1, 24, 50 * 365 * 24])),
)


class World:
    """A school's rows with what happens to it; nothing stands in for the plan, the rows, the calls."""

    def __init__(self, database: Database) -> None:
        self.id = secrets.token_bytes(16)
        self._database = database
        self.clock = ManualClock(MONDAY)
        self.minute = 0
        self.is_up = True
        self.well_since = 0
        self.rung: dict[str, int] = {}
        self.waiting: dict[tuple[bytes, ...], tuple[bool, int]] = {}
        self._arrival = self._seq = self._checkpoints = 0
        self._met: dict[str, list[bytes]] = {}
        self.servers = [self._server()]

    def _server(self) -> tuple[Ringer, Sender]:
        school = SimpleNamespace(
            id=self.id, refresh=lambda _: None, policy=Policy, kiosks=tuple, has_role=lambda _: False
        )
        ringer = Ringer(self._database, cast(School, school), lambda _: WHOM, self.clock, zone=UTC)
        return ringer, Sender(self._database, self.id, self, lambda: WHOM, self.clock)

    # -- as a way to ring

    name = MAIL

    def deliver(self, addresses: Sequence[str], words: str) -> Mapping[str, Trouble | None]:
        assert words == RING
        if self.is_up:
            self.rung |= dict.fromkeys(addresses, self.minute)
        return dict.fromkeys(addresses, None if self.is_up else Trouble.REACH)

    # -- what happens

    def act(self, name: str, value: Any) -> None:
        if name == "pass":
            for _ in range(value):
                self.pass_time()
        elif name == "report":
            self.report(slot=value)
        elif name in ("read", "read by another role") and self.waiting:
            self.read(sorted(self.waiting)[value % len(self.waiting)], is_own=name == "read")
        elif name == "mail" and self.is_up != value:
            self.is_up, self.well_since = value, self.minute
        elif name == "kill":
            self.kill(value)
        elif name == "server" and len(self.servers) == 1:
            self.servers.append(self._server())
        elif name == "clock":
            self.clock.set_wall(self.clock.now() + timedelta(hours=value))

    def report(self, *, slot: bool) -> None:
        hashes = []
        with self._database.write() as connection:
            for _ in range(2 if slot else 1):
                self._arrival, self._seq = self._arrival + 1, self._seq + 1
                hashes.append(secrets.token_bytes(32))
                row = {"school": self.id, "arrival": self._arrival, "hash": hashes[-1], "seq": self._seq, "slot": slot}
                more = dict.fromkeys(("device", "epoch", "prev", "body_hash", "signed"), b"d" * 16)
                numbers = {"lane": 0, "size": 1, "alarm": 2, "quarantined": False, "body": b""}
                connection.execute(insert(ENTRIES), row | more | numbers)
        self.waiting[tuple(hashes)] = slot, self.minute
        # What follows is no neighbour of this slot.
        self._seq += 1

    def read(self, report: tuple[bytes, ...], *, is_own: bool) -> None:
        slot, _ = self.waiting[report]
        role = (HEAD if slot else SAFEGUARDING) if is_own else (SAFEGUARDING if slot else CHAIR)
        self._met.setdefault(role, []).append(report[-1])
        self._checkpoints += 1
        signed = make_checkpoint(Checkpoint(self.id, role, KEY.id, (), tuple(self._met[role])), KEY)
        row = {
            "school": self.id,
            "role": role,
            "desk": KEY.id,
            "epoch": self._checkpoints.to_bytes(16),
            "signed": signed,
        }
        with self._database.write() as connection:
            connection.execute(insert(CHECKPOINTS), row | {"seq": self._checkpoints})
        if is_own:
            del self.waiting[report]

    def kill(self, when: str) -> None:
        """Lose every server, after it has looked, after it has taken its calls, or after it has made them."""
        ringer, sender = self.servers[0]
        ringer.look()
        if when == "claimed":
            sender._claim()
        elif when == "sent":
            sender.send_due()
        self.servers = [self._server()]

    def pass_time(self) -> None:
        self.minute += TICK
        self.clock.advance(TICK * 60)
        for ringer, sender in self.servers:
            ringer.look()
            sender.send_due()
        self.check()

    def check(self) -> None:
        """Whoever has to be called was, unless the mail was down until a moment ago."""
        if not self.is_up or self.minute - self.well_since < AGAIN:
            return
        ripe = [since for _, since in self.waiting.values() if self.minute - since >= AGAIN]
        for since in ripe:
            assert all(self.rung.get(one, -1) >= since for one in PEOPLE)
        if ripe and self.minute - self.well_since >= QUARTER + AGAIN + TICK:
            assert self.minute - max(self.rung.values()) <= QUARTER + AGAIN + TICK


@pytest.fixture(scope="module")
def database(tmp_path_factory: pytest.TempPathFactory) -> Database:
    made = new_database(Path(tmp_path_factory.mktemp("rings")) / "store.db")
    with made.read() as connection:
        connection.exec_driver_sql("SELECT 1")
    return made


YEARS = 50 * 365 * 24
AHEAD = [("clock", YEARS), ("report", True), ("pass", 1), ("clock", -YEARS), ("pass", 8)]
KILLED = [("report", False), ("kill", "claimed"), ("pass", 8)]


@settings(max_examples=3, deadline=None)
@example(acts=AHEAD)
@example(acts=KILLED)
@given(acts=st.lists(ACTS, min_size=4, max_size=25))
def test_no_red_alarm_is_silent_until_it_is_read(database: Database, acts: list[tuple[str, Any]]) -> None:
    world = World(database)
    for name, value in acts:
        world.act(name, value)
    world.act("mail", True)
    # However it went, in the end everybody is called, and goes on being called.
    for _ in range((QUARTER + 2 * AGAIN) // TICK + 1):
        world.pass_time()
    for report in list(world.waiting):
        world.read(report, is_own=True)
    world.pass_time()
    world.rung.clear()
    for _ in range(2 * QUARTER // TICK):
        world.pass_time()
    assert world.rung == {}
