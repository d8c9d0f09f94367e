"""The training that a member of staff has passed, as a record of their own desk."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Final

from store.casebook.records import kinds
from store.casebook.records.opened_record import OpenedRecord
from store.errors import KioskError
from store.scheme.guidance import STAFF, GuidancePage, months_after
from store.scheme.routes import CHAIR, COORDINATOR, HEAD, SAFEGUARDING

NOT_PASSED: Final = "That was not enough right answers for a pass. Nothing was recorded. Read it again, then try again."
NO_MODULE: Final = "The school has no training for staff of this name. Nothing was recorded. See the list of pages."
# Those first who look after the scheme: a pass is seen by whoever holds the role in whose casework it stands.
_ORDER: Final = (COORDINATOR, SAFEGUARDING, HEAD, CHAIR)


@dataclass(frozen=True)
class StaffPass:
    """Who passed which module when, until when that is valid."""

    by: str = field(repr=False)
    module: str
    title: str
    on: date
    until: date


def role_for(roles: Iterable[str]) -> str:
    """Return in which of these roles' casework a pass is recorded."""
    return min(roles, key=_ORDER.index)


def said_of(pages: Iterable[GuidancePage], module: str, right: int, today: date) -> dict[str, Any]:
    """Return the text of a pass, or raise KioskError where there is no such module for staff, or no pass."""
    page = next((one for one in pages if one.slug == module and one.audience == STAFF), None)
    if page is None or page.quiz is None:
        raise KioskError(NO_MODULE)
    if right < page.quiz.pass_mark:
        raise KioskError(NOT_PASSED)
    return {
        "module": module,
        "title": page.title,
        "checked": page.checked,
        "on": today.isoformat(),
        "until": months_after(today, page.quiz.months).isoformat(),
        "right": right,
        "of": len(page.quiz.scenarios),
    }


def passes(records: Iterable[OpenedRecord]) -> tuple[StaffPass, ...]:
    """Return the passes of staff among the records of a casebook, newest first."""
    found = {one.id: _read(one.said) for one in records if one.kind == kinds.TRAINING and "by" in one.said}
    return tuple(sorted((one for one in found.values() if one), key=lambda one: (one.on, one.by), reverse=True))


def _read(said: Mapping[str, Any]) -> StaffPass | None:
    try:
        on, until = date.fromisoformat(said["on"]), date.fromisoformat(said["until"])
    except (KeyError, TypeError, ValueError):
        return None
    return StaffPass(str(said["by"]), str(said.get("module", "")), str(said.get("title", "")), on, until)
