"""The walk over every feed that checks each byte again."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Final

from sqlalchemy import Connection, select

from store.errors import DamagedDatabase, FeedError
from store.feeds import chain
from store.feeds.entry import NO_ENTRY, Entry, FeedKey, is_signed_by, read_entry
from store.feeds.feeds import Feeds
from store.feeds.ranges import Interval, difference, told_intervals
from store.feeds.tables import DROPPED, ENTRIES
from store.feeds.why import Why
from store.signed import cose
from store.signed.signing_key import ID_BYTES

LANE_NAMES: Final = ("reports", "notices", "casework")
_OF = ENTRIES.c
_SAID: Final = (_OF.seq, _OF.prev, _OF.body_hash, _OF.size, _OF.alarm, _OF.slot)
_PAGE: Final = 100


@dataclass(frozen=True)
class FeedState:
    """What the walk found of one feed, with one sentence that says it."""

    device: bytes
    lane: int
    epoch: bytes
    entries: int
    complete: bool
    missing: tuple[Interval, ...]
    forks: tuple[int, ...]
    quarantined: int
    unreadable: int
    sentence: str
    erased: int = 0
    let_go: int = 0


@dataclass
class _Found:
    """What was counted in one feed so far."""

    entries: int = 0
    unreadable: int = 0
    bodiless: int = 0
    quarantined: int = 0
    begins_openly: bool = False
    erased: Counter[bytes] = field(default_factory=Counter)
    let_go: int = 0


@dataclass(frozen=True)
class _Names:
    """What people call devices, and one another."""

    device: Callable[[bytes], str]
    person: Callable[[bytes], str]


def _digits(number: bytes) -> str:
    return number.hex()[:8]


def walk(
    feeds: Feeds, device_name: Callable[[bytes], str] = _digits, person_name: Callable[[bytes], str] = _digits
) -> list[FeedState]:
    """Return the state of every feed: each hash, chain, body and signature checked again from the bytes."""
    names = _Names(device_name, person_name)
    with feeds.database.read() as connection:
        of = (_OF.device, _OF.lane, _OF.epoch)
        rows = connection.execute(select(*of).distinct().where(_OF.school == feeds.school).order_by(*of)).all()
        forked: dict[FeedKey, set[int]] = {}
        for fork in feeds.forks(connection):
            forked.setdefault((fork.device, fork.lane, fork.epoch), set()).add(fork.seq)
    return [_walk(feeds, (row[0], row[1], row[2]), forked, names) for row in rows]


def _walk(feeds: Feeds, feed: FeedKey, forked: dict[FeedKey, set[int]], names: _Names) -> FeedState:
    found, links = _Found(), list[chain.Link]()
    try:
        with feeds.database.read() as connection:
            links = _links(connection, feeds, feed)
            _check(connection, feeds, feed, links, found)
    except DamagedDatabase:
        found.entries = max(found.entries, len(links))
        found.unreadable = max(found.unreadable + 1, found.entries)
    last = max((link.seq for link in links), default=0)
    missing = tuple(difference([(1, last)], [(link.seq, link.seq) for link in links])) if last else ()
    forks = tuple(sorted(forked.get(feed, ())))
    faults = _faults(found, missing, forks)
    name = f"{names.device(feed[0])}, {LANE_NAMES[feed[1]]}"
    count = f"{found.entries} {'entry' if found.entries == 1 else 'entries'}"
    told = f"{'; '.join(faults)} ({count} held)" if faults else f"complete, {count}"
    gone = told_erased(found.erased, names.person)
    if found.let_go:
        gone.append(f"{found.let_go} let go of here")
    sentence = f"{name}: {'; '.join([told, *gone])}."
    return FeedState(
        *feed,
        found.entries,
        not faults,
        missing,
        forks,
        found.quarantined,
        found.unreadable,
        sentence,
        found.erased.total(),
        found.let_go,
    )


def _links(connection: Connection, feeds: Feeds, feed: FeedKey) -> list[chain.Link]:
    device, lane, epoch = feed
    here = (_OF.school == feeds.school) & (_OF.device == device) & (_OF.lane == lane) & (_OF.epoch == epoch)
    query = select(_OF.seq, _OF.hash, _OF.prev).where(here).order_by(_OF.seq, _OF.hash)
    return [chain.Link(*row) for row in connection.execute(query)]


def _check(connection: Connection, feeds: Feeds, feed: FeedKey, links: Sequence[chain.Link], found: _Found) -> None:
    public = feeds.public_key(connection, feed[0])
    # From the end, because a later authentic entry vouches for the one that it names.
    vouched = _next_epochs(connection, feeds, feed)
    backwards = [link.hash for link in reversed(links)]
    for start in range(0, len(links), _PAGE):
        page = backwards[start : start + _PAGE]
        query = (
            select(*_SAID, _OF.hash, _OF.signed, _OF.body, _OF.quarantined, DROPPED.c.why, DROPPED.c.people)
            .outerjoin(DROPPED, (DROPPED.c.school == _OF.school) & (DROPPED.c.hash == _OF.hash))
            .where(_OF.school == feeds.school, _OF.hash.in_(page))
        )
        by_hash = {row.hash: row for row in connection.execute(query)}
        for hashed in page:
            row = by_hash[hashed]
            found.entries += 1
            found.quarantined += row.quarantined
            if row.body is None:
                _count_without(found, row.why, row.people)
            entry = _read(row.signed, feeds.school, feed)
            same = entry is not None and cose.digest(row.signed) == hashed and _said(entry) == tuple(row[:6])
            signed = same and (hashed in vouched or (public is not None and is_signed_by(row.signed, public)))
            if signed and entry is not None:
                vouched.add(entry.prev)
            if not signed or entry is None or not (row.body is None or entry.fits(row.body)):
                found.unreadable += 1
    first = links[0]
    found.begins_openly = first.seq == 1 and first.prev != NO_ENTRY and bool(feeds.lacking(connection, [first.prev]))


def _count_without(found: _Found, why: int | None, people: bytes | None) -> None:
    """Count an entry without content for what it is: erased by two people, let go of here, or not here."""
    if why == Why.ERASED:
        found.erased[people or b""] += 1
    elif why is not None:
        found.let_go += 1
    else:
        found.bodiless += 1


def told_erased(erased: Counter[bytes], name: Callable[[bytes], str]) -> list[str]:
    """Return a clause for each two people, given as their numbers one after the other, with how much they erased."""
    return [
        f"{count} erased by {name(people[:ID_BYTES])} and {name(people[ID_BYTES:])}"
        for people, count in sorted(erased.items())
    ]


def _next_epochs(connection: Connection, feeds: Feeds, feed: FeedKey) -> set[bytes]:
    """Return the hashes with which later epochs of the same device and lane go on."""
    here = (_OF.school == feeds.school) & (_OF.device == feed[0]) & (_OF.lane == feed[1]) & (_OF.epoch != feed[2])
    return set(connection.execute(select(_OF.prev).where(here, _OF.seq == 1)).scalars())


def _read(signed: bytes, school: bytes, feed: FeedKey) -> Entry | None:
    try:
        entry = read_entry(signed, newer_too=True)
    except FeedError:
        return None
    return entry if (entry.school, entry.feed) == (school, feed) else None


def _said(entry: Entry) -> tuple[object, ...]:
    return entry.seq, entry.prev, entry.body_hash, entry.size, entry.alarm, entry.slot


def _faults(found: _Found, missing: Sequence[Interval], forks: Sequence[int]) -> list[str]:
    """Return a short clause for each thing that keeps a feed from being complete."""
    clauses = []
    if missing:
        clauses.append(f"missing {told_intervals(missing)}")
    if found.begins_openly:
        clauses.append("goes on from entries that are not here")
    if found.bodiless:
        clauses.append(f"{found.bodiless} without content")
    if forks:
        clauses.append("forked at " + ", ".join(str(seq) for seq in forks))
    if found.quarantined:
        clauses.append(f"{found.quarantined} in quarantine")
    if found.unreadable:
        clauses.append(f"{found.unreadable} unreadable")
    return clauses
