"""Heads: the entry of a desk's checkpoint, by which paper commits to every feed."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from sqlalchemy import Connection, select

from store.errors import BadSignature, FeedError, NewerVersion
from store.feeds.checkpoint import Checkpoint, read_checkpoint, verify_checkpoint
from store.feeds.entry import LANE_NOTICES, read_entry
from store.feeds.ranges import Range
from store.feeds.tables import ENTRIES
from store.scheme.notices import KIND_CHECKPOINT, items_of
from store.scheme.school import School
from store.signed import cose

DIGEST_BYTES: Final = 16
_REST: Final = 16
_MOST_READ: Final = 200
_OF = ENTRIES.c


@dataclass(frozen=True)
class Head:
    """An entry with a checkpoint in it; its hash covers the checkpoint, and through `prev` all that the desk wrote."""

    desk: bytes
    seq: int
    hash: bytes
    checkpoint: Checkpoint | None


def newest_head(connection: Connection, school: School, desk: bytes) -> Head | None:
    """Return the newest checkpoint that a desk wrote as far as it has come here, None where there is none."""
    here = (_OF.school == school.id) & (_OF.device == desk) & (_OF.lane == LANE_NOTICES)
    query = select(_OF.arrival).where(here, _OF.quarantined.is_(False)).order_by(_OF.arrival.desc()).limit(_MOST_READ)
    # One after the other: every lock ends with a checkpoint, so that the first is nearly always it.
    for arrival in connection.execute(query).scalars().all():
        row = connection.execute(
            select(_OF.hash, _OF.signed, _OF.body).where(_OF.school == school.id, _OF.arrival == arrival)
        ).one()
        for head in _from_bytes(school, row.hash, row.signed, row.body):
            if head.checkpoint is not None:
                return head
    return None


def told_by_desks(connection: Connection, school: School) -> list[Range]:
    """Return what the school's desks say in their newest checkpoints that they hold."""
    desks = school.keys.desks if school.keys else ()
    heads = [newest_head(connection, school, desk.id) for desk in desks]
    return [one for head in heads if head is not None and head.checkpoint is not None for one in head.checkpoint.held]


def heads_of(connection: Connection, school: School, digest: bytes) -> list[Head]:
    """Return the entries whose hash begins with these 16 bytes, in practice one or none."""
    bounds = digest + bytes(_REST), digest + b"\xff" * _REST
    query = select(_OF.hash, _OF.signed, _OF.body).where(
        _OF.school == school.id, _OF.hash.between(*bounds), _OF.lane == LANE_NOTICES
    )
    return [head for row in connection.execute(query) for head in _from_bytes(school, row.hash, row.signed, row.body)]


def _from_bytes(school: School, hashed: bytes, signed: bytes, body: bytes | None) -> Iterable[Head]:
    """Yield the head that these bytes are, if they are what the hash says: who keeps them could have changed them."""
    try:
        entry = read_entry(signed, newer_too=True)
    except FeedError:
        return
    if cose.digest(signed) == hashed and entry.lane == LANE_NOTICES:
        told = body if body is not None and entry.fits(body) else None
        yield Head(entry.device, entry.seq, hashed, _checkpoint(school, entry.device, told))


def _checkpoint(school: School, desk: bytes, body: bytes | None) -> Checkpoint | None:
    """Return the genuine checkpoint in a notice; where there are several, the one that tells of most."""
    found = [one for kind, data in items_of(body) if kind == KIND_CHECKPOINT for one in _genuine(school, desk, data)]
    return max(found, key=lambda one: sum(each.last for each in one.held), default=None)


def _genuine(school: School, desk: bytes, signed: bytes) -> Iterable[Checkpoint]:
    try:
        told = read_checkpoint(signed)
    except (FeedError, NewerVersion):
        return
    if told.school != school.id or told.desk != desk:
        return
    for keys in school.role_keys_ever(told.role):
        try:
            yield verify_checkpoint(signed, keys.verify)
        except BadSignature:
            continue
        return
