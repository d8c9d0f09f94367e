"""What to do when someone is in danger now."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.widgets import ContentSwitcher, Static

from screens.mentor.concerns.concern_page import FIND_ME, NEXT, SEND, STAY, ConcernPage
from screens.mentor.parts.contacts import CARD
from screens.mentor.parts.telling import told_adult
from screens.text import content
from screens.widgets.choice import Choice
from store.language import say, say_each
from store.notebook.common.facts import Adult

STOP = "Stop typing. Go now to the nearest adult you trust."
CAN_HELP = "{adults} and reception can help."
RECEPTION = "Reception can help."
WORRIED = "If you are worried about one of them, pick another."
RING = "In danger: 999. Don't go back to check."
WAYS = (
    ("finish", "I have told an adult"),
    ("write", "I have told an adult, and I want to write what I remember"),
    ("nobody", "I can't find anyone"),
)
NOBODY = f"Don't stay alone. Go where people are: reception, the office, the nearest classroom.\n\n{CARD}"
NOBODY_WAYS = (
    ("find me", "Ask an adult to find me"),
    ("write", "Write what I remember"),
    ("send", "Send this now and finish"),
)
ANOTHER_ADULT = "another adult"


class NowPage(ConcernPage):
    """Whom to go to, then what was done; leaving it other than by Esc tells the school."""

    HELP = "Go to an adult first. This computer tells the school as well, but nobody may see that in time."
    MAY_SKIP = False

    def compose(self) -> ComposeResult:
        """Return the sentences, then the ways on."""
        with ContentSwitcher(initial="go", id="steps"):
            with Vertical(id="go"):
                yield Static(content(say(STOP)), id="stop", markup=False)
                yield Static(content(self._whom(self.facts.adults)), id="whom", markup=False)
                yield Choice(say_each(WAYS), spaced=False, id="ways")
            with Vertical(id="alone"):
                yield Static(content(say(NOBODY)), markup=False)
                yield Choice(say_each(NOBODY_WAYS), spaced=False, id="alone-ways")

    def on_mount(self) -> None:
        """Start on "I have told an adult"."""
        self.query_one("#ways").focus()

    def show_adults(self, adults: tuple[Adult, ...]) -> None:
        """Name the adults."""
        self.query_one("#whom", Static).update(content(self._whom(adults)))

    def _whom(self, adults: tuple[Adult, ...]) -> str:
        named = [told_adult(adult) for adult in adults[:2]]
        lines = [say(CAN_HELP, adults=", ".join(named)) if named else say(RECEPTION)]
        if named:
            lines.append(say(WORRIED))
        return "\n".join((*lines, "", say(RING)))

    def on_choice_chosen(self, message: Choice.Chosen) -> None:
        """Go on as was chosen."""
        message.stop()
        if message.value == "nobody":
            self.query_one(ContentSwitcher).current = "alone"
            self.query_one("#alone-ways").focus()
            self.answer(STAY)
        elif message.choice.id == "alone-ways":
            self.answer({"find me": FIND_ME, "write": NEXT, "send": SEND}[message.value])
        else:
            self.answer(SEND if message.value == "finish" else NEXT, told=ANOTHER_ADULT)
