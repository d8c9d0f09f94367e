"""Handing a case over to another role: its records as they are, sealed past the role that had it."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final

from sqlalchemy import Connection

from store.casebook.records import kinds
from store.casebook.records.opened_record import plain_json
from store.casebook.role.pending import PendingAct
from store.casebook.rows import sources
from store.errors import SealingError
from store.feeds.feeds import Feeds
from store.feeds.log import EntryLog
from store.records import from_json, new_id, to_json
from store.sealing.sealed import open_sealed
from store.sealing.xwing import Identity

if TYPE_CHECKING:
    from store.records import Record

# Who looked at a case, or read it for one role, is nothing that another role may be told as its own.
KEPT_BACK: Final = frozenset({kinds.READ, kinds.VIEW, kinds.EXPORT})


@dataclass(frozen=True)
class Handed:
    """To which role a case goes."""

    role: str
    case_id: str

    @property
    def mark(self) -> str:
        """How a waiting act tells it."""
        return f"{self.role}:{self.case_id}"

    @classmethod
    def of(cls, mark: str) -> Handed:
        """Read such a mark."""
        role, _, case_id = mark.partition(":")
        return cls(role, case_id)


@dataclass(frozen=True)
class Originals:
    """The records of a case as they were written, out of the feeds."""

    feeds: Feeds
    identity: Identity = field(repr=False)

    def of_case(self, reading: Connection, casebook: Connection, case_id: str) -> list[Record]:
        """Return the records of a case that came in entries, oldest first, but who read or looked at it."""
        wanted = sources.of_case(casebook, case_id)
        hashes = sorted({entry for entry, _ in wanted})
        found: dict[tuple[str, str], Record] = {}
        for hashed, body in zip(hashes, EntryLog(self.feeds.school).bodies(reading, hashes), strict=True):
            ids = {record_id for entry, record_id in wanted if entry == hashed}
            for record in self._in(body):
                if record.id in ids and record.kind not in KEPT_BACK:
                    found[record.id, record.created] = record
        return sorted(found.values(), key=lambda one: (one.created, one.id))

    def in_entries(self, reading: Connection, hashes: Sequence[bytes]) -> list[Record]:
        """Return every record of these entries."""
        bodies = EntryLog(self.feeds.school).bodies(reading, list(hashes))
        return [record for body in bodies for record in self._in(body)]

    def _in(self, body: bytes | None) -> Iterable[Record]:
        if body is None:
            return
        with suppress(SealingError):
            plain = open_sealed(body, [self.identity])
            told: Any = plain_json(plain).get("records")
            if not isinstance(told, list):
                yield from_json(plain)
                return
            for each in told:
                with suppress(SealingError):
                    yield from_json(json.dumps(each, ensure_ascii=False).encode("utf-8", "surrogatepass"))


def copy_of(record: Record, to: Handed) -> PendingAct:
    """Return a record as it waits to be handed over, under an id that is not its own: it has gone out once already."""
    return PendingAct(new_id(), to_json(record).decode("utf-8"), handed=to.mark)
