"""What the scheme does: sessions by topic, how soon reports are read and acted on, what is working."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.message import Message
from textual.widgets import Static

from screens.desk.pages.practice_lines import practice_text, top_line
from screens.desk.paperwork.pack import PackScreen
from screens.desk.parts.desk_screen import DeskScreen
from screens.desk.parts.services import Casework
from screens.desk.parts.step import StepMenu, StepModal
from screens.desk.parts.step_form import Field, StepForm
from screens.desk.parts.telling import MUTED, told_day, told_number
from screens.text import clean, one_line
from screens.widgets.status_line import glyph_and_word
from store.casebook.pages.scheme_actions import SchemeAction
from store.casebook.pages.scheme_figures import ReviewLine, SchemeFigures, Speed
from store.casebook.papers.dates import told_span

TOPICS = {
    "self-image": "Self-image and identity",
    "relationships": "Online relationships",
    "reputation": "Online reputation",
    "bullying": "Online bullying",
    "information": "Managing online information",
    "health": "Health, wellbeing, lifestyle",
    "privacy": "Privacy and security",
    "copyright": "Copyright and ownership",
}
_TOPIC_CELLS = 30
_BAR_CELLS = 24
_MINUTES = 60
_ACTION_CELLS = 70
PLAN = StepForm(
    "plan",
    "",
    "What is to change in the scheme",
    "It is recorded, and carried over until it is done.",
    (
        Field("words", "What is to change", "Write what is to change.", is_box=True, limit=2_000),
        Field("due", "By which day (4 Dec, fri, tomorrow, 30 days)", "Write a day."),
    ),
    "Something that mentors' forms, or anybody, showed is not working. It stands on this page, with its day, from one "
    "half-term to the next, for all who hold your role, until d says that it is done. Name nobody in it.",
)
DONE = "It is recorded as done."


class SchemeScreen(DeskScreen[None]):
    """One page of figures over the last twelve months."""

    CSS_PATH = "scheme.tcss"
    HELP = (
        "The last twelve months, for your eyes: small numbers can tell who is meant, so do not hand them on as they "
        "are. Sessions by topic, then the newest 500 concerns by level: how many were read in time, the middle time "
        "from sent to read and from sent to the first act; kiosk and desk have clocks of their own. Then what mentors "
        "wrote in the half-termly form, without names, which route awaits its practice report of this half-term (of "
        "routes that you do not read, what was acknowledged is known), and how long they waited. a records what "
        "is to change because of it: it is carried over until d says that it is done. "
        "i shows the inspection pack, which may leave the desk."
    )
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("i", "pack", "Inspection pack"),
        Binding("a", "plan", "To change"),
        Binding("d", "done", "Done"),
        Binding("escape", "back", "Back", key_display="Esc"),
    ]

    @dataclass
    class Loaded(Message):
        """The figures."""

        figures: SchemeFigures

    @dataclass
    class Planned(Message):
        """What is to change is recorded, or that it is done."""

        told: str

    def __init__(self, casework: Casework) -> None:
        super().__init__()
        self._casework = casework
        self._actions: tuple[SchemeAction, ...] = ()

    def body(self) -> ComposeResult:
        """Return the page."""
        with VerticalScroll(id="page"):
            yield Static("Counting. You can go back meanwhile.", id="figures", markup=False)

    def on_mount(self) -> None:
        """Count in a thread."""
        self.head("Scheme: the last twelve months")
        self.query_one("#page").focus()
        self.load()

    def load(self) -> None:
        """Count in a thread."""
        work = self._casework
        self.in_thread(
            lambda: self.Loaded(work.scheme()), group="scheme", description="count what the scheme does", alone=False
        )

    def on_scheme_screen_loaded(self, message: Loaded) -> None:
        """Show the figures."""
        message.stop()
        self._actions = message.figures.actions
        self.query_one("#figures", Static).update(figures_text(message.figures))
        self.refresh_bindings()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:  # noqa: ARG002 - Textual's
        """Offer to end what is open."""
        return action != "done" or any(one.done is None for one in self._actions)

    def action_pack(self) -> None:
        """Show the inspection pack."""
        self.app.push_screen(PackScreen(self._casework.papers))

    def action_plan(self) -> None:
        """Ask what is to change."""
        self.app.push_screen(StepModal(self.drafts("plan"), PLAN), self._plan)

    def _plan(self, made: dict[str, str] | None) -> None:
        work, draft = self._casework, self.drafts("plan")

        def job() -> Message:
            work.plan(made or {})
            draft.clear()
            return self.Planned(PLAN.told)

        if made is not None:
            self.in_thread(job, group="plan", description="record what is to change in the scheme")

    def action_done(self) -> None:
        """Ask which change is made."""
        still = [(one.id, one_line(one.words, _ACTION_CELLS)) for one in self._actions if one.done is None]
        self.app.push_screen(StepMenu(still, "Which of them is done?"), self._done)

    def _done(self, action_id: str | None) -> None:
        work = self._casework

        def job() -> Message:
            work.end_plan(action_id or "")
            return self.Planned(DONE)

        if action_id is not None:
            self.in_thread(job, group="plan", description="record that a change is made")

    def on_scheme_screen_planned(self, message: Planned) -> None:
        """Say so, count again."""
        message.stop()
        self.say(message.told)
        self.load()

    def action_back(self) -> None:
        """Go back to the inbox."""
        self.dismiss(None)


def figures_text(figures: SchemeFigures) -> Content:
    """Return the page."""
    parts = [Content.assemble((_sessions(figures), "bold")), *top_line(figures.practice_routes)]
    most = max((count for _, count in figures.topics), default=1)
    parts += [_topic(topic, count, most) for topic, count in figures.topics]
    parts.append(Content.assemble(("\nConcerns, from sent to read and to the first act (middle times)", "bold")))
    parts += [_speed(one) for one in figures.speeds] or [Content("No concern came.")]
    parts.append(Content.assemble(("\nWhat is to change, carried over until it is done", "bold")))
    parts += [_action(one) for one in figures.actions] or [Content("Nothing is noted. a notes something.")]
    parts.append(Content.assemble(("\nWhat mentors say is working", "bold")))
    parts += [_review(one) for one in figures.reviews] or [Content("No form came.")]
    parts.append(practice_text(figures.practices, told_span, figures.practice_routes))
    return Content("\n").join(parts)


def _sessions(figures: SchemeFigures) -> str:
    weeks = told_number(figures.weeks, "week", "weeks")
    hours = figures.minutes // _MINUTES
    return f"{told_number(figures.sessions, 'session', 'sessions')} in {weeks}, {told_number(hours, 'hour', 'hours')}"


def _topic(topic: str, count: int, most: int) -> Content:
    name = TOPICS.get(topic) or one_line(topic, _TOPIC_CELLS)
    bar = "█" * max(1, count * _BAR_CELLS // most)
    return Content.assemble(f"{name:<{_TOPIC_CELLS}} ", (bar, "$primary"), f" {count}")


def _speed(speed: Speed) -> Content:
    told = f"{glyph_and_word(speed.level):<8} {speed.in_time} of {speed.cases} read in time; "
    return Content(f"{told}read after {told_span(speed.to_read)}, acted on after {told_span(speed.to_act)}")


def _action(action: SchemeAction) -> Content:
    since = told_day(action.since.astimezone().date())
    if action.done is not None:
        state = f"✓ done {told_day(action.done.astimezone().date())}"
    else:
        late = action.is_late(datetime.now().astimezone().date())
        state = f"{'! overdue, by' if late else 'by'} {told_day(action.due) if action.due else 'no day'}"
    return Content.assemble(clean(one_line(action.words, 400)), "\n", (f"    {state}; noted {since}", MUTED))


def _review(review: ReviewLine) -> Content:
    parts = (("Working", review.working), ("Not working", review.not_working), ("Change", review.change))
    told = "\n".join(f"    {label}: {one_line(words, 400)}" for label, words in parts if words.strip())
    return Content.assemble(told_day(review.at.astimezone().date()), "\n", (clean(told, multiline=True), MUTED))
