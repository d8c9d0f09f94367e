"""Who to be in the made-up school."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.widgets import Static

from screens.crash import CrashLog
from screens.guarded_app import GuardedApp
from screens.text import clean, content
from screens.widgets.choice import Choice
from screens.widgets.key_hints import KeyHints

MENTOR, LEAD, LEAVE = "mentor", "lead", "leave"


@dataclass(frozen=True)
class Person:
    """Somebody whom one can be: what they are, their name, their words, how one comes back from being them."""

    who: str
    what: str
    name: str = field(repr=False)
    words: str = field(repr=False)
    back: str


class ChooserApp(GuardedApp[str]):
    """Ends with what was chosen: mentor, lead or leave."""

    CSS_PATH = "chooser.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,ctrl+x", "leave", "Leave", key_display="Esc"),
    ]

    def __init__(
        self,
        school: str,
        people: Sequence[Person],
        told: str,
        *,
        crash: CrashLog | None = None,
        leave: Callable[[int], object] = os._exit,
    ) -> None:
        super().__init__(crash=crash, leave=leave)
        self._school = school
        self._people = people
        self._told = told

    def compose(self) -> ComposeResult:
        """Return the people with their words, then the three ways on."""
        yield Static(content(f"{clean(self._school)}: a made-up school"), classes="title", markup=False)
        with VerticalScroll(can_focus=False):
            for person in self._people:
                yield Static(content(_told_person(person)), classes="person", markup=False)
            yield Choice([*((one.who, f"Be {clean(one.what)}") for one in self._people), (LEAVE, "Leave")], id="who")
            yield Static(content(self._told), classes="quiet", markup=False)
        yield KeyHints()

    def on_mount(self) -> None:
        """Start on the first way."""
        self.query_one(Choice).focus()

    def on_choice_chosen(self, message: Choice.Chosen) -> None:
        """End with what was chosen."""
        message.stop()
        self.exit(message.value)

    def action_leave(self) -> None:
        """End the demonstration."""
        self.exit(LEAVE)


def _told_person(person: Person) -> str:
    return f"{person.what[0].upper()}{person.what[1:]}: {person.name}\nWords: {person.words}\n{person.back}"
