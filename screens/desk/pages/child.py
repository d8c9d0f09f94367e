"""A child's page."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import partial
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.message import Message
from textual.widgets import Static

from screens.desk.handing_on.transfer_forms import SendModal
from screens.desk.paperwork.papers import MakesPapers
from screens.desk.parts.case_list import CaseList
from screens.desk.parts.drafts import Draft
from screens.desk.parts.row_list import RowList
from screens.desk.parts.services import Casework
from screens.desk.parts.step import StepModal
from screens.desk.parts.step_form import StepForm
from screens.desk.parts.step_forms import CHILD_FIELDS
from screens.desk.parts.telling_child import child_facts, child_heading, happened_words, happening_row
from store.casebook.case.facts import ChildPage
from store.casebook.papers.asked import Asked, Form, What
from store.casebook.transfer.pages import KnownSchool

PAGE = 200
NO_SCHOOL = "No school's address is kept here yet. Take one in: More in the inbox, then 'Other schools'."
PAPERS = (
    ("Everything about this child, other pupils masked, as a locked PDF", Asked(What.PERSON)),
    ("Everything about this child, other pupils masked, as an open CSV", Asked(What.PERSON, form=Form.CSV)),
    ("Everything with other pupils by name, as a locked PDF", Asked(What.PERSON, shows_names=True)),
)
EDIT = StepForm(
    "child",
    "",
    "What this child is called",
    "It is recorded. What was recorded before stays.",
    CHILD_FIELDS,
    "Another name or a further name used online. Cases that tell one of them are named on the page, linked or not.",
)


class ChildScreen(MakesPapers):
    """Who else is in the child's cases, what recurs in them, then the chronology over all of them."""

    CSS_PATH = "child.tcss"
    HELP = (
        "The chronology goes over all cases linked to this child, the oldest first; Enter opens the case of a line. "
        "Above stand the other children of these cases, handles and names that stand in several of them, and cases "
        "that tell this child's name without being linked: open one by its code with the search, then m to link it. "
        "e changes what the child is called. p puts everything about this child into one paper, for subject access, "
        "with other pupils masked. t sends the cases to the child's next school. Tab goes between the two parts."
    )
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "back", "Back", key_display="Esc"),
        Binding("e", "edit", "Names"),
        Binding("t", "send", "To another school"),
        Binding("p", "papers", "Papers"),
        Binding("left", "page(-1)", "Page", key_display="←", priority=True),
        Binding("right", "page(1)", "Page", key_display="→", priority=True),
    ]

    @dataclass
    class Loaded(Message):
        """The page."""

        page: ChildPage

    @dataclass
    class Schools(Message):
        """The schools whose addresses are kept here."""

        schools: tuple[KnownSchool, ...]

    @dataclass
    class Sent(Message):
        """A file for another school is made."""

        told: str

    @dataclass
    class Described(Message):
        """Other names are recorded."""

    def __init__(self, casework: Casework, child_id: str) -> None:
        super().__init__()
        self.papers = casework.papers
        self._casework = casework
        self._child_id = child_id
        self._page: ChildPage | None = None

    def body(self) -> ComposeResult:
        """Return the facts, the count, the chronology."""
        with VerticalScroll(id="facts"):
            yield Static("Looking", id="told", markup=False)
        yield Static(id="count", classes="quiet", markup=False)
        yield RowList(id="happened")

    def on_mount(self) -> None:
        """Start in the chronology."""
        self.query_one(RowList).focus()

    def on_screen_resume(self) -> None:
        """Show what a case changed."""
        self._load(self._page.offset if self._page else 0)

    def _load(self, offset: int) -> None:
        work, child_id = self._casework, self._child_id
        self.in_thread(
            lambda: self.Loaded(work.child(child_id, offset=offset)),
            group="child",
            description="read a child's page",
            alone=False,
        )

    def on_child_screen_loaded(self, message: Loaded) -> None:
        """Show the page."""
        message.stop()
        page = self._page = message.page
        self.head(child_heading(page.line))
        self.query_one("#told", Static).update(child_facts(page))
        self.query_one("#count", Static).update(happened_words(page))
        rows = [happening_row(one) for one in page.lines]
        keys = [f"{one.case_id}:{page.offset + place}" for place, one in enumerate(page.lines)]
        self.query_one(RowList).show_rows(keys, rows)
        self.refresh_bindings()

    def on_row_list_chosen(self, message: RowList.Chosen) -> None:
        """Open the case of a line."""
        message.stop()
        self.post_message(CaseList.Opened(message.key.partition(":")[0], message.row))

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer the pages that there are."""
        page = self._page
        if action == "page":
            if page is None:
                return False
            return page.offset + len(page.lines) < page.total if parameters == (1,) else page.offset > 0
        return action != "edit" or page is not None

    def action_page(self, step: int) -> None:
        """Turn the page."""
        if self._page is not None:
            self._load(max(0, self._page.offset + step * PAGE))

    def action_papers(self) -> None:
        """Offer everything about this child as a paper."""
        self.offer([(heading, replace(asked, target=self._child_id)) for heading, asked in PAPERS])

    def action_edit(self) -> None:
        """Ask for other names."""
        if self._page is not None:
            line = self._page.line
            first = {"name": line.name, "year": line.year, "handles": line.handles}
            draft = self.drafts(f"child/{self._child_id}")
            draft.update({**first, **draft})
            self.app.push_screen(StepModal(draft, EDIT), partial(self._edited, draft, first))

    def _edited(self, draft: Draft, first: Draft, made: dict[str, str] | None) -> None:
        work, child_id = self._casework, self._child_id

        def job() -> Message:
            work.describe(child_id, made or {})
            draft.clear()
            return self.Described()

        if made is None and draft == first:
            draft.clear()
        elif made is not None:
            self.in_thread(job, group="describe", description="record what a child is called")

    def action_send(self) -> None:
        """Look up to which schools it may go."""
        work = self._casework.transfers
        self.in_thread(lambda: self.Schools(work.schools()), group="send", description="look up the schools")

    def on_child_screen_schools(self, message: Schools) -> None:
        """Ask to which school."""
        message.stop()
        if not message.schools:
            self.say(NO_SCHOOL, problem=True)
            return
        self.app.push_screen(SendModal(self.drafts(f"send/{self._child_id}"), message.schools), self._send)

    def _send(self, made: dict[str, str] | None) -> None:
        work, child_id, draft = self._casework.transfers, self._child_id, self.drafts(f"send/{self._child_id}")

        def job() -> Message:
            assert made is not None  # noqa: S101 - for the type checker
            path = work.send(child_id, made["school"], made["starts"], made["folder"])
            draft.clear()
            return self.Sent(f"Give the other school this file: {path}")

        if made is not None and self.in_thread(job, group="send", description="make a file for another school"):
            self.say("This takes a moment.")

    def on_child_screen_sent(self, message: Sent) -> None:
        """Say where the file is, show the page as it is now."""
        message.stop()
        self.say(message.told)
        self._load(0)

    def on_child_screen_described(self, message: Described) -> None:
        """Say so, show the page as it is now."""
        message.stop()
        self.say(EDIT.told)
        self._load(0)

    def action_back(self) -> None:
        """Go back to the list."""
        self.dismiss(None)
