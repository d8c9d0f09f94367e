"""What is let go of: forgotten only when it may be (I8), erased for good and by two people alone (I19)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from sqlalchemy import Connection

from store.feeds.checkpoint import read_checkpoint
from store.scheme.notices import KIND_CHECKPOINT, items_of
from store.scheme.routes import RECOVERY_ROLES
from tests.simulation.ledger import Ledger, hold

if TYPE_CHECKING:
    from tests.simulation.devices import Part

_ERASED, _FORGOTTEN = 1, 2
_DROPPED = "SELECT hash FROM dropped_bodies WHERE school = ? AND why = ?"
_FORGOTTEN_ROWS = """SELECT entries.hash, body_hash, device, lane,
(SELECT count(*) FROM receipted WHERE receipted.hash = entries.hash) FROM entries JOIN dropped_bodies AS gone
ON gone.school = entries.school AND gone.hash = entries.hash WHERE entries.school = ? AND why = ?"""


def note_checkpoints(connection: Connection, part: Part, body: bytes | None, ledger: Ledger) -> None:
    """Note what a role has at its desk at the moment when the desk writes that role's checkpoint."""
    for kind, data in items_of(body):
        if kind == KIND_CHECKPOINT:
            query = "SELECT hash FROM entries WHERE lane = 0 AND body IS NOT NULL AND quarantined = 0"
            here = connection.exec_driver_sql(query).scalars()
            ledger.checkpointed[read_checkpoint(data).role] |= {bytes(one) for one in here}


def check_forgotten(connection: Connection, part: Part, ledger: Ledger) -> None:
    """What a kiosk has forgotten, every role that it is sealed to has checkpointed, and a store has taken (I8)."""
    rows = connection.exec_driver_sql(_FORGOTTEN_ROWS, (part.kit.id, _FORGOTTEN)).all()
    for hashed, body_hash, device, lane, receipted in rows:
        if bytes(hashed) in part.forgotten:
            continue
        part.forgotten.add(bytes(hashed))
        own = part.device.own
        hold(own is not None and (device, lane) == (own.id, 0), "I8", f"{part.name} forgot what it had not written")
        readers = set(ledger.sealed[bytes(body_hash)]["to"]) - RECOVERY_ROLES
        lacks = {role for role in readers if bytes(hashed) not in ledger.checkpointed[role]}
        hold(not lacks, "I8", f"{part.name} forgot a report that {sorted(lacks)} had not checkpointed")
        # What is marked as receipted, a store has really taken: that is checked of every mark (I4).
        hold(receipted, "I8", f"{part.name} forgot a report without a receipt")


def check_erased(connection: Connection, part: Part, ledger: Ledger) -> None:
    """Only what two people erased is erased; what was stays so, its body never comes back (I19)."""
    erased = {bytes(one) for one in connection.exec_driver_sql(_DROPPED, (part.kit.id, _ERASED)).scalars()}
    hold(erased <= ledger.erased, "I19", f"{part.name} erased what no two people had erased")
    hold(part.erased <= erased, "I19", f"{part.name} forgot that something is erased")
    part.erased = erased
    back = _with_bodies(connection, part, slots=False)
    hold(not back, "I19", f"{part.name} holds {len(back)} bodies that were erased")


def check_erased_everywhere(parts: Sequence[Part]) -> None:
    """When all have met, all go by the same notices, and no erased body is left anywhere (I19)."""
    for part in parts:
        hold(part.erased == parts[0].erased, "I19", f"{part.name} and {parts[0].name} erased other things")
        with part.device.database.read() as connection:
            left = _with_bodies(connection, part, slots=True)
        hold(not left, "I19", f"{part.name} still holds {len(left)} bodies that were erased")


def _with_bodies(connection: Connection, part: Part, *, slots: bool) -> list[bytes]:
    # Until its other half has come, one half of a pair stays.
    query = """SELECT entries.hash FROM entries JOIN dropped_bodies AS gone
    ON gone.school = entries.school AND gone.hash = entries.hash
    WHERE entries.school = ? AND why = 1 AND body IS NOT NULL AND (slot = 0 OR ?)"""
    return list(connection.exec_driver_sql(query, (part.kit.id, slots)).scalars())
