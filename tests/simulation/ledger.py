"""What really happened, as only the simulation knows it: the truth that every database is held against."""

from __future__ import annotations

import hashlib
import json
from collections import defaultdict
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from store.feeds.entry import Entry, FeedKey
from store.sealing.envelope import Envelope
from store.sealing.sealed import Sealer
from store.sealing.xwing import Recipient

Place = tuple[bytes, FeedKey, int]


class Broken(AssertionError):
    """An invariant does not hold; `name` says which."""

    def __init__(self, name: str, sentence: str) -> None:
        super().__init__(f"{name}: {sentence}")
        self.name = name


def hold(claim: object, name: str, sentence: str) -> None:
    if not claim:
        raise Broken(name, sentence)


@dataclass
class Ledger:
    """Everything that was ever sealed, appended, taken or acknowledged."""

    sealed: dict[bytes, dict[str, Any]] = field(default_factory=dict)
    by_record: dict[str, list[bytes]] = field(default_factory=lambda: defaultdict(list))
    born: dict[bytes, Place] = field(default_factory=dict)
    places: dict[Place, set[bytes]] = field(default_factory=lambda: defaultdict(set))
    taken: set[bytes] = field(default_factory=set)
    erased: set[bytes] = field(default_factory=set)
    checkpointed: dict[str, set[bytes]] = field(default_factory=lambda: defaultdict(set))
    persons: set[str] = field(default_factory=set)
    acknowledged: dict[str, set[bytes]] = field(default_factory=lambda: defaultdict(set))

    def seals(self, body: bytes, text: bytes) -> None:
        told = json.loads(text)
        hashed = hashlib.sha256(body).digest()
        self.sealed[hashed] = told
        self.by_record[str(told.get("id"))].append(hashed)

    def bears(self, hashed: bytes, entry: Entry) -> None:
        place = entry.school, entry.feed, entry.seq
        self.born[hashed] = place
        self.places[place].add(hashed)

    def bodies_of(self, record: str, *kinds: str) -> list[bytes]:
        return [one for one in self.by_record.get(record, ()) if self.sealed[one].get("kind") in kinds]


@contextmanager
def overheard(ledger: Ledger) -> Iterator[None]:
    """Let the ledger hear whatever is really sealed inside the block, so that nothing need be opened to know it."""
    kept = Sealer.seal, Envelope.seal

    def by_sealer(sealer: Sealer, json_text: bytes, recipients: Sequence[Recipient], **told: int) -> bytes:
        body = kept[0](sealer, json_text, recipients, **told)
        ledger.seals(body, json_text)
        return body

    def by_envelope(envelope: Envelope, json_text: bytes, **told: int) -> bytes:
        body = kept[1](envelope, json_text, **told)
        ledger.seals(body, json_text)
        return body

    Sealer.seal, Envelope.seal = by_sealer, by_envelope
    try:
        yield
    finally:
        Sealer.seal, Envelope.seal = kept
