"""A pupil at the kiosk, who has only a keyboard."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager

from textual.pilot import Pilot

from screens.mentor.entering.welcome import WelcomeScreen
from screens.mentor.visit.app import KioskApp
from store.notebook.common.facts import WelcomeFacts
from tests.keyboard import Typist
from tests.screens.mentor_made_up import FACTS, NAME, NOON, WORDS
from tests.screens.mentor_services import Kiosk
from tests.screens.sizes import SMALL

NASTY = "a [/] b [@click=app.quit]x[/] \x1b]52;c;aGk=\x07 \u202eevil [at]"
SEEN = "a [/] b [@click=app.quit]x[/] ]52;c;aGk= evil [at]"
DATA_URI = "data:image/png;base64,iVBORw0KGgoAAAANSUhEUg" + "A1b" * 100


class Clock:
    """Monotonic seconds that stand still until a test moves them."""

    now = 1000.0

    def __call__(self) -> float:
        return self.now


class Pupil(Typist):
    """Sits at a kiosk."""

    def __init__(self, pilot: Pilot[None], kiosk: Kiosk, clock: Clock) -> None:
        super().__init__(pilot)
        self.kiosk, self.clock = kiosk, clock

    @property
    def app(self) -> KioskApp:
        assert isinstance(self.pilot.app, KioskApp)
        return self.pilot.app

    async def wait(self, seconds: float) -> None:
        """Let time pass at once, then do what is due."""
        self.clock.now += seconds
        self.app.tick()
        await self.settle()

    def sees(self, sentence: str) -> bool:
        """Whether the sentence stands on the screen, however its lines are broken."""
        return sentence in " ".join(self.text().split())

    async def sign_in(self) -> None:
        """Stand at home at once: how name and words are asked for is looked at by its own tests."""
        await self.settle()
        assert isinstance(self.app.screen, WelcomeScreen)
        seat = self.app.seat
        self.app._watch.touch(self.clock.now)
        mentor = await asyncio.to_thread(seat.sign_in, seat.ticket, NAME, WORDS)
        self.app.call_later(self.app._signed_in, mentor, None)
        await self.settle()

    async def sign_in_by_keys(self, name: str = NAME, words: str = WORDS) -> None:
        await self.press("1")
        await self.type(name)
        await self.press("enter")
        await self.type(words)
        await self.press("enter")

    async def begin_concern(self) -> None:
        await self.sign_in()
        await self.press("2")

    async def to_words(self) -> None:
        """Answer "No", "A pupil", "No", then stand in the box."""
        await self.begin_concern()
        await self.press("1")
        await self.press("1")
        await self.press("1")
        await self.press("enter")


@asynccontextmanager
async def standing(
    kiosk: Kiosk,
    size: tuple[int, int] = SMALL,
    *,
    facts: WelcomeFacts | None = FACTS,
    load: Callable[[], Kiosk] | None = None,
    settled: bool = True,
) -> AsyncIterator[Pupil]:
    clock = Clock()
    app = KioskApp(facts, load or (lambda: kiosk), clock=clock, now=lambda: NOON, leave=lambda _: None)
    kiosk.app = app
    async with app.run_test(size=size, notifications=True, tooltips=True) as pilot:
        pupil = Pupil(pilot, kiosk, clock)
        if settled:
            await pupil.settle()
        yield pupil
