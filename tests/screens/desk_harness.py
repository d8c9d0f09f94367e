"""A person at the desk, who has only a keyboard."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager

from textual import events
from textual.keys import _character_to_key, key_to_character
from textual.pilot import Pilot

from screens.desk.app import DeskApp
from screens.desk.case import CaseScreen
from screens.desk.search import SearchScreen
from tests.screens.desk_services import WORDS, Desk

SMALL, LARGE = (80, 24), (120, 40)


class Clock:
    """Monotonic seconds that stand still until a test moves them."""

    now = 1000.0

    def __call__(self) -> float:
        return self.now


class Sitter:
    """Presses keys, reads the screen."""

    def __init__(self, pilot: Pilot[None], desk: Desk, clock: Clock) -> None:
        self.pilot, self.desk, self.clock = pilot, desk, clock

    @property
    def app(self) -> DeskApp:
        assert isinstance(self.pilot.app, DeskApp)
        return self.pilot.app

    async def press(self, *keys: str) -> None:
        for key in keys:
            self._send(key)
            await self._finish_jobs()
        await self.settle()

    async def type(self, text: str) -> None:
        """Press all keys at once, as fast fingers do."""
        for letter in text:
            self._send(letter)
        await self.settle()

    def _send(self, key: str) -> None:
        name = _character_to_key(key) if len(key) == 1 and not key.isalnum() else key
        event = events.Key(name, key if len(key) == 1 else key_to_character(name))
        event.set_sender(self.app)
        self.app.post_message(event)

    async def paste(self, text: str) -> None:
        self.app.post_message(events.Paste(text))
        await self.settle()

    async def settle(self) -> None:
        """Wait until nothing is left to do."""
        await self._finish_jobs()
        await self.pilot.wait_for_scheduled_animations()
        await self.pilot.pause()

    async def _finish_jobs(self) -> None:
        # A worker's message may start another worker: an unlocked desk reads its inbox.
        quiet = 0
        while quiet < 3:
            is_busy = self.app._type_ahead.is_settling or any(not worker.is_finished for worker in self.app.workers)
            quiet = 0 if is_busy else quiet + 1
            await self.app.workers.wait_for_complete()
            await self.pilot.pause(0)

    def searches_soon(self) -> bool:
        screen = self.app.screen
        return isinstance(screen, SearchScreen) and screen.waits

    async def soon(self, is_so: Callable[[], bool]) -> None:
        """Wait for what a thread brings while another one is held back."""
        async with asyncio.timeout(10):
            while not is_so():
                await self.pilot.pause(0.01)

    async def wait_seconds(self, seconds: float) -> None:
        """Let the clock stand so much later, as the desk sees it at its next look."""
        self.clock.now += seconds
        self.app.lock_if_idle()
        await self.settle()

    def rows(self) -> list[str]:
        return ["".join(segment.text for segment in row) for row in self.segments()]

    def segments(self) -> Iterator[list]:
        app = self.app
        width, height = app.size
        lines = app.console.render_lines(
            app.screen._compositor, app.console.options.update_dimensions(width, height), pad=False
        )
        for line in lines:
            for line_filter in app._filters:
                line = line_filter.apply(line, app.screen.background_colors[1])
            yield line

    def text(self) -> str:
        return "\n".join(self.rows())

    async def unlock(self, person: int = 1) -> None:
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
