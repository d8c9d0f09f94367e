"""One exchange of a kiosk, with what it leaves behind: the notices followed, the time of the contact noted."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Final

from sqlalchemy import Connection, bindparam, select
from sqlalchemy.dialects.sqlite import insert

from store.clock import Clock, written_at
from store.feeds.entry import LANE_RECORDS
from store.feeds.exchange import Moved
from store.feeds.feeds import Feeds
from store.feeds.log import IS_RECEIPTED
from store.feeds.tables import ENTRIES
from store.notebook.common.tables import CONTACTS
from store.notebook.of_kiosk import forgetting
from store.notebook.of_kiosk.reach import Outcome
from store.scheme.school import School

_OF = CONTACTS.c
_LAST: Final = select(_OF.at).where(_OF.school == bindparam("of_school"))
_NEW: Final = insert(CONTACTS)
_NOTE: Final = _NEW.on_conflict_do_update(index_elements=[_OF.school], set_={"at": _NEW.excluded.at})
_ENTRY = ENTRIES.c
_UNRECEIPTED: Final = (
    select(_ENTRY.hash)
    .where(
        _ENTRY.school == bindparam("of_school"),
        _ENTRY.device == bindparam("of_device"),
        _ENTRY.lane == LANE_RECORDS,
        ~IS_RECEIPTED,
    )
    .limit(1)
)


def exchange_once(feeds: Feeds, school: School, clock: Clock, exchange: Callable[[], Moved]) -> Outcome:
    """Exchange, then follow what came, or raise what kept every peer from being reached."""
    moved = None
    try:
        moved = exchange()
    finally:
        # A stick that can't be written to may still have brought new keys or people.
        with feeds.database.write() as connection:
            applied = forgetting.follow(connection, feeds, school)
            if moved is not None and moved.receipts:
                connection.execute(_NOTE, {"school": feeds.school, "at": written_at(clock.now())})
    more = bool(applied)
    while more:
        # A little in each transaction, for a pupil may want to save.
        with feeds.database.write() as connection:
            more = forgetting.forget(connection, feeds, school)
    with feeds.database.read() as connection:
        level = is_level(connection, feeds)
    trouble = None if moved.receipts else next(iter(moved.troubles), None)
    return Outcome(moved.sent, moved.received, moved.receipts, level, trouble)


def last_contact(feeds: Feeds) -> datetime | None:
    """Return when a store's receipt last came."""
    with feeds.database.read() as connection:
        at = connection.execute(_LAST, {"of_school": feeds.school}).scalar()
    return None if at is None else datetime.fromisoformat(str(at))


def is_level(connection: Connection, feeds: Feeds) -> bool:
    """Return whether a store has said that it holds everything that this computer has appended."""
    own = b"" if feeds.own is None else feeds.own.id
    here = {"of_school": feeds.school, "of_device": own}
    return connection.execute(_UNRECEIPTED, here).first() is None
