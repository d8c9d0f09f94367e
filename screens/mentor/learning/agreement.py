"""What the school and its mentors agreed, to read and to say yes to."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.message import Message
from textual.widgets import Static

from screens.mentor.learning.guidance_text import only_in, page_text, source_text
from screens.mentor.parts.mentor_screen import MentorScreen
from screens.mentor.parts.telling import told_date
from screens.text import content, one_line
from store.language import say

if TYPE_CHECKING:
    from screens.mentor.parts.services import Visit
    from store.notebook.common.facts import AgreementLine

LOOKING = "Looking."
NO_PAGE = "Your school has published no page on what you agreed. The teacher who runs the mentors can tell you more."
NEW = "Not sure? Ask the teacher who runs the mentors first."
CHANGED = "This has changed since you agreed on {day}."
KEYS = "F2 says that you agree, Esc leaves it for another time."
AGREED = "● You agreed to this on {day}."
SAVED = (
    "● Saved: you agree. The teacher who runs the mentors and the adults who keep pupils safe can see it. You can "
    "always talk about it."
)
SAVING = "Saving."
_TITLE_CELLS = 60


class AgreementScreen(MentorScreen[None]):
    """The page as it is now, whether this mentor agreed to it, a key to do so."""

    HEADING = "What we agreed"
    HELP = (
        "What mentors and school agreed. The school can change it, then you are asked again. You decide: nothing "
        "happens to you if you wait, and you can always report a worry. F2 says that you agree. The arrows scroll."
    )
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("f2,ctrl+f", "agree", "I agree", key_display="F2/^F", priority=True),
        Binding("escape", "back", "Back", key_display="Esc"),
    ]

    @dataclass
    class Loaded(Message):
        """The page is read."""

        line: AgreementLine | None

        def __repr__(self) -> str:
            return "Loaded()"

    class Kept(Message):
        """The yes is saved."""

    def __init__(self, visit: Visit, new_id: Callable[[], str]) -> None:
        super().__init__()
        self._visit = visit
        self._record_id = new_id()
        self._line: AgreementLine | None = None
        self._is_agreed = False

    def body(self) -> ComposeResult:
        """Return the page's place."""
        with VerticalScroll(id="page"):
            yield Static("", id="only", classes="quiet", markup=False)
            yield Static(say(LOOKING), id="text", markup=False)
            yield Static("", markup=False)
            yield Static("", id="source", classes="quiet", markup=False)

    def on_mount(self) -> None:
        """Let the arrows scroll, read the page."""
        self.query_one("#only").display = False
        self.query_one("#page").focus()
        duties = self._visit.duties
        self.in_thread(lambda: self.Loaded(duties.agreement()), group="agreement", description="read what was agreed")

    def on_agreement_screen_loaded(self, message: Loaded) -> None:
        """Show the page, say whether it waits for a yes."""
        message.stop()
        self._line = line = message.line
        if line is None:
            self.query_one("#text", Static).update(content(say(NO_PAGE)))
            return
        self.head(one_line(line.page.title, _TITLE_CELLS))
        if (told_language := only_in(line.page)) is not None:
            self.query_one("#only", Static).update(told_language)
            self.query_one("#only").display = True
        self.query_one("#text", Static).update(page_text(line.page.text))
        self.query_one("#source", Static).update(source_text(line.page.source, line.page.checked))
        self._is_agreed = line.agreed_on is not None
        told = told_agreement(line)
        self.say(told if self._is_agreed else f"{told} {say(KEYS)}")
        self.refresh_bindings()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:  # noqa: ARG002 - Textual's
        """Offer to agree to what is there and waits for it."""
        return action != "agree" or (self.is_active and self._line is not None and not self._is_agreed)

    def action_agree(self) -> None:
        """Save the yes in a thread."""
        line, duties, record_id = self._line, self._visit.duties, self._record_id
        if line is None:
            return

        def job() -> Message:
            duties.agree(record_id, line.digest)
            return self.Kept()

        if self.in_thread(job, group="agree", description="save that somebody agrees"):
            self.say(say(SAVING))

    def on_agreement_screen_kept(self, message: Kept) -> None:
        """Say that it is saved."""
        message.stop()
        self._is_agreed = True
        self.say(say(SAVED))
        self.refresh_bindings()

    def action_back(self) -> None:
        """Go back."""
        self.dismiss(None)


def told_agreement(line: AgreementLine) -> str:
    """Return how the page stands for this mentor."""
    if line.agreed_on is not None:
        return say(AGREED, day=told_date(line.agreed_on))
    return say(NEW) if line.agreed_before is None else say(CHANGED, day=told_date(line.agreed_before))
