"""What was erased by whom, what waits for a second person."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.content import Content
from textual.message import Message

from screens.desk.parts.drafts import Draft
from screens.desk.parts.page_screen import Page, PageScreen
from screens.desk.parts.row_list import RowList
from screens.desk.parts.services import Casework
from screens.desk.parts.telling import MUTED, told_day, told_number
from screens.desk.two_people.erase_forms import EraseYearModal, SignModal, WithdrawModal
from screens.text import one_line
from store.casebook.erasing.erase_pages import EraseLine, ErasePage, EraseState
from store.casebook.erasing.erase_wanted import YEAR_BEGINS, Wanted

_YEARS = 8


class ErasuresScreen(PageScreen):
    """A page of erasures; Enter signs for one that waits for this person, or withdraws one they asked."""

    TITLE_WORDS = "Records: what is erased, or waits for a second person"
    NOTHING = "Nothing is erased, and nobody asks for it. e on the list of closed cases erases one; y a school year."
    HELP = (
        "What two people erased, with who they were and of which class it was, the newest first. What waits for your "
        "signature stands on top: Enter shows it, to sign or not. Enter on what you asked yourself withdraws it. "
        "y erases the session logs of a school year that is over, or all slots of a kiosk in one: those go by whole "
        "years alone, so that nobody sees which held a report."
    )
    BINDINGS: ClassVar[list[BindingType]] = [Binding("y", "year", "School year")]

    @dataclass
    class Ready(Message):
        """It is known who may sign, and which kiosks there are."""

        people: tuple[tuple[str, str], ...]
        kiosks: tuple[str, ...]

    @dataclass
    class Done(Message):
        """Something is erased, asked, refused or withdrawn."""

        told: str

    def __init__(self, casework: Casework) -> None:
        super().__init__()
        self._casework = casework

    def read(self, offset: int) -> ErasePage:
        """Return a page of erasures."""
        return self._casework.erasures(offset=offset)

    def count_words(self, page: Page) -> str:
        """Return how many there are, how many of them wait for this person."""
        asked = page.asked if isinstance(page, ErasePage) else 0
        told = told_number(page.total, "erasure", "erasures")
        return f"{told}, {asked} for you to sign." if asked else f"{told}."

    def rows(self, page: Page) -> list[tuple[str, Content]]:
        """Return a row for each, under its id."""
        lines = page.lines if isinstance(page, ErasePage) else ()
        return [(one.id, _row(one)) for one in lines]

    def on_row_list_chosen(self, message: RowList.Chosen) -> None:
        """Open what can be answered."""
        message.stop()
        lines = self.page.lines if isinstance(self.page, ErasePage) else ()
        line = next((one for one in lines if one.id == message.key), None)
        if line is None or "erase" in self._jobs:
            return
        draft = self.drafts(f"erasure/{line.id}")
        if line.is_asked:
            told = f"{line.by} asks for it: {line.what}, {told_number(line.count, 'item', 'items')}.\n"
            self.app.push_screen(
                SignModal(draft, f"{told}Class: {line.class_}.\nWhy: {line.reason}"), partial(self._signed, line, draft)
            )
        elif line.is_mine:
            self.app.push_screen(WithdrawModal(draft), partial(self._withdrawn, line, draft))
        else:
            self.say("This is over: nothing is left to sign.")

    def action_year(self) -> None:
        """Ask for a school year."""
        self.in_thread(
            lambda: self.Ready(self._casework.erase_people(), self._casework.kiosk_names()),
            group="erase",
            description="look up who may sign",
        )

    def on_erasures_screen_ready(self, message: Ready) -> None:
        """Open the form for a school year."""
        message.stop()
        now = datetime.now().astimezone()
        last = now.year - (1 if now.month >= YEAR_BEGINS else 2)
        draft = self.drafts("erasure/year")
        years = range(last, last - _YEARS, -1)
        self.app.push_screen(
            EraseYearModal(draft, message.people, message.kiosks, years), partial(self._year_chosen, draft)
        )

    def _year_chosen(self, draft: Draft, typed: dict[str, str] | None) -> None:
        if typed is not None:
            what, _, kiosk = typed["what"].partition(":")
            wanted = Wanted(what, year=int(typed["year"]), kiosk=kiosk)
            self._do(draft, lambda: self._casework.erase(wanted, typed))

    def _signed(self, line: EraseLine, draft: Draft, made: dict[str, str] | None) -> None:
        if made is not None and made["answer"] == "yes":
            self._do(draft, lambda: self._casework.sign_erasure(line.id, made["mine"]))
        elif made is not None:
            self._do(draft, lambda: self._casework.answer_erasure(line.id, made["reason"]))

    def _withdrawn(self, line: EraseLine, draft: Draft, reason: str | None) -> None:
        if reason is not None:
            self._do(draft, lambda: self._casework.answer_erasure(line.id, reason))

    def _do(self, draft: Draft, act: Callable[[], str]) -> None:
        def job() -> Message:
            told = act()
            draft.clear()
            return self.Done(told)

        if self.in_thread(job, group="erase", description="erase what two people sign"):
            self.say("This takes a moment.")

    def on_erasures_screen_done(self, message: Done) -> None:
        """Say so, show the list as it is now."""
        message.stop()
        self.say(message.told)
        self.load(self.page.offset if self.page else 0)


def _row(line: EraseLine) -> Content:
    told, style = _state_words(line)
    first = Content.assemble((one_line(line.what, 44), "bold"), "  ", (told, style))
    items = told_number(line.count, "item", "items")
    people = f"by {one_line(line.by, 24)} with {one_line(line.second, 24)}"
    detail = f"    {told_day(line.at.date())} {people}, {one_line(line.class_, 40)}, {items}"
    return Content.assemble(first, "\n", (detail, MUTED))


def _state_words(line: EraseLine) -> tuple[str, str]:
    if line.is_asked:
        return "! waits for you to sign", "bold $warning"
    if line.state is EraseState.WAITS:
        return f"waits for {one_line(line.second, 24)}", "bold"
    if line.state is EraseState.ERASED:
        return "erased", ""
    return f"{line.state}: {one_line(line.answer, 60)}", ""
