"""The place where one page of a concern stands at a time."""

from __future__ import annotations

from dataclasses import replace

from textual.containers import Vertical

from screens.mentor.concerns.concern_page import ConcernPage, PageFacts
from screens.mentor.concerns.concern_route import PAGES
from store.notebook.common.facts import ConcernDraft


class ConcernPages(Vertical):
    """Draws pages lazily: a page is there when it is shown, and gone with the next."""

    DEFAULT_CSS = """
    ConcernPages { height: 1fr; }
    """

    def __init__(self) -> None:
        super().__init__()
        self._page: ConcernPage | None = None

    async def show(self, number: int, facts: PageFacts) -> None:
        """Draw this page instead of the one before."""
        self._page = None
        await self.remove_children()
        page = self._page = PAGES[number](facts)
        await self.mount(page)

    def is_shown(self, page: ConcernPage) -> bool:
        """Whether this is the page that stands here now, drawn or about to be."""
        return page is self._page

    @property
    def drawn(self) -> ConcernPage | None:
        """The page that can be used now."""
        return self._page if self._page is not None and self._page.is_mounted else None

    def with_typed(self, draft: ConcernDraft) -> ConcernDraft:
        """Return the draft with what stands on the page."""
        return replace(draft, **page.changes()) if (page := self.drawn) is not None else draft

    def refusal(self) -> str | None:
        """Return the sentence that says why what stands on the page can't be kept, or None."""
        return page.refusal() if (page := self.drawn) is not None else None
