"""Asking an adult to come, without a name but the first."""

from __future__ import annotations

from collections.abc import Callable

from sqlalchemy import Connection

from store.errors import ConfigurationError
from store.notebook.common import outbox, people
from store.notebook.common.facts import ReportState, SentReport
from store.notebook.common.parts import Parts
from store.notebook.common.recording import new_record, roles_of
from store.scheme.ladder import Level
from store.scheme.routes import HEAD, SAFEGUARDING
from store.words import report_code


def find_me(parts: Parts, first_name: str, place: str, adult: str, begun: Callable[[Connection], None]) -> SentReport:
    """Queue "Ask an adult to find me" for those who can send the adult, by person id, who was asked for."""
    route = _route(parts, adult)
    readers = people.readers_on(parts, route)
    if not readers.reachable:
        raise ConfigurationError(readers.sentence)
    text = {"name": first_name, "place": place, "adult": adult}
    record = new_record(parts, "find-me", roles_of(parts, route), text)
    with parts.database.write() as connection:
        begun(connection)
        outbox.queue(connection, parts, record, Level.AMBER, route=route)
    return SentReport(report_code(record.id), ReportState.SAVED, people.adults(parts), urgent=True)


def _route(parts: Parts, adult: str) -> str:
    asked = next((one for one in parts.school.staff() if one.person == adult), None)
    # Whoever asks for the head by name may have a reason not to ask the others.
    is_head = asked is not None and HEAD in asked.roles and SAFEGUARDING not in asked.roles
    return HEAD if is_head and people.is_open(parts, HEAD) else SAFEGUARDING
