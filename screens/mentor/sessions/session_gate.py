"""What stands before a session log besides training: what we agreed, enough sessions, a pause."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar, Final

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.message import Message
from textual.widgets import Static

from screens.mentor.parts.care import told_load, told_rest
from screens.mentor.parts.mentor_screen import MentorScreen
from screens.text import content
from screens.widgets.choice import Choice
from store.language import say, say_each
from store.notebook.common.facts import CareFacts

if TYPE_CHECKING:
    from screens.mentor.parts.services import Visit

ALWAYS: Final = "A worry never waits: you can report at any time."
AGREE: Final = (
    "Your school asks you to read what you agreed, and to say yes to it, before you log sessions on this computer. It "
    "is new, or it has changed. If you said yes on another computer, log the session there."
)
ENOUGH: Final = (
    "That is enough for now, so that mentoring does not become too much for you. Did a session take place all the "
    "same? Tell the teacher who runs the mentors."
)
PAUSE: Final = (
    "You told somebody about something serious. A pause after that looks after you, too. Did a session take place all "
    "the same? Tell the teacher who runs the mentors."
)
LOOKING: Final = "Looking."
_WORRIED: Final = ("worried", "I'm worried about someone")
_BACK: Final = ("back", "Back")
_HOW: Final = ("check-in", "How am I?")
AGREE_WAYS: Final = (("agreed", "Read it now"), _WORRIED, _BACK)
CARE_WAYS: Final = (_HOW, _WORRIED, _BACK)
# By the names that store.notebook.of_mentors.gates gives them.
AGREEMENT: Final = "agreement"
GATES: Final = (AGREEMENT, "load", "rest")


class SessionGateScreen(MentorScreen[str]):
    """Says why, what to do; dismisses with the value of one of `gate_ways`."""

    HEADING = "Not just now"
    HELP = "Only the session log waits. Reports never do, and neither do messages, guidance or 'How am I?'."
    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "back", "Back", key_display="Esc")]

    @dataclass
    class Loaded(Message):
        """It is known how many sessions there were."""

        care: CareFacts

    def __init__(self, visit: Visit, gate: str) -> None:
        super().__init__()
        self._visit = visit
        self._gate = gate

    def body(self) -> ComposeResult:
        """Return the sentences with the ways on."""
        yield Static(content(say(LOOKING)), id="why", markup=False)
        yield Static("", markup=False)
        yield Choice(gate_ways(self._gate), spaced=False, id="ways")

    def on_mount(self) -> None:
        """Start on the first way, look up what to say."""
        self.query_one(Choice).focus()
        duties = self._visit.duties
        self.in_thread(lambda: self.Loaded(duties.care()), group="care", description="look why a session waits")

    def on_session_gate_screen_loaded(self, message: Loaded) -> None:
        """Say why."""
        message.stop()
        self.query_one("#why", Static).update(content("\n\n".join(gate_sentences(self._gate, message.care))))

    def on_choice_chosen(self, message: Choice.Chosen) -> None:
        """Go where was chosen."""
        message.stop()
        self.finish(message.value)

    def action_back(self) -> None:
        """Go back."""
        self.finish("back")


def gate_ways(gate: str) -> list[tuple[str, str]]:
    """Return the ways on from before a session log that waits."""
    return say_each(AGREE_WAYS if gate == AGREEMENT else CARE_WAYS)


def gate_sentences(gate: str, care: CareFacts) -> list[str]:
    """Return why a session log waits, what to do, that a worry never does."""
    if gate == AGREEMENT:
        return [say(AGREE), say(ALWAYS)]
    is_pause = gate == "rest"
    told = told_rest(care) if is_pause else told_load(care)
    return [*([told] if told else []), say(PAUSE if is_pause else ENOUGH), say(ALWAYS)]
