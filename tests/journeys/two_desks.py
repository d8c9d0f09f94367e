"""Two desks of one school, each the real program with its real parts, both open at once."""

from __future__ import annotations

import re
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

from textual.pilot import Pilot

from screens.desk.sitting.app import DeskApp
from tests.journeys.brook_field import Reader
from tests.unit.casebook.office import WORDS, Desk

WIDE = (90, 32)
# High enough that a case stands there as a whole.
TALL = (90, 90)
_VIEW = re.compile(r"\w{3} \d+ \w{3} \d{4} \d\d:\d\d [^:]*? opened the report ")


class Sitter(Reader):
    """An adult at one of several desks, all of whom have the same words."""

    def __init__(self, pilot: Pilot[Any], desk: Desk) -> None:
        super().__init__(pilot)
        self._desk = desk

    async def come_in(self, name: str) -> None:
        """Unlock as one of the people who have a key file here."""
        await self.press("enter", "1", str(self._desk.unlocking.people().index(name) + 1))
        await self.type(WORDS)
        await self.press("enter", "enter")
        # Who comes back finds what was open.
        assert f"Inbox: {name}" in self.text() or "I have read it" in self.text(), self.text()

    async def choose(self, entry: str) -> None:
        """Choose from a list by the words of one of its options."""
        options = [row for row in self.rows() if re.search(r"[○●] ", row)]
        places = [place for place, row in enumerate(options) if entry in row]
        assert places, self.text()
        await self.press("home", *["down"] * places[0], "enter")

    async def step(self, entry: str) -> None:
        """Choose a step on the case that is open."""
        await self.press("m")
        await self.choose(entry)

    async def page(self, entry: str) -> None:
        """Choose a page of the desk from the inbox."""
        await self.step(entry)

    async def fill(self, *fields: str) -> None:
        """Type into one field after the other, then record."""
        for place, words in enumerate(fields):
            if place:
                await self.press("tab")
            await self.type(words)
        await self.press("f2")

    async def case(self) -> str:
        """Read anew all that the open case says, but who opened it to look."""
        await self.press("f5")
        await self.pilot.resize_terminal(*TALL)
        await self.settle()
        text = _VIEW.sub("", self.text()).partition(" a I have read it")[0].replace(" ↓ more below", "")
        await self.pilot.resize_terminal(*WIDE)
        return text


@asynccontextmanager
async def sitting_at(desk: Desk, size: tuple[int, int] = WIDE) -> AsyncIterator[Sitter]:
    """Sit at a desk, which is locked."""
    app = DeskApp(desk.unlocking, clock=time.monotonic, leave=lambda _: None)
    async with app.run_test(size=size, notifications=True, tooltips=True) as pilot:
        sitter = Sitter(pilot, desk)
        await sitter.settle()
        yield sitter
