"""The acts by which a casebook knows of transfers."""

from __future__ import annotations

from typing import Any

from store.casebook.acts.acting import Actor
from store.casebook.acts.desk import Desk
from store.casebook.acts.outgoing import recovery_of
from store.casebook.case.act_words import text_of
from store.casebook.records.opened_record import OpenedRecord
from store.casebook.role.role_casebook import RoleCasebook
from store.scheme.routes import SAFEGUARDING

TAKEN, NOT_TAKEN, WAITS = "taken", "not taken", "waits for the receipt"


def tell(desk: Desk, actor: Actor, casebook: RoleCasebook, kind: str, said: dict[str, Any]) -> None:
    """Record an act that is about no case."""
    roles = (SAFEGUARDING, recovery_of(SAFEGUARDING))
    casebook.act(actor.act(kind, None, roles, desk.clock.now(), said, None))


def is_of(one: OpenedRecord, transfer: bytes) -> bool:
    """Return whether an act is about this transfer."""
    return text_of(one, "transfer") == transfer.hex()


def count_of(one: OpenedRecord) -> int:
    """Return of how many cases an act tells, 0 where it says nothing that can be believed."""
    count = one.said.get("cases")
    return count if isinstance(count, int) and 0 <= count < 1 << 31 else 0
