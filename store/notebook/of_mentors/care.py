"""Looking after one mentor: a talk that is due after a report, sessions a week, a pause after something hard."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import Any, Final

from sqlalchemy import Connection

from store.notebook.common.facts import CareFacts, SessionLine
from store.notebook.common.mail import Mail, time_of
from store.notebook.common.own_notes import Notes
from store.notebook.common.parts import Parts
from store.notebook.of_concerns import reports
from store.notebook.of_concerns.reports import KeptReport
from store.notebook.of_sessions import sessions
from store.phrases import TALKED
from store.scheme.vaults import MentorKeys

KIND: Final = "talked"


def facts(connection: Connection, parts: Parts, keys: MentorKeys, mail: Mail) -> CareFacts:
    """Return what the school's policy asks of this mentor now, as far as this computer knows."""
    policy, today = parts.school.policy(), _day(parts.clock.now())
    written = reports.kept(connection, parts, keys.person, keys.private)
    past = sessions.lines(connection, parts, keys.person, keys.work)
    return CareFacts(
        school=parts.school.name,
        sessions_this_week=_this_week(past, today),
        sessions_a_week=policy.sessions_a_week,
        rest_until=_rest_until(written, policy.rest_days, today),
        talk_by=_talk_by(written, _talked_at(connection, parts, keys, mail), policy.talk_days),
        waits=policy.load_gate,
    )


def talked(connection: Connection, parts: Parts, keys: MentorKeys) -> None:
    """Note that this mentor has talked over all that was sent so far.

    It stays here: told to anybody it would say that there was a report, be it one about staff.
    """
    _notes(parts, keys).keep(connection, b"", {"at": parts.clock.now().isoformat()})


def _this_week(past: Sequence[SessionLine], today: date) -> int:
    monday = today - timedelta(days=today.weekday())
    return sum(monday <= _day(one.on) <= today for one in past)


def _rest_until(written: Sequence[KeptReport], days: int, today: date) -> date | None:
    last = max((_day(one.created) for one in written if one.urgent), default=None)
    if not days or last is None:
        return None
    until = last + timedelta(days=days)
    return until if today < until else None


def _talk_by(written: Sequence[KeptReport], talked_at: datetime | None, days: int) -> date | None:
    open_since = min((one.created for one in written if talked_at is None or one.created > talked_at), default=None)
    return None if not days or open_since is None else _day(open_since) + timedelta(days=days)


def _talked_at(connection: Connection, parts: Parts, keys: MentorKeys, mail: Mail) -> datetime | None:
    """Return when the last talk was, as the mentor says or as an adult does."""
    own = _notes(parts, keys).one(connection, b"", _at)
    told = (time_of(one.message.created) for one in mail.messages if one.message.phrase == TALKED)
    return max((at for at in (own, *told) if at is not None), default=None)


def _notes(parts: Parts, keys: MentorKeys) -> Notes:
    # Under the private key: those who run the scheme hold a copy of the work key.
    return Notes(parts, keys.person, KIND, keys.private)


def _at(kept: dict[str, Any]) -> datetime:
    return datetime.fromisoformat(kept["at"])


def _day(at: datetime) -> date:
    return at.astimezone().date()
