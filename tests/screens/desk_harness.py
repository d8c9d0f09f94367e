"""A person at the desk, who has only a keyboard."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager

from textual.pilot import Pilot

from screens.desk.app import DeskApp
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
        await self.pilot.press(*keys)
        await self.settle()

    async def type(self, text: str) -> None:
        await self.pilot.press(*[_KEYS.get(letter, letter) for letter in text])

    async def settle(self) -> None:
        # A worker's message may start another worker: an unlocked desk reads its inbox.
        for _ in range(3):
            await self.app.workers.wait_for_complete()
            await self.pilot.pause()

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
        await self.press("enter")


_KEYS = {" ": "space", ".": "full_stop", ",": "comma", "/": "slash"}


@asynccontextmanager
async def sitting(desk: Desk, size: tuple[int, int] = SMALL) -> AsyncIterator[Sitter]:
    clock = Clock()
    app = DeskApp(desk, clock=clock, leave=lambda _: None)
    async with app.run_test(size=size, notifications=True, tooltips=True) as pilot:
        sitter = Sitter(pilot, desk, clock)
        await sitter.settle()
        yield sitter
