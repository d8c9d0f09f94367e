"""Messages to a mentor."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.message import Message
from textual.widgets import Static

from screens.mentor.parts.contacts import SHORT
from screens.mentor.parts.mentor_screen import MentorScreen
from screens.mentor.parts.telling import told_day, told_time
from screens.text import clean, content, one_line
from screens.widgets.choice import Choice
from store.language import say
from store.notebook.common.facts import MessageLine

if TYPE_CHECKING:
    from screens.mentor.parts.services import Visit

SHOWN = 200
EMPTY = "There are no messages for you."
CLOSED = "Choose a message to read it. Look round first: others may see this screen."
NEW = "New"
FROM = "From: {sender}"
ABOUT = "About your report {code}"


class MessagesScreen(MentorScreen[None]):
    """The messages, closed; their words are shown one at a time."""

    HEADING = "Messages"
    HELP = "Messages from adults who have read your reports. You can't answer here: if you want to say more, tell them."
    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "back", "Back", key_display="Esc")]

    @dataclass
    class Loaded(Message):
        """The messages are read."""

        messages: tuple[MessageLine, ...]

        def __repr__(self) -> str:
            return "Loaded()"

    def __init__(self, visit: Visit) -> None:
        super().__init__()
        self._visit = visit
        self._messages: dict[str, MessageLine] = {}

    def body(self) -> ComposeResult:
        """Return the list's place."""
        yield Static(say("Looking."), id="about", classes="quiet", markup=False)
        yield VerticalScroll(id="page", can_focus=False)

    def on_screen_resume(self) -> None:
        """Read the list, also after a message was seen."""
        self.in_thread(lambda: self.Loaded(self._visit.messages()), group="messages", description="read messages")

    async def on_messages_screen_loaded(self, message: Loaded) -> None:
        """Show the list."""
        message.stop()
        shown = message.messages[:SHOWN]
        at = [choice.highlighted for choice in self.query(Choice)]
        self._messages = {one.id: one for one in shown}
        self.query_one("#about", Static).update(content(say(CLOSED if shown else EMPTY)))
        page = self.query_one("#page")
        await page.remove_children()
        if shown:
            choice = Choice([(one.id, _line(one)) for one in shown], spaced=False)
            await page.mount(choice)
            choice.highlighted = at[0] if at else 0
            choice.focus()

    def on_choice_chosen(self, message: Choice.Chosen) -> None:
        """Open a message, remember that it was shown."""
        message.stop()
        one = self._messages[message.value]
        self.app.push_screen(MessageScreen(one))
        if not one.seen:
            self.in_thread(
                lambda: self._visit.mark_seen(one.id), group="seen", description="mark one as seen", alone=False
            )

    def action_back(self) -> None:
        """Go back."""
        self.dismiss(None)


def _line(message: MessageLine) -> str:
    new = f"★ {say(NEW)} "
    mark = " " * len(new) if message.seen else new
    told = f"{mark}{told_day(message.created)}  {one_line(say(message.sender), 30)}"
    return f"{told}  {one_line(message.code, 20)}" if message.code else told


class MessageScreen(MentorScreen[None]):
    """One message, with whom to ring."""

    HEADING = "Message"
    HELP = MessagesScreen.HELP
    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape,enter", "back", "Back", key_display="Esc")]

    def __init__(self, message: MessageLine) -> None:
        super().__init__()
        self._message = message

    def body(self) -> ComposeResult:
        """Return sender, text, numbers."""
        one = self._message
        told = f"{say(FROM, sender=clean(say(one.sender)))}\n{told_time(one.created)}"
        if one.code:
            told += f"\n{say(ABOUT, code=clean(one.code))}"
        with VerticalScroll(id="page"):
            yield Static(content(told), classes="quiet", markup=False)
            yield Static(content(f"\n{one.text}\n\n{say(SHORT)}"), id="text", markup=False)

    def on_mount(self) -> None:
        """Let the arrows scroll."""
        self.query_one("#page").focus()

    def action_back(self) -> None:
        """Go back to the list."""
        self.dismiss(None)
