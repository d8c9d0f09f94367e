"""What a mentor and the school agreed: which version of the school's page this mentor said yes to on this computer."""

from __future__ import annotations

from datetime import date
from typing import Any, Final, NamedTuple

from sqlalchemy import Connection

from store.errors import KioskError
from store.notebook.common import guidance, outbox
from store.notebook.common.facts import AgreementLine
from store.notebook.common.own_notes import Notes, has_note
from store.notebook.common.parts import Parts
from store.notebook.common.recording import log_readers, new_record
from store.scheme.guidance import AGREEMENT, MENTOR, GuidancePage
from store.scheme.ladder import Level
from store.sealing.xwing import Identity

KIND: Final = "agreed"
CHANGED: Final = "The school has changed this page meanwhile. Nothing was written down. Read it again, then decide."


class _Yes(NamedTuple):
    digest: str
    on: date


def line(connection: Connection, parts: Parts, person: bytes, work: Identity) -> AgreementLine | None:
    """Return the school's page with when this mentor agreed to it, None where the school has published none."""
    page = _page(parts)
    if page is None:
        return None
    said = Notes(parts, person, KIND, work).every(connection, _read)
    here = [one.on for one in said if one.digest == digest_of(page)]
    before = max((one.on for one in said), default=None)
    return AgreementLine(guidance.filled(parts, page), digest_of(page), min(here, default=None), before)


def agree(connection: Connection, parts: Parts, person: bytes, work: Identity, record_id: str, digest: str) -> None:
    """Queue that this mentor agrees to the page as it was shown; the same record id twice is one."""
    page = _page(parts)
    if page is None or digest_of(page) != digest:
        raise KioskError(CHANGED)
    number = bytes.fromhex(record_id)
    if has_note(connection, parts, person, KIND, number):
        return
    text = {"page": page.slug, "title": page.title, "checked": page.checked, "digest": digest}
    record = new_record(parts, KIND, log_readers(parts), text, record_id=record_id, author=person.hex())
    outbox.queue(connection, parts, record, Level.GREY, extra=[work.recipient])
    today = parts.clock.now().astimezone().date()
    Notes(parts, person, KIND, work).keep(connection, number, {"digest": digest, "on": today.isoformat()})


def digest_of(page: GuidancePage) -> str:
    """Return what stands for this version of a page: SHA-256 of its title, a newline, its text as published, in hex."""
    return page.digest


def _page(parts: Parts) -> GuidancePage | None:
    pages = parts.school.guidance()
    return next((one for one in pages if one.slug == AGREEMENT and one.audience == MENTOR and one.quiz is None), None)


def _read(kept: dict[str, Any]) -> _Yes:
    return _Yes(str(kept["digest"]), date.fromisoformat(kept["on"]))
