"""The inspection pack on the screen."""

from __future__ import annotations

from typing import ClassVar

from textual.binding import Binding, BindingType

from screens.desk.paperwork.paper import PaperScreen
from screens.desk.paperwork.sample import SampleModal, SampleScreen
from screens.desk.parts.paper_services import Papers
from store.casebook.papers.asked import Asked, Form, What
from store.casebook.papers.sample import SampleRule

PAPERS = (
    ("The pack as a locked PDF", Asked(What.PACK)),
    ("The pack as CSV that anybody can read", Asked(What.PACK, form=Form.CSV)),
)


class PackScreen(PaperScreen):
    """What the scheme needs, point by point, from what the school holds."""

    HELP = (
        "What a scheme of peer mentors needs, point by point, with what this school holds of it. No name stands in it. "
        "Numbers from 1 to 4 are 'fewer than 5', and nothing is told from which they could be found; do not hand out "
        "two packs of days close together, for they could be compared. Reports about staff are not in it. "
        "p makes it a file, s draws a sample of cases by a rule that you say first."
    )
    SAID = "No names, no small numbers of people or reports: this may leave the desk."
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("p", "papers", "Make a file"),
        Binding("s", "sample", "Sample of cases"),
    ]

    def __init__(self, papers: Papers) -> None:
        super().__init__(papers, Asked(What.PACK), "Inspection pack")

    def action_papers(self) -> None:
        """Offer the pack as a file."""
        self.offer(PAPERS)

    def action_sample(self) -> None:
        """Ask for the rule of a sample."""
        self.app.push_screen(SampleModal(), self._ruled)

    def _ruled(self, rule: SampleRule | None) -> None:
        if rule is not None:
            self.app.push_screen(SampleScreen(self.papers, rule))
