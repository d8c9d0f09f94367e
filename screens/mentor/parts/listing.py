"""What the lists of the past share: read in a thread, shown as one page to scroll."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.message import Message
from textual.widgets import Static

from screens.mentor.parts.mentor_screen import MentorScreen
from screens.text import content
from store.language import say

SHOWN = 200
MORE = "Only the newest {shown} are shown."
LOOKING = "Looking."
HERE = "On this computer."


class ListingScreen(MentorScreen[None]):
    """Lines, newest first; `EMPTY` is what stands there when there are none."""

    EMPTY: ClassVar[str] = ""
    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "back", "Back", key_display="Esc")]

    @dataclass
    class Loaded(Message):
        """The lines are read."""

        lines: tuple[Content, ...]
        total: int

        def __repr__(self) -> str:
            return "Loaded()"

    def body(self) -> ComposeResult:
        """Return the page."""
        yield Static(say(HERE), id="here", classes="quiet", markup=False)
        with VerticalScroll(id="page"):
            yield Static(say(LOOKING), id="lines", markup=False)

    def on_mount(self) -> None:
        """Let the arrows scroll, read the lines."""
        self.query_one("#page").focus()
        self.look()

    def look(self) -> None:
        """Read the lines in a thread."""
        self.in_thread(self.read, group="lines", description="read a list", alone=False)

    def read(self) -> Message:
        """Return the lines as Loaded; this may block."""
        raise NotImplementedError  # for each list to say: Textual's metaclass leaves no room for abc's

    def on_listing_screen_loaded(self, message: Loaded) -> None:
        """Show the lines."""
        message.stop()
        lines = list(message.lines)
        if message.total > len(lines):
            lines.append(content(say(MORE, shown=len(lines))))
        self.query_one("#lines", Static).update(Content("\n\n").join(lines) if lines else content(say(self.EMPTY)))

    def action_back(self) -> None:
        """Go back."""
        self.dismiss(None)
