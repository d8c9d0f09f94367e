"""Held copies: an unfinished concern reaches an adult whatever happens."""

from __future__ import annotations

from typing import Final

from sqlalchemy import Connection, bindparam, delete, insert, select, update

from store.feeds.prepared import Prepared
from store.notebook.common import outbox, people
from store.notebook.common.concern_text import draft_level, draft_route, text_of
from store.notebook.common.facts import ConcernDraft, Danger
from store.notebook.common.parts import Parts
from store.notebook.common.recording import new_record, roles_of, seal
from store.notebook.common.tables import HELD_COPIES
from store.records import written_at
from store.scheme.ladder import Level, alarm_of
from store.scheme.routes import is_staff_route

_OF = HELD_COPIES.c
_HERE: Final = (_OF.school == bindparam("of_school")) & (_OF.concern == bindparam("of_concern"))
_EVERY: Final = select(_OF.concern).where(_OF.school == bindparam("of_school"))
_READ: Final = select(_OF.route, _OF.alarm, _OF.body).where(_HERE)
_DROP: Final = Prepared(delete(HELD_COPIES).where(_HERE))
_CALM: Final = update(HELD_COPIES).where(_HERE).values(alarm=bindparam("new_alarm"))
_REPLACE: Final = (
    update(HELD_COPIES)
    .where(_HERE)
    .values(
        route=bindparam("new_route"),
        alarm=bindparam("new_alarm"),
        last_key=bindparam("new_last_key"),
        body=bindparam("new_body"),
    )
)


def keep_copy(
    connection: Connection, parts: Parts, draft: ConcernDraft, author: str | None, *, had_words: bool, danger_told: bool
) -> None:
    """Seal a draft to its route in the place of the copy before, or take that one away where there is nothing to hold.

    There is something to hold from the first word on, even if all words are deleted again, and for danger that was
    not told yet. Nothing can be held where the route's reader has no key.
    """
    has_words = had_words or bool(draft.words.strip())
    route = draft_route(draft) if has_words else people.route_of_danger(parts, draft)
    is_worth = has_words or (draft.danger is Danger.YES and not danger_told)
    if not is_worth or not people.is_open(parts, route):
        drop_copy(connection, parts, draft.id)
        return
    record = new_record(parts, "unfinished", roles_of(parts, route), text_of(draft), author=author, about=draft.id)
    new = {"route": route, "alarm": _alarm(draft, route, danger_told=danger_told), "body": seal(parts, record)}
    new["last_key"] = written_at(parts.clock.now())
    row = parts.held_times.row_of(draft.id)
    here = _here(parts, row)
    if not connection.execute(_REPLACE, here | {f"new_{name}": value for name, value in new.items()}).rowcount:
        connection.execute(insert(HELD_COPIES), {"school": here["of_school"], "concern": here["of_concern"]} | new)
    urgent = draft_level(draft) in (Level.RED, Level.AMBER)
    parts.held_times.saved(row, parts.clock.monotonic(), parts.clock.now(), urgent=urgent)


def tell_danger(connection: Connection, parts: Parts, draft: ConcernDraft, *, had_words: bool) -> None:
    """Take account of a red record that is queued: a copy without words is done, one with words calls staff no more."""
    if not had_words and not draft.words.strip():
        drop_copy(connection, parts, draft.id)
    else:
        alarm = _alarm(draft, draft_route(draft), danger_told=True)
        connection.execute(_CALM, _here(parts, parts.held_times.row_of(draft.id)) | {"new_alarm": alarm})


def drop_copy(connection: Connection, parts: Parts, concern: str) -> None:
    """Take away the copy of a concern, with its times."""
    _drop_row(connection, parts, parts.held_times.row_of(concern))


def due(connection: Connection, parts: Parts) -> list[str]:
    """Return the rows of the copies that are due for release."""
    monotonic, now, ends = parts.clock.monotonic(), parts.clock.now(), parts.school.policy().ends
    times = {row: parts.held_times.of(row) for row in _every(connection, parts)}
    return [one for one, held in times.items() if held is None or held.is_due(monotonic, now, ends)]


def release(connection: Connection, parts: Parts, row: str) -> bool:
    """Append a copy as it is, whose author did neither send nor remove it; return whether there was one."""
    copy = connection.execute(_READ, _here(parts, row)).first()
    if copy is None:
        return False
    _drop_row(connection, parts, row)
    # What nobody ended is amber at the desk whatever it says, so it calls as amber does.
    level = Level.RED if copy.alarm == alarm_of(Level.RED) else Level.AMBER
    outbox.queue_body(connection, parts, bytes(copy.body), level, route=copy.route)
    return True


def release_all(connection: Connection, parts: Parts) -> None:
    """Release every copy, as at a start: whoever wrote them is gone."""
    for row in _every(connection, parts):
        release(connection, parts, row)


def _drop_row(connection: Connection, parts: Parts, row: str) -> None:
    _DROP.run(connection, _here(parts, row))
    parts.held_times.gone(row)


def _alarm(draft: ConcernDraft, route: str, *, danger_told: bool) -> int:
    """Return the alarm with which a copy is released; for staff it rings only where no red record went before it."""
    alarm = alarm_of(draft_level(draft))
    return min(alarm, 1) if is_staff_route(route) and danger_told else alarm


def _every(connection: Connection, parts: Parts) -> list[str]:
    return [bytes(one).hex() for one in connection.execute(_EVERY, {"of_school": parts.school_id}).scalars()]


def _here(parts: Parts, row: str) -> dict[str, bytes]:
    return {"of_school": parts.school_id, "of_concern": bytes.fromhex(row)}
