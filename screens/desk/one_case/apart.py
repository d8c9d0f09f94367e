"""One report from a computer that the school does not know."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.widgets import Static

from screens.desk.one_case.case_paper import CasePaper, case_heading
from screens.desk.parts.desk_screen import DeskScreen
from store.casebook.case.facts import Case

READ_ONLY = "Nothing can be recorded on it here. Once its computer is admitted, it stands in the inbox."


class ApartScreen(DeskScreen[None]):
    """The report with its warning, to be read; nothing can be done to it."""

    CSS_PATH = "apart.tcss"
    HELP = (
        "This report came from a computer that the school has not admitted, so nobody can say who wrote it. It may "
        "be true all the same: a child may have written it. Act on what it says as you would on a note without a "
        "name. When whoever runs the computers admits the one that it came from, the report moves to the inbox."
    )
    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "back", "Back", key_display="Esc")]

    def __init__(self, case: Case) -> None:
        super().__init__()
        self._case = case

    def body(self) -> ComposeResult:
        """Return heading and page."""
        yield Static(case_heading(self._case), id="case-heading", markup=False)
        yield Static(READ_ONLY, id="read-only", classes="quiet", markup=False)
        yield CasePaper(id="paper")

    def on_mount(self) -> None:
        """Show the report."""
        paper = self.query_one(CasePaper)
        paper.show(self._case, acted_on=False)
        paper.focus()

    def action_back(self) -> None:
        """Go back to the kiosks."""
        self.dismiss(None)
