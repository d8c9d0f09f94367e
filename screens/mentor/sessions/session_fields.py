"""The fields of a session log."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.message import Message
from textual.widgets import Button, Input, Static

from screens.mentor.parts.line_input import LineInput
from screens.mentor.parts.pick import Pick
from screens.mentor.parts.topics import TOPICS
from screens.mentor.sessions.session_answers import SOMEONE_ELSE, form_of, is_worrying, missing
from screens.mentor.sessions.session_more import Memory, SessionMore
from screens.text import content, one_line
from screens.widgets.choice import Choice
from store.language import say, say_each
from store.notebook.common.facts import Danger, Mentee, SessionForm

WHO, ELSE, TOPIC, MINUTES = "Who", "First name, year, no surname", "What about", "Minutes"
OTHER = "Someone else"
SAVE, SAVE_WORRY = "Save", "Save, then tell us about it"
RUNS = "Minutes (timer: {minutes})"
WORRIED = "Did anything worry you?"
ANSWERS = ((Danger.NO.value, "No"), (Danger.YES.value, "Yes"), (Danger.NOT_SURE.value, "Not sure"))
MOVES = (
    "Write about it on the next page: there you see who gets it. What you wrote under More moves there, "
    "and does not go to the teacher who runs the mentors."
)
_MORE = ("how", "done", "helped", "see again")


class SessionFields(VerticalScroll, can_focus=False):
    """Four questions, the rest behind More; whatever is answered goes to `memory`."""

    class Answered(Message):
        """Something was chosen."""

    class Refused(Message):
        """An answer can't be kept, for the reason in `sentence`."""

        def __init__(self, sentence: str) -> None:
            super().__init__()
            self.sentence = sentence

    def __init__(self, memory: Memory, today: date) -> None:
        super().__init__(id="form")
        self._memory = memory
        self._today = today
        self._labels: dict[str, str] = {}

    def compose(self) -> ComposeResult:
        """Return the four questions."""
        memory = self._memory
        with Horizontal(id="columns"):
            with Vertical(id="left"):
                yield Static(say(WHO), classes="label", markup=False)
                yield Vertical(id="who-place")
                yield Static(say(ELSE), id="else-label", classes="label", markup=False)
                yield LineInput(memory.get("else", ""), letters=60, id="else")
                yield Static(say(MINUTES), id="minutes-label", classes="label", markup=False)
                yield LineInput(memory.get("minutes", ""), letters=3, restrict=r"\d*", id="minutes")
            with Vertical(id="right"):
                yield Static(say(TOPIC), classes="label", markup=False)
                yield Pick(say_each(TOPICS), chosen=memory.get("topic"), id="topic")
        yield Static(say(WORRIED), classes="label", markup=False)
        yield Pick(say_each(ANSWERS, about=WORRIED), chosen=memory.get("worried"), id="worried")
        yield Static(content(say(MOVES)), id="moves", markup=False)
        yield Button(content(say(SAVE)), id="save", variant="primary")

    def on_mount(self) -> None:
        """Start where an answer can be given before it is known whom this mentor meets."""
        self.show()
        self.query_one("#topic").focus()

    async def offer(self, mentees: Sequence[Mentee]) -> None:
        """Offer whom this mentor meets, show what is in memory now."""
        self._labels = {mentee.id: mentee.label for mentee in mentees}
        people = [(mentee.id, one_line(mentee.label, 22)) for mentee in mentees]
        who = Pick([*people, (SOMEONE_ELSE, say(OTHER))], id="who")
        await self.query_one("#who-place").mount(who)
        if self._memory.get("who") not in who.values:
            self._memory.pop("who", None)
        self.show()
        self.begin()
        if any(self._memory.get(name) for name in _MORE) and self.may_open_more:
            self._mount_more()

    def begin(self) -> None:
        """Go to the first question."""
        self.query_one("#who" if self._labels else "#else").focus()

    def show(self) -> None:
        """Show what is in memory now."""
        memory = self._memory
        if self.query("#who") and not self._labels:
            memory["who"] = SOMEONE_ELSE
        for line in self.query(LineInput):
            line.value = memory.get(line.id or "", "")
        for pick in self.query("#who, #topic, #worried").results(Pick):
            pick.put(memory.get(pick.id or ""))
        for more in self.query(SessionMore):
            more.show()
        self._show_else()
        self._show_moves()

    def _show_else(self) -> None:
        for widget in self.query("#else, #else-label"):
            widget.display = self._memory.get("who") == SOMEONE_ELSE

    def _show_moves(self) -> None:
        worries = is_worrying(self._memory)
        self.query_one("#moves").display = worries
        self.query_one("#save", Button).label = content(say(SAVE_WORRY if worries else SAVE))
        for more in self.query(SessionMore):
            more.display = not worries

    # -- answers ---------------------------------------------------------------------------------------------------

    def on_choice_chosen(self, message: Choice.Chosen) -> None:
        """Keep the answer, go on."""
        message.stop()
        name = message.choice.id or ""
        self._memory[name] = message.value
        if name == "who":
            self._show_else()
            self.query_one("#else" if message.value == SOMEONE_ELSE else "#minutes").focus()
        elif name == "topic":
            self.query_one("#worried").focus()
        else:
            self._show_moves()
            self.query_one("#save").focus()
        self.post_message(self.Answered())

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
        self.post_message(self.Refused(message.sentence))

    def key_of(self, label: str) -> str:
        """Return the key of the pupil with this label, SOMEONE_ELSE where there is none."""
        return next((key for key, one in self._labels.items() if one == label), SOMEONE_ELSE)

    def form(self) -> SessionForm | None:
        """Return the session to log, None where an answer is missing: that is said, and gone to."""
        boxes = [(f"#{box.id}", told) for more in self.query(SessionMore) for box, told in more.refused()]
        named = self.query_one("#else", LineInput)
        problem = missing(self._memory, self._labels)
        for place, sentence in (problem, ("#else", named.refusal()), *boxes):
            if sentence:
                self.post_message(self.Refused(sentence))
                for field in self.query(place):
                    field.focus()
                return None
        return form_of(self._memory, self._labels, self._today)

    # -- more ------------------------------------------------------------------------------------------------------

    @property
    def may_open_more(self) -> bool:
        """Whether the rest is not there yet, and belongs here."""
        return not self.query(SessionMore) and not is_worrying(self._memory)

    def open_more(self) -> None:
        """Show the rest of the form, go there."""
        self._mount_more()
        self.call_after_refresh(self._to_more)

    def _mount_more(self) -> None:
        self.mount(SessionMore(self._memory, self._today), before="#save")

    def _to_more(self) -> None:
        for more in self.query(SessionMore):
            if more.display:
                more.query_one("#how").focus()

    def show_timer(self, minutes: int | None) -> None:
        """Show for how many minutes the timer runs, None where it does not."""
        told = say(MINUTES) if minutes is None else say(RUNS, minutes=minutes)
        for label in self.query("#minutes-label").results(Static):
            label.update(content(told))

    def tick(self) -> None:
        """Do what is due."""
        for more in self.query(SessionMore):
            if more.display:
                more.tick()

    def close_more(self) -> None:
        """Take the rest of the form away."""
        self.query(SessionMore).remove()
