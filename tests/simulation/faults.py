"""Peers over which everything goes wrong that can, one seeded fault at each step of an exchange."""

from __future__ import annotations

import random
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import replace
from typing import TypeVar

from store.errors import StorageError
from store.feeds.by_folder.folder import FolderPeer
from store.feeds.entry import read_entry
from store.feeds.peer import Peer
from store.feeds.ranges import Range
from store.feeds.run import Item, decode_run
from store.signed import cose
from tests.simulation.devices import Part
from tests.simulation.forgery import CAPTIVE, forged_receipt, poison, run_of
from tests.simulation.ledger import hold
from tests.simulation.perils import Crash
from tests.simulation.traffic import Traffic

_Answer = TypeVar("_Answer")


class FaultyPeer:
    """A real peer behind a line, a proxy and a stranger; `rate` is how often each of them acts."""

    def __init__(self, real: Peer, part: Part, traffic: Traffic, chance: random.Random, *, rate: float) -> None:
        self._real = real
        self._part = part
        self._traffic = traffic
        self._chance = chance
        self._rate = rate

    def introduce(self, public: bytes) -> None:
        if self._fate("gone"):
            raise gone()
        self._ask(lambda: self._real.introduce(public))

    def introductions(self) -> Iterable[bytes]:
        return [*self._real.introductions(), *([b"short"] if self._fate("short") else [])]

    def held(self, lanes: Collection[int], mine: Sequence[Range]) -> list[Range]:
        told = self._real.held(lanes, mine)
        match self._fate("gone", "fewer", "none", "all", "other hashes"):
            case "gone":
                raise gone()
            case "fewer":
                return [one for one in told if self._chance.random() < 0.5]
            case "none":
                return []
            case "all":
                return list(mine)
            case "other hashes":
                return [replace(one, hash_at_last=self._chance.randbytes(32)) for one in told]
        return told

    def get(self, lanes: Collection[int], mine: Sequence[Range]) -> Iterator[bytes]:
        kept_back: list[bytes] = []
        for run in self._real.get(lanes, mine):
            match self._fate("gone", "drop", "twice", "back", "cut", "half", "poison", "bare", "changed"):
                case "gone":
                    raise gone()
                case "drop":
                    continue
                case "twice":
                    yield run
                    yield run
                case "back":
                    kept_back.append(run)
                case "cut":
                    yield from self._pieces(run)
                case "half":
                    yield run[: len(run) // 2]
                case "poison":
                    yield self._poisoned(run)
                case "changed":
                    yield self._changed(run)
                case "bare" if not isinstance(self._real, FolderPeer):
                    # A file's bodies can't be left out on the way: its name holds the hash of its content.
                    yield run_of([(signed, None) for signed, _body in decode_run(run)])
                case _:
                    yield run
        yield from kept_back

    def begin_put(self, run: bytes) -> Callable[[], bytes | None]:
        """Deliver at once or when the end is asked for; what goes wrong is known only then."""
        if self._chance.random() < 0.5:
            return lambda: self.put(run)
        answer: bytes | None = None
        failure: StorageError | None = None
        try:
            answer = self.put(run)
        except StorageError as error:
            failure = error

        def end() -> bytes | None:
            if failure is not None:
                raise failure
            return answer

        return end

    def put(self, run: bytes) -> bytes | None:
        self._check_sent(run)
        self._traffic.sees(self._part, run)
        fates = (
            "gone",
            "swallowed",
            "gone after",
            "lost",
            "twice",
            "cut",
            "half",
            "late",
            "poison",
            "changed",
            "captive",
        )
        match "crash" if self._chance.random() < self._rate / 3 else self._fate(*fates):
            case "crash":
                return self._crashing(run)
            case "gone":
                raise gone()
            case "swallowed":
                return None
            case "gone after":
                self._deliver(run)
                raise gone()
            case "lost":
                self._deliver(run)
                return None
            case "twice":
                self._deliver(run)
                return self._deliver(run)
            case "cut":
                answers = [self._deliver(piece) for piece in self._pieces(run)]
                return answers[-1] if answers else None
            case "half":
                # A proxy that cuts off what it forwards; the store would answer that it is malformed.
                return None
            case "late":
                self._traffic.late.append((self._part.kit.name, run))
                return None
            case "poison" if not isinstance(self._real, FolderPeer):
                # Into a folder a device writes its own bytes; what happens to them there is the vandal's.
                return self._deliver(self._poisoned(run))
            case "changed":
                return self._deliver(self._changed(run))
            case "captive":
                return CAPTIVE
        return self._deliver(run)

    def receipts(self, mine: Sequence[Range]) -> Iterator[bytes]:
        for receipt in self._real.receipts(mine):
            self._traffic.receipts.append(receipt)
            fate = self._fate("lost", "twice", "forged", "forged", "instead")
            if fate in ("forged", "instead"):
                yield forged_receipt(
                    self._part, mine, self._traffic.others(self._part), self._traffic.receipts, self._chance
                )
            if fate == "lost" or fate == "instead":
                continue
            yield receipt
            if fate == "twice":
                yield receipt

    def problems(self) -> tuple[str, ...]:
        return self._real.problems()

    def _fate(self, *fates: str) -> str | None:
        return self._chance.choice(fates) if self._chance.random() < self._rate else None

    def _deliver(self, run: bytes) -> bytes | None:
        receipt = self._ask(lambda: self._real.put(run))
        if receipt is not None:
            self._traffic.receipts.append(receipt)
        return receipt

    def _crashing(self, run: bytes) -> bytes | None:
        """Deliver a run while the store's power fails or its disk fills up, at any moment of taking it in."""
        store = self._traffic.store.database
        store.arm(self._chance.randrange(24), full=self._chance.random() < 0.3)
        try:
            return self._deliver(run)
        finally:
            store.disarm()

    def _ask(self, call: Callable[[], _Answer]) -> _Answer:
        try:
            return call()
        except Crash as crash:
            if crash.device != self._traffic.store.name:
                raise
            # The other end of a line tells nothing of a crash but silence.
            self._traffic.store.reopen()
            raise gone() from None

    def _pieces(self, run: bytes) -> list[bytes]:
        """Cut a run anywhere, perhaps in another order, perhaps with a piece missing."""
        items = decode_run(run)
        at = self._chance.randrange(len(items) + 1)
        pieces = [run_of(piece) for piece in (items[:at], items[at:]) if piece]
        self._chance.shuffle(pieces)
        return pieces[: self._chance.randint(0, len(pieces))]

    def _poisoned(self, run: bytes) -> bytes:
        items = decode_run(run)
        bad = poison(self._part.kit, items, self._traffic.foreign(self._part), self._chance)
        at = self._chance.randrange(len(items))
        # It comes before an item, or in the place of one that was changed on the way.
        return run_of([*items[:at], bad, *items[at + self._chance.randrange(2) :]])

    def _changed(self, run: bytes) -> bytes:
        """Return a run in which the body of one item is not what it was."""
        items = decode_run(run)
        at = self._chance.randrange(len(items))
        items[at] = items[at][0], self._chance.randbytes(len(items[at][1] or b"body"))
        return run_of(items)

    def _check_sent(self, run: bytes) -> None:
        for signed, body in decode_run(run):
            born = cose.digest(signed) in self._traffic.ledger.born
            hold(born, "I3", f"{self._part.name} sent an entry that no device has ever made durable")
            lacked = body is None and self._lacks_body(cose.digest(signed))
            same = lacked or (body is not None and read_entry(signed, newer_too=True).fits(body))
            hold(same, "I3", f"{self._part.name} sent an entry with another body than before")

    def _lacks_body(self, hashed: bytes) -> bool:
        query = "SELECT body IS NULL FROM entries WHERE hash = ?"
        with self._part.device.database.read() as connection:
            return bool(connection.exec_driver_sql(query, (hashed,)).scalar())


class PoisonedPeer(FaultyPeer):
    """A line on which nothing is lost, but a bad item comes first in every run, for ever."""

    def __init__(self, real: Peer, part: Part, traffic: Traffic, chance: random.Random, *, kind: int) -> None:
        super().__init__(real, part, traffic, chance, rate=0.0)
        self._kind = kind

    def get(self, lanes: Collection[int], mine: Sequence[Range]) -> Iterator[bytes]:
        for run in self._real.get(lanes, mine):
            yield self._behind_poison(run)

    def put(self, run: bytes) -> bytes | None:
        self._check_sent(run)
        return self._deliver(self._behind_poison(run))

    def _behind_poison(self, run: bytes) -> bytes:
        items: list[Item] = decode_run(run)
        bad = poison(self._part.kit, items, self._traffic.foreign(self._part), self._chance, self._kind)
        return run_of([bad, *items])


def gone() -> StorageError:
    return StorageError("The other side can't be reached. Nothing was lost.")
