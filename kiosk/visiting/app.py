"""The kiosk's screens for one visit, after which their process is gone."""

from __future__ import annotations

import gc
from collections.abc import Callable
from typing import TYPE_CHECKING, Final

from textual import events
from textual.driver import Driver

from kiosk.visiting import lines
from kiosk.visiting.curtain import Curtained, behind_curtain
from kiosk.visiting.gate import Gate
from kiosk.visiting.left_over import LeftOver
from screens.mentor.visit.app import KioskApp
from store.notebook.common.public_facts import WelcomeFacts

if TYPE_CHECKING:
    from screens.crash import CrashLog
    from screens.mentor.parts.services import Kiosk
    from screens.mentor.visit.tended_app import TendedApp

RESTS_SECONDS: Final = 30.0
# Well before it rests, so that the next process is warm by then.
ASKS_SECONDS: Final = 20.0
LOOKS_SECONDS: Final = 30.0


class OneVisitApp(KioskApp):
    """Tells the supervisor how far it is; its way back to the welcome is the end of this process.

    `before` is what the process before left, None where that one is still there: then the welcome is drawn behind a
    curtain until somebody is let in. Where nothing of it is due, the services, which need most of the memory,
    come with the first key, and until then `look` gives the newest facts. `kept` returns what the next process is to
    know, None while the services are not there.
    """

    def __init__(
        self,
        facts: WelcomeFacts | None,
        load: Callable[[], Kiosk],
        *,
        clock: Callable[[], float],
        crash: CrashLog,
        gate: Gate,
        before: bytes | None,
        look: Callable[[], WelcomeFacts | None],
        kept: Callable[[], bytes | None],
    ) -> None:
        super().__init__(facts, load, clock=clock, crash=crash)
        self._gate = gate
        self._is_in = before is not None
        self._is_drawn = False
        self._let_in_with: bytes | None = None
        self._newest = look
        self._kept = kept
        self._next_look = clock() + LOOKS_SECONDS
        self._has_asked = False
        self._was_away = False
        self._rests_from: float | None = None
        self._begin(before or b"")

    def _begin(self, before: bytes) -> None:
        self._before = before
        self._due_at = LeftOver.read(before).due_at
        self.loads_at_once = self._is_in and (self.facts is None or self._due_at <= self.clock())

    # -- the curtain -----------------------------------------------------------------------------------------------

    def get_driver_class(self) -> type[Driver]:
        """Return a driver that may wait before it takes the terminal."""
        return behind_curtain(super().get_driver_class())

    def _build_driver(self, headless: bool, inline: bool, mouse: bool, size: tuple[int, int] | None) -> Driver:
        driver = super()._build_driver(headless, inline, mouse, size)
        if self._is_in and isinstance(driver, Curtained):
            driver.is_open = True
        return driver

    def let_in(self, before: bytes) -> None:
        """Open the curtain, now or when the welcome has been drawn behind it; any thread may say so."""
        self._let_in_with = before
        if self._loop is not None:
            self._loop.call_soon_threadsafe(self._come_in)

    def _come_in(self) -> None:
        if self._let_in_with is None or not self._is_drawn or self._is_in:
            return
        self._is_in = True
        self._begin(self._let_in_with)
        self.call_later(self._open)

    def _open(self) -> None:
        self.take(self._newest())
        if isinstance(self._driver, Curtained):
            self._driver.open()
        self.refresh(layout=True)
        self.call_after_refresh(self._seen)

    def on_welcome_screen_painted(self) -> None:
        """Tell that there is something to be seen, unless that is behind a curtain."""
        if self._is_in:
            self._seen()
        else:
            self._is_drawn = True
            self._come_in()

    def _seen(self) -> None:
        gc.enable()
        self._gate.say(lines.PAINTED)
        if self.loads_at_once:
            self.load_now()

    def on_tended_app_loaded(self, _message: TendedApp.Loaded) -> None:
        """Tell that the database is ready for others, too."""
        if self.loading.is_ready:
            self._gate.say(lines.READY)

    async def on_event(self, event: events.Event) -> None:
        """Bring the services with the first touch."""
        if isinstance(event, (events.InputEvent, events.Paste)) and not isinstance(event, events.MouseMove):
            self.load_now()
            self._rests_from = None
        await super().on_event(event)

    def tick(self) -> None:
        """Ask for the next process while somebody sits here; end this one half a minute after everybody has gone.

        What was typed goes with it, and so do the services, which the next one does without.
        """
        if not self._is_in:
            return
        super().tick()
        if self.visit is not None:
            self._ask()
        now = self.clock()
        if self.screen is not self.welcome:
            self._was_away, self._rests_from = True, None
        elif not self._was_away and not self._may_rest():
            self._rests_from = None
        elif self._rests_from is None:
            self._rests_from = now
        elif now - self._rests_from >= RESTS_SECONDS:
            self.to_welcome()
        elif now - self._rests_from >= ASKS_SECONDS:
            self._ask()

    def tend(self) -> None:
        """Do what is due; without the services that is to show what others left, and to notice when they are needed."""
        if self.loading.has_begun or not self.welcome.is_drawn:
            super().tend()
        elif self.clock() >= self._due_at:
            self.load_now()
        elif self.clock() >= self._next_look:
            self._next_look = self.clock() + LOOKS_SECONDS
            self.take(self._newest())

    def look_soon(self) -> None:
        """Show what others left as soon as can be; any thread may say so."""
        self._next_look = self.clock()

    def to_welcome(self, problem: str = "") -> None:
        """End this process; whatever would not end properly is brought to its end at the start of the next one."""
        self.seat.leave()
        kept = None if problem else self._left()
        if kept is None:
            self._gate.leave(1)
        else:
            self._gate.leave(0, kept)

    def _ask(self) -> None:
        if not self._has_asked:
            self._has_asked = True
            self._gate.say(lines.SEATED)

    def _left(self) -> bytes | None:
        """Return what the next process is to know; who never had the services hands on what it was handed."""
        return self._kept() or self._before or None

    def _may_rest(self) -> bool:
        """Return whether the next process would need less than this one."""
        left = self._kept()
        return left is not None and LeftOver.read(left).due_at > self.clock()
