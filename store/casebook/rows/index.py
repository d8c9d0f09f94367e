"""The rows by which cases are listed, with the words by which they are found."""

from __future__ import annotations

import hashlib
import json
import unicodedata
from collections.abc import Collection, Iterable, Sequence
from typing import Any, Final

from sqlalchemy import (
    Connection,
    Select,
    String,
    bindparam,
    column,
    delete,
    func,
    insert,
    literal_column,
    select,
    table,
    text,
)

from store.casebook.case.case_facts import CaseFacts
from store.casebook.case.case_paper import searched_text
from store.casebook.case.facts import MOST_COUNTED
from store.casebook.case.ladder_clock import SchoolHours
from store.casebook.case.people import Names
from store.casebook.records.opened_record import EPOCH
from store.casebook.rows import met_rows, record_rows, work_rows
from store.casebook.rows.tables import CASES, RECORDS
from store.feeds.prepared import Prepared

LEAST_LETTERS: Final = 2
_OF = CASES.c
# Seconds since the year 1 above 24 bits from the id: a number in the order of time, the same whatever came first.
_ID_BITS: Final = 24
_BEFORE_EPOCH: Final = 62_135_596_800
_CHUNK: Final = 200
_DROPPED: Final = ("Cf", "Cs", "Mn")
_UNSEEN: Final = {code: " " for code in range(128) if not chr(code).isprintable()}
_WORDS: Final = table("words", column("rowid"), column("told"))
_INSERT: Final = Prepared(insert(CASES), *(one.name for one in _OF))
_DROP: Final = Prepared(delete(CASES).where(_OF.place == bindparam("place")))
_INSERT_WORDS: Final = Prepared(insert(_WORDS).values(rowid=bindparam("place"), told=bindparam("told")))
_DROP_WORDS: Final = Prepared(delete(_WORDS).where(_WORDS.c.rowid == bindparam("place")))
_WIPE: Final = text("INSERT INTO words(words) VALUES ('optimize')")
_MATCHES: Final = column("words").op("MATCH")(bindparam("query", type_=String))
_FOUND: Final = Prepared(
    select(_WORDS.c.rowid).where(_MATCHES).order_by(_WORDS.c.rowid.desc()).limit(bindparam("most"))
)
_LISTED: Final[Select[Any]] = select(column("value")).select_from(func.json_each(bindparam("places", type_=String)))
_IDS: Final = Prepared(select(_OF.place, _OF.id).where(_OF.place.in_(_LISTED)))
_HIDDEN: Final = Prepared(work_rows.hidden_places(bindparam("me", type_=String)))


def index(
    connection: Connection, case_ids: Iterable[str], *, role: str, hours: SchoolHours, names: Names
) -> frozenset[str]:
    """Bring these cases' rows level with their records, returning the ids of those that had no row before."""
    ids, added = sorted(set(case_ids)), set[str]()
    for start in range(0, len(ids), _CHUNK):
        chunk = ids[start : start + _CHUNK]
        known = {row.id: row.place for row in connection.execute(select(_OF.id, _OF.place).where(_OF.id.in_(chunk)))}
        found = record_rows.of_cases(connection, chunk)
        all_facts = [CaseFacts.of(case_id, records) for case_id, records in found.items()]
        places = [{"place": place} for place in known.values()]
        _DROP.run_each(connection, places)
        _DROP_WORDS.run_each(connection, places)
        work_rows.drop(connection, list(known))
        met_rows.put(connection, found)
        listed = [one for one in all_facts if one.reports]
        added |= {one.id for one in listed if one.id not in known}
        _put(connection, listed, role, hours, names)
    return frozenset(added)


def by_authors(connection: Connection, authors: Collection[str]) -> list[str]:
    """Return the cases of these authors' reports."""
    of, found = RECORDS.c, set[str]()
    # The condition of the index stands there as it is written in the index.
    query = select(of.case_id).where(literal_column("report = 1")).distinct()
    for author in authors:
        found |= set(connection.execute(query.where(of.author == author)).scalars())
    return sorted(found)


def after(connection: Connection, place: int, most: int) -> list[tuple[int, str]]:
    """Return (place, id) of the cases that come after a place."""
    rows = connection.execute(select(_OF.place, _OF.id).where(_OF.place > place).order_by(_OF.place).limit(most))
    return [(place, case_id) for place, case_id in rows]


def time_of_place(at: int) -> int:
    """Return the first place of a second, counted since 1970."""
    return at + _BEFORE_EPOCH << _ID_BITS


def wipe(connection: Connection) -> None:
    """Rewrite the search without the words that were taken out of it, which it would keep for a while."""
    connection.execute(_WIPE)


def found(connection: Connection, me: str, query: str, most: int) -> tuple[list[tuple[int, str]], int]:
    """Return (place, id) of the cases that match, newest first, with how many match, counted as far as MOST_COUNTED."""
    hidden = {row[0] for row in _HIDDEN.run(connection, {"me": me}).fetchall()}
    # What is hidden is matched as well, so that as many more are asked for and left out. One look finds and counts.
    rows = _FOUND.run(connection, {"query": query, "most": MOST_COUNTED + 1 + len(hidden)}).fetchall()
    places = [place for (place,) in rows if place not in hidden]
    ids = dict(_IDS.run(connection, {"places": json.dumps(places[:most])}).fetchall())
    return [(place, ids[place]) for place in places[:most] if place in ids], min(len(places), MOST_COUNTED + 1)


def query_of(typed: str) -> str | None:
    """Return what is typed as a query: every word of it, the last letters of each left open; None for too little."""
    parts = [part for part in normalise(typed).split() if any(letter.isalnum() for letter in part)]
    if sum(letter.isalnum() for part in parts for letter in part) < LEAST_LETTERS:
        return None
    # One letter alone is looked up as a word: all that begins with it would be most of the casebook.
    return " ".join(_quoted(part) + ("*" if len(part) >= LEAST_LETTERS else "") for part in parts)


def normalise(words: str) -> str:
    """Return text as it is compared in a search: one form of each letter, no accent, no case, nothing unseen."""
    if words.isascii():
        return words.lower() if words.isprintable() else words.lower().translate(_UNSEEN)
    plain = unicodedata.normalize("NFKD", words).casefold()
    letters = ("" if unicodedata.category(each) in _DROPPED else each for each in plain)
    return "".join(each if each.isprintable() else " " for each in letters)


def _put(connection: Connection, cases: Sequence[CaseFacts], role: str, hours: SchoolHours, names: Names) -> None:
    places = _places(connection, cases)
    _INSERT.run_each(
        connection,
        [
            {
                "place": place,
                "id": facts.id,
                "rank": facts.inbox_rank,
                "due": int((facts.due(role, hours) - EPOCH).total_seconds()),
                "unread": bool(facts.unread),
                "closed": facts.closed,
            }
            for place, facts in zip(places, cases, strict=True)
        ],
    )
    work_rows.put(connection, cases, hours)
    told = [
        {"place": place, "told": normalise(searched_text(facts, names))}
        for place, facts in zip(places, cases, strict=True)
    ]
    _INSERT_WORDS.run_each(connection, told)


def _places(connection: Connection, cases: Sequence[CaseFacts]) -> list[int]:
    wanted = [_place(facts) for facts in cases]
    asked, places = set(wanted), list[int]()
    taken = set(connection.execute(select(_OF.place).where(_OF.place.in_(wanted))).scalars())
    for place in wanted:
        free = place
        while free in taken or (free not in asked and _is_taken(connection, free)):
            free += 1
        taken.add(free)
        places.append(free)
    return places


def _is_taken(connection: Connection, place: int) -> bool:
    return connection.execute(select(_OF.id).where(_OF.place == place)).first() is not None


def _place(facts: CaseFacts) -> int:
    digest = hashlib.sha256(facts.id.encode("utf-8", "surrogatepass")).digest()
    return time_of_place(facts.reports[0].at) | int.from_bytes(digest[:3], "big")


def _quoted(part: str) -> str:
    return '"' + part.replace('"', '""') + '"'
