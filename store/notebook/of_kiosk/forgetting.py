"""What a kiosk lets go of: reports that every reader has, overtaken documents, old posts."""

from __future__ import annotations

from collections.abc import Collection
from typing import Final

from sqlalchemy import ColumnElement, Connection, delete, func, insert, select

from store.feeds.entry import LANE_NOTICES, LANE_RECORDS
from store.feeds.feeds import Feeds
from store.feeds.log import IS_RECEIPTED
from store.feeds.tables import ENTRIES
from store.feeds.why import Why
from store.notebook.common.tables import POSTS
from store.scheme import following
from store.scheme.checkpoints import checkpoints_of
from store.scheme.notices import KIND_POST, items_of
from store.scheme.routes import CHAIR, COORDINATOR, HEAD, SAFEGUARDING
from store.scheme.school import School

LATER_PAIRS = 200
KEPT_POSTS = 5_000
_MOST: Final = 200
_PAGE: Final = 200
_OF, _POST = ENTRIES.c, POSTS.c


def follow(connection: Connection, feeds: Feeds, school: School) -> int:
    """Follow the notices as a kiosk does, which keeps neither overtaken documents nor old posts."""

    def drop(connection: Connection, entry: bytes) -> None:
        feeds.drop(connection, [entry], Why.OVERTAKEN)

    before = following.position(connection, feeds.school)
    applied = school.follow(connection, feeds, drop=drop)
    if _note_posts(connection, feeds, before):
        _drop_old_posts(connection, feeds)
    return applied


def forget(connection: Connection, feeds: Feeds, school: School) -> bool:
    """Forget a page of reports that may be forgotten, returning whether there may be more.

    That is a body which every role that may be its reader has checkpointed, of which a store gave a receipt, and after
    which many pairs of slots were written. Who reads a report is sealed, so whatever is outside the slots waits for
    safeguarding, and for the coordinator where the school has ever had one; a slot waits for head and chair.
    """
    own = b"" if feeds.own is None else feeds.own.id
    here = (_OF.school == feeds.school) & (_OF.device == own) & (_OF.lane == LANE_RECORDS)
    slots = select(_OF.arrival).where(here, _OF.slot.is_(True)).order_by(_OF.arrival.desc())
    until = connection.execute(slots.offset(2 * LATER_PAIRS - 1).limit(1)).scalar()
    if until is None:
        return False
    ripe = _is_ripe(until)
    found = sorted(
        {
            one
            for slot in (False, True)
            for one in _read_by_all(connection, feeds, _readers(school, slot=slot), ripe & _OF.slot.is_(slot))
        }
    )
    feeds.drop(connection, found[:_MOST], Why.FORGOTTEN)
    return len(found) > _MOST


def _is_ripe(until: int) -> ColumnElement[bool]:
    return (_OF.arrival < until) & IS_RECEIPTED & _OF.body.is_not(None)


def _read_by_all(connection: Connection, feeds: Feeds, roles: Collection[str], ripe: ColumnElement[bool]) -> set[bytes]:
    own, held = feeds.own, list[set[bytes]]()
    for role in roles:
        told = [one for checkpoint in checkpoints_of(connection, feeds.school, role) for one in checkpoint.held]
        mine = [one for one in told if own is not None and (one.device, one.lane) == (own.id, LANE_RECORDS)]
        held.append({hashed for one in mine for hashed in feeds.covered(connection, one, ripe)})
    return set.intersection(*held)


def _readers(school: School, *, slot: bool) -> tuple[str, ...]:
    if slot:
        return HEAD, CHAIR
    return (SAFEGUARDING, COORDINATOR) if school.role_keys_ever(COORDINATOR) else (SAFEGUARDING,)


def _note_posts(connection: Connection, feeds: Feeds, position: int) -> bool:
    """Note the posts that arrived, returning whether there were any; one with something else beside it stays."""
    found = False
    while entries := feeds.entries(connection, after=position, lanes=(LANE_NOTICES,), limit=_PAGE):
        position = entries[-1].arrival
        for entry in entries:
            if entry.quarantined or [kind for kind, _data in items_of(entry.body)] != [KIND_POST]:
                continue
            connection.execute(delete(POSTS).where(_POST.school == feeds.school, _POST.hash == entry.hash))
            row = {"school": feeds.school, "hash": entry.hash, "arrival": entry.arrival}
            connection.execute(insert(POSTS), row)
            found = True
    return found


def _drop_old_posts(connection: Connection, feeds: Feeds) -> None:
    here = _POST.school == feeds.school
    count = connection.execute(select(func.count()).select_from(POSTS).where(here)).scalar_one()
    oldest = select(_POST.hash).where(here).order_by(_POST.arrival).limit(max(0, count - KEPT_POSTS))
    old = connection.execute(oldest).scalars().all()
    feeds.drop(connection, old, Why.OLD_POST)
    for hashed in old:
        connection.execute(delete(POSTS).where(here, _POST.hash == hashed))
