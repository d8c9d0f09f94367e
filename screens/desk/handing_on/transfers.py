"""What was sent to other schools, what came from them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.content import Content
from textual.message import Message

from screens.desk.handing_on.transfer_forms import AddressModal, FileModal, OfferModal
from screens.desk.parts.drafts import Draft
from screens.desk.parts.page_screen import PAGE, Page, PageScreen
from screens.desk.parts.services import Casework
from screens.desk.parts.telling import MUTED, told_day, told_number
from screens.text import clean, one_line
from store.casebook.transfer.address import ADDRESS_ENDING
from store.casebook.transfer.pages import KnownSchool, Offered, TransferLine, TransferPage
from store.casebook.transfer.receipt import RECEIPT_ENDING
from store.errors import KioskError, StorageError


class TransfersScreen(PageScreen):
    """A page of transfers; a key takes in a file from another school."""

    TITLE_WORDS = "Other schools: what was sent, what came"
    OPENS = False
    NOTHING = "Nothing was sent yet, and nothing came. t on a child's page sends; i here takes in a file."
    HELP = (
        "Each line is a child's records on their way: sent from here, with the day by which the other school's receipt "
        "is due, or come from another school. i takes in a file: a school's address, a child's records, or a receipt. "
        "t on a child's page (c in the inbox) sends. Your own address comes from `kiosk transfer address`."
    )
    BINDINGS: ClassVar[list[BindingType]] = [Binding("i", "take_in", "Take in a file")]

    @dataclass
    class AddressSeen(Message):
        """A file holds a school's address."""

        path: str
        school: KnownSchool

    @dataclass
    class OfferSeen(Message):
        """A file holds a child's records."""

        path: str
        offered: Offered

    @dataclass
    class Done(Message):
        """Something was taken in, or not."""

        told: str

    def __init__(self, casework: Casework) -> None:
        super().__init__()
        self._casework = casework
        self._path: Draft = {}

    def read(self, offset: int) -> TransferPage:
        """Return a page of transfers."""
        return self._casework.transfers.page(offset, PAGE)

    def count_words(self, page: Page) -> str:
        """Return how many transfers there are."""
        return f"{told_number(page.total, 'transfer', 'transfers')}, the newest first."

    def rows(self, page: Page) -> list[tuple[str, Content]]:
        """Return a row for each transfer."""
        lines = page.lines if isinstance(page, TransferPage) else ()
        return [(one.id, _row(one)) for one in lines]

    def action_take_in(self) -> None:
        """Ask which file."""
        if "transfer" not in self._jobs:
            self.app.push_screen(FileModal(self._path), self._named)

    def _named(self, path: str | None) -> None:
        if path is None:
            return
        work = self._casework.transfers

        def job() -> Message:
            try:
                seen = look()
            except StorageError:
                # It may be but a letter that is wrong.
                raise
            except KioskError:
                self._path.clear()
                raise
            self._path.clear()
            return seen

        def look() -> Message:
            if path.endswith(ADDRESS_ENDING):
                return self.AddressSeen(path, work.look_at_address(path))
            if path.endswith(RECEIPT_ENDING):
                return self.Done(work.take_receipt(path))
            return self.OfferSeen(path, work.look(path))

        self.in_thread(job, group="transfer", description="look at a file from another school")

    def on_transfers_screen_address_seen(self, message: AddressSeen) -> None:
        """Show whose it says it is, with its words."""
        message.stop()
        path, work = message.path, self._casework.transfers

        def closed(is_kept: bool | None) -> None:
            if is_kept:
                self._do(lambda: f"The address of {clean(work.add_school(path).name)} is kept.")

        self.app.push_screen(AddressModal(message.school), closed)

    def on_transfers_screen_offer_seen(self, message: OfferSeen) -> None:
        """Show what it is."""
        message.stop()
        draft = self.drafts(f"transfer/{message.path}")
        self.app.push_screen(OfferModal(draft, message.offered), partial(self._answered, message.path, draft))

    def _answered(self, path: str, draft: Draft, made: dict[str, str] | None) -> None:
        if made is None:
            return
        work, accept = self._casework.transfers, made["answer"] == "yes"

        def act() -> str:
            receipt = work.answer(path, made["folder"], accept=accept, reason=made["reason"])
            draft.clear()
            taken = "It is taken in: its cases are in the inbox." if accept else "It is not taken in."
            return f"{taken} Send the receipt back: {receipt}"

        self._do(act)

    def _do(self, act: Callable[[], str]) -> None:
        if self.in_thread(lambda: self.Done(act()), group="transfer", description="take in a file"):
            self.say("This takes a moment.")

    def on_transfers_screen_done(self, message: Done) -> None:
        """Say so, show the list as it is now."""
        message.stop()
        self.say(message.told)
        self.load(self.page.offset if self.page else 0)


def _row(line: TransferLine) -> Content:
    way = f"to {one_line(line.school, 30)}" if line.is_out else f"from {one_line(line.school, 30)}"
    late = ("! overdue  ", "bold $error") if line.overdue else ""
    first = Content.assemble(late, (one_line(line.child, 34), "bold"), f"  {way}: {line.state}")
    due = f", receipt due by {told_day(line.due)}" if line.due is not None and line.state != "taken" else ""
    reason = f": {one_line(line.reason, 50)}" if line.reason else ""
    detail = f"    {told_day(line.at.date())}, {told_number(line.cases, 'case', 'cases')}{due}{reason}"
    return Content.assemble(first, "\n", (detail, MUTED))
