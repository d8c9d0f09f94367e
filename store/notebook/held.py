"""Held copies: an unfinished concern reaches an adult whatever happens."""

from __future__ import annotations

from typing import Final

from sqlalchemy import Connection, bindparam, delete, insert, select, update

from store.notebook import outbox, people
from store.notebook.concern_text import draft_level, draft_route, text_of
from store.notebook.facts import ConcernDraft
from store.notebook.parts import Parts
from store.notebook.recording import new_record, roles_of, seal
from store.notebook.tables import HELD_COPIES
from store.records import written_at
from store.scheme.ladder import Level, alarm_of
from store.scheme.routes import is_staff_route

_OF = HELD_COPIES.c
_LEVELS: Final = {2: Level.RED, 1: Level.AMBER}
_HERE: Final = (_OF.school == bindparam("of_school")) & (_OF.concern == bindparam("of_concern"))
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


def seal_copy(parts: Parts, draft: ConcernDraft, author: str | None) -> bytes | None:
    """Return the sealed copy of a draft; None while there is no free text, or where its reader has no key yet."""
    route = draft_route(draft)
    if not draft.words.strip() or not people.is_open(parts, route):
        return None
    roles = roles_of(parts, route)
    return seal(parts, new_record(parts, "unfinished", roles, text_of(draft), author=author, about=draft.id))


def replace_copy(connection: Connection, parts: Parts, draft: ConcernDraft, body: bytes | None) -> None:
    """Put a new copy in the place of the one before, or take that one away where there is nothing to hold."""
    if body is None:
        drop_copy(connection, parts, draft.id)
        return
    here = {"of_school": parts.school_id, "of_concern": bytes.fromhex(draft.id)}
    new = {"route": draft_route(draft), "alarm": alarm_of(draft_level(draft)), "body": body}
    new["last_key"] = written_at(parts.clock.now())
    changed = connection.execute(_REPLACE, here | {f"new_{name}": value for name, value in new.items()})
    if not changed.rowcount:
        connection.execute(insert(HELD_COPIES), {"school": here["of_school"], "concern": here["of_concern"]} | new)


def note_time(parts: Parts, draft: ConcernDraft) -> None:
    """Note a save that has become durable, from which the time of release counts."""
    urgent = draft_level(draft) in (Level.RED, Level.AMBER)
    parts.held_times.saved(bytes.fromhex(draft.id), parts.clock.monotonic(), parts.clock.now(), urgent=urgent)


def drop_copy(connection: Connection, parts: Parts, concern: str) -> None:
    """Take away the copy of a concern that is sent or removed."""
    connection.execute(delete(HELD_COPIES).where(_HERE), _here(parts, bytes.fromhex(concern)))


def due(connection: Connection, parts: Parts) -> list[bytes]:
    """Return the concerns whose copies are due for release."""
    monotonic, now, ends = parts.clock.monotonic(), parts.clock.now(), parts.school.policy().ends
    concerns = connection.execute(select(_OF.concern).where(_OF.school == parts.school_id)).scalars()
    times = {bytes(concern): parts.held_times.of(bytes(concern)) for concern in concerns}
    return [one for one, held in times.items() if held is None or held.is_due(monotonic, now, ends)]


def release(connection: Connection, parts: Parts, concern: bytes) -> bool:
    """Append a copy as it is, whose author did neither send nor remove it; return whether there was one."""
    query = select(_OF.route, _OF.alarm, _OF.body).where(_HERE)
    row = connection.execute(query, _here(parts, concern)).first()
    if row is None:
        return False
    level = _LEVELS.get(row.alarm, Level.BLUE)
    # An unfinished staff report never takes a red pair of its own: its red record, if there is one, went at once.
    waits = is_staff_route(row.route)
    outbox.queue_body(connection, parts, bytes(row.body), Level.BLUE if waits else level, route=row.route)
    connection.execute(delete(HELD_COPIES).where(_HERE), _here(parts, concern))
    return True


def release_all(connection: Connection, parts: Parts) -> list[bytes]:
    """Release every copy, as at a start: whoever wrote them is gone."""
    concerns = connection.execute(select(_OF.concern).where(_OF.school == parts.school_id)).scalars().all()
    return [bytes(one) for one in concerns if release(connection, parts, bytes(one))]


def _here(parts: Parts, concern: bytes) -> dict[str, bytes]:
    return {"of_school": parts.school_id, "of_concern": concern}
