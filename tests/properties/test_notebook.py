"""Whatever is pressed in whatever order, whatever fails in between: nothing is lost, doubled or misnumbered."""

from __future__ import annotations

import atexit
import shutil
import tempfile
from collections import Counter, defaultdict
from dataclasses import replace
from datetime import UTC, datetime
from functools import cache
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from store.errors import DiskFull, NotForThisKey
from store.notebook.common.facts import ConcernDraft, Danger, ReportState
from store.notebook.of_concerns.concerns import ConcernWriting
from store.notebook.of_mentors.visit import MentorVisit
from store.records import Record, from_json
from store.scheme.routes import route_for
from store.sealing.sealed import open_sealed
from tests.classroom import PRIYA, TOM, Classroom, draft
from tests.examples import examples
from tests.founded_school import role_identities

HOUR = 3600.0
ADULTS = st.sampled_from(["no", "no", "no", "yes", "head", None])
DANGERS = st.sampled_from([Danger.NO, Danger.NO, Danger.YES, None])
WORDS = st.sampled_from(["", "", "words", "\x00\ud83d\u202e"])
YEARS = st.sampled_from([1970, 1970, 2026, 2099])


@cache
def a_classroom() -> Classroom:
    """Return one closed classroom to copy, for founding a school takes longer than a year in it."""
    folder = Path(tempfile.mkdtemp())
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    room = Classroom(folder)
    room.close()
    return room


class Kiosk(RuleBasedStateMachine):
    """One kiosk with two mentors and people without names; `drafts` is what each would expect to find again."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = tempfile.TemporaryDirectory()
        self.room = Classroom.copy_of(a_classroom(), Path(self.folder.name))
        self.visit: MentorVisit | None = None
        self.concerns: ConcernWriting | None = None
        self.name: str | None = None
        self.drafts: dict[str | None, dict[str, ConcernDraft]] = {PRIYA: {}, TOM: {}}
        self.current: ConcernDraft | None = None
        self.owed: set[str] = set()
        self.sent: dict[str, ConcernDraft] = {}
        self.removed: set[str] = set()
        self.reports: dict[str, int] = {PRIYA: 0, TOM: 0}

    @initialize()
    def nobody(self) -> None:
        assert self.room.sign_in().concerns.unfinished() is None
        self.room.cut_power()

    # -- who sits there --------------------------------------------------------------------------------------------

    def _sit_down(self, name: str | None) -> None:
        self.name = name
        if name is None:
            self.concerns = self.room.notebook.without_name()
            return
        self.visit = self.room.sign_in(name)
        self.concerns = self.visit.concerns
        self.current = self.concerns.unfinished()
        expected = list(self.drafts[name].values())
        assert self.current == (expected[-1] if expected else None)
        assert self.visit.home().unfinished == bool(expected)
        assert len(self.visit.reports()) == self.reports[name]

    @precondition(lambda self: self.visit is not None)
    @rule()
    def lock_and_unlock(self) -> None:
        assert self.visit is not None
        assert self.name is not None
        self.visit.unlock(self.room.words[self.name])

    @precondition(lambda self: self.concerns is not None)
    @rule()
    def leave(self) -> None:
        if self.visit is None:
            self.room.notebook.end_without_name()
        else:
            self.visit.end()
        self._gone()

    @precondition(lambda self: self.current is not None)
    @rule()
    def cut_power(self) -> None:
        self.room.cut_power()
        self._gone()
        assert self._held() == 0

    # -- writing ---------------------------------------------------------------------------------------------------

    @rule(name=st.sampled_from([PRIYA, TOM, None]), words=WORDS, adult=ADULTS, danger=DANGERS, again=st.booleans())
    def save(self, name: str | None, words: str, adult: str | None, danger: Danger | None, again: bool) -> None:
        if self.concerns is None:
            self._sit_down(name)
        assert self.concerns is not None
        before = self.current if again and self.current is not None else draft("")
        self.current = replace(before, words=words, adult=adult, danger=danger)
        self.concerns.save(self.current)
        self._saved(self.current)

    @precondition(lambda self: self.current is not None)
    @rule(pages=st.sampled_from([0, 3, 8, 1000, 1000]))
    def send(self, pages: int) -> None:
        assert self.concerns is not None
        assert self.current is not None
        self._limit(pages)
        try:
            sent = self.concerns.send(self.current)
        except DiskFull:
            return
        finally:
            self._limit(None)
        assert sent.state is ReportState.SAVED
        if self.current.id not in self.sent | dict.fromkeys(self.removed):
            self.sent[self.current.id] = self.current
            if self.name is not None:
                self.reports[self.name] += 1
        self._over(self.current)

    @precondition(lambda self: self.current is not None and self.current.id not in self.sent)
    @rule(safe=st.booleans())
    def remove(self, safe: bool) -> None:
        assert self.concerns is not None
        assert self.current is not None
        self.concerns.remove(self.current, everyone_safe=safe)
        self.removed.add(self.current.id)
        self._over(self.current)
        self.current = None

    @precondition(lambda self: self.current is not None and self.current.id not in self.sent)
    @rule()
    def tell_danger(self) -> None:
        assert self.concerns is not None
        assert self.current is not None
        self.concerns.danger_now(self.current)
        self.owed.add(self.current.id)
        if self.name is not None and self.current.id not in self.drafts[self.name]:
            self.drafts[self.name][self.current.id] = self._kept(self.current)

    # -- what goes on by itself ------------------------------------------------------------------------------------

    @precondition(lambda self: self._held())
    @rule(hours=st.sampled_from([0.1, 6]), year=YEARS)
    def time_passes(self, hours: float, year: int) -> None:
        self.room.clock.advance(hours * HOUR)
        self.room.clock.set_wall(datetime(year, 11, 24, 17, tzinfo=UTC))
        self.room.notebook.tend()
        if hours >= 6:
            assert self._held() == 0

    @precondition(lambda self: self.current is not None)
    @rule(online=st.booleans())
    def the_network_comes_and_goes(self, online: bool) -> None:
        self.room.online = online
        assert self.room.notebook.send_now()

    # -- what always holds -----------------------------------------------------------------------------------------

    @invariant()
    def nothing_is_twice(self) -> None:
        hashes = Counter(entry.hash for entry in self.room.entries())
        assert not [one for one, count in hashes.items() if count > 1]

    @invariant()
    def nothing_is_held_of_what_is_over(self) -> None:
        with self.room.kiosk.database.read() as connection:
            held = {bytes(one).hex() for one in connection.exec_driver_sql("SELECT concern FROM held_copies").scalars()}
        row_of = self.room.notebook._parts.held_times.row_of
        assert not held & {row_of(one) for one in {*self.sent, *self.removed}}

    def teardown(self) -> None:
        try:
            self._check()
        finally:
            self.room.close()
            self.folder.cleanup()

    def _check(self) -> None:
        self.room.online = True
        self.room.cut_power()
        while self._count("waiting_for_slots"):
            self.room.cut_power()
        self.room.notebook.send_now()
        records = self._records()
        by_id = Counter(record.id for record in records)
        assert not [one for one, count in by_id.items() if count > 1]
        concerns = {record.id: record for record in records if record.kind == "concern"}
        assert set(concerns) == set(self.sent)
        for one, record in concerns.items():
            assert record.to[0] == route_for(self.sent[one].adult, self.sent[one].reader)
            assert record.text["words"] == self._kept(self.sent[one]).words
        told = {record.about for record in records if record.kind in ("unfinished", "danger", "removed")}
        assert self.owed <= set(concerns) | told
        assert self.removed <= told
        self._check_numbers(records)
        with self.room.store.database.read() as connection:
            theirs = {entry.hash for entry in self.room.store.feeds.entries(connection, lanes=(0,), limit=100_000)}
            assert not self.room.store.feeds.missing(connection)
        assert {entry.hash for entry in self.room.entries()} <= theirs

    def _check_numbers(self, records: list[Record]) -> None:
        series: dict[str, list[int]] = defaultdict(list)
        for record in records:
            assert (record.nth is None) == (record.kind == "unfinished")
            if record.nth is not None:
                series[record.nth[0]].append(record.nth[1])
        for numbers in series.values():
            assert sorted(numbers) == list(range(1, len(numbers) + 1))

    def _records(self) -> list[Record]:
        found, identities = [], role_identities()
        for entry in self.room.entries():
            for role in ("safeguarding", "head", "chair"):
                try:
                    found.append(from_json(open_sealed(entry.body or b"", [identities[role]])))
                except NotForThisKey:
                    continue
        assert len(found) == len(self.room.entries())
        return found

    def _saved(self, saved: ConcernDraft) -> None:
        if saved.id in self.sent or saved.id in self.removed:
            return
        if saved.words.strip() or saved.danger is Danger.YES:
            self.owed.add(saved.id)
        elif saved.id not in self.drafts.get(self.name, {}) or not self._ever_worded(saved.id):
            self.owed.discard(saved.id)
        if self.name is not None:
            self.drafts[self.name].pop(saved.id, None)
            self.drafts[self.name][saved.id] = self._kept(saved)

    def _ever_worded(self, concern: str) -> bool:
        kept = self.drafts[self.name].get(concern)
        return kept is not None and bool(kept.words.strip())

    def _kept(self, written: ConcernDraft) -> ConcernDraft:
        return replace(written, words=written.words.replace("\ud83d", "\ufffd"))

    def _over(self, written: ConcernDraft) -> None:
        self.owed.discard(written.id)
        if self.name is not None:
            self.drafts[self.name].pop(written.id, None)

    def _gone(self) -> None:
        self.visit = self.concerns = self.name = self.current = None

    def _limit(self, pages: int | None) -> None:
        with self.room.kiosk.database.write() as connection:
            used = int(connection.exec_driver_sql("PRAGMA page_count").scalar() or 0)
            most = used + pages if pages is not None else 1 << 30
            connection.exec_driver_sql(f"PRAGMA max_page_count = {most}")

    def _held(self) -> int:
        return self._count("held_copies")

    def _count(self, table: str) -> int:
        with self.room.kiosk.database.read() as connection:
            return int(connection.exec_driver_sql(f"SELECT count(*) FROM {table}").scalar() or 0)  # noqa: S608


Kiosk.TestCase.settings = settings(
    max_examples=examples(5),
    stateful_step_count=20,
    deadline=None,
    suppress_health_check=list(HealthCheck),
    # A step writes to a real disk: a failure is told as it was found, for making it small takes minutes.
    phases=[Phase.explicit, Phase.reuse, Phase.generate],
)
test_whatever_is_pressed_and_whatever_fails_nothing_is_lost = pytest.mark.timeout(240)(Kiosk.TestCase)
