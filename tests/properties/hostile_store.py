"""A store on the network that answers honestly but for the lies that it is told to tell."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Final

from store.feeds.by_network import http_wire
from store.feeds.by_network.http import HttpPeer
from store.feeds.by_network.http_line import Patience
from store.feeds.exchange import exchange
from store.feeds.feeds import Feeds
from store.feeds.offer import Offer, read_offer
from store.feeds.ranges import Range
from store.feeds.receipt import Receipt, make_receipt, read_receipt
from store.feeds.run import decode_run, encode_run
from store.signed import cose
from tests.feed_parts import SCHOOL, STORE_KEY, chain, entries, key, state
from tests.https_server import Reply, Serving

FAST: Final = Patience(connect=2, silence=5, whole=10)
STRANGER: Final = key(999)


@dataclass
class HostileStore:
    """An honest database behind a mouth that lies."""

    feeds: Feeds
    lies: list[str] = field(default_factory=list)
    random: random.Random = field(default_factory=lambda: random.Random(0))
    told: list[bytes] = field(default_factory=list)

    def answer(self, _path: str, body: bytes) -> Reply:
        asked = http_wire.split(body)
        offer = read_offer(asked.head)
        with self.feeds.database.write() as connection:
            for public in asked.keys:
                self.feeds.introduce(connection, public)
            for run in asked.runs:
                self.feeds.take(connection, run)
        with self.feeds.database.read() as connection:
            held = tuple(self.feeds.taken(connection, (0, 1, 2), offer.held))
            runs = tuple(self.feeds.runs(connection, offer.held, offer.wanted)) if offer.wanted else ()
        receipt = Receipt(SCHOOL, STORE_KEY.id, held, (), cose.digest(asked.head))
        answer = http_wire.Sequence(make_receipt(receipt, STORE_KEY), (), (), runs)
        self.told.append(http_wire.join(answer))
        for lie in self.lies:
            answer = LIES[lie](self, answer, offer)
        data = http_wire.join(answer)
        return Reply(SPOILED[self.lies[0]](self, data) if self.lies and self.lies[0] in SPOILED else data)


Lie = Callable[[HostileStore, http_wire.Sequence, Offer], http_wire.Sequence]


def _signed(answer: http_wire.Sequence, receipt: Receipt, by: object = STORE_KEY) -> http_wire.Sequence:
    return replace(answer, head=make_receipt(receipt, by))  # type: ignore[arg-type]


def another_key(_: HostileStore, answer: http_wire.Sequence, __: Offer) -> http_wire.Sequence:
    return _signed(answer, read_receipt(answer.head), STRANGER)


def another_store(_: HostileStore, answer: http_wire.Sequence, __: Offer) -> http_wire.Sequence:
    return _signed(answer, replace(read_receipt(answer.head), store=STRANGER.id), STRANGER)


def another_school(_: HostileStore, answer: http_wire.Sequence, __: Offer) -> http_wire.Sequence:
    return _signed(answer, replace(read_receipt(answer.head), school=bytes(16)))


def bound_to_nothing(_: HostileStore, answer: http_wire.Sequence, __: Offer) -> http_wire.Sequence:
    return _signed(answer, replace(read_receipt(answer.head), offer_hash=None))


def bound_to_another(store: HostileStore, answer: http_wire.Sequence, _: Offer) -> http_wire.Sequence:
    return _signed(answer, replace(read_receipt(answer.head), offer_hash=store.random.randbytes(32)))


def withholds(store: HostileStore, answer: http_wire.Sequence, _: Offer) -> http_wire.Sequence:
    """Leave out every second entry, and every second run."""
    runs = [encode_run([item]) for run in answer.runs for item in decode_run(run)]
    return replace(answer, runs=tuple(run for run in runs if store.random.random() < 0.5))


def reorders(store: HostileStore, answer: http_wire.Sequence, _: Offer) -> http_wire.Sequence:
    runs = [encode_run([item]) for run in answer.runs for item in decode_run(run)]
    store.random.shuffle(runs)
    return replace(answer, runs=tuple(runs))


def repeats(_: HostileStore, answer: http_wire.Sequence, __: Offer) -> http_wire.Sequence:
    return replace(answer, runs=answer.runs * 2)


def old_runs(store: HostileStore, answer: http_wire.Sequence, _: Offer) -> http_wire.Sequence:
    return replace(answer, runs=http_wire.split(store.told[0]).runs)


def forged_entries(store: HostileStore, answer: http_wire.Sequence, _: Offer) -> http_wire.Sequence:
    """Add entries in the names of a desk and of this very device, signed by somebody else."""
    forged = [(signed, body) for signed, body in chain(STRANGER, 2, epoch=store.random.randbytes(16))]
    return replace(answer, runs=(*answer.runs, encode_run(forged)))


def swapped_bodies(_: HostileStore, answer: http_wire.Sequence, __: Offer) -> http_wire.Sequence:
    runs = [
        [(signed, None if body is None else body + b"!") for signed, body in decode_run(run)] for run in answer.runs
    ]
    return replace(answer, runs=tuple(encode_run(run) for run in runs))


def more_than_there_is(store: HostileStore, answer: http_wire.Sequence, offer: Offer) -> http_wire.Sequence:
    """Claim later entries of this device than it ever wrote, by a hash that it does not know."""
    receipt = read_receipt(answer.head)
    claims = [replace(one, last=one.last + 3, hash_at_last=store.random.randbytes(32)) for one in receipt.held]
    return _signed(answer, replace(receipt, held=tuple(claims)))


def another_hash(store: HostileStore, answer: http_wire.Sequence, _: Offer) -> http_wire.Sequence:
    receipt = read_receipt(answer.head)
    claims = [replace(one, hash_at_last=store.random.randbytes(32)) for one in receipt.held]
    return _signed(answer, replace(receipt, held=tuple(claims)))


def feeds_nobody_has(store: HostileStore, answer: http_wire.Sequence, offer: Offer) -> http_wire.Sequence:
    receipt = read_receipt(answer.head)
    made_up = Range(offer.device, 0, store.random.randbytes(16), 1, 9, store.random.randbytes(32))
    return _signed(answer, replace(receipt, held=(*receipt.held, made_up)))


def strange_keys(store: HostileStore, answer: http_wire.Sequence, _: Offer) -> http_wire.Sequence:
    """Introduce more devices than any school has, none of which there is."""
    return replace(answer, keys=tuple(store.random.randbytes(32) for _number in range(300)))


def forgets(_: HostileStore, answer: http_wire.Sequence, __: Offer) -> http_wire.Sequence:
    return _signed(answer, replace(read_receipt(answer.head), held=()))


def says_it_refused(store: HostileStore, answer: http_wire.Sequence, _: Offer) -> http_wire.Sequence:
    receipt = read_receipt(answer.head)
    told = tuple((code, store.random.randbytes(32)) for code in (1, 3, 7, 8, 99))
    return _signed(answer, replace(receipt, problems=told))


def _old_answer(store: HostileStore, _: bytes) -> bytes:
    return store.told[0]


def _cut(store: HostileStore, data: bytes) -> bytes:
    return data[: store.random.randrange(len(data))]


def _flipped(store: HostileStore, data: bytes) -> bytes:
    """Flip one bit of the receipt."""
    at = store.random.randrange(len(http_wire.split(data).head))
    return data[:at] + bytes([data[at] ^ (1 << store.random.randrange(8))]) + data[at + 1 :]


def _rubbish(store: HostileStore, _: bytes) -> bytes:
    return store.random.randbytes(200)


def _same(_: HostileStore, answer: http_wire.Sequence, __: Offer) -> http_wire.Sequence:
    return answer


SPOILED: Final[dict[str, Callable[[HostileStore, bytes], bytes]]] = {
    "replays": _old_answer,
    "cuts": _cut,
    "flips": _flipped,
    "rubbish": _rubbish,
}
# None of these is an answer of the school's store to this request, so nothing at all may change.
NOT_AN_ANSWER: Final = (
    "another_key",
    "another_store",
    "another_school",
    "bound_to_nothing",
    "bound_to_another",
    *SPOILED,
)
# A store that has the key can say these; what it says is worth what the signatures and hashes in it are.
FALSE: Final = (
    "withholds",
    "reorders",
    "repeats",
    "old_runs",
    "forged_entries",
    "swapped_bodies",
    "more_than_there_is",
    "another_hash",
    "feeds_nobody_has",
    "strange_keys",
    "forgets",
    "says_it_refused",
)
LIES: Final[dict[str, Lie]] = {name: globals().get(name, _same) for name in (*NOT_AN_ANSWER, *FALSE)}


def meet(device: Feeds, at: Serving, *, desk: bool = False) -> tuple[str, ...]:
    send, want = ((0, 1, 2), (0, 1, 2)) if desk else ((0,), (1,))
    peer = HttpPeer(at.address, at.pin, device, want=want, patience=FAST)
    try:
        return exchange(device, peer, send=send, want=want).problems
    finally:
        peer.close()


def whole_state(device: Feeds) -> tuple[object, ...]:
    """Return everything that an answer could have changed."""
    with device.database.read() as connection:
        introduced = device.introductions(connection)
    rows = sorted((one.hash, one.receipted, one.quarantined, one.body) for one in entries(device))
    return state(device), rows, introduced


def fresh_folder(folder: Path, number: int) -> Path:
    made = folder / str(number)
    made.mkdir()
    return made
