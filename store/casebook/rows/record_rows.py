"""Reading a casebook's records."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import fields
from typing import Final, NamedTuple

from sqlalchemy import ColumnClause, Connection, Integer, Select, case, cast, func, literal_column, select

from store.casebook.records.opened_record import OpenedRecord
from store.casebook.rows.tables import KIND_COUNTS, RECORDS
from store.casebook.rows.weeks import week_of

_OF: Final = RECORDS.c
_CHUNK: Final = 200
_WEEK_SECONDS: Final = 604_800
_DAY_MINUTES: Final = 1_440
_TOLD: Final = ("$.topic", "$.minutes")
_SHOWN: Final = tuple(_OF[one.name] for one in fields(OpenedRecord))


class Written(NamedTuple):
    """That somebody wrote something: about what, when."""

    author: str | None
    id: str
    about: str | None
    at: int


def of_cases(connection: Connection, case_ids: Sequence[str]) -> dict[str, list[OpenedRecord]]:
    """Return the records of each of these cases, covers and logs left out."""
    found: dict[str, list[OpenedRecord]] = {case_id: [] for case_id in case_ids}
    for chunk in _chunks(case_ids):
        query = select(_OF.case_id, *_SHOWN).where(_OF.case_id.in_(chunk))
        for case_id, *shown in connection.execute(query):
            found[case_id].append(OpenedRecord(*shown))
    return found


def of_id(connection: Connection, record_id: str) -> list[OpenedRecord]:
    """Return every body that came under one record id."""
    return [OpenedRecord(*row) for row in connection.execute(select(*_SHOWN).where(_OF.id == record_id))]


def apart(connection: Connection, hidden: Select[tuple[str]]) -> list[OpenedRecord]:
    """Return the records that came only from where they don't count, but those of hidden cases, oldest first."""
    # The condition of the index stands there as it is written in the index.
    query = select(*_SHOWN).where(literal_column("standing = 0"), _OF.case_id.not_in(hidden))
    query = query.order_by(_OF.at, _OF.id, _OF.digest)
    return [OpenedRecord(*row) for row in connection.execute(query)]


def same_number(connection: Connection, record: OpenedRecord) -> bool:
    """Return whether another record bears this record's number of its series."""
    if record.series is None:
        return False
    query = select(_OF.id).where(
        _OF.series == record.series,
        _OF.readers == record.readers,
        _OF.device == record.device,
        _OF.nth == record.nth,
        _OF.id != record.id,
    )
    return connection.execute(query.limit(1)).first() is not None


def of_kind(connection: Connection, kind: str, since: int | None = None) -> Iterator[OpenedRecord]:
    """Yield the records of one kind that count, all of them or those from a time on."""
    query = select(*_SHOWN).where(_OF.kind == kind, _OF.standing == 1)
    if since is not None:
        query = query.where(_OF.at >= since)
    return (OpenedRecord(*row) for row in connection.execute(query).all())


def newest_states(connection: Connection) -> list[OpenedRecord]:
    """Return the newest of what each device told of itself."""
    at_all: ColumnClause[bool] = literal_column("kind = 'device'")
    found, device = list[OpenedRecord](), ""
    while True:
        # From one device to the next by the index, however much each has told.
        following = select(func.min(_OF.device)).where(at_all, _OF.device > device)
        device = connection.execute(following).scalar() or ""
        if not device:
            return found
        query = select(*_SHOWN).where(at_all, _OF.device == device, _OF.standing == 1, _OF.mismatch.is_(False))
        query = query.order_by(_OF.at.desc(), _OF.nth.desc(), _OF.id.desc()).limit(1)
        found += [OpenedRecord(*row) for row in connection.execute(query)]


def newest_of_kinds(
    connection: Connection,
    kinds: Sequence[str],
    hidden: Select[tuple[str]],
    most: int,
    before: int | None = None,
) -> list[tuple[str, OpenedRecord]]:
    """Return the newest records of these kinds that count, from before a time, with their cases, but those hidden."""
    found = list[tuple[str, OpenedRecord]]()
    for kind in kinds:
        # Each kind by itself goes by the index, which several together would not.
        query = select(_OF.case_id, *_SHOWN).where(_OF.kind == kind, _OF.standing == 1, _OF.case_id.not_in(hidden))
        if before is not None:
            query = query.where(_OF.at < before)
        rows = connection.execute(query.order_by(_OF.at.desc(), _OF.id.desc()).limit(most))
        found += [(case_id, OpenedRecord(*shown)) for case_id, *shown in rows]
    return sorted(found, key=lambda one: (one[1].at, one[1].id), reverse=True)[:most]


def weeks_of_kinds(connection: Connection, kinds: Sequence[str], hidden: Select[tuple[str]]) -> dict[int, int]:
    """Return how many records of these kinds count in each week, but those of hidden cases."""
    of, weeks = KIND_COUNTS.c, Counter[int]()
    for week, count in connection.execute(select(of.week, of.records).where(of.kind.in_(kinds))):
        weeks[week] += count
    in_hidden = select(_OF.at).where(_OF.case_id.in_(hidden), _OF.kind.in_(kinds), _OF.standing == 1)
    weeks.subtract(week_of(at) for at in connection.execute(in_hidden).scalars())
    return dict(weeks)


def written(connection: Connection, kind: str, since: int) -> list[Written]:
    """Return who wrote when what of one kind that counts since a time, without what it says."""
    query = select(_OF.author, _OF.id, _OF.about, _OF.at).where(_OF.kind == kind, _OF.standing == 1, _OF.at >= since)
    return [Written(*row) for row in connection.execute(query)]


def topics_of(
    connection: Connection, kind: str, since: int, until: int | None = None
) -> list[tuple[str | None, int, int]]:
    """Return by topic how many records of a kind there are from a time on, or between two, with their minutes."""
    # Whatever a kiosk may have written counts as it can: no number of it is too large, nothing of it is no JSON.
    topic, told = (case((func.json_valid(_OF.text) == 1, func.json_extract(_OF.text, at))) for at in _TOLD)
    minutes = func.sum(func.min(func.max(func.coalesce(cast(told, Integer), 0), 0), _DAY_MINUTES))
    query = select(topic, func.count(), minutes).where(_OF.kind == kind, _OF.standing == 1, _OF.at >= since)
    if until is not None:
        query = query.where(_OF.at < until)
    rows = connection.execute(query.group_by(topic)).all()
    return [(name if isinstance(name, str) else None, int(count), int(told)) for name, count, told in rows]


def weeks_of(connection: Connection, kind: str, since: int) -> int:
    """Return in how many weeks from a time on there is a record of a kind."""
    week = func.count(((_OF.at - since) / _WEEK_SECONDS).cast(Integer).distinct())
    return int(
        connection.execute(select(week).where(_OF.kind == kind, _OF.standing == 1, _OF.at >= since)).scalar_one()
    )


def _chunks(items: Sequence[str]) -> Iterator[Sequence[str]]:
    return (items[start : start + _CHUNK] for start in range(0, len(items), _CHUNK))
