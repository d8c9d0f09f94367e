"""Notices that change what is kept on a device, not its view of the school."""

from __future__ import annotations

from typing import Final

from sqlalchemy import Connection

from store.feeds.log import StoredEntry
from store.scheme.checkpoints import keep_checkpoint
from store.scheme.erasing import apply_erase
from store.scheme.notices import KIND_CHECKPOINT, KIND_ERASE
from store.scheme.view import View

_TAKERS: Final = {KIND_CHECKPOINT: keep_checkpoint, KIND_ERASE: apply_erase}


def take_statement(connection: Connection, view: View, entry: StoredEntry, kind: int, data: bytes) -> bool:
    """Take account of a checkpoint or an erase notice, returning whether it changed anything."""
    return kind in _TAKERS and _TAKERS[kind](connection, view, entry, data)
