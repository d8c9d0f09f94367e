"""The pages of the inbox: the one that is shown, those before and behind it."""

from __future__ import annotations

import asyncio
from dataclasses import replace

from textual.message import Message

from screens.desk.pages.inbox_reading import NearRead, PageRead, facts_of, page_of
from screens.desk.parts.case_list import CaseList, first_seen
from screens.desk.parts.lists_cases import ListsCases
from screens.desk.parts.services import Casework
from store.casebook.case.facts import InboxPage

PAGE = 200
_MOMENTS, _MOMENT_SECONDS = 40, 0.0025


class InboxPages(ListsCases):
    """Reads a page in a thread, then those beside it, so that they turn at once."""

    def __init__(self, casework: Casework) -> None:
        super().__init__(casework)
        self._offset = 0
        self._show_closed = False
        self._serial = 0
        self._shown: PageRead | None = None
        self._near: dict[int, PageRead] = {}
        self._newest: PageRead | None = None

    def show_page(self, read: PageRead, *, is_turned: bool) -> None:
        """Show a page; `is_turned` where another one was shown before."""
        raise NotImplementedError  # for the inbox to say: Textual's metaclass leaves no room for abc's

    @property
    def page(self) -> InboxPage | None:
        """The page that is shown."""
        return None if self._shown is None else self._shown.page

    def load(self, *, alone: bool = False) -> None:
        """Read the page in a thread, then what stands above it unless the page is wanted `alone`."""
        self._serial += 1
        work, serial, offset, closed = self._casework, self._serial, self._offset, self._show_closed
        is_shown = self._shown is not None and self._shown.place == (offset, closed)
        seen = self.query_one(CaseList).seen if is_shown else first_seen(self.app.size)

        def job() -> Message:
            read = self._newest = page_of(work, serial, offset, seen, closed=closed, alone=alone)
            return read

        self.in_thread(job, group="inbox", description="read a page of the inbox", alone=False)

    async def show_first(self) -> None:
        """Show the first page if it comes in a moment: nothing is painted before, which takes longer than reading."""
        for _ in range(_MOMENTS):
            if self._newest is not None:
                self._show(self._newest)
                return
            await asyncio.sleep(_MOMENT_SECONDS)

    def turn_to(self, offset: int, *, closed: bool) -> None:
        """Show another page, at once where it was read before."""
        self._offset, self._show_closed = offset, closed
        near = self._near.get(offset)
        if near is None or near.closed != closed:
            self.load(alone=True)
        else:
            self._serial += 1
            self._show(replace(near, serial=self._serial))

    def on_page_read(self, message: PageRead) -> None:
        """Show the page; one that was read before what is shown gives way to a newer one."""
        message.stop()
        if message is self._shown:
            return
        if self._shown is not None and message.serial < self._shown.serial:
            self.load(alone=message.alone)
        else:
            self._show(message)

    def on_near_read(self, message: NearRead) -> None:
        """Keep the pages beside the one that is shown."""
        message.stop()
        if self._shown is not None and message.serial == self._shown.serial:
            self._near = {one.page.offset: one for one in message.pages}

    def _show(self, read: PageRead) -> None:
        is_turned = self._shown is None or self._shown.place != read.place
        self._shown, self._near, page = read, {}, read.page
        if not page.ids and page.total and page.offset:
            self.turn_to((page.total - 1) // PAGE * PAGE, closed=read.closed)
            return
        self.show_page(read, is_turned=is_turned)
        # Once the list is painted: a thread at work would make it wait.
        self.query_one(CaseList).call_after_refresh(self._read_beside)

    def _read_beside(self) -> None:
        """Read what stands above the page, then the pages beside it."""
        work, read = self._casework, self._shown
        if read is None:
            return
        if not read.alone:
            self.in_thread(lambda: facts_of(work), group="facts", description="read what is missing", alone=False)
        offsets = [at for at in (read.page.offset - PAGE, read.page.offset + PAGE) if 0 <= at < read.page.total]
        seen = first_seen(self.app.size)

        def job() -> Message:
            pages = [page_of(work, read.serial, at, seen, closed=read.closed, alone=True) for at in offsets]
            return NearRead(read.serial, pages)

        if offsets:
            self.in_thread(job, group="near", description="read the pages beside", alone=False)
