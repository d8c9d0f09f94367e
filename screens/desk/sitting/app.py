"""The desk's program: which screen follows which."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

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
from screens.desk.parts.desk_screen import DeskScreen
from screens.desk.parts.drafts import NEW, SEARCH, Place
from screens.desk.parts.services import Casework
from screens.desk.sitting import typed_before
from screens.desk.sitting.locking_app import LockingApp
from screens.desk.two_people.erasures import ErasuresScreen
from store.casebook.desk.half_typed import TypedForm

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
_BEHIND_SECONDS = 0.5


class DeskApp(LockingApp):
    """Wires the desk's screens."""

    TITLE = "Desk"

    def on_mount(self) -> None:
        """Say on each page how far the desk has come in opening what came."""
        self.set_interval(_BEHIND_SECONDS, self.tell_behind)
        self.screen_change_signal.subscribe(self, lambda _screen: self.call_later(self.tell_behind))

    def place_of(self, person: str) -> Place:
        """Return which screens are open, but those of which nothing is to be kept."""
        cases = [screen for screen in self.screen_stack if isinstance(screen, CaseScreen)]
        search = any(isinstance(screen, SearchScreen) for screen in self.screen_stack)
        if any(isinstance(screen, NewConcernModal) for screen in self.screen_stack):
            return Place(person, form=NEW)
        pages = [name for screen in self.screen_stack for name, kind in PAGES.items() if type(screen) is kind]
        page = pages[-1] if pages else None
        return Place(person, search, cases[-1].case_id if cases else None, cases[-1].form if cases else None, page)

    def come_in(self, casework: Casework) -> None:
        """Show the inbox, then where this person was."""
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

    @property
    def is_at_inbox(self) -> bool:
        """Whether the inbox is what is seen."""
        return isinstance(self.screen, InboxScreen)

    def tell_inbox(self, sentence: str) -> None:
        """Say something in the inbox."""
        for inbox in self.inboxes():
            inbox.say(sentence)

    def inboxes(self) -> list[InboxScreen]:
        """Return the inbox, if it is open."""
        return [screen for screen in self.screen_stack if isinstance(screen, InboxScreen)]

    def _open_search(self, casework: Casework) -> None:
        self.push_screen(SearchScreen(casework, self._drafts.of(casework.person, "", SEARCH)))
