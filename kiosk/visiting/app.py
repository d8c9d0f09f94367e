"""The kiosk's screens for one visit, after which their process is gone."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Final

from kiosk.visiting import lines
from kiosk.visiting.gate import Gate
from screens.mentor.app import KioskApp
from store.notebook.public_facts import WelcomeFacts

if TYPE_CHECKING:
    from screens.crash import CrashLog
    from screens.mentor.services import Kiosk
    from screens.mentor.tended_app import TendedApp

RESTS_SECONDS: Final = 30.0


class OneVisitApp(KioskApp):
    """Tells the supervisor how far it is; its way back to the welcome is the end of this process.

    `kept` returns what the next process is to know, None while the services are not there.
    """

    def __init__(
        self,
        facts: WelcomeFacts | None,
        load: Callable[[], Kiosk],
        *,
        clock: Callable[[], float],
        crash: CrashLog,
        gate: Gate,
        kept: Callable[[], bytes | None],
    ) -> None:
        super().__init__(facts, load, clock=clock, crash=crash)
        self._gate = gate
        self._kept = kept
        self._is_seated = False
        self._away_at: float | None = None

    def on_welcome_screen_painted(self) -> None:
        """Tell that there is something to be seen."""
        self._gate.say(lines.PAINTED)

    def on_tended_app_loaded(self, _message: TendedApp.Loaded) -> None:
        """Tell that the database is ready for others, too."""
        if self.loading.is_ready:
            self._gate.say(lines.READY)

    def tick(self) -> None:
        """Ask for the next process while somebody sits here; end this one when who typed in it left without a visit."""
        super().tick()
        if self.visit is not None and not self._is_seated:
            self._is_seated = True
            self._gate.say(lines.SEATED)
        if self.screen is not self.welcome:
            self._away_at = self.clock()
        elif self._away_at is not None and self.clock() - self._away_at >= RESTS_SECONDS:
            self.to_welcome()

    def to_welcome(self, problem: str = "") -> None:
        """End this process; whatever would not end properly is brought to its end at the start of the next one."""
        self.seat.leave()
        kept = None if problem else self._kept()
        if kept is None:
            self._gate.leave(1)
        else:
            self._gate.leave(0, kept)
