"""The page of one case."""

from __future__ import annotations

from collections.abc import Iterable

from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Static

from screens.desk.parts.telling import answer_text, holder_words, item_text, level_words, timeline_text, told_time
from screens.text import clean, content, one_line
from screens.widgets.status_line import glyph_and_word
from store.casebook.case.facts import Case


class CasePaper(VerticalScroll):
    """The first text as it was written, then everything that came after it."""

    DEFAULT_CSS = """
    CasePaper { height: 1fr; padding: 0 1; }
    CasePaper > Static { height: auto; margin-bottom: 1; }
    CasePaper > .heading { color: $primary; text-style: bold; margin: 0; }
    CasePaper > #warnings { color: $warning; text-style: bold; }
    CasePaper > #words { border-left: thick $primary; padding-left: 1; }
    """
    _PARTS = (
        ("items", "To do"),
        ("links", "Linked to"),
        ("words", "What was written first"),
        ("answers", "The answers"),
        ("additions", "Added later by the mentor"),
        ("unfinished", "Sent unfinished, before or beside this report"),
        ("timeline", "What adults did"),
    )

    def compose(self) -> ComposeResult:
        """Return the parts, empty."""
        yield Static(id="warnings", markup=False)
        for part, heading in self._PARTS:
            yield Static(heading, id=f"{part}-heading", classes="heading", markup=False)
            yield Static(id=part, markup=False)

    def show(self, case: Case, *, acted_on: bool = True) -> None:
        """Show the case, leaving out the parts that it has not; `acted_on`: adults can act on it."""
        self._fill("warnings", [content(f"! {warning}") for warning in case.warnings], between="\n")
        self._fill("items", map(item_text, case.items))
        self._fill("links", [content(one_line(one.name, 120)) for one in case.links], between="\n")
        self._fill("words", [content(case.words)] if case.words else [Content("No words were written.")])
        self._fill("answers", map(answer_text, case.answers), between="\n")
        self._fill("additions", map(timeline_text, case.additions))
        self._fill("unfinished", map(timeline_text, case.unfinished))
        nothing = [Content("Nothing yet.")] if acted_on else []
        self._fill("timeline", map(timeline_text, case.timeline) if case.timeline else nothing)

    @property
    def has_more_below(self) -> bool:
        """Whether the page goes on below what is seen."""
        return self.max_scroll_y > self.scroll_offset.y

    def _fill(self, part: str, told: Iterable[Content], between: str = "\n") -> None:
        lines = list(told)
        self.query_one(f"#{part}", Static).update(Content(between).join(lines))
        for widget in self.query(f"#{part}, #{part}-heading"):
            widget.display = bool(lines)


def case_heading(case: Case) -> Content:
    """Return level, state, code, time, then from whom, who has it."""
    line = case.line
    return Content.assemble(
        level_words(line.level),
        f" {glyph_and_word(line.state)}  ",
        (one_line(line.code, 24), "bold"),
        f"  {told_time(line.created)}",
        ("  ! overdue" if line.overdue else "", "bold $error"),
        f"\n{_capital(clean(line.kind))} from {one_line(line.author, 40)}, {holder_words(line)}",
    )


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
