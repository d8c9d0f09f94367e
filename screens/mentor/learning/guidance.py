"""What the school has published for mentors to read, learn, practise."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.message import Message
from textual.widgets import Static

from screens.mentor.learning.guidance_list import GuidanceListScreen
from screens.mentor.learning.guidance_page import GuidancePageScreen
from screens.mentor.parts.contacts import ANYONE, CARD
from screens.mentor.parts.mentor_screen import MentorScreen
from screens.mentor.parts.topics import TOPICS
from screens.text import one_line
from screens.widgets.choice import Choice
from store.language import say, say_each, say_number

if TYPE_CHECKING:
    from screens.mentor.parts.services import Visit
    from store.notebook.common.facts import TrainingLine
    from store.scheme.guidance import GuidancePage

TOPICS_TITLE = "Topics of sessions"
SCHEME_TITLE = "How mentoring works here"
TRAINING = "Training"
TRAINING_DUE_ONE, TRAINING_DUE = "Training: {n} module due", "Training: {n} modules due"
PRACTICE = "Practise a report"
LOOKING = "Looking."
_CARDS = "cards"
_STRANDS = frozenset(key for key, _ in TOPICS)
_TITLE_CELLS = 60

# For a dialogue that is read out line by line, where pages to choose from would keep somebody from what they need.
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
    """The cards first, for the moment in which they are needed, then topics, scheme, training, practice."""

    HEADING = "Guidance and training"
    HELP = (
        "Pages of your school: what to do, whom to go to, a page for each topic. Training is a text with a few made-up "
        "stories to decide on. Practice is a whole report with a made-up story, of which nothing is kept or sent."
    )
    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "back", "Back", key_display="Esc")]

    @dataclass
    class Loaded(Message):
        """The pages are read."""

        pages: tuple[GuidancePage, ...]
        training: tuple[TrainingLine, ...]

        def __repr__(self) -> str:
            return "Loaded()"

    def __init__(self, visit: Visit, new_id: Callable[[], str], clock: Callable[[], float]) -> None:
        super().__init__()
        self._visit = visit
        self._new_id = new_id
        self._clock = clock
        self._pages: dict[str, GuidancePage] = {}

    def body(self) -> ComposeResult:
        """Return the list's place."""
        yield Static(say(LOOKING), id="looking", classes="quiet", markup=False)
        yield VerticalScroll(id="page", can_focus=False)

    def on_screen_resume(self) -> None:
        """Read the pages, also after a training was passed."""
        visit = self._visit
        self.in_thread(
            lambda: self.Loaded(visit.guidance(), visit.training()), group="guidance", description="read guidance"
        )

    async def on_guidance_screen_loaded(self, message: Loaded) -> None:
        """Show the list."""
        message.stop()
        self._pages = {one.slug: one for one in message.pages if one.quiz is None}
        ways = [
            (f"page {one.slug}", one_line(one.title, _TITLE_CELLS))
            for one in self._pages.values()
            if one.topic == _CARDS
        ]
        due = sum(one.is_due for one in message.training)
        told = say_number(TRAINING_DUE_ONE, TRAINING_DUE, due) if due else say(TRAINING)
        ways += say_each([("topics", TOPICS_TITLE), ("scheme", SCHEME_TITLE)])
        ways += [("training", told), ("practice", say(PRACTICE))]
        at = [choice.highlighted for choice in self.query(Choice)]
        self.query_one("#looking").display = False
        page = self.query_one("#page")
        await page.remove_children()
        choice = Choice(ways, spaced=False, id="ways")
        await page.mount(choice)
        choice.highlighted = at[0] if at else 0
        choice.focus()

    def on_choice_chosen(self, message: Choice.Chosen) -> None:
        """Open what was chosen."""
        message.stop()
        what, _, slug = message.value.partition(" ")
        pages = list(self._pages.values())
        if what == "page":
            self.app.push_screen(GuidancePageScreen(self._pages[slug]))
        elif what == "topics":
            self.app.push_screen(GuidanceListScreen(say(TOPICS_TITLE), [one for one in pages if one.topic in _STRANDS]))
        elif what == "scheme":
            # Also what a newer version files under a topic that this one does not know.
            others = [one for one in pages if one.topic != _CARDS and one.topic not in _STRANDS]
            self.app.push_screen(GuidanceListScreen(say(SCHEME_TITLE), others))
        elif what == "training":
            from screens.mentor.learning.training import TrainingScreen

            self.app.push_screen(TrainingScreen(self._visit, self._new_id))
        else:
            from screens.mentor.learning.practice import PracticeScreen

            self.app.push_screen(PracticeScreen(self._visit, self._new_id, self._clock))

    def action_back(self) -> None:
        """Go back."""
        self.dismiss(None)
