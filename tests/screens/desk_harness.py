"""A person at the desk, who has only a keyboard."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from textual.pilot import Pilot

from screens.desk.one_case.case import CaseScreen
from screens.desk.pages.search import SearchScreen
from screens.desk.sitting.app import DeskApp
from tests.keyboard import Typist
from tests.screens.desk_services import WORDS, Desk
from tests.screens.sizes import SMALL


class Clock:
    """Monotonic seconds that stand still until a test moves them."""

    now = 1000.0

    def __call__(self) -> float:
        return self.now


class Sitter(Typist):
    """Sits at a desk."""

    def __init__(self, pilot: Pilot[None], desk: Desk, clock: Clock) -> None:
        super().__init__(pilot)
        self.desk, self.clock = desk, clock

    @property
    def app(self) -> DeskApp:
        assert isinstance(self.pilot.app, DeskApp)
        return self.pilot.app

    def searches_soon(self) -> bool:
        screen = self.app.screen
        return isinstance(screen, SearchScreen) and screen.waits

    async def wait_seconds(self, seconds: float) -> None:
        """Let the clock stand so much later, as the desk sees it at its next look."""
        self.clock.now += seconds
        self.app.lock_if_idle()
        await self.settle()

    async def unlock(self, person: int = 1) -> None:
        """Have the desk open for somebody at once: how they are asked for their words is looked at by its own tests."""
        await self.settle()
        assert self.app.is_locked
        casework = await asyncio.to_thread(self.app._seat.unlock, self.desk.names[person - 1], WORDS)
        self.app._last_touch = self.clock.now
        self.app.call_later(self.app._unlocked, casework)
        await self.settle()

    async def unlock_by_keys(self, person: int = 1) -> None:
        await self.press("enter")
        await self.press("1")
        if len(self.desk.names) > 1:
            await self.press(str(person))
        await self.type(WORDS)
        await self.press("enter")
        await self.press("enter")

    async def open_first(self) -> None:
        """Unlock, then open the first case."""
        await self.unlock()
        await self.press("enter")
        assert isinstance(self.app.screen, CaseScreen)

    def told(self) -> str:
        """What is on the screen, as if it were one line without frames."""
        return " ".join(self.text().replace("│", " ").split())

    def footer(self) -> str:
        return "\n".join(self.rows()[-2:])


@asynccontextmanager
async def sitting(desk: Desk, size: tuple[int, int] = SMALL, **given: float) -> AsyncIterator[Sitter]:
    clock = Clock()
    app = DeskApp(desk, clock=clock, leave=lambda _: None, **given)
    async with app.run_test(size=size, notifications=True, tooltips=True) as pilot:
        sitter = Sitter(pilot, desk, clock)
        await sitter.settle()
        yield sitter
