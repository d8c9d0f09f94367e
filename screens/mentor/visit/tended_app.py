"""The kiosk's services: brought after the first paint, tended to while the program runs."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, ClassVar

from textual._path import CSSPathType
from textual.message import Message
from textual.screen import Screen

from screens.crash import CrashLog
from screens.guarded_app import GuardedApp
from screens.mentor.entering.loading import Loading
from screens.mentor.entering.welcome import WELCOME_SHEET, WelcomeScreen
from screens.mentor.parts.mentor_screen import SHEET
from screens.theme import CALM, HIGH_CONTRAST
from store.errors import KioskError
from store.language import ENGLISH, language, other_language, speak
from store.notebook.common.public_facts import WelcomeFacts

if TYPE_CHECKING:
    from screens.mentor.parts.services import Kiosk

_TEND_SECONDS = 5.0
_LOAD_AGAIN_SECONDS = 30.0


class TendedApp(GuardedApp[None]):
    """Shows the welcome, then loads the services in a thread, then tends to them every 5 seconds.

    `clock` is monotonic seconds, as time.monotonic, `now` the date to show.
    """

    # Read with the app's own: a sheet that comes with a screen has every rule read again.
    CSS_PATH: ClassVar[CSSPathType | None] = [SHEET, WELCOME_SHEET]

    loads_at_once = True
    """Whether the services are brought as soon as the welcome is painted."""

    @dataclass
    class Loaded(Message):
        """The services have come, or `problem` says why not."""

        facts: WelcomeFacts | None
        problem: str

    @dataclass
    class Tended(Message):
        """The kiosk was tended to."""

        facts: WelcomeFacts | None
        problem: str

    def __init__(
        self,
        facts: WelcomeFacts | None,
        load: Callable[[], Kiosk],
        *,
        clock: Callable[[], float],
        now: Callable[[], datetime] = lambda: datetime.now(UTC),
        crash: CrashLog | None = None,
        leave: Callable[[int], object] = os._exit,
    ) -> None:
        super().__init__(crash=crash, leave=leave)
        self.facts = facts
        self.clock = clock
        self.now = now
        self.loading = Loading(load)
        self._speaks_as_chosen = False
        self._speak_as_school()
        self.welcome = WelcomeScreen(facts, now)
        self.show_usual_colours()
        self._is_busy = True
        self._next_tending = 0.0
        self._sends_at_once = False

    def get_default_screen(self) -> Screen[None]:
        """Return the welcome, which needs no screen under it."""
        return self.welcome

    # -- language --------------------------------------------------------------------------------------------------

    def on_welcome_screen_language_asked(self) -> None:
        """Speak the other language for one visit."""
        self._speaks_as_chosen = True
        speak(other_language())
        self.welcome.reword()

    def forget_language(self) -> None:
        """Speak the school's language again."""
        self._speaks_as_chosen = False
        before = language()
        # Also where it was changed line by line.
        self._speak_as_school()
        if language() != before:
            self.welcome.reword()

    def _speak_as_school(self) -> None:
        if not self._speaks_as_chosen:
            speak(self.facts.language if self.facts else ENGLISH)

    # -- services --------------------------------------------------------------------------------------------------

    def on_welcome_screen_painted(self) -> None:
        """Bring the services, unless they wait for the first key."""
        if self.loads_at_once:
            self.load_now()

    def load_now(self) -> None:
        """Bring the services if nobody has asked for them yet."""
        if not self.loading.has_begun:
            self._load()

    def _load(self) -> None:
        self._is_busy = self.loading.has_begun = True
        self.run_worker(self._bring, thread=True, group="load", description="load the kiosk")

    def _bring(self) -> None:
        import screens.mentor.visit.rooms  # noqa: F401 - here, so that the first key finds it imported

        facts, problem = None, ""
        try:
            facts = self.loading.run().welcome()
        except KioskError as error:
            problem = str(error)
        self.post_message(self.Loaded(facts, problem))

    def on_tended_app_loaded(self, message: Loaded) -> None:
        """Show newer facts, or what is wrong."""
        self._settle(message.facts, message.problem, _TEND_SECONDS if self.loading.is_ready else _LOAD_AGAIN_SECONDS)

    def on_tended_app_tended(self, message: Tended) -> None:
        """Show newer facts, or what is wrong."""
        self._settle(message.facts, message.problem, _TEND_SECONDS)

    def _settle(self, facts: WelcomeFacts | None, problem: str, again_seconds: float) -> None:
        self._is_busy = False
        self._next_tending = self.clock() + again_seconds
        self.take(facts, problem)

    def take(self, facts: WelcomeFacts | None, problem: str = "") -> None:
        """Show newer facts, with a problem if there is one."""
        self.know(facts)
        before = language()
        if self.screen_stack[-1:] == [self.welcome]:
            self._speak_as_school()
        self.welcome.show(facts, problem)
        if language() != before:
            self.welcome.reword()

    def know(self, facts: WelcomeFacts | None) -> None:
        """Take newer facts; colours that were chosen here stay, unless the computer's own have changed."""
        before, self.facts = self.facts, facts or self.facts
        if self.facts is not None and (before is None or before.high_contrast != self.facts.high_contrast):
            self.show_usual_colours()

    def show_usual_colours(self) -> None:
        """Show the colours with which this computer begins."""
        self.theme = (HIGH_CONTRAST if self.facts is not None and self.facts.high_contrast else CALM).name

    def on_welcome_screen_contrast_asked(self) -> None:
        """Show the other colours until this visit is over."""
        self.theme = (CALM if self.theme == HIGH_CONTRAST.name else HIGH_CONTRAST).name

    def send_at_once(self) -> None:
        """Exchange as soon as nothing else goes on."""
        self._sends_at_once = True
        self.tend()

    def tend(self) -> None:
        """Do the kiosk's own work in a thread when it is time, never two at once."""
        if self._is_busy or (self.clock() < self._next_tending and not self._sends_at_once):
            return
        if not self.loading.is_ready:
            self._load()
            return
        self._is_busy = True
        sends, self._sends_at_once = self._sends_at_once, False

        def job() -> None:
            facts, problem = None, ""
            try:
                kiosk = self.loading.kiosk()
                if sends:
                    kiosk.send_now()
                else:
                    kiosk.tend()
                facts = kiosk.welcome()
            except KioskError as error:
                problem = str(error)
            self.post_message(self.Tended(facts, problem))

        self.run_worker(job, thread=True, group="tend", description="tend the kiosk")
