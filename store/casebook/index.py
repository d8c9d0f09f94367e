"""The rows by which cases are listed, with the words by which they are found."""

from __future__ import annotations

import hashlib
import unicodedata
from collections.abc import Iterable
from typing import Final, NamedTuple

from sqlalchemy import Connection, Integer, cast, delete, func, insert, select, text

from store.casebook import record_rows, work_rows
from store.casebook.case_facts import CaseFacts
from store.casebook.case_paper import searched_text
from store.casebook.ladder_clock import SchoolHours
from store.casebook.opening import EPOCH
from store.casebook.people import Names
from store.casebook.tables import CASES

LEAST_LETTERS: Final = 2
_OF = CASES.c
# Seconds since the year 1 above 24 bits from the id: a number in the order of time, the same whatever came first.
_ID_BITS: Final = 24
_BEFORE_EPOCH: Final = 62_135_596_800
_CHUNK: Final = 200
_DROPPED: Final = ("Cf", "Cs", "Mn")
_INSERT_WORDS: Final = text("INSERT INTO words(rowid, told) VALUES (:place, :told)")
_DELETE_WORDS: Final = text("DELETE FROM words WHERE rowid = :place")
_WIPE: Final = text("INSERT INTO words(words) VALUES ('optimize')")
_FOUND: Final = text(
    "SELECT cases.id, cases.place FROM (SELECT rowid AS place FROM words WHERE words MATCH :query "
    "ORDER BY rowid DESC LIMIT :most) AS found JOIN cases ON cases.place = found.place ORDER BY found.place DESC"
)
_COUNTED: Final = text("SELECT count(*) FROM words WHERE words MATCH :query")


class Listed(NamedTuple):
    """What a case is sorted by in the inbox."""

    rank: int
    due: int
    place: int
    id: str
    unread: bool


def index(
    connection: Connection, case_ids: Iterable[str], *, role: str, hours: SchoolHours, names: Names
) -> frozenset[str]:
    """Bring these cases' rows level with their records, returning the ids of those that had no row before."""
    ids, added = sorted(set(case_ids)), set[str]()
    for start in range(0, len(ids), _CHUNK):
        chunk = ids[start : start + _CHUNK]
        known = {row.id: row.place for row in connection.execute(select(_OF.id, _OF.place).where(_OF.id.in_(chunk)))}
        for case_id, records in record_rows.of_cases(connection, chunk).items():
            facts = CaseFacts.of(case_id, records)
            place = known.get(case_id)
            if place is not None:
                connection.execute(delete(CASES).where(_OF.place == place))
                connection.execute(_DELETE_WORDS, {"place": place})
                work_rows.drop(connection, case_id)
            if not facts.reports:
                continue
            if place is None:
                added.add(case_id)
            _put(connection, facts, role, hours, names)
    return frozenset(added)


def reindex(connection: Connection, *, role: str, hours: SchoolHours, names: Names) -> None:
    """Bring every case's row level with other hours or names."""
    index(connection, connection.execute(select(_OF.id)).scalars().all(), role=role, hours=hours, names=names)


def wipe(connection: Connection) -> None:
    """Rewrite the search without the words that were taken out of it, which it would keep for a while."""
    connection.execute(_WIPE)


def listed(connection: Connection, me: str, *, closed: bool, offset: int = 0, most: int | None = None) -> list[Listed]:
    """Return cases in the order of the inbox: red, amber, then the oldest against their clock.

    What is hidden from the person `me` is left out, here as everywhere below.
    """
    query = select(_OF.rank, _OF.due, _OF.place, _OF.id, _OF.unread)
    query = query.where(_OF.closed == closed, _OF.id.not_in(work_rows.hidden_from(me)))
    query = query.order_by(_OF.rank, _OF.due, _OF.place).offset(offset)
    return [Listed(*row) for row in connection.execute(query if most is None else query.limit(most))]


def closed_by_age(connection: Connection, me: str, most: int) -> list[tuple[int, str]]:
    """Return (place, id) of the closed cases that came first."""
    query = select(_OF.place, _OF.id).where(_OF.closed, _OF.id.not_in(work_rows.hidden_from(me)))
    return [(place, case_id) for place, case_id in connection.execute(query.order_by(_OF.place).limit(most))]


def counts(connection: Connection, me: str, *, closed: bool) -> tuple[int, int]:
    """Return how many cases there are, with how many of them nobody has read."""
    query = select(func.count(), func.coalesce(func.sum(cast(_OF.unread, Integer)), 0))
    query = query.where(_OF.closed == closed, _OF.id.not_in(work_rows.hidden_from(me)))
    total, unread = connection.execute(query).one()
    return int(total), int(unread)


def found(connection: Connection, me: str, query: str, most: int) -> tuple[list[tuple[int, str]], int]:
    """Return (place, id) of the cases that match, newest first, with how many match in all."""
    hidden = set(connection.execute(work_rows.hidden_from(me)).scalars())
    # What is hidden is matched as well, so that many more are asked for and left out.
    rows = connection.execute(_FOUND, {"query": query, "most": most + len(hidden)})
    shown = [(place, case_id) for case_id, place in rows if case_id not in hidden]
    total = int(connection.execute(_COUNTED, {"query": query}).scalar_one())
    if hidden:
        everything = connection.execute(_FOUND, {"query": query, "most": -1})
        total -= sum(case_id in hidden for case_id, _ in everything)
    return shown[:most], total


def query_of(typed: str) -> str | None:
    """Return what is typed as a query: every word of it, the last letters of each left open; None for too little."""
    parts = [part for part in normalise(typed).split() if any(letter.isalnum() for letter in part)]
    if sum(letter.isalnum() for part in parts for letter in part) < LEAST_LETTERS:
        return None
    # One letter alone is looked up as a word: all that begins with it would be most of the casebook.
    return " ".join(_quoted(part) + ("*" if len(part) >= LEAST_LETTERS else "") for part in parts)


def normalise(words: str) -> str:
    """Return text as it is compared in a search: one form of each letter, no accent, no case, nothing unseen."""
    plain = unicodedata.normalize("NFKD", words).casefold()
    letters = ("" if unicodedata.category(each) in _DROPPED else each for each in plain)
    return "".join(each if each.isprintable() else " " for each in letters)


def _put(connection: Connection, facts: CaseFacts, role: str, hours: SchoolHours, names: Names) -> None:
    place = _place(connection, facts)
    connection.execute(
        insert(CASES).values(
            place=place,
            id=facts.id,
            rank=facts.rank,
            due=int((facts.due(role, hours) - EPOCH).total_seconds()),
            unread=bool(facts.unread),
            closed=facts.closed,
        )
    )
    work_rows.put(connection, facts, hours)
    connection.execute(_INSERT_WORDS, {"place": place, "told": normalise(searched_text(facts, names))})


def _place(connection: Connection, facts: CaseFacts) -> int:
    digest = hashlib.sha256(facts.id.encode("utf-8", "surrogatepass")).digest()
    place = facts.reports[0].at + _BEFORE_EPOCH << _ID_BITS | int.from_bytes(digest[:3], "big")
    while connection.execute(select(_OF.id).where(_OF.place == place)).first() is not None:
        place += 1
    return place


def _quoted(part: str) -> str:
    return '"' + part.replace('"', '""') + '"'
