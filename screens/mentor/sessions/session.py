"""Logging a session on one page."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING, ClassVar

from textual._path import CSSPathType
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.message import Message
from textual.widgets import Button

from screens.mentor.parts.ask import AskModal
from screens.mentor.parts.care import told_one_more
from screens.mentor.parts.keeping_screen import KeepingScreen
from screens.mentor.parts.mentor_screen import SHEET
from screens.mentor.sessions.session_answers import SOMEONE_ELSE, draft_of, is_worrying, memory_of
from screens.mentor.sessions.session_fields import SessionFields
from screens.mentor.sessions.session_keeper import SessionKeeper
from screens.mentor.sessions.session_more import Memory, free_text
from screens.mentor.sessions.session_timer import SessionTimer
from screens.text import clean
from store.language import say, say_each
from store.notebook.common.facts import ConcernDraft, Mentee, SessionDraft, SessionLine

if TYPE_CHECKING:
    from screens.mentor.parts.services import Visit

UNFINISHED = "This is the session that you did not finish. F8 starts a new one."
SAVING = "Saving."
WITH = "With {who}."
AGAIN = "Start again? What stands on this page is taken away."
AGAINS = (("keep", "Keep it"), ("again", "Start again"))
NO_LAST = "There is no session to repeat yet."


@dataclass(frozen=True)
class SessionDone:
    """A session is logged; where something was worrying, `concern` is the report that was begun with what was typed."""

    concern: ConcernDraft | None = field(repr=False)


class SessionScreen(KeepingScreen[SessionDone]):
    """Four answers, the rest behind More; `memory` keeps what is typed until it is logged, the notebook beyond that."""

    CSS_PATH: ClassVar[CSSPathType | None] = [SHEET, "session.tcss"]
    HEADING = "Log a session"
    HELP = (
        "Four answers: who, what about, how many minutes, whether anything worried you. A number chooses from a list, "
        "Tab goes on. = fills in what you did last time, F6 starts a timer and stops it. More has room for how it "
        "went. If something worried you, the next page is a report, and what you wrote under More moves there. What "
        "you do not finish waits here for you, locked away."
    )
    WRITING = True
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("f2,ctrl+f", "save", "Save", key_display="F2/^F", priority=True),
        Binding("f3,ctrl+b", "more", "More", key_display="F3/^B", priority=True),
        Binding("f6,ctrl+y", "timer", "Timer", key_display="F6/^Y", priority=True),
        Binding("f8,ctrl+l", "again", "Start again", key_display="F8/^L", priority=True),
        Binding("equals_sign", "repeat", "Same as last time", key_display="="),
        Binding("escape", "back", "Back", key_display="Esc"),
    ]

    @dataclass
    class Ready(Message):
        """Whom this mentor meets, what was last, what was not finished, what the school asks of them."""

        mentees: tuple[Mentee, ...]
        last: SessionLine | None
        unfinished: SessionDraft | None
        asked: str

    @dataclass
    class Logged(Message):
        """The session is saved."""

        done: SessionDone

    def __init__(
        self,
        visit: Visit,
        memory: Memory,
        new_id: Callable[[], str],
        now: Callable[[], datetime],
        clock: Callable[[], float],
    ) -> None:
        super().__init__()
        self._visit = visit
        self._memory = memory
        self._memory.setdefault("id", new_id())
        self._new_id = new_id
        self._keeper = SessionKeeper(visit, self.in_thread, clock)
        self._fields = SessionFields(memory, now().astimezone().date())
        self._timer = SessionTimer(memory, now)
        self._last: SessionLine | None = None
        self._was_empty = True

    def body(self) -> ComposeResult:
        """Return the form."""
        yield self._fields

    def on_mount(self) -> None:
        """Look up whom this mentor meets, what was last, what was not finished."""
        visit = self._visit
        self.in_thread(
            lambda: self.Ready(
                visit.mentees(),
                visit.last_session(),
                visit.unfinished_session(),
                told_one_more(visit.duties.care()),
            ),
            group="mentees",
            description="look up mentees",
        )

    async def on_session_screen_ready(self, message: Ready) -> None:
        """Offer the mentees, go on with what was not finished."""
        message.stop()
        self._last = message.last
        unfinished = message.unfinished
        self.say(message.asked)
        # One of this visit is in memory already, as new as it can be.
        if unfinished is not None and unfinished.id != self._memory["id"]:
            # What was typed since the page opened stands above what was kept.
            typed = {name: answer for name, answer in self._memory.items() if answer and name != "id"}
            self._memory.update(memory_of(unfinished) | typed)
            self.say(say(UNFINISHED))
        await self._fields.offer(message.mentees)
        self._keeper.open(unfinished or SessionDraft(self._memory["id"]))
        self.refresh_bindings()

    def on_session_fields_answered(self, message: SessionFields.Answered) -> None:
        """Take the last sentence away."""
        message.stop()
        self.say("")
        self.refresh_bindings()

    def on_session_fields_refused(self, message: SessionFields.Refused) -> None:
        """Say why something was not taken."""
        message.stop()
        self.say(message.sentence, problem=True)

    # -- keys ------------------------------------------------------------------------------------------------------

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:  # noqa: ARG002 - Textual's
        """Offer what there is: more to write, a last session to repeat, something to start again from."""
        if action == "more":
            return self._fields.is_mounted and self._fields.may_open_more
        if action == "again":
            return self.is_active and not self._draft.is_empty
        return action != "repeat" or self._last is not None

    def action_more(self) -> None:
        """Show the rest of the form."""
        self._fields.open_more()
        self.call_after_refresh(self.refresh_bindings)

    def action_timer(self) -> None:
        """Start the timer, or stop it with the minutes filled in."""
        self.say(self._timer.press())
        self._fields.show()
        self._fields.show_timer(self._timer.minutes)
        self.refresh_bindings()

    def action_repeat(self) -> None:
        """Fill in who, what about and how long from last time."""
        last = self._last
        if last is None:
            self.say(say(NO_LAST))
            return
        who = self._fields.key_of(last.who)
        self._memory |= {"who": who, "topic": last.topic, "minutes": str(last.minutes)}
        if who == SOMEONE_ELSE:
            self._memory["else"] = clean(last.who)
        self._fields.show()
        self.query_one("#worried").focus()
        self.refresh_bindings()

    def action_again(self) -> None:
        """Ask whether what stands here may go."""
        self.app.push_screen(AskModal(say(AGAIN), say_each(AGAINS)), self._again_answered)

    def _again_answered(self, answer: str | None) -> None:
        if answer != "again" or self._is_logging:
            return
        self._memory.clear()
        self._memory["id"] = self._new_id()
        self._fields.close_more()
        self._fields.show()
        self._fields.begin()
        self.say("")
        self._keeper.save_now(self._draft)
        self.refresh_bindings()

    def on_button_pressed(self, message: Button.Pressed) -> None:
        """Do what the key does."""
        message.stop()
        self.action_save()

    def action_save(self) -> None:
        """Log the session if the four answers are there."""
        if self._is_logging or (form := self._fields.form()) is None:
            return
        record_id, concern = self._memory["id"], None
        if is_worrying(self._memory):
            words = f"{say(WITH, who=form.who)}\n\n{free_text(self._memory)}".strip()
            concern = ConcernDraft(self._new_id(), words=words)
        done = SessionDone(concern)

        def job() -> Message:
            self._keeper.log(record_id, form, concern)
            # Here rather than on the message: hiding may take this screen away before it arrives.
            self._memory.clear()
            return self.Logged(done)

        if self.in_thread(job, group="session", description="save a session"):
            self.say(say(SAVING))

    def on_session_screen_logged(self, message: Logged) -> None:
        """Hand over what follows."""
        message.stop()
        self.finish(message.done)

    def action_back(self) -> None:
        """Go home; what is typed waits for its mentor."""
        self.rest()
        self.dismiss(None)

    # -- keeping ---------------------------------------------------------------------------------------------------

    @property
    def _draft(self) -> SessionDraft:
        return draft_of(self._memory)

    @property
    def _is_logging(self) -> bool:
        return "session" in self._jobs or "id" not in self._memory

    def tick(self) -> None:
        """Show how long it has gone on, save what is typed, remind where it is about pictures."""
        self._fields.tick()
        self._fields.show_timer(self._timer.minutes)
        if self._is_logging:
            return
        draft = self._draft
        self._keeper.tick(draft)
        if draft.is_empty != self._was_empty:
            self._was_empty = draft.is_empty
            self.refresh_bindings()

    def rest(self) -> None:
        """Save now."""
        if not self._is_logging:
            self._keeper.save_now(self._draft)

    def last_job(self) -> Callable[[], None] | None:
        """Return the last save."""
        return None if self._is_logging else self._keeper.last_job(self._draft)

    def on_keeper_saved(self, message: SessionKeeper.Saved) -> None:
        """Say what went wrong, take the sentence away when it works again."""
        message.stop()
        self.save_ended(self._keeper.autosave, message.problem)
