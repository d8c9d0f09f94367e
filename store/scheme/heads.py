"""Heads: the entry of a desk's checkpoint, by which paper commits to every feed."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from sqlalchemy import Connection, select

from store.errors import BadSignature, FeedError, NewerVersion
from store.feeds.checkpoint import Checkpoint, read_checkpoint, verify_checkpoint
from store.feeds.entry import LANE_NOTICES, read_entry
from store.feeds.feeds import Feeds
from store.feeds.tables import ENTRIES
from store.scheme.notices import KIND_CHECKPOINT, items_of
from store.scheme.school import School
from store.signed import cose

DIGEST_BYTES: Final = 16
_REST: Final = 16
_OF = ENTRIES.c


@dataclass(frozen=True)
class Head:
    """An entry with a checkpoint in it; its hash covers the checkpoint, and through `prev` all that the desk wrote."""

    desk: bytes
    seq: int
    hash: bytes
    checkpoint: Checkpoint | None


def newest_head(connection: Connection, feeds: Feeds, school: School) -> Head | None:
    """Return the newest checkpoint that this desk wrote, None before the first."""
    if feeds.own is None:
        return None
    here = (_OF.school == feeds.school) & (_OF.device == feeds.own.id) & (_OF.lane == LANE_NOTICES)
    query = select(_OF.arrival).where(here).order_by(_OF.arrival.desc())
    for arrival in connection.execute(query).scalars().all():
        row = connection.execute(
            select(_OF.device, _OF.seq, _OF.hash, _OF.body).where(_OF.school == feeds.school, _OF.arrival == arrival)
        ).one()
        checkpoint = _checkpoint(school, row.device, row.body)
        if checkpoint is not None:
            return Head(row.device, row.seq, row.hash, checkpoint)
    return None


def heads_of(connection: Connection, feeds: Feeds, school: School, digest: bytes) -> list[Head]:
    """Return the entries whose hash begins with these 16 bytes, in practice one or none."""
    bounds = digest + bytes(_REST), digest + b"\xff" * _REST
    query = select(_OF.hash, _OF.signed, _OF.body).where(
        _OF.school == feeds.school, _OF.hash.between(*bounds), _OF.lane == LANE_NOTICES
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
