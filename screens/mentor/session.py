"""Logging a session on one page."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, ClassVar

from textual._path import CSSPathType
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.message import Message
from textual.widgets import Button, Input, Static

from screens.mentor.line_input import LineInput
from screens.mentor.mentor_screen import MentorScreen
from screens.mentor.pick import Pick
from screens.mentor.session_answers import SOMEONE_ELSE, form_of, is_worrying, missing
from screens.mentor.session_more import Memory, SessionMore, free_text
from screens.mentor.topics import TOPICS
from screens.text import clean, content, one_line
from screens.widgets.choice import Choice
from store.notebook.facts import Danger, Mentee, SessionForm, SessionLine

if TYPE_CHECKING:
    from screens.mentor.services import Visit

WHO, ELSE, TOPIC, MINUTES = "Who", "First name, year, no surname", "What about", "Minutes"
WORRIED = "Did anything worry you?"
ANSWERS = ((Danger.NO.value, "No"), (Danger.YES.value, "Yes"), (Danger.NOT_SURE.value, "Not sure"))
MOVES = (
    "Write about it on the next page: there you see who gets it. What you wrote under More moves there, "
    "and does not go to the teacher who runs the mentors."
)
NO_LAST = "There is no session to repeat yet."


@dataclass(frozen=True)
class SessionDone:
    """A session is logged; `words` go on into a report where something was worrying."""

    is_worrying: bool
    words: str = field(repr=False)


class SessionScreen(MentorScreen[SessionDone]):
    """Four answers, the rest behind More; `memory` keeps what is typed until it is saved."""

    CSS_PATH: ClassVar[CSSPathType | None] = ["mentor_screen.tcss", "session.tcss"]
    HEADING = "Log a session"
    HELP = (
        "Four answers: who, what about, how many minutes, whether anything worried you. A number chooses from a list, "
        "Tab goes on. = fills in what you did last time. More has room for how it went. If something worried you, "
        "the next page is a report, and what you wrote under More moves there."
    )
    WRITING = True
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("f2,ctrl+f", "save", "Save", key_display="F2/^F", priority=True),
        Binding("f3,ctrl+b", "more", "More", key_display="F3/^B", priority=True),
        Binding("equals_sign", "repeat", "Same as last time", key_display="="),
        Binding("escape", "back", "Back", key_display="Esc"),
    ]

    @dataclass
    class Ready(Message):
        """Whom this mentor meets, what was last."""

        mentees: tuple[Mentee, ...]
        last: SessionLine | None

    @dataclass
    class Logged(Message):
        """The session is saved."""

        done: SessionDone

    def __init__(self, visit: Visit, memory: Memory, new_id: Callable[[], str], today: Callable[[], date]) -> None:
        super().__init__()
        self._visit = visit
        self._memory = memory
        self._new_id = new_id
        self._today = today()
        self._last: SessionLine | None = None
        self._labels: dict[str, str] = {}

    def body(self) -> ComposeResult:
        """Return the four questions."""
        memory = self._memory
        with VerticalScroll(id="form", can_focus=False):
            with Horizontal(id="columns"):
                with Vertical(id="left"):
                    yield Static(WHO, classes="label", markup=False)
                    yield Vertical(id="who-place")
                    yield Static(ELSE, id="else-label", classes="label", markup=False)
                    yield LineInput(memory.get("else", ""), letters=60, id="else")
                    yield Static(MINUTES, classes="label", markup=False)
                    yield LineInput(memory.get("minutes", ""), letters=3, restrict=r"\d*", id="minutes")
                with Vertical(id="right"):
                    yield Static(TOPIC, classes="label", markup=False)
                    yield Pick(TOPICS, chosen=memory.get("topic"), id="topic")
            yield Static(WORRIED, classes="label", markup=False)
            yield Pick(ANSWERS, chosen=memory.get("worried"), id="worried")
            yield Static(content(MOVES), id="moves", markup=False)
            yield Button(content("Save"), id="save", variant="primary")

    def on_mount(self) -> None:
        """Look up whom this mentor meets."""
        self._show_else()
        self._show_moves()
        self.query_one("#topic").focus()
        visit = self._visit
        self.in_thread(
            lambda: self.Ready(visit.mentees(), visit.last_session()), group="mentees", description="look up mentees"
        )

    async def on_session_screen_ready(self, message: Ready) -> None:
        """Offer them."""
        message.stop()
        self._last = message.last
        self._labels = {mentee.id: mentee.label for mentee in message.mentees}
        people = [(mentee.id, one_line(mentee.label, 22)) for mentee in message.mentees]
        who = Pick([*people, (SOMEONE_ELSE, "Someone else")], chosen=self._memory.get("who"), id="who")
        await self.query_one("#who-place").mount(who)
        if not people:
            self._memory["who"] = SOMEONE_ELSE
            who.put(SOMEONE_ELSE)
        self._show_else()
        self.query_one("#else" if not people else "#who").focus()
        self.refresh_bindings()
        if any(self._memory.get(name) for name in ("how", "done", "helped", "see again")):
            self.action_more()

    # -- answers ---------------------------------------------------------------------------------------------------

    def on_choice_chosen(self, message: Choice.Chosen) -> None:
        """Keep the answer, go on."""
        message.stop()
        name = message.choice.id or ""
        self._memory[name] = message.value
        self.say("")
        if name == "who":
            self._show_else()
            self.query_one("#else" if message.value == SOMEONE_ELSE else "#minutes").focus()
        elif name == "topic":
            self.query_one("#worried").focus()
        else:
            self._show_moves()
            self.query_one("#save").focus()

    def on_input_changed(self, message: Input.Changed) -> None:
        """Keep what is typed."""
        message.stop()
        if isinstance(message.input, LineInput) and message.input.id:
            self._memory[message.input.id] = message.input.line

    def on_input_submitted(self, message: Input.Submitted) -> None:
        """Go to the next question."""
        message.stop()
        self.query_one("#topic" if message.input.id == "minutes" else "#minutes").focus()

    def on_line_input_refused(self, message: LineInput.Refused) -> None:
        """Say why the paste was not taken."""
        message.stop()
        self.say(message.sentence, problem=True)

    def _show_else(self) -> None:
        for widget in self.query("#else, #else-label"):
            widget.display = self._memory.get("who") == SOMEONE_ELSE

    def _show_moves(self) -> None:
        self.query_one("#moves").display = self._is_worrying
        self.query_one("#save", Button).label = content("Save, then tell us about it" if self._is_worrying else "Save")
        for more in self.query(SessionMore):
            more.display = not self._is_worrying
        self.refresh_bindings()

    @property
    def _is_worrying(self) -> bool:
        return is_worrying(self._memory)

    # -- keys ------------------------------------------------------------------------------------------------------

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:  # noqa: ARG002
        """Offer More while it is not there and belongs here, repeating where there was a session."""
        if action == "more":
            return not self.query(SessionMore) and not self._is_worrying
        return action != "repeat" or self._last is not None

    def action_more(self) -> None:
        """Show the rest of the form."""
        more = SessionMore(self._memory, self._today)
        more.display = not self._is_worrying
        self.query_one("#form").mount(more, before="#save")
        self.call_after_refresh(self._to_more)

    def _to_more(self) -> None:
        self.refresh_bindings()
        for more in self.query(SessionMore):
            if more.display:
                more.query_one("#how").focus()

    def action_repeat(self) -> None:
        """Fill in who, what about and how long from last time."""
        last = self._last
        if last is None:
            self.say(NO_LAST)
            return
        who = next((key for key, label in self._labels.items() if label == last.who), SOMEONE_ELSE)
        self._memory |= {"who": who, "topic": last.topic}
        self.query_one("#who", Pick).put(who)
        self.query_one("#topic", Pick).put(last.topic)
        if who == SOMEONE_ELSE:
            self.query_one("#else", LineInput).value = clean(last.who)
        self.query_one("#minutes", LineInput).value = str(last.minutes)
        self._show_else()
        self.query_one("#worried").focus()

    def on_button_pressed(self, message: Button.Pressed) -> None:
        """Do what the key does."""
        message.stop()
        self.action_save()

    def action_save(self) -> None:
        """Save if the four answers are there."""
        form = self._form()
        if form is None:
            return
        record_id = self._memory.setdefault("id", self._new_id())
        words = f"With {form.who}.\n\n{free_text(self._memory)}".strip() if self._is_worrying else ""
        done = SessionDone(self._is_worrying, words)

        def job() -> Message:
            self._visit.log_session(record_id, form)
            # Here rather than on the message: hiding may take this screen away before it arrives.
            self._memory.clear()
            return self.Logged(done)

        if self.in_thread(job, group="session", description="save a session"):
            self.say("Saving.")

    def _form(self) -> SessionForm | None:
        boxes = [(f"#{box.id}", told) for more in self.query(SessionMore) for box, told in more.refused()]
        named = self.query_one("#else", LineInput)
        problem = missing(self._memory, self._labels)
        for place, sentence in (problem, ("#else", named.refusal()), *boxes):
            if sentence:
                self._refuse(place, sentence)
                return None
        return form_of(self._memory, self._labels, self._today)

    def _refuse(self, place: str, sentence: str) -> None:
        self.say(sentence, problem=True)
        for field_ in self.query(place):
            field_.focus()

    def on_session_screen_logged(self, message: Logged) -> None:
        """Hand over what follows."""
        message.stop()
        self.finish(message.done)

    def action_back(self) -> None:
        """Go home; what is typed stays until sign-out."""
        self.dismiss(None)
