"""What the scheme does: sessions by topic, how soon reports are read and acted on, what is working."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.message import Message
from textual.widgets import Static

from screens.desk.desk_screen import DeskScreen
from screens.desk.services import Casework
from screens.desk.telling import MUTED, told_day, told_number
from screens.text import clean, one_line
from screens.widgets.status_line import glyph_and_word
from store.casebook.scheme_figures import ReviewLine, SchemeFigures, Speed

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


class SchemeScreen(DeskScreen[None]):
    """One page of figures over the last twelve months."""

    CSS_PATH = "scheme.tcss"
    HELP = (
        "The last twelve months, for your eyes: small numbers can tell who is meant, so do not hand them on as they "
        "are. Sessions by topic, then the newest 500 concerns by level: how many were read in time, the middle time "
        "from sent to read and from sent to the first act; kiosk and desk have clocks of their own. Then what mentors "
        "wrote in the half-termly form, without names."
    )
    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "back", "Back", key_display="Esc")]

    @dataclass
    class Loaded(Message):
        """The figures."""

        figures: SchemeFigures

    def __init__(self, casework: Casework) -> None:
        super().__init__()
        self._casework = casework

    def body(self) -> ComposeResult:
        """Return the page."""
        with VerticalScroll(id="page"):
            yield Static("Counting. You can go back meanwhile.", id="figures", markup=False)

    def on_mount(self) -> None:
        """Count in a thread."""
        self.head("Scheme: the last twelve months")
        self.query_one("#page").focus()
        work = self._casework
        self.in_thread(lambda: self.Loaded(work.scheme()), group="scheme", description="count what the scheme does")

    def on_scheme_screen_loaded(self, message: Loaded) -> None:
        """Show the figures."""
        message.stop()
        self.query_one("#figures", Static).update(figures_text(message.figures))

    def action_back(self) -> None:
        """Go back to the inbox."""
        self.dismiss(None)


def figures_text(figures: SchemeFigures) -> Content:
    """Return the page."""
    parts = [Content.assemble((_sessions(figures), "bold"))]
    most = max((count for _, count in figures.topics), default=1)
    parts += [_topic(topic, count, most) for topic, count in figures.topics]
    parts.append(Content.assemble(("\nConcerns, from sent to read and to the first act (middle times)", "bold")))
    parts += [_speed(one) for one in figures.speeds] or [Content("No concern came.")]
    parts.append(Content.assemble(("\nWhat mentors say is working", "bold")))
    parts += [_review(one) for one in figures.reviews] or [Content("No form came.")]
    return Content("\n").join(parts)


def told_span(span: timedelta | None) -> str:
    """Return e.g. "12 min", "3 h 5 min", "2 d 4 h", "not yet"."""
    if span is None:
        return "not yet"
    minutes = int(span.total_seconds()) // _MINUTES
    days, hours = minutes // (24 * _MINUTES), minutes // _MINUTES % 24
    if days:
        return f"{days} d {hours} h"
    return f"{hours} h {minutes % _MINUTES} min" if hours else f"{minutes} min"


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


def _review(review: ReviewLine) -> Content:
    parts = (("Working", review.working), ("Not working", review.not_working), ("Change", review.change))
    told = "\n".join(f"    {label}: {one_line(words, 400)}" for label, words in parts if words.strip())
    return Content.assemble(told_day(review.at.astimezone().date()), "\n", (clean(told, multiline=True), MUTED))
