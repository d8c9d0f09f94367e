"""The part of the desk's program that locks it: by a key, after an idle time, before another person unlocks."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import ClassVar

from textual import events
from textual.binding import Binding, BindingType
from textual.message import Message

from screens.crash import CrashLog
from screens.desk.parts.desk_keys import DeskKeys
from screens.desk.parts.drafts import Place
from screens.desk.parts.services import Casework, Unlocking
from screens.desk.sitting.keeps_typed import KEEP_SECONDS, KeepsTyped
from screens.desk.sitting.locked import LockedScreen
from screens.desk.sitting.seat import Seat
from screens.desk.sitting.unlock import UnlockScreen
from store.errors import KioskError

_COUNT_DOWN_SECONDS = 60
_CHECK_SECONDS = 1.0


class LockingApp(KeepsTyped):
    """A program that is locked until a person unlocks it; `clock` is monotonic seconds, as time.monotonic."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("f9,ctrl+n", "hide", "Hide", key_display="F9/^N", priority=True),
        Binding("f10,ctrl+o", "lock", "Lock", key_display="F10/^O", priority=True),
    ]

    @dataclass
    class Locked(Message):
        """The keys are dropped; `notice` says what could not be written."""

        notice: str

    def __init__(
        self,
        unlocking: Unlocking,
        *,
        clock: Callable[[], float],
        lock_after_seconds: float = 300,
        crash: CrashLog | None = None,
        leave: Callable[[int], object] = os._exit,
    ) -> None:
        super().__init__(crash=crash, leave=leave)
        self._seat = Seat(unlocking)
        self._clock = clock
        self._lock_after = lock_after_seconds
        self._last_touch = clock()
        self._locks_running = 0
        self._unlock_wanted = False
        self._notice = ""

    def come_in(self, casework: Casework) -> None:
        """Show what is open now, where this person was when it was locked."""
        raise NotImplementedError  # for the program to say: Textual's metaclass leaves no room for abc's

    def place_of(self, person: str) -> Place:
        """Return where a person is, to come back to."""
        raise NotImplementedError

    def on_mount(self) -> None:
        """Start locked."""
        self.push_screen(LockedScreen(self._seat))
        self.set_interval(_CHECK_SECONDS, self.lock_if_idle)
        self.set_interval(KEEP_SECONDS, self.keep_typed)

    @property
    def is_locked(self) -> bool:
        """Whether the locked screen is what is seen."""
        stack = self.screen_stack
        # The timer may tick once more when the program has ended.
        return not stack or isinstance(stack[-1], LockedScreen)

    def lock(self) -> None:
        """Show the locked screen at once, then keep what was typed, drop the keys in a thread."""
        casework, self._casework = self._casework, None
        if casework is not None:
            self._drafts.place = self.place_of(casework.person)
        while not self.is_locked:
            self.pop_screen()
        self._locks_running += 1
        self.run_worker(partial(self._drop_keys, casework), thread=True, group="lock", description="lock the desk")

    def _drop_keys(self, casework: Casework | None) -> None:
        notices = list[str]()
        try:
            if casework is not None:
                self._keeper.keep(casework)
        except KioskError as error:
            notices.append(str(error))
        try:
            self._seat.lock()
        except KioskError as error:
            notices.append(str(error))
        self.post_message(self.Locked(" ".join(notices)))

    def on_locking_app_locked(self, message: Locked) -> None:
        """Go on to unlocking if somebody asked for it meanwhile."""
        self._locks_running -= 1
        self._notice = message.notice or self._notice
        if self._unlock_wanted and not self._locks_running:
            self.on_locked_screen_unlock_asked()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:  # noqa: ARG002 - Textual's
        """Offer to hide or lock what is not locked."""
        return not (action in ("hide", "lock") and self.is_locked)

    def action_hide(self) -> None:
        """Lock at once."""
        self.lock()

    def action_lock(self) -> None:
        """Lock at once."""
        self.lock()

    def lock_if_idle(self) -> None:
        """Lock after the idle time, count down the last minute of it."""
        if self.is_locked:
            return
        left = self._lock_after - (self._clock() - self._last_touch)
        if left <= 0:
            self.lock()
            return
        for keys in self.screen.query(DeskKeys):
            keys.count_down(int(left) if left < _COUNT_DOWN_SECONDS else None)

    async def on_event(self, event: events.Event) -> None:
        """Start the idle time again at each touch; a touch that comes too late locks and does nothing else."""
        is_touch = isinstance(event, (events.InputEvent, events.Paste)) and not isinstance(event, events.MouseMove)
        if is_touch and not event.is_forwarded:
            open_before = not self.is_locked
            self.lock_if_idle()
            self._last_touch = self._clock()
            if open_before and self.is_locked:
                return
            self.lock_if_idle()
        await super().on_event(event)

    def on_locked_screen_unlock_asked(self) -> None:
        """Unlock, once the last person's keys are dropped."""
        self._unlock_wanted = self._locks_running > 0
        if not self._unlock_wanted and self.is_locked:
            notice, self._notice = self._notice, ""
            self.push_screen(UnlockScreen(self._seat, notice), self._unlocked)

    def on_locked_screen_end_asked(self) -> None:
        """End the program."""
        self.exit()

    def _unlocked(self, casework: Casework | None) -> None:
        if casework is not None:
            self._casework = casework
            self.come_in(casework)
