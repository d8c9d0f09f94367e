"""One school's part of the service: what is asked of it, answered from its own database with its own key."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Final

from sqlalchemy import Connection, func, select

from store.database import Database
from store.feeds.by_network import http_wire
from store.feeds.entry import LANE_NOTICES, LANES, FeedKey
from store.feeds.feeds import Feeds
from store.feeds.intake import LookedUp
from store.feeds.judge import Delivery
from store.feeds.log import IN_QUARANTINE
from store.feeds.offer import Offer
from store.feeds.problem import Code, Problem, problem
from store.feeds.ranges import Range
from store.feeds.receipt import Receipt, Told, make_receipt
from store.feeds.run import MOST_BYTES, MOST_ENTRIES, encode_run
from store.feeds.tables import ENTRIES
from store.scheme.documents import DEVICES
from store.scheme.enrol import read_enrol
from store.scheme.school import School
from store.scheme.tables import ACTIVE
from store.service.asking import AskingDevices
from store.signed.signing_key import SigningKey, id16

# What devices that nobody admitted may have here together, beside the share that the feeds allow each of them.
MOST_ASIDE: Final = 20_000
_MOST_RANGES_TOLD: Final = 50_000


@dataclass(frozen=True)
class Asked:
    """One request whose signature was checked: the offer, with the runs that came along."""

    offer: Offer
    offer_hash: bytes
    public: bytes
    deliveries: tuple[Delivery, ...] = field(default=(), repr=False)


@dataclass(frozen=True)
class Answered:
    """The answer to one request, with the counts that a log may hold."""

    body: bytes = field(repr=False)
    entries: int
    refused: int


class SchoolStore:
    """The store of one school, which answers nobody with anything of another one."""

    def __init__(self, database: Database, school: School, key: SigningKey) -> None:
        self.school = school
        self.database = database
        self._feeds = Feeds(database, school.id, school, None)
        self._asking = AskingDevices(school.id)
        self._key = key

    @property
    def id(self) -> bytes:
        """The school's number."""
        return self.school.id

    def introduced_key(self, device: bytes) -> bytes | None:
        """Return a device's key as it introduced itself, where the school's lists do not have it."""
        with self.database.read() as connection:
            return self._feeds.public_key(connection, device)

    def read(self, runs: Sequence[bytes | memoryview]) -> tuple[Delivery, ...]:
        """Read the runs of a request, which needs no database, so that the next group waits less."""
        return tuple(self._feeds.read(run) for run in runs)

    def keys(self) -> bytes | None:
        """Return the signed keys bundle in force, None before the first."""
        with self.database.read() as connection:
            self.school.refresh(connection)
        return self.school.keys.signed if self.school.keys else None

    def check(self) -> None:
        """Raise StorageError where the database can't be read."""
        with self.database.read() as connection:
            self._feeds.newest(connection)

    def settle(self, asked: Sequence[Asked]) -> list[Answered]:
        """Take in what came with all these requests in one durable step, then answer each."""
        problems: list[list[Problem]] = [[] for _ in asked]
        if any(one.deliveries or self.school.public_key(one.offer.device) is None for one in asked):
            problems = self.database.change(lambda connection: self._take_all(connection, asked))
        with self.database.read() as connection:
            self.school.refresh(connection)
            # What is put aside is looked up once for the whole group.
            aside = self._feeds.quarantined(connection)
            also = [self._also(one) for one in asked]
            # What is held is looked up once, too: to a server each question is a way there and back.
            known = self._feeds.stretches(connection, {one.feed for each in also for one in each})
            held = [self._feeds.taken_of(connection, known, each, aside) for each in also]
            answers = zip(asked, problems, also, held, strict=True)
            return [self._answer(connection, *one, aside) for one in answers]

    def ask(self, signed: bytes) -> None:
        """Keep a device's request to be admitted until a desk has looked at it, or raise FeedError or NewerVersion."""

        def kept(connection: Connection) -> None:
            self.school.refresh(connection)
            if self.school.standing(read_enrol(signed).device) == "unknown":
                self._asking.put(connection, signed)

        self.database.change(kept)

    def close(self) -> None:
        """Close the database."""
        self.database.close()

    def _take_all(self, connection: Connection, asked: Sequence[Asked]) -> list[list[Problem]]:
        self.school.refresh(connection)
        known: LookedUp | None = self._feeds.look_up(connection, [each for one in asked for each in one.deliveries])
        problems = []
        for one in asked:
            problems.append(self._take(connection, one, known))
            if _brings_notices(one):
                # What it erases is named by it alone: for the rest of the group each delivery is looked up by itself.
                known = None
        return problems

    def _take(self, connection: Connection, asked: Asked, known: LookedUp | None) -> list[Problem]:
        if self.school.public_key(asked.offer.device) is None:
            self._feeds.introduce(connection, asked.public)
        if self.school.standing(asked.offer.device) != "admitted" and self._is_full(connection):
            return [problem(Code.CAPS, None)] if asked.deliveries else []
        problems = [told for one in asked.deliveries for told in self._feeds.take(connection, one, known)]
        if _brings_notices(asked):
            self.school.follow(connection, self._feeds)
            self._asking.keep(connection, self._is_unknown)
        return problems

    def _also(self, asked: Asked) -> list[Range]:
        """Return what this one may be told of."""
        ends = [one.end for one in asked.deliveries if one.end is not None]
        desk = self._is_desk(asked.offer.device)
        return [one for one in (*asked.offer.held, *ends) if desk or _may_ask(asked.offer.device, one)]

    def _answer(
        self,
        connection: Connection,
        asked: Asked,
        problems: Sequence[Problem],
        also: Sequence[Range],
        held: Sequence[Range],
        aside: Collection[FeedKey],
    ) -> Answered:
        offer, desk = asked.offer, self._is_desk(asked.offer.device)
        told: list[Told] = [(one.code, one.entry_hash) for one in problems]
        if any(device == offer.device for device, _lane, _epoch in aside):
            told += self._aside(connection, offer.device, also, held)
        receipt = Receipt(self.id, self._key.id, tuple(held[:_MOST_RANGES_TOLD]), tuple(told), asked.offer_hash)
        answer = http_wire.Sequence(
            make_receipt(receipt, self._key),
            tuple(self._letters(connection)) if desk and offer.wanted else (),
            tuple(self._strangers(connection)) if desk and offer.wanted else (),
            tuple(_within_caps(self._runs_for(connection, offer, desk=desk))),
        )
        entries = sum(one.count for one in asked.deliveries)
        return Answered(http_wire.join(answer), entries, sum(one.refused for one in problems))

    def _runs_for(self, connection: Connection, offer: Offer, *, desk: bool) -> Iterator[bytes]:
        standing = self.school.standing(offer.device)
        # Who was never admitted is told nothing; who no longer is, only that; a kiosk the notices, a desk everything.
        lanes = {"admitted": LANES if desk else (LANE_NOTICES,)}.get(standing, ())
        wanted = [lane for lane in offer.wanted if lane in lanes]
        if wanted:
            yield from self._feeds.runs(connection, offer.held, wanted)
        elif standing == "revoked" and LANE_NOTICES in offer.wanted:
            yield from self._revocation(connection)

    def _revocation(self, connection: Connection) -> Iterator[bytes]:
        """Yield the one entry by which a device learns that it was revoked."""
        entry = select(ACTIVE.c.entry).where(ACTIVE.c.school == self.id, ACTIVE.c.name == DEVICES)
        of = ENTRIES.c
        query = select(of.signed, of.body).where(of.school == self.id, of.hash == entry.scalar_subquery())
        for signed, body in connection.execute(query):
            yield encode_run([(signed, body)])

    def _aside(
        self, connection: Connection, device: bytes, also: Sequence[Range], taken: Sequence[Range]
    ) -> list[Told]:
        """Tell a device which of its own entries lie in quarantine, so that it need not send them again and again."""
        held = self._feeds.held(connection, LANES, [one for one in also if one.device == device])
        aside = [one for one in held if one.device == device and one not in taken]
        return [(Code.QUARANTINED, one.hash_at_last) for one in aside if one.first == 1 and not one.without_body]

    def _letters(self, connection: Connection) -> Iterator[bytes]:
        for signed in self._asking.waiting(connection):
            if self._is_unknown(read_enrol(signed).device):
                yield signed

    def _strangers(self, connection: Connection) -> list[bytes]:
        known = self._feeds.introductions(connection)
        return [public for public in known if self.school.public_key(id16(public)) is None]

    def _is_unknown(self, device: bytes) -> bool:
        return self.school.standing(device) == "unknown"

    def _is_desk(self, device: bytes) -> bool:
        keys = self.school.keys
        return keys is not None and device in keys.devices

    def _is_full(self, connection: Connection) -> bool:
        here = (ENTRIES.c.school == self.id) & IN_QUARANTINE
        return connection.execute(select(func.count()).select_from(ENTRIES).where(here)).scalar_one() >= MOST_ASIDE


def _brings_notices(asked: Asked) -> bool:
    return any(one.entry.lane == LANE_NOTICES for delivery in asked.deliveries for one in delivery.candidates)


def _may_ask(device: bytes, one: Range) -> bool:
    """Whether a kiosk may be told of this feed: of its own, and of what everybody is to have."""
    return one.device == device or one.lane == LANE_NOTICES


def _within_caps(runs: Iterator[bytes]) -> Iterator[bytes]:
    entries = size = 0
    for run in runs:
        seen = http_wire.glance(run)
        entries, size = entries + (0 if seen is None else seen.entries), size + len(run)
        if (entries > MOST_ENTRIES or size > MOST_BYTES) and size > len(run):
            return
        yield run
