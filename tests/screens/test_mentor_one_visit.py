"""A visit's process brings the services, which need the memory, with the first key, and rests without them."""

from __future__ import annotations

import json
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace

import pytest

if sys.platform == "win32":
    pytest.skip("the kiosk is one process here", allow_module_level=True)

from kiosk.visiting import app as one_visit
from kiosk.visiting import lines
from kiosk.visiting.app import OneVisitApp
from kiosk.visiting.left_over import SLOT_SECONDS
from screens.mentor.parts.services import Kiosk as Services
from store.notebook.common.facts import WelcomeFacts
from tests.keyboard import Typist
from tests.screens.mentor_harness import Clock
from tests.screens.mentor_made_up import FACTS
from tests.screens.mentor_services import Kiosk
from tests.screens.sizes import SMALL


def left(*times: str, slots: float | None = 1000.0) -> bytes:
    return json.dumps({"key": "", "times": dict.fromkeys(times), "waits": {}, "slots": slots}).encode()


@dataclass
class Doorkeeper:
    """Stands in for the gate, notes what the supervisor would hear."""

    said: list[bytes] = field(default_factory=list)
    ended: list[tuple[int, bytes]] = field(default_factory=list)

    def say(self, word: bytes, _more: bytes = b"") -> None:
        self.said.append(word)

    def leave(self, code: int, kept: bytes = b"") -> None:
        self.ended.append((code, kept))


class Process:
    """One visit's process as far as it is a program."""

    def __init__(self, before: bytes | None) -> None:
        self.kiosk, self.clock, self.gate = Kiosk(), Clock(), Doorkeeper()
        self.facts: WelcomeFacts | None = FACTS
        self.loads = 0
        self.kept: bytes | None = None
        self.app = OneVisitApp(
            FACTS,
            self.load,
            clock=self.clock,
            crash=None,  # type: ignore[arg-type]
            gate=self.gate,  # type: ignore[arg-type]
            before=before,
            look=lambda: self.facts,
            kept=lambda: self.kept,
        )
        self.kiosk.app = self.app

    def load(self) -> Services:
        self.loads += 1
        self.kept = left()
        return self.kiosk

    async def wait(self, typist: Typist, seconds: float) -> None:
        self.clock.now += seconds
        self.app.tick()
        await typist.settle()


@asynccontextmanager
async def waiting(before: bytes | None) -> AsyncIterator[tuple[Process, Typist]]:
    process = Process(before)
    async with process.app.run_test(size=SMALL) as pilot:
        typist = Typist(pilot)
        await typist.settle()
        yield process, typist


async def test_where_nothing_is_due_the_services_come_with_the_first_key() -> None:
    async with waiting(left()) as (process, typist):
        assert process.loads == 0
        assert process.gate.said == [lines.PAINTED]
        process.facts = replace(FACTS, tip="Left by the exchange.")
        await process.wait(typist, one_visit.LOOKS_SECONDS)
        assert "Left by the exchange." in typist.text()
        process.facts = replace(FACTS, trouble="no network")
        process.app.look_soon()
        await process.wait(typist, 1)
        assert "no network just now" in typist.text()
        await typist.press("1")
        assert process.loads == 1
        assert lines.READY in process.gate.said


@pytest.mark.parametrize("before", [b"", b"{", left("a held copy"), left(slots=None), left(slots=1000 - SLOT_SECONDS)])
async def test_at_a_start_or_while_something_is_held_or_due_they_come_at_once(before: bytes) -> None:
    async with waiting(before) as (process, _typist):
        assert process.loads == 1


async def test_a_second_that_passes_before_the_first_picture_does_not_bring_them_twice() -> None:
    process = Process(b"")
    process.app.call_later(process.app.tick)
    async with process.app.run_test(size=SMALL) as pilot:
        process.app.tick()
        await Typist(pilot).settle()
        assert process.loads == 1


async def test_while_the_visit_before_goes_on_the_welcome_waits_drawn_and_does_nothing_else() -> None:
    async with waiting(None) as (process, typist):
        await process.wait(typist, SLOT_SECONDS)
        assert (process.loads, process.gate.said) == (0, [])
        process.facts = replace(FACTS, tip="Of a moment ago.")
        process.app.let_in(left(slots=process.clock.now))
        await typist.settle()
        assert "Of a moment ago." in typist.text()
        assert (process.loads, process.gate.said) == (0, [lines.PAINTED])
    async with waiting(None) as (process, typist):
        process.app.let_in(b"")
        await typist.settle()
        assert process.loads == 1


async def test_slots_that_become_due_while_nobody_is_there_bring_them() -> None:
    async with waiting(left()) as (process, typist):
        await process.wait(typist, SLOT_SECONDS - 1)
        assert process.loads == 0
        await process.wait(typist, 1)
        assert process.loads == 1


async def test_a_process_that_holds_them_for_nobody_gives_way_to_one_that_does_not() -> None:
    async with waiting(b"") as (process, typist):
        await process.wait(typist, 1)
        await process.wait(typist, one_visit.ASKS_SECONDS)
        assert process.gate.said.count(lines.SEATED) == 1
        assert not process.gate.ended
        await process.wait(typist, one_visit.RESTS_SECONDS - one_visit.ASKS_SECONDS)
        # The program's own clock ticks, too; the real gate ends the process at once.
        assert set(process.gate.ended) == {(0, left())}
        # A held copy is released by who has the services, so they stay.
        process.gate.ended.clear()
        process.kept = left("a held copy")
        for _ in range(3):
            await process.wait(typist, one_visit.RESTS_SECONDS)
        assert not process.gate.ended


async def test_what_was_typed_by_somebody_who_left_goes_half_a_minute_later_also_while_something_is_held() -> None:
    async with waiting(left("a held copy")) as (process, typist):
        process.kept = left("a held copy")
        await typist.press("1", "X", "y")
        await process.wait(typist, 1)
        await typist.press("escape")
        await process.wait(typist, 1)
        await process.wait(typist, one_visit.RESTS_SECONDS)
        assert set(process.gate.ended) == {(0, left("a held copy"))}
