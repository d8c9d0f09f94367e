"""Practice reports of one role that somebody has acknowledged."""

from __future__ import annotations

from datetime import date
from typing import Final

from store.casebook.case.case_facts import CaseFacts, read_at
from store.casebook.records import kinds
from store.casebook.records.opened_record import date_of
from store.casebook.role.role_casebook import RoleCasebook

_MOST: Final = 20


def last_acknowledged(casebook: RoleCasebook) -> date | None:
    """Return the day of the newest one, as its kiosk dated it but never later than it was read."""
    newest = casebook.of_kind(kinds.PRACTICE)[-_MOST:]
    cases = casebook.records(list({one.id: None for one in newest}))
    facts = [CaseFacts.of(case_id, records) for case_id, records in cases.items() if records]
    read = [(one.main.at, at) for one in facts if (at := read_at(one)) is not None]
    return max((date_of(min(times)).date() for times in read), default=None)
