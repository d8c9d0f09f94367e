"""Acts that are done, but have not gone out yet."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict, dataclass, field

from sqlalchemy import Connection, and_, delete, exists, insert, or_, select, update

from store.casebook.rows.tables import PENDING, SOURCES

_OF = PENDING.c


@dataclass(frozen=True)
class PendingAct:
    """One act as JSON; the message that belongs to it is for the mentor of this id.

    `handed` names the role and the case where it is not for this casebook.
    """

    record_id: str
    record: str = field(repr=False)
    message: str | None = field(default=None, repr=False)
    mentor: str | None = None
    batched: bool = False
    posted: bool = False
    handed: str | None = None


def add(connection: Connection, act: PendingAct) -> None:
    """Keep an act until it has gone out; the same act twice is one."""
    connection.execute(insert(PENDING).prefix_with("OR IGNORE").values(**asdict(act)))


def every(connection: Connection) -> list[PendingAct]:
    """Return all that waits, in the order in which it was done."""
    query = select(*(_OF[name] for name in PendingAct.__dataclass_fields__)).order_by(_OF.number)
    return [PendingAct(*row) for row in connection.execute(query)]


def mark_batched(connection: Connection, record_ids: Iterable[str]) -> None:
    """Note that these acts are in a batch."""
    for record_id in record_ids:
        connection.execute(update(PENDING).where(_OF.record_id == record_id).values(batched=True))


def mark_posted(connection: Connection, record_ids: Iterable[str]) -> None:
    """Note that the messages of these acts are in a post."""
    for record_id in record_ids:
        connection.execute(update(PENDING).where(_OF.record_id == record_id).values(posted=True))


def let_go(connection: Connection) -> None:
    """Forget what has wholly gone out; an act that came back out of a feed is in a batch, whatever was noted."""
    came_back = exists().where(SOURCES.c.record_id == _OF.record_id)
    connection.execute(update(PENDING).where(came_back).values(batched=True))
    connection.execute(delete(PENDING).where(and_(_OF.batched, or_(_OF.posted, _OF.message.is_(None)))))
