"""A visit's frame: hiding, idle time, its end."""

from __future__ import annotations

import os
from collections.abc import Callable
from datetime import UTC, datetime
from functools import partial
from typing import TYPE_CHECKING

from textual import events

from screens.crash import CrashLog
from screens.mentor.entering.seat import Seat
from screens.mentor.parts.idle import IdleTimes, IdleWatch, countdown
from screens.mentor.parts.mentor_keys import MentorKeys
from screens.mentor.parts.mentor_screen import MentorScreen
from screens.mentor.visit.tended_app import TendedApp
from store.language import say
from store.notebook.common.public_facts import WelcomeFacts

if TYPE_CHECKING:
    from screens.mentor.parts.services import Kiosk
    from screens.mentor.visit.ending import EndingScreen
    from screens.mentor.visit.lock import LockScreen
    from screens.mentor.visit.open_visit import OpenVisit

_TICK_SECONDS = 1.0
# So long does a page stay that is about to go.
_SHOWN_SECONDS = 0.15
HIDES, SENT_ON, CLOSES = "Hides in {seconds} s", "Goes to an adult in {seconds} s", "Closes in {seconds} s"


class VisitedApp(TendedApp):
    """Hides a mentor's visit after the idle time, ends one without a name, always ends in the welcome."""

    def __init__(
        self,
        facts: WelcomeFacts | None,
        load: Callable[[], Kiosk],
        *,
        clock: Callable[[], float],
        idle: IdleTimes | None = None,
        now: Callable[[], datetime] = lambda: datetime.now(UTC),
        crash: CrashLog | None = None,
        leave: Callable[[int], object] = os._exit,
    ) -> None:
        super().__init__(facts, load, clock=clock, now=now, crash=crash, leave=leave)
        self.seat = Seat(self.loading)
        self.visit: OpenVisit | None = None
        self._idle = idle or IdleTimes()
        self._follows_school = idle is None
        self._watch = IdleWatch(clock())
        self._lock: LockScreen | None = None
        self._locked_at = 0.0
        self._ending: EndingScreen | None = None

    def on_mount(self) -> None:
        """Start to count."""
        self.set_interval(_TICK_SECONDS, self.tick)

    def tick(self) -> None:
        """Do what is due each second: idle time, what each screen has to do, the kiosk's own work."""
        self.hide_if_idle()
        # Also those under a dialog: what was typed a moment before it opened is not saved yet.
        # Not while the visit ends, which has its own last saves: one more could come after the end.
        for screen in list(self.screen_stack) if self._ending is None else ():
            if isinstance(screen, MentorScreen) and screen.is_drawn:
                screen.tick()
        self.tend()

    def _settle(self, facts: WelcomeFacts | None, problem: str, again_seconds: float) -> None:
        if facts is not None and self._follows_school:
            self._idle = IdleTimes(facts.list_idle_seconds, facts.page_idle_seconds, facts.lock_minutes * 60)
        super()._settle(facts, problem, again_seconds)

    # -- where the visit is ----------------------------------------------------------------------------------------

    @property
    def is_at_welcome(self) -> bool:
        """Whether nobody is here."""
        return self.page is None or self.page is self.welcome

    @property
    def is_locked(self) -> bool:
        """Whether the visit is hidden."""
        return self._lock is not None

    @property
    def is_ending(self) -> bool:
        """Whether the visit ends now."""
        return self._ending is not None

    @property
    def page(self) -> MentorScreen[object] | None:
        """The full screen on top, or under a dialog."""
        return next((screen for screen in reversed(self.screen_stack) if isinstance(screen, MentorScreen)), None)

    # -- idle time -------------------------------------------------------------------------------------------------

    def hide_if_idle(self) -> None:
        """Hide or end what nobody touches, count down in view."""
        page, now = self.page, self.clock()
        if page is None or self.is_at_welcome:
            # Whoever chose a language, then walked away, has chosen it for nobody else.
            if self._watch.left(now, self._idle.lists) <= 0:
                self.forget_language()
            return
        if self._ending is not None:
            if self._watch.left(now, self._idle.locked) <= 0:
                self._watch.touch(now)
                self._ending.force()
            return
        if self._lock is not None:
            left = self._locked_at + self._idle.locked - now
            self._lock.show_left(left)
            if left <= 0:
                self.end_visit(forced=True)
            return
        left = self._watch.left(now, self._idle.writing if page.WRITING else self._idle.lists)
        if left <= 0:
            self.go_away()
            return
        shown = countdown(left)
        for keys in self.screen.query(MentorKeys):
            keys.count_down("" if shown is None else self._warning(shown))

    def _warning(self, seconds: int) -> str:
        if self.visit is None:
            return say(CLOSES, seconds=seconds)
        return say(SENT_ON if self.visit.mentor is None else HIDES, seconds=seconds)

    async def on_event(self, event: events.Event) -> None:
        """Start the idle time again at each touch; a touch that comes too late hides and does nothing else."""
        is_touch = isinstance(event, (events.InputEvent, events.Paste)) and not isinstance(event, events.MouseMove)
        if is_touch and not event.is_forwarded:
            if self._ending is not None and self._ending not in self.screen_stack:
                # What is typed now would come too late to be kept.
                return
            before = self.page
            self.hide_if_idle()
            self._watch.touch(self.clock())
            if self.page is not before:
                return
            self.hide_if_idle()
        await super().on_event(event)

    # -- hiding ----------------------------------------------------------------------------------------------------

    def go_away(self) -> None:
        """Hide a mentor's visit, end one without a name, else go to the welcome."""
        if self.visit is None:
            self.to_welcome()
        elif self.visit.mentor is None:
            self.end_visit()
        else:
            self.lock()

    def lock(self) -> None:
        """Show nothing of the visit until its words are typed, save what is typed."""
        from screens.mentor.visit.lock import LockScreen

        if self.visit is None or self.visit.mentor is None or self._lock is not None or self._ending is not None:
            return
        for screen in self.screen_stack:
            if isinstance(screen, MentorScreen):
                screen.rest()
        self._locked_at = self.clock()
        self._lock = LockScreen(self.visit.mentor, self.clock, self._idle.locked, self.visit.code)
        self.push_screen(self._lock, self._unlocked)

    def _unlocked(self, _yes: bool | None) -> None:
        self._lock = None

    # -- the end ---------------------------------------------------------------------------------------------------

    def end_visit(self, *, forced: bool = False) -> None:
        """Save what is typed, end the visit, go to the welcome; `forced` where nobody is there to be asked."""
        from screens.mentor.visit.ending import EndingScreen

        if self._ending is not None:
            return
        screens = [screen for screen in self.screen_stack if isinstance(screen, MentorScreen)]
        jobs = [job for screen in screens if (job := screen.last_job()) is not None]
        self._watch.touch(self.clock())
        self._ending = EndingScreen([*jobs, self.seat.end], forced=forced)
        self._ending.begin()
        # To draw it takes longer than most visits take to end.
        self.set_timer(_SHOWN_SECONDS, partial(self._show_ending, self._ending))

    def _show_ending(self, ending: EndingScreen) -> None:
        if ending is self._ending and ending not in self.screen_stack:
            self.push_screen(ending, lambda _: self._went_back())

    def _went_back(self) -> None:
        self._ending = None

    def on_ending_screen_done(self, message: EndingScreen.Done) -> None:
        """Go to the welcome, or ask what to do."""
        message.stop()
        if message.ending is not self._ending:
            return
        if message.ending.forced or not message.problem:
            self._ending = None
            self.to_welcome(message.problem)
        else:
            self._show_ending(message.ending)
            message.ending.ask(message.problem)

    def to_welcome(self, problem: str = "") -> None:
        """Take all screens of the visit away."""
        self.seat.leave()
        self.visit = self._lock = None
        self.forget_language()
        while self.screen is not self.welcome:
            self.pop_screen()
        self.show_usual_colours()
        if problem:
            self.welcome.show(problem=problem)
        self.run_worker(self.seat.drop, thread=True, group="leave", description="end what nobody waits for")
