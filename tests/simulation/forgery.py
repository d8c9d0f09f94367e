"""What a hostile store, network or stick puts among what is genuine."""

from __future__ import annotations

import hashlib
import random
from collections.abc import Sequence

from store.feeds.entry import Entry, sign_entry
from store.feeds.ranges import Range
from store.feeds.receipt import Receipt, make_receipt
from store.feeds.run import Item, encode_run
from store.signed.signing_key import SigningKey
from tests.simulation.devices import Part
from tests.simulation.schools import Kit

CAPTIVE = b"<html><body>Please sign in to the network.</body></html>"
STRANGER = SigningKey(b"a key that no school ever listed")


def flipped(data: bytes, chance: random.Random) -> bytes:
    at = chance.randrange(len(data))
    return data[:at] + bytes([data[at] ^ (1 << chance.randrange(8))]) + data[at + 1 :]


def forged_receipt(
    part: Part, mine: Sequence[Range], others: Sequence[Kit], replays: Sequence[bytes], chance: random.Random
) -> bytes:
    """Return something that is no receipt to go by, or an old one, which moves nothing falsely."""
    claim = Receipt(part.kit.id, part.kit.store.id, tuple(mine))
    ways = [
        lambda: CAPTIVE,
        lambda: make_receipt(claim, STRANGER),
        lambda: make_receipt(Receipt(part.kit.id, STRANGER.id, tuple(mine)), STRANGER),
        lambda: make_receipt(Receipt(part.kit.id, others[0].store.id, tuple(mine)), others[0].store),
        lambda: make_receipt(Receipt(others[0].id, part.kit.store.id, tuple(mine)), part.kit.store),
        lambda: make_receipt(claim, part.device.own or STRANGER),
        lambda: flipped(make_receipt(claim, part.kit.store), chance)[:-1] + b"?",
        lambda: chance.choice(replays) if replays else CAPTIVE,
        lambda: chance.choice(replays) if replays else CAPTIVE,
    ]
    return chance.choice(ways)()


def poison(
    kit: Kit, items: Sequence[Item], foreign: Sequence[Item], chance: random.Random, kind: int | None = None
) -> Item:
    """Return an item that must be refused wherever it turns up."""
    signed, body = chance.choice(items)
    ways: list[Item] = [
        (b"no entry", b"x"),
        # The last byte belongs to the signature.
        (signed[:-1] + bytes([signed[-1] ^ 1]), body),
        (signed, b"another body"),
        made_up(kit, STRANGER, STRANGER.id, chance),
        made_up(kit, STRANGER, kit.kiosks[0].id, chance),
        foreign[-1] if foreign else (b"no entry", b"x"),
    ]
    return chance.choice(ways) if kind is None else ways[kind % len(ways)]


def made_up(
    kit: Kit, key: SigningKey, device: bytes, chance: random.Random, *, lane: int = 0, body: bytes = b"made up"
) -> Item:
    """Return the first entry of an epoch, signed by `key` as if `device` had written it."""
    hashed = hashlib.sha256(body).digest()
    entry = Entry(kit.id, device, lane, chance.randbytes(16), 1, bytes(32), hashed, len(body))
    return sign_entry(entry, key), body


def run_of(items: Sequence[Item]) -> bytes:
    return encode_run(list(items))
