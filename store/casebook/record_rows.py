"""Reading a casebook's records."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import fields
from typing import Final

from sqlalchemy import Connection, Integer, Select, case, cast, func, select

from store.casebook.opening import OpenedRecord
from store.casebook.tables import RECORDS

_OF: Final = RECORDS.c
_CHUNK: Final = 200
_WEEK_SECONDS: Final = 604_800
_DAY_MINUTES: Final = 1_440
_TOLD: Final = ("$.topic", "$.minutes")
_SHOWN: Final = tuple(_OF[one.name] for one in fields(OpenedRecord))


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
    query = select(*_SHOWN).where(_OF.standing == 0, _OF.case_id.not_in(hidden)).order_by(_OF.at, _OF.id, _OF.digest)
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


def gaps(connection: Connection) -> list[tuple[tuple[str, str, str], tuple[tuple[int, int], ...]]]:
    """Return (device, series, readers) with the missing numbers of each series that has a gap."""
    series = (_OF.device, _OF.series, _OF.readers)
    query = (
        select(*series, func.max(_OF.nth))
        .where(_OF.series.is_not(None))
        .group_by(*series)
        .having(func.count(_OF.nth.distinct()) != func.max(_OF.nth))
        .order_by(*series)
    )
    found = [(row[0], row[1], row[2]) for row in connection.execute(query).all()]
    return [(series, _gaps_of(connection, *series)) for series in found]


def of_kind(connection: Connection, kind: str, since: int | None = None) -> Iterator[OpenedRecord]:
    """Yield the records of one kind that count, all of them or those from a time on."""
    query = select(*_SHOWN).where(_OF.kind == kind, _OF.standing == 1)
    if since is not None:
        query = query.where(_OF.at >= since)
    return (OpenedRecord(*row) for row in connection.execute(query).all())


def newest_of_kinds(
    connection: Connection, kinds: Sequence[str], hidden: Select[tuple[str]], most: int
) -> list[tuple[str, OpenedRecord]]:
    """Return the newest records of these kinds that count, with their cases, but those of hidden cases."""
    found = list[tuple[str, OpenedRecord]]()
    for kind in kinds:
        # Each kind by itself goes by the index, which several together would not.
        query = select(_OF.case_id, *_SHOWN).where(_OF.kind == kind, _OF.standing == 1, _OF.case_id.not_in(hidden))
        rows = connection.execute(query.order_by(_OF.at.desc(), _OF.id.desc()).limit(most))
        found += [(case_id, OpenedRecord(*shown)) for case_id, *shown in rows]
    return sorted(found, key=lambda one: (one[1].at, one[1].id), reverse=True)[:most]


def count_of_kinds(connection: Connection, kinds: Sequence[str], hidden: Select[tuple[str]]) -> int:
    """Return how many records of these kinds count, but those of hidden cases."""
    query = select(func.count()).where(_OF.kind.in_(kinds), _OF.standing == 1, _OF.case_id.not_in(hidden))
    return int(connection.execute(query).scalar_one())


def topics_of(connection: Connection, kind: str, since: int) -> list[tuple[str | None, int, int]]:
    """Return by topic how many records of a kind there are from a time on, with the minutes they tell."""
    # Whatever a kiosk may have written counts as it can: no number of it is too large, nothing of it is no JSON.
    topic, told = (case((func.json_valid(_OF.text) == 1, func.json_extract(_OF.text, at))) for at in _TOLD)
    minutes = func.sum(func.min(func.max(func.coalesce(cast(told, Integer), 0), 0), _DAY_MINUTES))
    query = select(topic, func.count(), minutes).where(_OF.kind == kind, _OF.standing == 1, _OF.at >= since)
    rows = connection.execute(query.group_by(topic)).all()
    return [(name if isinstance(name, str) else None, int(count), int(told)) for name, count, told in rows]


def weeks_of(connection: Connection, kind: str, since: int) -> int:
    """Return in how many weeks from a time on there is a record of a kind."""
    week = func.count(((_OF.at - since) / _WEEK_SECONDS).cast(Integer).distinct())
    return int(
        connection.execute(select(week).where(_OF.kind == kind, _OF.standing == 1, _OF.at >= since)).scalar_one()
    )


def _gaps_of(connection: Connection, device: str, series: str, readers: str) -> tuple[tuple[int, int], ...]:
    query = (
        select(_OF.nth)
        .distinct()
        .where(_OF.device == device, _OF.series == series, _OF.readers == readers, _OF.nth.is_not(None))
    )
    missing, before = list[tuple[int, int]](), 0
    for number in sorted(connection.execute(query).scalars()):
        if number > before + 1:
            missing.append((before + 1, number - 1))
        before = max(before, number)
    return tuple(missing)


def _chunks(items: Sequence[str]) -> Iterator[Sequence[str]]:
    return (items[start : start + _CHUNK] for start in range(0, len(items), _CHUNK))
