"""The desk's program: which screen follows which."""

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
from screens.desk.handing_on.transfers import TransfersScreen
from screens.desk.one_case.case import CaseScreen
from screens.desk.one_case.new_concern import NewConcernModal
from screens.desk.pages.children import ChildrenScreen
from screens.desk.pages.completeness import CompletenessScreen
from screens.desk.pages.due import DueScreen
from screens.desk.pages.inbox import InboxScreen
from screens.desk.pages.mentors import MentorsScreen
from screens.desk.pages.readings import ReadingsScreen
from screens.desk.pages.retention import RetentionScreen
from screens.desk.pages.scheme import SchemeScreen
from screens.desk.pages.search import SearchScreen
from screens.desk.parts.case_list import CaseList
from screens.desk.parts.desk_keys import DeskKeys
from screens.desk.parts.desk_screen import DeskScreen
from screens.desk.parts.drafts import NEW, SEARCH, Place
from screens.desk.parts.services import Casework, Unlocking
from screens.desk.sitting import typed_before
from screens.desk.sitting.keeps_typed import KEEP_SECONDS, KeepsTyped
from screens.desk.sitting.locked import LockedScreen
from screens.desk.sitting.seat import Seat
from screens.desk.sitting.unlock import UnlockScreen
from screens.desk.two_people.erasures import ErasuresScreen
from store.casebook.desk.half_typed import TypedForm
from store.errors import KioskError

PAGES: dict[str, Callable[[Casework], DeskScreen[None]]] = {
    "due": DueScreen,
    "children": ChildrenScreen,
    "mentors": MentorsScreen,
    "scheme": SchemeScreen,
    "readings": ReadingsScreen,
    "retention": RetentionScreen,
    "erasures": ErasuresScreen,
    "transfers": TransfersScreen,
}
_COUNT_DOWN_SECONDS = 60
_CHECK_SECONDS = 1.0
_BEHIND_SECONDS = 0.5


class DeskApp(KeepsTyped):
    """Wires the desk's screens; `clock` is monotonic seconds, as time.monotonic."""

    TITLE = "Desk"
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

    def on_mount(self) -> None:
        """Start locked."""
        self.push_screen(LockedScreen(self._seat))
        self.set_interval(_CHECK_SECONDS, self.lock_if_idle)
        self.set_interval(_BEHIND_SECONDS, self.tell_behind)
        self.set_interval(KEEP_SECONDS, self.keep_typed)
        self.screen_change_signal.subscribe(self, lambda _screen: self.call_later(self.tell_behind))

    # -- locking -------------------------------------------------------------------------------------------------

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
            self._drafts.place = self._place(casework.person)
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

    def on_desk_app_locked(self, message: Locked) -> None:
        """Go on to unlocking if somebody asked for it meanwhile."""
        self._locks_running -= 1
        self._notice = message.notice or self._notice
        if self._unlock_wanted and not self._locks_running:
            self.on_locked_screen_unlock_asked()

    def _place(self, person: str) -> Place:
        cases = [screen for screen in self.screen_stack if isinstance(screen, CaseScreen)]
        search = any(isinstance(screen, SearchScreen) for screen in self.screen_stack)
        if any(isinstance(screen, NewConcernModal) for screen in self.screen_stack):
            return Place(person, form=NEW)
        pages = [name for screen in self.screen_stack for name, kind in PAGES.items() if type(screen) is kind]
        page = pages[-1] if pages else None
        return Place(person, search, cases[-1].case_id if cases else None, cases[-1].form if cases else None, page)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:  # noqa: ARG002 - Textual's
        """Offer to hide or lock what is not locked."""
        return not (action in ("hide", "lock") and self.is_locked)

    def action_hide(self) -> None:
        """Lock at once."""
        self.lock()

    def action_lock(self) -> None:
        """Lock at once."""
        self.lock()

    # -- idle time -----------------------------------------------------------------------------------------------

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

    # -- which screen follows ------------------------------------------------------------------------------------

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
        if casework is None:
            return
        self._casework = casework
        inbox = InboxScreen(casework, self._drafts.of(casework.person, "", NEW))
        self.push_screen(inbox)
        self.bring_back(casework)
        place, self._drafts.place = self._drafts.place, None
        if place is None or place.person != casework.person:
            return
        if place.form == NEW:
            inbox.action_enter()
        if place.search:
            self._open_search(casework)
        if place.page is not None:
            self._open_page(casework, place.page)
        if place.case_id is not None:
            self._open_case(casework, place.case_id, place.form)

    def tell_behind(self) -> None:
        """Say on every page of the desk how far it has come in opening what came."""
        behind = self._casework.behind if self._casework is not None else None
        for screen in self.screen_stack:
            if isinstance(screen, DeskScreen):
                screen.tell_behind(behind)

    def on_case_list_opened(self, message: CaseList.Opened) -> None:
        """Open a case."""
        if self._casework is not None and not isinstance(self.screen, CaseScreen):
            self._open_case(self._casework, message.case_id)

    def on_inbox_screen_search_asked(self) -> None:
        """Open the search."""
        if self._casework is not None:
            self._open_search(self._casework)

    def on_inbox_screen_completeness_asked(self) -> None:
        """Open what is missing."""
        if self._casework is not None:
            self.push_screen(CompletenessScreen(self._casework))

    def on_inbox_screen_page_asked(self, message: InboxScreen.PageAsked) -> None:
        """Open another page of the desk."""
        if self._casework is not None:
            self._open_page(self._casework, message.name)

    def _open_page(self, casework: Casework, name: str) -> None:
        page = PAGES[name](casework)
        page.drafts = partial(self._drafts.of, casework.person, "")
        self.push_screen(page)

    def _open_case(self, casework: Casework, case_id: str, form: str | None = None) -> None:
        drafts = partial(self._drafts.of, casework.person, case_id)
        self.push_screen(CaseScreen(casework, case_id, drafts, form))

    def open_typed(self, casework: Casework, form: TypedForm) -> None:
        """Open a form that was left half-typed."""
        if form.about:
            self._open_case(casework, form.about, form.form)
        elif form.form != NEW:
            self._open_page(casework, typed_before.page_of(form))
        else:
            for inbox in self.inboxes():
                inbox.action_enter()

    def tell_inbox(self, sentence: str) -> None:
        """Say something in the inbox."""
        for inbox in self.inboxes():
            inbox.say(sentence)

    def inboxes(self) -> list[InboxScreen]:
        """Return the inbox, if it is open."""
        return [screen for screen in self.screen_stack if isinstance(screen, InboxScreen)]

    def _open_search(self, casework: Casework) -> None:
        self.push_screen(SearchScreen(casework, self._drafts.of(casework.person, "", SEARCH)))
