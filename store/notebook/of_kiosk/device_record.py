"""What a kiosk tells of itself to those who run the scheme: its program, what its doctor found."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from sqlalchemy import Connection

from store.notebook.common import outbox
from store.notebook.common.parts import Parts
from store.notebook.common.recording import log_readers, new_record
from store.scheme.ladder import Level

DEVICE: Final = "device"


@dataclass(frozen=True)
class OwnState:
    """A kiosk's version, system, findings, as the short names that the desk has words for."""

    version: str
    system: str
    findings: Sequence[str]


def tell(connection: Connection, parts: Parts, state: OwnState) -> bool:
    """Queue a state like a session log, padded and numbered as one; False while nobody could read it."""
    readers = log_readers(parts)
    if not readers:
        return False
    text = {"version": state.version, "system": state.system, "findings": list(state.findings)}
    outbox.queue(connection, parts, new_record(parts, DEVICE, readers, text), Level.GREY)
    return True
