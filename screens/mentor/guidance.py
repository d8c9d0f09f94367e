"""What a mentor does when somebody tells them something."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.widgets import Static

from screens.mentor.contacts import ANYONE, CARD
from screens.mentor.mentor_screen import MentorScreen
from screens.text import content

PAGE = f"""\
When somebody tells you something that worries you
  In danger now: 999, then the nearest adult. Don't wait.
  Listen. Don't judge. Don't look shocked.
  Say: "You were right to tell me."
  Don't promise to keep it secret. Say that you must tell an adult.
  Tell an adult you trust, straight away.
  Write down what you remember, in their words if you can.
  Guessing is not needed. Don't ask them again.
  Don't look into it yourself. Don't face anybody about it.
  You have done your part. You don't have to fix it or watch over them.
  Don't post about it or tell friends.

Pictures without clothes
  Never look at, copy, keep or send one. Never ask anybody to.
  It is against the law. Tell an adult at once.
  Report Remove (Childline) can help to take one down.

If you need help
{CARD}
  CEOP Safety Centre: an adult asks for things or pictures online

{ANYONE}"""


class GuidanceScreen(MentorScreen[None]):
    """One page: what to do, whom to ring."""

    HEADING = "Guidance"
    HELP = "Use the arrows to read on. The adults in school can tell you more."
    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "back", "Back", key_display="Esc")]

    def body(self) -> ComposeResult:
        """Return the page."""
        with VerticalScroll(id="page"):
            yield Static(content(PAGE), markup=False)

    def on_mount(self) -> None:
        """Let the arrows scroll."""
        self.query_one("#page").focus()

    def action_back(self) -> None:
        """Go back."""
        self.dismiss(None)
