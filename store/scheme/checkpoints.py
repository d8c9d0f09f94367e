"""What each role, at each of its desks, last said to hold."""

from __future__ import annotations

from sqlalchemy import Connection, delete, insert, select

from store.errors import BadSignature, FeedError, NewerVersion
from store.feeds.checkpoint import Checkpoint, read_checkpoint, verify_checkpoint
from store.feeds.log import StoredEntry
from store.scheme.tables import CHECKPOINTS
from store.scheme.view import View

_OF = CHECKPOINTS.c


def keep_checkpoint(connection: Connection, view: View, entry: StoredEntry, signed: bytes) -> bool:
    """Keep a checkpoint that stands in its desk's own feed if it is newer than the one kept, returning whether it was.

    Which of two epochs of one desk is the later one can't be told everywhere, so each has its own newest.
    """
    try:
        told = read_checkpoint(signed)
        is_of_desk = told.desk == entry.device and any(bundle.desk(told.desk) for bundle in view.bundles)
        if entry.quarantined or told.school != view.school or not is_of_desk or not _is_genuine(view, told, signed):
            return False
    except (FeedError, NewerVersion):
        return False
    here = (_OF.school == view.school) & (_OF.role == told.role) & (_OF.desk == told.desk) & (_OF.epoch == entry.epoch)
    kept = connection.execute(select(_OF.seq).where(here)).scalar()
    if kept is not None and kept >= entry.seq:
        return False
    row = {"school": view.school, "role": told.role, "desk": told.desk, "epoch": entry.epoch, "seq": entry.seq}
    connection.execute(delete(CHECKPOINTS).where(here))
    connection.execute(insert(CHECKPOINTS), row | {"signed": signed})
    return True


def checkpoints_of(connection: Connection, school: bytes, role: str) -> list[Checkpoint]:
    """Return the newest checkpoints of a role, checked when they were kept."""
    query = select(_OF.signed).where(_OF.school == school, _OF.role == role).order_by(_OF.desk, _OF.epoch)
    return [read_checkpoint(signed) for signed in connection.execute(query).scalars()]


def _is_genuine(view: View, told: Checkpoint, signed: bytes) -> bool:
    for keys in view.role_keys_ever(told.role):
        try:
            verify_checkpoint(signed, keys.verify)
        except BadSignature:
            continue
        return True
    return False
