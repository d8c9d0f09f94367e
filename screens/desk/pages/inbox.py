"""The inbox of a role."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import ClassVar

from rich.cells import cell_len
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.message import Message
from textual.widgets import Static

from screens.desk.one_case.new_concern import NewConcernModal
from screens.desk.pages.inbox_pages import PAGE, InboxPages
from screens.desk.pages.inbox_reading import Exchanged, FactsRead, PageRead
from screens.desk.parts.case_list import CaseList
from screens.desk.parts.drafts import Draft
from screens.desk.parts.services import Casework
from screens.desk.parts.step import StepMenu
from screens.desk.parts.telling import is_whole, late_words, page_words, strangers_key_words, told_number
from screens.text import clean, content
from store.casebook.case.facts import Behind, Completeness
from store.errors import KioskError

_EXCHANGE_SECONDS = 30.0
# Reading a page takes from the time in which more could be opened.
_READ_EACH = 4
MORE_COMES = "No case yet, but not all that came is opened. What is opened appears by itself."
CALM = "Nothing waits here. A new report appears by itself."
RUNG = "Everyone is rung. It may be for somebody else."
KIOSKS = "kiosks"
ENTERED = "Your concern is recorded as a case of its own."
AGAIN = "Press n for what you typed; it is kept for you."
MORE = (
    ("due", "To do on all cases, by its day (d)"),
    ("children", "Children with their cases (c)"),
    (KIOSKS, "Kiosks: is anything missing? (k)"),
    ("mentors", "Mentors: training, sessions, wellbeing, what is due"),
    ("scheme", "Scheme: topics, times, what is working"),
    ("readings", "Records: who read what"),
    ("retention", "Records: which closed cases are due to be looked at"),
    ("erasures", "Records: what is erased, or waits for a second person"),
    ("transfers", "Other schools: what was sent, what came"),
)
NO_CLOSED = "No case is closed yet."


class InboxScreen(InboxPages):
    """Red and amber first, a page at a time, with what is missing said above."""

    CSS_PATH = "inbox.tcss"
    HELP = (
        "Red comes first, then amber; in each what nobody has read, the oldest on top. '! overdue' means that "
        "nobody has read it in time. The line on top says whether anything is missing from the kiosks; k tells more, "
        "and shows reports from computers that the school does not know. n enters what you saw or were told; d shows "
        "what is to do on all cases, by its day; c shows children with their cases, m mentors, the scheme, who read "
        "what. "
        "The desk looks for new reports every half minute, F5 at once. Where very much came it opens a part at a time "
        "and says how far it is: work on meanwhile, lock when you like, it goes on from there."
    )
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("slash", "search", "Search", key_display="/"),
        Binding("n", "enter", "New"),
        Binding("d", "go('due')", "To do", show=False),
        Binding("c", "go('children')", "Children", show=False),
        Binding("m", "more", "More"),
        Binding("k", "completeness", "Kiosks", show=False),
        Binding("v", "show_closed(True)", "Closed"),
        Binding("v", "show_closed(False)", "Inbox"),
        Binding("left", "page(-1)", "Page", key_display="←", priority=True),
        Binding("right", "page(1)", "Page", key_display="→", priority=True),
        Binding("f5,ctrl+r", "look", "Look now", key_display="F5/^R"),
    ]

    class SearchAsked(Message):
        """The search is wanted."""

    class CompletenessAsked(Message):
        """The page on what is missing is wanted."""

    @dataclass
    class PageAsked(Message):
        """Another page of the desk is wanted, by its name."""

        name: str

    @dataclass
    class Entered(Message):
        """A concern of this person's own is recorded."""

        case_id: str = field(repr=False)

    def __init__(self, casework: Casework, draft: Draft | None = None) -> None:
        super().__init__(casework)
        self._draft: Draft = {} if draft is None else draft
        self._told_behind = 0
        self._has_looked = False
        self._was_away = False

    def body(self) -> ComposeResult:
        """Return the sentences, the count, the list, which is read meanwhile."""
        self.load()
        yield Static(id="strangers", classes="warning", markup=False)
        yield Static(id="complete", markup=False)
        yield Static(RUNG, id="rung", classes="warning", markup=False)
        yield Static("Looking", id="count", classes="quiet", markup=False)
        yield CaseList(id="cases")
        yield Static(CALM, id="empty", markup=False)

    async def on_mount(self) -> None:
        """Look for new reports every half minute, and once the first page is shown."""
        roles = ", ".join(clean(role) for role in self._casework.roles)
        self.head(f"Inbox: {clean(self._casework.person)} ({roles})")
        for hidden in ("#empty", "#strangers", "#rung"):
            self.query_one(hidden).display = False
        self.query_one(CaseList).focus()
        self.set_interval(_EXCHANGE_SECONDS, self.exchange)
        await self.show_first()

    def on_screen_suspend(self) -> None:
        """Note that what stands here may be another when this is seen again."""
        self._was_away = True

    def on_screen_resume(self) -> None:
        """Show what the other screens changed."""
        if self._was_away:
            self._was_away = False
            self.load()

    def tell_behind(self, behind: Behind | None) -> None:
        """Show what has been opened so far, now and then, while there is more to open."""
        changed = behind != self._behind
        super().tell_behind(behind)
        if behind is not None and changed:
            self._told_behind += 1
            if self._told_behind % _READ_EACH == 1:
                self.load(alone=True)

    def exchange(self) -> bool:
        """Exchange with the peers in a thread, then read the page; False while that goes on already."""
        work = self._casework
        return self.in_thread(
            lambda: Exchanged(work.refresh()), group="exchange", description="exchange with the peers"
        )

    def on_exchanged(self, message: Exchanged) -> None:
        """Show what came."""
        message.stop()
        self._tell_new(message.new)
        self.load()

    def show_page(self, read: PageRead, *, is_turned: bool) -> None:
        """Show a page with how much there is."""
        page = read.page
        self.query_one("#rung").display = page.rung
        told = page_words(page, closed=read.closed) + late_words(page.late)
        self._tell_count(f"So far: {told}" if read.behind else told)
        cases, empty = self.query_one(CaseList), self.query_one("#empty", Static)
        had_focus = self.focused is None or self.focused is cases
        if is_turned:
            cases.highlighted = None
        cases.fill(page.lines, page.ids)
        cases.display, empty.display = bool(page.ids), not page.ids
        if not page.ids:
            empty.update(MORE_COMES if read.behind else NO_CLOSED if read.closed else CALM)
        if page.ids and had_focus:
            cases.focus()
        self.refresh_bindings()
        if not self._has_looked:
            self._has_looked = True
            cases.call_after_refresh(self.exchange)

    def _tell_count(self, words: str) -> None:
        count = self.query_one("#count", Static)
        # What takes one line as before need not lay the screen out anew.
        count.update(words, layout=max(cell_len(words), cell_len(str(count.content))) > count.content_size.width)

    def on_facts_read(self, message: FactsRead) -> None:
        """Show what stands above the page."""
        message.stop()
        # Else one line could say for a moment that all is opened, the other one that it is not.
        super().tell_behind(self._casework.behind)
        self._tell_facts(message.facts, message.strangers)

    def _tell_facts(self, facts: Completeness, strangers_count: int) -> None:
        complete, whole = self.query_one("#complete", Static), is_whole(facts)
        complete.update(content(facts.sentence if whole else f"! {facts.sentence}"))
        complete.set_class(not whole, "warning")
        strangers = self.query_one("#strangers", Static)
        strangers.update(strangers_key_words(strangers_count))
        strangers.display = bool(strangers_count)

    def _tell_new(self, new: int) -> None:
        told = told_number(new, "new case", "new cases")
        self.say(f"{told}." if new else "Looked just now.")
        if new and self.app.screen is not self:
            self.notify(f"{told} in the inbox.")

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer the pages that there are."""
        if action == "page":
            page = self.page
            if page is None:
                return False
            return page.offset + len(page.ids) < page.total if parameters == (1,) else page.offset > 0
        if action == "show_closed":
            return parameters != (self._show_closed,)
        return True

    def action_page(self, step: int) -> None:
        """Turn the page."""
        self.turn_to(max(0, self._offset + step * PAGE), closed=self._show_closed)

    def action_show_closed(self, closed: bool) -> None:
        """Show the closed cases, or the open ones again."""
        self.turn_to(0, closed=closed)

    def action_look(self) -> None:
        """Look for new reports now."""
        self.say("Looking for new reports." if self.exchange() else "Looking already.")

    def action_enter(self) -> None:
        """Open the form for a new concern."""
        if "enter" not in self._jobs:
            self.app.push_screen(NewConcernModal(self._draft), self._enter)

    def _enter(self, made: dict[str, str] | None) -> None:
        work, draft = self._casework, self._draft

        def job() -> Message:
            assert made is not None  # noqa: S101 - for the type checker
            try:
                case_id = work.enter(made)
            except KioskError as error:
                return self.Failed(f"{error} {AGAIN}")
            draft.clear()
            return self.Entered(case_id)

        if made is not None and self.in_thread(job, group="enter", description="record a new concern"):
            self.say("Recording.")

    def on_inbox_screen_entered(self, message: Entered) -> None:
        """Show the new case."""
        message.stop()
        self.say(ENTERED)
        self.post_message(CaseList.Opened(message.case_id, 0))

    def action_search(self) -> None:
        """Ask for the search."""
        self.post_message(self.SearchAsked())

    def action_more(self) -> None:
        """Offer the pages that are looked at less often."""
        self.app.push_screen(StepMenu(MORE, "Which page?"), self._more)

    def _more(self, page: str | None) -> None:
        if page == KIOSKS:
            self.action_completeness()
        elif page is not None:
            self.post_message(self.PageAsked(page))

    def action_go(self, page: str) -> None:
        """Ask for another page of the desk."""
        self.post_message(self.PageAsked(page))

    def action_completeness(self) -> None:
        """Ask for what is missing."""
        self.post_message(self.CompletenessAsked())
