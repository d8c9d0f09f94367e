"""What the pages of a concern share."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, ClassVar

from textual.containers import VerticalScroll
from textual.message import Message

from store.notebook.common.facts import Adult, ConcernDraft

NEXT, STAY, SEND, FIND_ME = "next", "stay", "send", "find me"


@dataclass(frozen=True)
class PageFacts:
    """What a page draws."""

    draft: ConcernDraft = field(repr=False)
    adults: tuple[Adult, ...]
    readers_to_pick: tuple[tuple[str, str], ...]
    named: bool
    resumed: bool
    warning: str = ""


class ConcernPage(VerticalScroll, can_focus=False):
    """One page; `Answered` carries what changes in the draft, then where to go."""

    HELP: ClassVar[str] = ""
    MAY_SKIP: ClassVar[bool] = True

    @dataclass
    class Answered(Message):
        """Somebody answered on a page."""

        page: ConcernPage
        changes: dict[str, Any] = field(repr=False)
        then: str = NEXT

    @dataclass
    class ReadersAsked(Message):
        """The page shows who will read the report with these answers."""

        page: ConcernPage
        changes: dict[str, Any] = field(repr=False)

    class Typed(Message):
        """Something was typed that is not saved yet."""

    def __init__(self, facts: PageFacts) -> None:
        super().__init__()
        self.facts = facts

    def answer(self, then: str = NEXT, **changes: Any) -> None:  # noqa: ANN401 - fields of a draft
        """Hand an answer to the screen."""
        self.post_message(self.Answered(self, changes, then))

    def changes(self) -> dict[str, Any]:
        """Return what stands on the page that is not handed over yet."""
        return {}

    def refusal(self) -> str | None:
        """Return the sentence that says why what stands on the page can't be kept, or None."""
        return None

    def show_adults(self, adults: tuple[Adult, ...]) -> None:
        """Show the adults, who were looked up after the page was drawn."""

    def show_readers(self, sentence: str) -> None:
        """Show who will read the report."""

    def tick(self) -> None:
        """Do what is due."""
