"""Nothing expired, throttled, revoked, forgotten or left unanswered keeps a child from reporting (I12)."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from store.errors import KioskError, WrongWords
from store.notebook.common.facts import Danger
from store.scheme.devices import DeviceEntry
from store.scheme.publications import Publisher
from tests.classroom import PRIYA, TOM, Classroom, classroom, draft
from tests.founded_school import DESK, KIOSK, mentor_vault


def throttled(room: Classroom) -> None:
    for name in (PRIYA, "Nobody"):
        for _ in range(3):
            try:
                room.notebook.sign_in(name, "not the words")
            except WrongWords:
                continue


def expired(room: Classroom) -> None:
    room.clock.set_wall(room.clock.now() + timedelta(days=50 * 365))


def clock_far_back(room: Classroom) -> None:
    room.clock.set_wall(room.clock.now() - timedelta(days=50 * 365))


def revoked(room: Classroom) -> None:
    published(room, lambda publisher: publisher.devices([DeviceEntry(KIOSK.public, "Library", revoked=True)]))


def not_listed(room: Classroom) -> None:
    published(room, lambda publisher: publisher.devices([]))


def forgotten(room: Classroom) -> None:
    made = {name: mentor_vault(number, name, room.desk.school) for name, number in ((PRIYA, 61), (TOM, 62))}
    published(room, lambda publisher: publisher.vaults([vault for vault, _ in made.values()]))
    if room.online:
        room.words = {name: words for name, (_, words) in made.items()}


def out_of_reach(room: Classroom) -> None:
    room.online = False


def power_cut(room: Classroom) -> None:
    room.cut_power()


def asked_too_much(room: Classroom) -> None:
    rules = {"training_gate": True, "agreement_gate": True, "load_gate": True, "sessions_a_week": 1, "rest_days": 60}
    published(room, lambda publisher: publisher.policy(replace(room.desk.school.policy(), **rules)))


GATES = (throttled, expired, clock_far_back, revoked, not_listed, forgotten, out_of_reach, power_cut, asked_too_much)


def published(room: Classroom, act: Callable[[Publisher], object]) -> None:
    with room.desk.database.write() as connection:
        act(Publisher(connection, room.desk.feeds, room.desk.school, DESK))
    room.store.hear(room.desk)
    try:
        room.notebook.send_now()
    except KioskError:
        assert not room.online


@settings(max_examples=3, deadline=None)
@given(st.permutations(GATES), st.integers(1, len(GATES)))
def test_every_way_to_an_adult_stays_open_whatever_has_happened(
    order: list[Callable[[Classroom], None]], how_many: int
) -> None:
    with tempfile.TemporaryDirectory() as folder, classroom(Path(folder)) as room:
        for gate in order[:how_many]:
            gate(room)
        nameless = room.notebook.without_name()
        nameless.danger_now(draft("", danger=Danger.YES))
        nameless.send(draft("without a name"))
        room.notebook.end_without_name()
        room.notebook.find_me("Ada", "the library", "")
        visit = room.sign_in(TOM)
        visit.concerns.send(draft("with a name"))
        visit.concerns.save(draft("begun"))
        visit.end()
        room.cut_power()
        told = [(one.kind, one.text.get("words")) for one in room.records("safeguarding")]
        for wanted in (("concern", "without a name"), ("concern", "with a name"), ("unfinished", "begun")):
            assert wanted in told
        assert {"danger", "find-me"} <= {kind for kind, _ in told}
