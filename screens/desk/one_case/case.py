"""One case at the desk."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.message import Message
from textual.widgets import Static

from screens.desk.one_case.case_forms import CaseForms
from screens.desk.one_case.case_paper import CasePaper, case_heading
from screens.desk.paperwork.papers import MakesPapers
from screens.desk.parts.drafts import Draft, FormDrafts
from screens.desk.parts.services import Casework
from screens.desk.parts.step import StepMenu
from store.casebook.case.facts import CaseState
from store.casebook.papers.asked import Asked, Form, What
from store.casebook.records import kinds
from store.errors import KioskError

NO_REPLY = "No reply is possible: this came without a sign-in."
NO_PHRASES = "No phrase is set up for replies yet, so nothing was sent; ask whoever set this desk up."
_KEYS = {"note": "n", "level": "l", "reply": "r", "close": "c", "reopen": "o", "acknowledge": "a", "step": "m"}
STEP = "step"
PAPERS = (
    ("The case file as a locked PDF", Asked(What.CASE)),
    ("The case file as CSV that anybody can read", Asked(What.CASE, form=Form.CSV)),
    ("One page for the main file, as a locked PDF", Asked(What.MAIN_FILE)),
)


class CaseScreen(MakesPapers):
    """The report untouched, all that came after it, the keys to act; `form` is opened at once if given."""

    CSS_PATH = "case.tcss"
    HELP = (
        "What was written first is never changed; additions stand after it. a says that you have read it, which "
        "tells the mentor and stops the ring. n records a note with its reason, m everything else: a decision, a thing "
        "to do by a day, who was told outside, who takes the case, what the child wants. l changes the level. "
        "r replies with a safe phrase. c closes, o opens again. p makes papers: the case file, a page for the main "
        "file. F5 looks for what others did. What you typed and did not record stays until the "
        "program ends."
    )
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("a", "open('acknowledge')", "I have read it"),
        Binding("n", "open('note')", "Note"),
        Binding("l", "open('level')", "Level"),
        Binding("r", "open('reply')", "Reply"),
        Binding("m", "open('step')", "More"),
        Binding("c", "open('close')", "Close"),
        Binding("o", "open('reopen')", "Reopen"),
        Binding("p", "papers", "Papers"),
        Binding("f5,ctrl+r", "look", "Look", key_display="F5/^R", show=False),
        Binding("escape", "back", "Back", key_display="Esc"),
    ]

    @dataclass
    class Loaded(Message):
        """The case with what can be answered."""

        forms: CaseForms
        can_reply: bool

    @dataclass
    class Recorded(Message):
        """An act is recorded; `leaves`: by it the case is no longer this person's."""

        told: str
        leaves: bool

    @dataclass
    class NotRecorded(Message):
        """An act could not be recorded."""

        form: str
        sentence: str

    def __init__(self, casework: Casework, case_id: str, drafts: FormDrafts, form: str | None = None) -> None:
        super().__init__()
        self.papers = casework.papers
        self.case_id = case_id
        self.form: str | None = None
        self._first_form = form
        self._casework = casework
        self.drafts = drafts
        self._forms: CaseForms | None = None
        self._can_reply = False

    def body(self) -> ComposeResult:
        """Return heading and page."""
        yield Static("Opening", id="case-heading", markup=False)
        yield Static(id="reply-line", classes="quiet", markup=False)
        yield CasePaper(id="paper")
        yield Static("↓ more below", id="more", markup=False)

    def on_mount(self) -> None:
        """Read the case."""
        paper = self.query_one(CasePaper)
        paper.focus()
        for what in ("scroll_y", "virtual_size", "size"):
            self.watch(paper, what, self._tell_more)
        self.load()

    def _tell_more(self) -> None:
        # Its row is always there: a row that comes and goes would move what is being read.
        self.query_one("#more").visible = self.query_one(CasePaper).has_more_below

    def load(self) -> None:
        """Read the case in a thread."""
        work, case_id = self._casework, self.case_id

        def job() -> Message:
            case = work.case(case_id)
            can_reply = work.can_reply(case_id)
            phrases = work.phrases() if can_reply else ()
            return self.Loaded(CaseForms(work, case, phrases, work.colleagues(case_id)), can_reply)

        self.in_thread(job, group="case", description="read a case", alone=False)

    def on_case_screen_loaded(self, message: Loaded) -> None:
        """Show the case, open the form that a lock interrupted."""
        message.stop()
        self._forms, self._can_reply = message.forms, message.can_reply
        case = message.forms.case
        self.query_one("#case-heading", Static).update(case_heading(case))
        reply_line = self.query_one("#reply-line", Static)
        reply_line.update("" if message.can_reply else NO_REPLY)
        reply_line.display = not message.can_reply
        self.query_one(CasePaper).show(case)
        self.refresh_bindings()
        form, self._first_form = self._first_form, None
        if form is not None and self.check_action("open", (form,)):
            self.action_open(form)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer what this case allows."""
        if action != "open":
            return True
        if self._forms is None:
            return self._first_form is None
        closed = self._forms.case.line.state == CaseState.CLOSED
        return {"reply": self._can_reply, "close": not closed, "reopen": closed}.get(str(parameters[0]), True)

    def action_papers(self) -> None:
        """Offer the papers of this case."""
        self.offer([(heading, replace(asked, target=self.case_id)) for heading, asked in PAPERS])

    def follow_made(self) -> None:
        """Show the line that the making left on the timeline."""
        self.load()

    def action_look(self) -> None:
        """Read the case again."""
        self.load()

    def action_back(self) -> None:
        """Go back to the list."""
        self.dismiss(None)

    # -- acts ----------------------------------------------------------------------------------------------------

    def action_open(self, form: str) -> None:
        """Open one of the forms."""
        forms = self._forms
        if forms is None:
            # A key pressed too early is not lost, else the words that follow would be taken for keys.
            self._first_form = form
            return
        if "act" in self._jobs:
            self.say("One moment: the last thing is still being recorded.")
            return
        if form == "reply" and not forms.phrases:
            self.say(NO_PHRASES, problem=True)
            return
        if form == STEP:
            entries = [(one.kind, one.entry) for one in forms.steps]
            self.app.push_screen(StepMenu(entries), self._step_chosen)
            return
        draft = self.drafts(form)
        self.form = form

        def closed(made: object) -> None:
            self.form = None
            if made is not None:
                told, record = forms.recording(form, made)
                self._act(form, draft, told, record)

        self.app.push_screen(forms.modal(form, draft), closed)

    def _step_chosen(self, kind: str | None) -> None:
        if kind is not None:
            self.action_open(kind)

    def _act(self, form: str, draft: Draft, told: str, record: Callable[[], None]) -> None:
        def job() -> Message:
            try:
                record()
            except KioskError as error:
                return self.NotRecorded(form, str(error))
            # Here rather than on the message: a lock may take this screen away before it arrives.
            draft.clear()
            return self.Recorded(told, form == kinds.RECUSE)

        if self.in_thread(job, group="act", description="record an act on a case"):
            self.say("Recording.")

    def on_case_screen_recorded(self, message: Recorded) -> None:
        """Say so, show the case as it is now."""
        message.stop()
        if message.leaves:
            self.notify(message.told)
            self.dismiss(None)
            return
        self.say(message.told)
        self.load()

    def on_case_screen_not_recorded(self, message: NotRecorded) -> None:
        """Say why, how to get back to what was typed."""
        message.stop()
        again = f"Press {_KEYS.get(message.form, _KEYS[STEP])} to try again; what you typed is still there."
        self.say(f"{message.sentence} {again}", problem=True)
