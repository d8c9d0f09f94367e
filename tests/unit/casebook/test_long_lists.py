"""Lists of any length: pages found by counters are the pages that counting through would give."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence

import pytest
from sqlalchemy import Connection, delete, func, insert, select

from store.casebook.case.ladder_clock import SchoolHours
from store.casebook.case.people import Names
from store.casebook.erasing.erase_wanted import CASE, Wanted
from store.casebook.papers.asked import Asked, Form, What
from store.casebook.papers.making import NOT_WHOLE
from store.casebook.records import kinds, openers
from store.casebook.records.opened_record import EPOCH, OpenedRecord
from store.casebook.role import record_log
from store.casebook.role.adding import Arrived
from store.casebook.role.joined_inbox import JoinedInbox
from store.casebook.rows import inbox_rows, index, numbering
from store.casebook.rows.database import open_casebook
from store.casebook.rows.inbox_rows import Listed
from store.casebook.rows.tables import CASE_COUNTS, CASES, HIDDEN, KIND_COUNTS, RECORDS
from store.errors import KioskError
from tests.benchmarks.big_school import arrivals
from tests.unit.casebook.office import LANE_NOTICES, PRICE, WORDS, Office, picture

ME = "ab" * 16


@pytest.fixture(scope="module")
def casebook(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Connection]:
    file = open_casebook(tmp_path_factory.mktemp("long") / "casebook", bytes(32))
    with file.write() as connection:
        for lot in arrivals(400):
            _index(connection, record_log.add(connection, lot))
        hidden = connection.execute(select(CASES.c.id).order_by(CASES.c.due).limit(40)).scalars().all()[::4]
        connection.execute(insert(HIDDEN), [{"case_id": one, "person": ME} for one in hidden])
        yield connection
    file.close()


def _index(connection: Connection, changed: set[str]) -> None:
    index.index(connection, changed, role="safeguarding", hours=SchoolHours(), names=Names())


@pytest.mark.parametrize("me", ["", ME])
@pytest.mark.parametrize("closed", [False, True])
def test_every_page_begins_where_the_one_before_ended(casebook: Connection, me: str, closed: bool) -> None:
    whole = inbox_rows.listed(casebook, me, closed=closed)
    assert inbox_rows.counts(casebook, me, closed=closed) == (len(whole), sum(row.unread for row in whole))
    assert whole == sorted(whole)
    for offset in (*range(0, len(whole) + 2, 53), len(whole)):
        assert inbox_rows.listed(casebook, me, closed=closed, offset=offset, most=5) == whole[offset : offset + 5]
    some = whole[::50]
    rest = [row for row in whole if row not in some]
    assert inbox_rows.listed(casebook, me, closed=closed, offset=30, most=9, without=some) == rest[30:39]
    for row in some:
        assert inbox_rows.count_before(casebook, me, row, closed=closed) == whole.index(row)


def test_the_counters_say_what_counting_says_after_records_went_too(casebook: Connection) -> None:
    def counted() -> tuple[object, object]:
        of = CASES.c
        cases = select(of.closed, of.rank, func.count()).group_by(of.closed, of.rank).order_by(of.closed, of.rank)
        kinds = select(RECORDS.c.kind, func.count()).where(RECORDS.c.standing == 1).group_by(RECORDS.c.kind)
        return casebook.execute(cases).all(), sorted(casebook.execute(kinds).all())

    def told() -> tuple[object, object]:
        of = CASE_COUNTS.c
        cases = select(of.closed, of.rank, func.sum(of.cases)).group_by(of.closed, of.rank)
        of_kinds = KIND_COUNTS.c
        kinds = select(of_kinds.kind, func.sum(of_kinds.records)).where(of_kinds.records > 0).group_by(of_kinds.kind)
        return casebook.execute(cases.order_by(of.closed, of.rank)).all(), sorted(casebook.execute(kinds).all())

    assert told() == counted()
    with casebook.begin_nested() as nested:
        gone = casebook.execute(select(RECORDS.c.case_id).limit(30)).scalars().all()
        casebook.execute(delete(RECORDS).where(RECORDS.c.case_id.in_(gone)))
        _index(casebook, set(gone))
        assert told() == counted()
        nested.rollback()


def test_a_search_counts_no_further_than_it_must_and_never_what_is_hidden(
    casebook: Connection, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(index, "MOST_COUNTED", 90)
    query = index.query_of("he")
    assert query is not None
    found, total = index.found(casebook, "", query, 10)
    assert (len(found), total) == (10, 91)
    monkeypatch.undo()
    rare = index.query_of("he bri")
    assert rare is not None
    everything, total = index.found(casebook, "", rare, 5_000)
    assert 0 < total == len(everything)
    hidden = set(casebook.execute(select(HIDDEN.c.case_id)).scalars())
    expected = [row for row in everything if row[1] not in hidden]
    assert len(expected) < len(everything)
    assert index.found(casebook, ME, rare, 3) == (expected[:3], len(expected))


def test_gaps_are_those_that_counting_through_would_find(casebook: Connection) -> None:
    assert numbering.gaps(casebook) == []
    chance, series = random.Random(5), "ef" * 16
    numbers = chance.sample(range(1, 60), 40)
    records = [_numbered(lot, number, series) for number, lot in zip(numbers, next(arrivals(50)), strict=False)]
    with casebook.begin_nested() as nested:
        for start in range(0, 40, 7):
            record_log.add(casebook, records[start : start + 7])
            here = {one.record.nth for one in records[: start + 7]}
            assert _missing(casebook) == set(range(1, max(here) + 1)) - here
        for gone in chance.sample(records, 15):
            record_log.drop_source(casebook, gone.entry)
            here.discard(gone.record.nth)
            assert _missing(casebook) == set(range(1, max(here) + 1)) - here
        nested.rollback()


def _numbered(one: Arrived, number: int, series: str) -> Arrived:
    told = one.record.__dict__ | {"nth": number, "series": series, "device": "cd" * 16, "id": f"{number:032x}"}
    told.pop("said", None)
    return Arrived(OpenedRecord(**told), number.to_bytes(32, "big"))


def _missing(connection: Connection) -> set[int]:
    gaps = [interval for _, intervals in numbering.gaps(connection) for interval in intervals]
    return {number for first, last in gaps for number in range(first, last + 1)}


class _Whole:
    """A casebook that lists what it is given."""

    def __init__(self, rows: Sequence[Listed]) -> None:
        self.rows = sorted(rows)

    def listed(self, *, closed: bool, offset: int, most: int, without: Sequence[Listed]) -> list[Listed]:
        return [row for row in self.rows if row not in without][offset : offset + most]

    def count_before(self, row: Listed, *, closed: bool, without: Sequence[Listed]) -> int:
        return sum(one < row for one in self.rows if one not in without)

    def counts(self, *, closed: bool) -> tuple[int, int]:
        return len(self.rows), sum(row.unread for row in self.rows)


def test_several_roles_see_one_inbox_page_by_page() -> None:
    chance = random.Random(7)
    for _ in range(40):
        rows = [Listed(chance.randrange(3), chance.randrange(9), n, f"{n}", n % 3 == 0) for n in range(30)]
        large, beside = rows[: chance.randrange(31)], rows[20:]
        without = [row for row in large if row in beside]
        joined = sorted({*large, *beside})
        inbox = JoinedInbox(_Whole(large), sorted(beside), without, closed=False)  # type: ignore[arg-type]
        for offset in range(0, 32, 3):
            ids, total, unread = inbox.page(offset, 4)
            assert ids == [row.id for row in joined[offset : offset + 4]]
            assert (total, unread) == (len(joined), sum(row.unread for row in joined))


def test_what_child_processes_open_is_what_the_desk_opens(school: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    report = school.report("He said he would hurt Kit.")
    lead = school.desk.unlock()
    lead.acknowledge(report)
    lead.lock()
    school.report("And again.", about_report=report)
    lead = school.desk.unlock()
    before = picture(lead)
    lead.lock()
    opened_here = list[object]()
    monkeypatch.setattr("store.casebook.role.role_casebook.MANY", 1)
    monkeypatch.setattr("store.casebook.role.projection.STEP", 2)
    monkeypatch.setattr("os.cpu_count", lambda: 1)
    own = openers.Openers.opened

    def opened(self: openers.Openers, *asked: object) -> object:
        assert self.are_many
        self._opener, kept = None, self._opener
        try:
            return own(self, *asked)
        except AttributeError:
            opened_here.append(asked)
            self._opener = kept
            return own(self, *asked)
        finally:
            self._opener = kept

    monkeypatch.setattr(openers.Openers, "opened", opened)
    school.desk.unlocking.rebuild(PRICE, WORDS, lambda *_: None)
    monkeypatch.undo()
    # Only what has no body is left to the desk itself.
    assert all(entry.body is None for entry, _ in opened_here)
    lead = school.desk.unlocking.unlock(PRICE, WORDS)
    assert picture(lead) == before
    lead.lock()


def test_a_desk_to_which_much_has_come_opens_before_it_has_taken_it_in(
    school: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    school.desk.unlock().lock()
    for number in range(9):
        school.put(school.record(text={"words": f"Number {number}", "level": "blue"}))
    school.desk.unlocking.something_waits()
    school.desk.exchange()
    monkeypatch.setattr("store.casebook.role.projection.STEP", 2)
    monkeypatch.setattr("store.casebook.desk.unlocking._FIRST_STEPS", 2)
    monkeypatch.setattr("store.casebook.acts.outgoing._STEPS", 1)
    monkeypatch.setattr("store.casebook.role.role_casebook.MANY", 3)
    monkeypatch.setattr(openers.Openers, "start", lambda self: None)
    # Where opening is slow it is time that ends it, not a number.
    monkeypatch.setattr("store.casebook.desk.unlocking._FIRST_SECONDS", 0.0)
    lead = school.desk.unlocking.unlock(PRICE, WORDS)
    assert lead.behind is not None
    assert lead.behind.opened == 2
    monkeypatch.setattr("store.casebook.desk.unlocking._FIRST_SECONDS", 1.0)
    few = lead.inbox().total
    assert few < 9
    # Nobody is told that nothing is missing before all of it is opened.
    told = lead.completeness()
    assert told.unopened == lead.behind.of - lead.behind.opened > 0
    assert told.sentence.startswith(f"{told.unopened} items that came are still to be opened here.")
    assert "Nothing missing" not in told.sentence
    left = told.unopened
    # What leaves the desk meanwhile must not pass for complete either.
    assert NOT_WHOLE in str(lead.papers.shown(Asked(What.PACK)).blocks[0].rows)
    lead.papers.save(Asked(What.PACK, form=Form.CSV), str(school.room.folder))
    with pytest.raises(KioskError, match="Not all that came is opened yet"):
        lead.transfers.send("a child", "a school", "today", str(school.room.folder))
    with pytest.raises(KioskError, match="could stay behind"):
        lead.erase(Wanted(CASE, "a case"), {})
    before = len(school.desk.sizes(LANE_NOTICES))
    # Locking does not wait either; its checkpoint, which lets kiosks forget, is left to the next lock.
    lead.lock()
    assert len(school.desk.sizes(LANE_NOTICES)) == before + 1
    lead = school.desk.unlocking.unlock(PRICE, WORDS)
    assert lead.inbox().total > few
    assert 0 < lead.completeness().unopened < left
    lead.refresh()
    assert lead.inbox().total == 9
    assert lead.behind is None
    assert lead.completeness().unopened == 0
    assert "Nothing missing" in lead.completeness().sentence
    assert NOT_WHOLE not in str(lead.papers.shown(Asked(What.PACK)).blocks[0].rows)
    # The figures that every pack of a month tells are not those of a desk that had not opened all.
    lead.papers.save(Asked(What.PACK, form=Form.CSV), str(school.room.folder))
    with lead.papers.shelf() as shelf:
        assert sorted("figures" in one.said for one in shelf.of_kind(kinds.EXPORT, EPOCH)) == [False, True]
    lead.lock()
    assert len(school.desk.sizes(LANE_NOTICES)) == before + 3


def test_cases_read_as_they_come_into_view_are_the_cases_of_the_page(school: Office) -> None:
    for number in range(7):
        school.put(school.record(text={"words": f"She is sad {number}", "level": "blue"}))
    lead = school.desk.unlock()
    whole, part = lead.inbox(), lead.inbox(seen=slice(2, 4))
    assert part.ids == whole.ids == tuple(line.id for line in whole.lines)
    assert part.lines == whole.lines[2:4]
    assert lead.lines((*whole.ids[4:], "no such case")) == whole.lines[4:]
    assert lead.search("sad", seen=slice(0, 1)).lines == lead.search("sad").lines[:1]
    assert len(lead.search("sad", seen=slice(0, 1)).ids) == 7


def test_the_memory_that_a_search_takes_is_given_back_with_the_next_look_for_reports(school: Office) -> None:
    school.put(school.record(text={"words": "She is sad", "level": "blue"}))
    lead = school.desk.unlock()
    assert lead._open is not None
    (casebook,) = lead._open.casebooks.values()

    def kept() -> int:
        with casebook._file.read() as connection:
            return abs(int(connection.exec_driver_sql("PRAGMA cache_size").scalar_one()))

    before = kept()
    assert lead.search("sad").total == 1
    assert kept() > before
    lead.refresh()
    assert kept() == before
    assert lead.search("sad").total == 1
