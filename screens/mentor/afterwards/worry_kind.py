"""Saying after Send what kind of worry it is, which may be skipped."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.widgets import Static

from screens.mentor.parts.mentor_screen import MentorScreen
from screens.text import content
from screens.widgets.choice import Choice
from store.language import say, say_each

# The values of store.scheme.ladder.Worry, which is not imported for their sake.
KINDS = (
    ("hurtful", "Hurtful messages or pictures"),
    ("contact", "Someone is messaging or asking for things"),
    ("money", "Money, gambling, scams"),
    ("seen", "Something seen online"),
    ("home", "Something at home"),
    ("not sure", "Not sure"),
)
SKIP = "skip"
WAYS = (*KINDS, (SKIP, "Skip this"))
ABOUT = "It helps the adults who read your report. It goes to them and to nobody else."


class WorryKindScreen(MentorScreen[str]):
    """One plain list; dismisses with a kind, with SKIP where none is said."""

    HEADING = "What kind of worry is it?"
    HELP = "Choose what fits best, with one key. 'Not sure' is as good an answer as the others. You can skip this."
    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "skip", "Skip", key_display="Esc")]

    def body(self) -> ComposeResult:
        """Return the list."""
        yield Static(content(say(ABOUT)), classes="quiet", markup=False)
        yield Static("", markup=False)
        yield Choice(say_each(WAYS), spaced=False, id="kinds")

    def on_mount(self) -> None:
        """Start on the first kind."""
        self.query_one(Choice).focus()

    def on_choice_chosen(self, message: Choice.Chosen) -> None:
        """Hand the kind over."""
        message.stop()
        self.finish(message.value)

    def action_skip(self) -> None:
        """Say none."""
        self.finish(SKIP)
