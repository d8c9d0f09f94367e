"""The rows of a casebook's records."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, fields
from typing import Final

from sqlalchemy import Connection, Integer, Select, and_, case, cast, delete, exists, func, insert, select, update

from store.casebook.kinds import ACTS
from store.casebook.opening import OpenedRecord
from store.casebook.tables import RECORDS, SLOTS, SOURCES
from store.scheme.ladder import Level, highest

_OF = RECORDS.c
_CHUNK: Final = 200
_WEEK_SECONDS: Final = 604_800
_DAY_MINUTES: Final = 1_440
_TOLD: Final = ("$.topic", "$.minutes")
# What stands for the alarm of an entry that no kiosk wrote: a batch of several cases, one that hands a case over.
IN_BATCH: Final = -1
HANDED: Final = -2
_SHOWN: Final = tuple(_OF[one.name] for one in fields(OpenedRecord))


def add(connection: Connection, record: OpenedRecord) -> frozenset[str]:
    """Keep a record, once however often it comes, returning the cases that it changes.

    What several entries with the same body tell is joined so that the order in which they came does not matter.
    """
    here = and_(_OF.id == record.id, _OF.digest == record.digest)
    found = connection.execute(
        select(_OF.case_id, _OF.standing, _OF.level, _OF.newer, _OF.report, _OF.mismatch).where(here)
    ).first()
    if found is None:
        connection.execute(insert(RECORDS).values(**asdict(record), case_id=record.id))
        return _settle(connection, record.id)
    joined = {
        "standing": max(found.standing, record.standing),
        "level": str(highest(Level(found.level), Level(record.level))),
        "newer": found.newer and record.newer,
        "report": found.report or record.report,
        "mismatch": found.mismatch and record.mismatch,
    }
    if joined == {name: getattr(found, name) for name in joined}:
        return frozenset()
    connection.execute(update(RECORDS).where(here).values(**joined))
    return frozenset({found.case_id})


def add_source(connection: Connection, entry: bytes, part: int, record: OpenedRecord, alarm: int) -> None:
    """Remember which entry a record came in."""
    connection.execute(
        insert(SOURCES)
        .prefix_with("OR IGNORE")
        .values(entry=entry, part=part, record_id=record.id, digest=record.digest, alarm=alarm)
    )


def drop_source(connection: Connection, entry: bytes) -> frozenset[str]:
    """Forget what an entry held that has no body any more, returning the cases that this changes."""
    here = SOURCES.c.entry == entry
    held = connection.execute(select(SOURCES.c.record_id, SOURCES.c.digest).where(here)).all()
    connection.execute(delete(SOURCES).where(here))
    changed = set[str]()
    for record_id, digest in held:
        same = and_(SOURCES.c.record_id == record_id, SOURCES.c.digest == digest)
        if connection.execute(select(SOURCES.c.entry).where(same).limit(1)).first() is not None:
            continue
        case_id = case_of(connection, record_id)
        connection.execute(delete(RECORDS).where(_OF.id == record_id, _OF.digest == digest))
        # What was about it may belong to another case now.
        changed |= _settle(connection, record_id) | ({case_id} if case_id else set())
    return frozenset(changed)


def of_cases(connection: Connection, case_ids: Sequence[str]) -> dict[str, list[OpenedRecord]]:
    """Return the records of each of these cases, covers and logs left out."""
    found: dict[str, list[OpenedRecord]] = {case_id: [] for case_id in case_ids}
    for chunk in _chunks(case_ids):
        query = select(_OF.case_id, *_SHOWN).where(_OF.case_id.in_(chunk))
        for case_id, *shown in connection.execute(query):
            found[case_id].append(OpenedRecord(*shown))
    return found


def entries_of(connection: Connection, case_id: str) -> tuple[set[bytes], set[bytes]]:
    """Return the entries in which the records of a case came, with those of them in slots.

    Acts are left out, as is whatever stands beside other cases in one batch.
    """
    query = (
        select(SOURCES.c.entry, exists().where(SLOTS.c.entry == SOURCES.c.entry))
        .join(RECORDS, and_(_OF.id == SOURCES.c.record_id, _OF.digest == SOURCES.c.digest))
        .where(_OF.case_id == case_id, _OF.kind.not_in(sorted(ACTS)), SOURCES.c.alarm != IN_BATCH)
    )
    found = connection.execute(query).all()
    return {entry for entry, _ in found}, {entry for entry, in_slot in found if in_slot}


def batches_of(connection: Connection, case_id: str) -> set[bytes]:
    """Return the batches of several cases in which the reports of a case came, which adults entered at a desk."""
    query = (
        select(SOURCES.c.entry)
        .join(RECORDS, and_(_OF.id == SOURCES.c.record_id, _OF.digest == SOURCES.c.digest))
        .where(_OF.case_id == case_id, _OF.kind.not_in(sorted(ACTS)), SOURCES.c.alarm == IN_BATCH)
    )
    return set(connection.execute(query).scalars())


def logs_between(connection: Connection, kinds: Sequence[str], begins: int, ends: int) -> set[bytes]:
    """Return the entries of what is only counted, of these kinds, dated in this time; slots are left out."""
    query = (
        select(SOURCES.c.entry)
        .join(RECORDS, and_(_OF.id == SOURCES.c.record_id, _OF.digest == SOURCES.c.digest))
        .where(_OF.kind.in_(sorted(kinds)), _OF.at >= begins, _OF.at < ends, _OF.report.is_(False), _OF.standing == 1)
        .where(SOURCES.c.alarm == 0, ~exists().where(SLOTS.c.entry == SOURCES.c.entry))
    )
    return set(connection.execute(query).scalars())


def sources_of(connection: Connection, case_id: str) -> list[tuple[bytes, str]]:
    """Return (entry, record id) of everything in a case that came in an entry."""
    query = (
        select(SOURCES.c.entry, SOURCES.c.record_id)
        .join(RECORDS, and_(_OF.id == SOURCES.c.record_id, _OF.digest == SOURCES.c.digest))
        .where(_OF.case_id == case_id, _OF.standing == 1)
    )
    return [(entry, record_id) for entry, record_id in connection.execute(query)]


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


def urgent_entries(connection: Connection, read: Iterable[tuple[str, bytes]]) -> frozenset[bytes]:
    """Return the entries of those of `read`, as (id, digest), that a person must read soon: red or amber ones.

    What came from a desk rang nobody, and its entry must not tell that it was urgent.
    """
    met = set()
    wanted = set(read)
    for chunk in _chunks(sorted({record_id for record_id, _ in wanted})):
        query = (
            select(SOURCES.c.record_id, SOURCES.c.digest, SOURCES.c.entry)
            .join(RECORDS, and_(_OF.id == SOURCES.c.record_id, _OF.digest == SOURCES.c.digest))
            .where(SOURCES.c.record_id.in_(chunk), _OF.level.in_([Level.RED, Level.AMBER]))
            .where(SOURCES.c.alarm >= 0)
        )
        met |= {entry for record_id, digest, entry in connection.execute(query) if (record_id, digest) in wanted}
    return frozenset(met)


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


def let_go_of_newer(connection: Connection) -> frozenset[str]:
    """Take out every record that is newer than this program was, to be read again, returning the cases they were in."""
    found = connection.execute(select(_OF.id, _OF.digest, _OF.case_id).where(_OF.newer)).all()
    for row in found:
        here = (SOURCES.c.record_id == row.id) & (SOURCES.c.digest == row.digest)
        connection.execute(delete(SOURCES).where(here))
    connection.execute(delete(RECORDS).where(_OF.newer))
    return frozenset(row.case_id for row in found)


def is_in_batch(connection: Connection, record_id: str) -> bool:
    """Return whether a record has come back out of a feed."""
    return bool(connection.execute(select(exists().where(SOURCES.c.record_id == record_id))).scalar())


def case_of(connection: Connection, record_id: str) -> str | None:
    """Return the case that a record belongs to."""
    return connection.execute(select(_OF.case_id).where(_OF.id == record_id).limit(1)).scalar()


def _settle(connection: Connection, record_id: str) -> frozenset[str]:
    """Put a record, with all that is about it, into the case it belongs to, returning the old case with the new one."""
    changed, waiting, seen = set[str](), [record_id], set[str]()
    while waiting:
        at = waiting.pop()
        if at in seen:
            continue
        seen.add(at)
        root = _root(connection, at)
        # Where one id has two bodies, the one that came first may stand in another case than the one that comes now.
        changed |= {root, *connection.execute(select(_OF.case_id).where(_OF.id == at).distinct()).scalars()}
        connection.execute(update(RECORDS).where(_OF.id == at).values(case_id=root))
        waiting += connection.execute(select(_OF.id).where(_OF.about == at)).scalars()
    return frozenset(changed)


def _root(connection: Connection, record_id: str) -> str:
    """Return the end of the chain of what a record is about; of a ring, which nobody honest writes, its least id."""
    path = [record_id]
    while True:
        # Where one id has two bodies, the one with the least digest says what it is about: no order of arrival in it.
        about = connection.execute(select(_OF.about).where(_OF.id == path[-1]).order_by(_OF.digest).limit(1)).scalar()
        if about is None:
            return path[-1]
        if about in path:
            return min(path[path.index(about) :])
        path.append(about)


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
