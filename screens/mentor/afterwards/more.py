"""Choosing a report to add to, by its code."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, ClassVar

from textual._path import CSSPathType
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.message import Message
from textual.widgets import Button, Input, Static

from screens.mentor.parts.line_input import LineInput
from screens.mentor.parts.mentor_screen import SHEET, MentorScreen
from screens.text import content
from store.language import say
from store.notebook.common.facts import ConcernDraft

if TYPE_CHECKING:
    from screens.mentor.parts.services import Visit

CODE = "The code of the report, two words with a number"
SAME = "What you add goes to the adults who got the report, to nobody else."
NO_CODE = "Write the code first. It stands in 'My reports'."


class MoreScreen(MentorScreen[ConcernDraft | None]):
    """One field; dismisses with the draft that adds to the report, with None when left."""

    CSS_PATH: ClassVar[CSSPathType | None] = [SHEET, "../entering/sign_in.tcss"]
    HEADING = "Add to a report"
    HELP = (
        "Write the code of a report that you sent from this computer. Capital letters do not matter. Then you can "
        "write what you remember or heard since. It goes to the adults who got the report."
    )
    WRITING = True
    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "back", "Back", key_display="Esc")]

    @dataclass
    class Found(Message):
        """The report is there."""

        draft: ConcernDraft = field(repr=False)

    def __init__(self, visit: Visit) -> None:
        super().__init__()
        self._visit = visit
        self._code_line = LineInput(letters=60, id="code")

    def body(self) -> ComposeResult:
        """Return the field, who will read what is added."""
        yield Static(say(CODE), classes="label", markup=False)
        yield self._code_line
        yield Button(content(say("Go on")), id="go", variant="primary")
        yield Static(content(say(SAME)), classes="quiet", markup=False)

    def on_mount(self) -> None:
        """Start with the code."""
        self._code_line.focus()

    def on_input_submitted(self, message: Input.Submitted) -> None:
        """Look for the report."""
        message.stop()
        self.look()

    def on_button_pressed(self, message: Button.Pressed) -> None:
        """Look for the report."""
        message.stop()
        self.look()

    def on_line_input_refused(self, message: LineInput.Refused) -> None:
        """Say why the paste was not taken."""
        message.stop()
        self.say(message.sentence, problem=True)

    def look(self) -> None:
        """Look for the report in a thread."""
        code = self._code_line.line
        if not code:
            self.say(say(NO_CODE), problem=True)
            return
        self.in_thread(lambda: self.Found(self._visit.more_to(code)), group="look", description="look for a report")

    def on_more_screen_found(self, message: Found) -> None:
        """Hand the draft over."""
        message.stop()
        self.finish(message.draft)

    def action_back(self) -> None:
        """Go back."""
        self.finish(None)
