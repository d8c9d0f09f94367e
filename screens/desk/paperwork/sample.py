"""A sample of cases, drawn by a rule that is chosen before any case is seen."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content

from screens.desk.paperwork.paper import PaperScreen
from screens.desk.parts.form import FormModal
from screens.desk.parts.page_screen import Page, PageScreen
from screens.desk.parts.paper_services import Papers
from screens.desk.parts.row_list import RowList
from screens.desk.parts.telling import MUTED, level_words, told_number, told_time
from screens.text import one_line
from screens.widgets.status_line import glyph_and_word
from store.casebook.papers.asked import Asked, What
from store.casebook.papers.sample import CAME, CLOSED, SampleLine, SamplePage, SampleRule, rule_of
from store.errors import KioskError

_NUMBER_LETTERS = 3
_CODE_CELLS = 24


class SampleModal(FormModal[SampleRule]):
    """Which cases, every how many, at most how many."""

    HEADING = "A sample of cases"
    SAVE = "Draw it"
    BINDINGS: ClassVar[list[BindingType]] = [Binding("f2,ctrl+f", "save", "Draw it", key_display="F2/^F")]
    HELP = (
        "Let the inspector say the rule: which cases, every how many of them, at most how many. They are taken in the "
        "order of their codes, which nobody chooses. The rule is recorded before the first case is seen."
    )

    def __init__(self) -> None:
        super().__init__({"which": CLOSED, "every": "3", "most": "10"})

    def fields(self) -> ComposeResult:
        """Return the parts of the rule."""
        which = [(CLOSED, "Cases closed this school year"), (CAME, "Cases that came this school year, open or closed")]
        yield from self.choice_field("which", "Which cases", which)
        yield from self.line_field("every", "Every how many of them (3 is every 3rd)", limit=_NUMBER_LETTERS)
        yield from self.line_field("most", "At most how many", limit=_NUMBER_LETTERS)

    def on_mount(self) -> None:
        """Start with which."""
        self.query_one("#which").focus()

    def action_save(self) -> None:
        """Take the rule if it is one."""
        for name in ("every", "most"):
            try:
                given = {"every": "1", "most": "1", name: self.value(name)}
                rule_of(self.value("which"), given["every"], given["most"])
            except KioskError as error:
                self.refuse(name, str(error))
                return
        self.dismiss(rule_of(self.value("which"), self.value("every"), self.value("most")))


class SampleScreen(PageScreen):
    """The cases that a rule drew; Enter shows one with its names masked."""

    TITLE_WORDS = "Sample of cases"
    NOTHING = "The rule drew no case: there are too few. Choose a smaller number."
    HELP = (
        "The cases that the rule drew, in the order of their codes, without any word that somebody wrote: level, "
        "whether it was read in time, how much was decided and done. Enter shows a case with its names masked; there x "
        "shows the names."
    )

    def __init__(self, papers: Papers, rule: SampleRule) -> None:
        super().__init__()
        self._papers = papers
        self._rule = rule
        self._drawn: SamplePage | None = None

    def read(self, offset: int) -> SamplePage:  # noqa: ARG002 - a sample is one page
        """Return the sample, drawn and recorded once."""
        if self._drawn is None:
            self._drawn = self._papers.sample(self._rule)
        return self._drawn

    def count_words(self, page: Page) -> str:
        """Return the rule with how many cases it drew."""
        return f"{self._rule.told()}: {told_number(page.total, 'case', 'cases')}."

    def rows(self, page: Page) -> list[tuple[str, Content]]:
        """Return a row for each case."""
        lines = page.lines if isinstance(page, SamplePage) else ()
        return [(one.case_id, sample_row(one)) for one in lines]

    def on_row_list_chosen(self, message: RowList.Chosen) -> None:
        """Show a case with its names masked."""
        message.stop()
        if self._drawn is not None:
            line = self._drawn.lines[message.row]
            asked = Asked(What.SAMPLE, line.case_id)
            self.app.push_screen(PaperScreen(self._papers, asked, f"Sample: {one_line(line.code, _CODE_CELLS)}"))


def sample_row(line: SampleLine) -> Content:
    """Return a case as two lines: code, level, when; then what was done, in numbers."""
    first = Content.assemble(
        level_words(line.level),
        f" {glyph_and_word(line.state)}  ",
        (one_line(line.code, _CODE_CELLS), "bold"),
        f"  {told_time(line.came)}",
    )
    told = [
        "read in time" if line.in_time else "not read in time",
        f"{told_number(line.decisions, 'decision', 'decisions')}, {line.reasons} with why",
        told_number(line.actions, "step", "steps"),
        f"{line.open_actions} to do",
        "child heard" if line.has_voice else "child not heard",
    ]
    return Content.assemble(first, "\n", ("    " + "; ".join(told), MUTED))
