"""Whatever a pupil does in whatever order, nothing begun is lost or doubled (I2, I17), nor told by a row (I20)."""

from __future__ import annotations

import json
import tempfile
from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from store.errors import NotForThisKey
from store.notebook.facts import ConcernDraft, Danger, SessionForm
from store.notebook.recording import new_record, roles_of, seal
from store.records import Record, from_json, new_id
from store.scheme.routes import RECOVERY_ROLES, ROLES, ROUTES, Hurt
from store.sealing.sealed import SEALED_BYTES, open_sealed
from tests.classroom import Classroom, classroom, draft
from tests.founded_school import role_identities

CANARY = "canary"
WORDS_BYTES = 12_288
TEN_MINUTES, FOUR_HOURS, SIX_HOURS = 600.0, 4 * 3600.0, 6 * 3600.0

dangers = st.sampled_from([None, Danger.NO, Danger.NOT_SURE])
answers = st.fixed_dictionaries(
    {
        "danger": dangers,
        "hurt": st.sampled_from([None, *(one.value for one in Hurt)]),
        "adult": st.sampled_from([None, "no", "no", "yes", "head", "not sure"]),
        "reader": st.sampled_from([None, *ROUTES]),
    }
)


@dataclass
class Act:
    """One thing a pupil or the day does; `which` of the concerns, counted round."""

    does: str
    which: int = 0
    answers: dict[str, object] = field(default_factory=dict)
    seconds: float = 0.0


def acts(*does: str) -> st.SearchStrategy[Act]:
    return st.builds(
        Act,
        does=st.sampled_from(does),
        which=st.integers(0, 2),
        answers=answers,
        seconds=st.sampled_from([1.0, TEN_MINUTES, FOUR_HOURS, SIX_HOURS]),
    )


@dataclass
class Pupil:
    """A pupil at the kiosk, with what was shown as saved, sent or removed so far."""

    room: Classroom
    concerns: list[ConcernDraft] = field(default_factory=lambda: [draft(f"{CANARY} {one}") for one in range(3)])
    typed: dict[str, str] = field(default_factory=dict)
    sent: set[str] = field(default_factory=set)
    removed: set[str] = field(default_factory=set)
    keys: int = 0

    def __post_init__(self) -> None:
        self.visit = self.room.sign_in()

    def does(self, act: Act) -> None:
        written = self.concerns[act.which % len(self.concerns)]
        if act.does == "save":
            self.keys += 1
            words = f"{CANARY} {self.keys}"
            written = replace(written, words=words, **act.answers)  # type: ignore[arg-type]
            self.concerns[act.which] = written
            self.visit.concerns.save(written)
            if not self.is_over(written.id):
                self.typed[written.id] = words
        elif act.does == "send":
            self.visit.concerns.send(written)
            self.sent.add(written.id)
        elif act.does == "remove" and written.id not in self.sent:
            self.visit.concerns.remove(written, everyone_safe=True)
            self.removed.add(written.id)
        elif act.does == "pass":
            self.room.clock.advance(act.seconds)
            self.room.notebook.tend()
        elif act.does == "leave":
            self.visit.end()
            self.come_back()
        elif act.does == "crash":
            self.room.cut_power()
            self.come_back()

    def is_over(self, concern: str) -> bool:
        return concern in self.sent or concern in self.removed

    def come_back(self) -> None:
        """Sign in again; what is over is not begun again, for the screens make a new id for each new concern."""
        self.visit = self.room.sign_in()
        self.concerns = [draft(f"{CANARY} again") if self.is_over(one.id) else one for one in self.concerns]


def opened(room: Classroom) -> list[tuple[frozenset[str], Record]]:
    """Return every record in the feed or waiting for its slot, with the roles whose keys open it."""
    with room.kiosk.database.read() as connection:
        waiting = connection.exec_driver_sql("SELECT body FROM waiting_for_slots").scalars().all()
    found = []
    for body in [entry.body or b"" for entry in room.entries()] + [bytes(one) for one in waiting]:
        texts = {}
        for role, identity in role_identities().items():
            try:
                texts[role] = open_sealed(body, [identity])
            except NotForThisKey:
                continue
        [text] = set(texts.values())
        found.append((frozenset(texts), from_json(text)))
    return found


@settings(max_examples=12, deadline=None, phases=[Phase.explicit, Phase.generate])
@given(script=st.lists(acts("save", "save", "save", "send", "remove", "pass", "leave", "crash"), max_size=14))
def test_what_was_begun_is_sent_removed_or_released_once_whatever_happens(script: Sequence[Act]) -> None:
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder, classroom(Path(folder)) as room:
        pupil = Pupil(room)
        for act in script:
            pupil.does(act)
        room.cut_power()
        found = opened(room)
        records = [record for _roles, record in found]
        assert len({record.id for record in records}) == len(records)
        concerns = [record.id for record in records if record.kind == "concern"]
        assert sorted(concerns) == sorted(pupil.sent)
        released = {(record.about, record.text["words"]) for record in records if record.kind == "unfinished"}
        for concern, words in pupil.typed.items():
            assert concern in pupil.sent | pupil.removed or (concern, words) in released
        assert {record.about for record in records if record.kind == "removed"} <= pupil.removed
        with room.kiosk.database.read() as connection:
            assert connection.exec_driver_sql("SELECT count(*) FROM held_copies").scalar() == 0
        assert_sealed_as_they_say(found)
        assert_numbered_without_gaps(records)
        assert_pairs(room)


def assert_sealed_as_they_say(found: Sequence[tuple[frozenset[str], Record]]) -> None:
    for roles, record in found:
        assert roles == frozenset(record.to) <= frozenset(ROLES)
        assert (record.nth is None) == (record.kind == "unfinished")


def assert_numbered_without_gaps(records: Sequence[Record]) -> None:
    numbers = defaultdict(list)
    for record in records:
        if record.nth is not None:
            series, number = record.nth
            numbers[series, frozenset(record.to) - RECOVERY_ROLES].append(number)
    for given_out in numbers.values():
        assert sorted(given_out) == list(range(1, len(given_out) + 1))


def assert_pairs(room: Classroom) -> None:
    slots = [place for place, entry in enumerate(room.entries()) if entry.slot]
    assert all(second == first + 1 for first, second in zip(slots[::2], slots[1::2], strict=True))
    assert len(room.records("head")) == len(room.records("chair")) == len(slots) // 2


Rows = list[tuple[int, int, int, bool]]
Others = list[tuple[str, ...]]


def rows_of(folder: Path, script: Sequence[Act], *, about_staff: bool) -> tuple[Rows, Others]:
    """Return the rows of a day in which the acts on staff reports are done, or left out."""
    with classroom(folder) as room:
        visit = room.sign_in()
        for number, act in enumerate(script):
            concerns = visit.concerns
            one = draft(f"{CANARY} {number}", adult="head" if act.which else "yes")
            if act.does == "staff" and about_staff:
                concerns.save(one)
                concerns.send(replace(one, words=f"{one.words} more"))
            elif act.does == "staff begun" and about_staff:
                concerns.save(one)
            elif act.does == "staff removed" and about_staff:
                concerns.save(one)
                concerns.remove(one, everyone_safe=True)
            elif act.does == "pupil":
                concerns.send(draft(f"{CANARY} {number}"))
            elif act.does == "session":
                visit.log_session(new_id(), SessionForm("Sam, Y7", "privacy", 20, Danger.NO))
            elif act.does == "pass":
                room.clock.advance(act.seconds)
                room.notebook.tend()
            elif act.does == "leave":
                visit.end()
                visit = room.sign_in()
            elif act.does == "crash":
                room.cut_power()
                visit = room.sign_in()
        visit.end()
        room.notebook.tend()
        with room.store.database.read() as connection:
            received = connection.exec_driver_sql("SELECT lane, size, alarm, slot FROM entries ").all()
        rows = [(entry.lane, entry.size, entry.alarm, entry.slot) for entry in room.entries()]
        return rows, sorted(tuple(map(str, row)) for row in received)


@settings(max_examples=8, deadline=None)
@given(
    script=st.lists(
        acts("staff", "staff", "staff begun", "staff removed", "pupil", "session", "pass", "leave", "crash"), max_size=8
    )
)
def test_a_day_with_staff_reports_has_the_rows_of_the_same_day_without(script: Sequence[Act]) -> None:
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        told = rows_of(Path(folder) / "with", script, about_staff=True)
        assert told == rows_of(Path(folder) / "without", script, about_staff=False)


@settings(max_examples=5, deadline=None)
@given(script=st.lists(acts("save", "send", "remove", "pass", "leave", "crash"), min_size=3, max_size=8))
def test_no_file_of_the_kiosk_holds_a_word_or_a_name(script: Sequence[Act]) -> None:
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder, classroom(Path(folder)) as room:
        pupil = Pupil(room)
        for act in [Act("save"), *script]:
            pupil.does(act)
        for path in Path(folder).rglob("*"):
            held = path.read_bytes() if path.is_file() else b""
            for word in (CANARY.encode(), b"Priya", b"Sam, Y7", CANARY.encode("utf-16-le")):
                assert word not in held


def filled_up(letters: str) -> str:
    """Return `letters` over and over, as much as the words box takes."""
    size = len(json.dumps(letters, ensure_ascii=False).encode()) - 2
    return letters * (WORDS_BYTES // size)


def in_one_room(check: Callable[[Classroom], None]) -> None:
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder, classroom(Path(folder)) as room:
        check(room)


def test_a_full_words_box_fits_whatever_is_written_in_it() -> None:
    def check(room: Classroom) -> None:
        parts = room.notebook._parts

        @settings(max_examples=60, deadline=None)
        @given(letters=st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=40), given=answers)
        def fits(letters: str, given: dict[str, object]) -> None:
            text = given | {"words": filled_up(letters), "told": "4d" * 16, "level": "amber"}
            record = new_record(parts, "concern", roles_of(parts, "chair"), text, author="4d" * 16, about="5e" * 16)
            record = record.model_copy(update={"nth": ("3c" * 16, 2**53 - 1)})
            body = seal(parts, record)
            assert len(body) == SEALED_BYTES
            assert from_json(open_sealed(body, [role_identities()["chair"]])) == record

        fits()

    in_one_room(check)
