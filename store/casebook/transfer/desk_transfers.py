"""What an open desk answers about transfers to other schools, or from them."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from pathlib import Path

from store.casebook.acts.acting import Actor
from store.casebook.acts.acts import Acts
from store.casebook.acts.desk import Desk
from store.casebook.case.days import day_of
from store.casebook.papers.new_file import folder_of
from store.casebook.role.role_casebook import RoleCasebook
from store.casebook.role.shelf import Shelf
from store.casebook.transfer.address import Address, address_in
from store.casebook.transfer.answering import Answering
from store.casebook.transfer.clock import due_day
from store.casebook.transfer.known_schools import KnownSchools
from store.casebook.transfer.pages import KnownSchool, Offered, TransferPage
from store.casebook.transfer.sealed_file import LARGEST
from store.casebook.transfer.sending import Sending
from store.errors import KioskError, StorageError
from store.scheme.routes import SAFEGUARDING


@dataclass(frozen=True)
class DeskTransfers:
    """Answers what is asked about transfers; only the casebook of those who keep pupils safe has a part in it."""

    desk: Desk
    actor: Actor
    acts: Acts
    shelf: Callable[[], AbstractContextManager[Shelf]] = field(repr=False)

    # -- addresses

    def keep_own(self, address: Address) -> None:
        """Keep this school's own address, as its root has signed it, for every desk of the role."""
        with self.shelf() as shelf:
            self._schools(_book(shelf)).keep_own(address)

    def own_address(self) -> Address:
        """Return this school's address, or raise KioskError where its root has not signed one with the keys of now."""
        with self.shelf() as shelf:
            return self._schools(_book(shelf)).own()

    def look_at_address(self, path: str) -> KnownSchool:
        """Return what an address in a file says, before it is used."""
        found = address_in(_read(path))
        return KnownSchool(found.school.hex(), found.name, found.words)

    def add_school(self, path: str) -> KnownSchool:
        """Keep another school's address; that its words were compared by phone is recorded with it."""
        found = address_in(_read(path))
        if found.school == self.desk.school.id:
            raise KioskError("This is your own school's address. Nothing was changed. Take the other school's.")
        with self.shelf() as shelf:
            self._schools(_book(shelf)).add(found)
        return KnownSchool(found.school.hex(), found.name, found.words)

    def schools(self) -> tuple[KnownSchool, ...]:
        """Return the schools whose addresses are kept here, by name."""
        with self.shelf() as shelf:
            known = self._schools(_book(shelf)).known().values()
        return tuple(
            KnownSchool(one.school.hex(), one.name, one.words) for one in sorted(known, key=lambda one: one.name)
        )

    # -- sending

    def send(self, child_id: str, school: str, starts: str, folder: str) -> Path:
        """Write a child's cases for another school into a folder, start the clock of its receipt, return the file."""
        showing = self.desk.showing("")
        today = showing.hours.local(showing.now).date()
        day = day_of(starts, today)
        if day is None:
            raise KioskError(
                "This is no day that the desk can read. No file was made. Write it as 4 Dec or 2026-12-04."
            )
        due = due_day(day, today, showing.hours)
        place = folder_of(folder, self.desk.papers)
        with self.shelf() as shelf:
            if shelf.behind is not None:
                raise KioskError(
                    "Not all that came is opened yet, so this would not be all of the child's cases. No file was made. "
                    "Try again when the desk has opened everything."
                )
            return self._sending(shelf, _book(shelf)).send(child_id, school, due, place)

    def take_receipt(self, path: str) -> str:
        """Take in the receipt that another school sent back, returning what it says in a sentence."""
        data = _read(path)
        with self.shelf() as shelf:
            return self._sending(shelf, _book(shelf)).take_receipt(data)

    # -- taking in

    def look(self, path: str) -> Offered:
        """Return what a file from another school holds, or raise KioskError; nothing is changed."""
        data = _read(path)
        with self.shelf() as shelf:
            return self._answering(_book(shelf)).look(data)

    def answer(self, path: str, folder: str, *, accept: bool, reason: str = "") -> Path:
        """Take another school's cases into this casebook, or say why not, returning the receipt that goes back."""
        data = _read(path)
        if not accept and not reason.strip():
            raise KioskError("The reason is missing. Nothing was recorded. Write why it is not taken.")
        place = folder_of(folder, self.desk.papers)
        with self.shelf() as shelf:
            return self._answering(_book(shelf)).answer(data, place, accept=accept, reason=reason)

    def page(self, offset: int, most: int) -> TransferPage:
        """Return a page of what was sent and taken in, the newest first."""
        with self.shelf() as shelf:
            # Other roles have no part in it, and nothing to see.
            casebook = shelf.casebooks.get(SAFEGUARDING)
            lines = []
            if casebook is not None:
                lines = [*self._sending(shelf, casebook).sent(), *self._answering(casebook).came()]
        lines.sort(key=lambda one: (one.at, one.id), reverse=True)
        return TransferPage(tuple(lines[offset : offset + most]), len(lines), offset)

    # -- within

    def _schools(self, casebook: RoleCasebook) -> KnownSchools:
        return KnownSchools(self.desk, self.actor, casebook)

    def _sending(self, shelf: Shelf, casebook: RoleCasebook) -> Sending:
        return Sending(self.desk, self.acts, shelf, casebook, self._schools(casebook))

    def _answering(self, casebook: RoleCasebook) -> Answering:
        return Answering(self.desk, self.actor, self.acts, casebook, self._schools(casebook))


def _book(shelf: Shelf) -> RoleCasebook:
    casebook = shelf.casebooks.get(SAFEGUARDING)
    if casebook is None:
        raise KioskError("Those who keep pupils safe send and take records of children. Nothing was changed.")
    return casebook


def _read(path: str) -> bytes:
    """Return the bytes of a file that a person named, or raise StorageError."""
    try:
        with Path(path.strip()).expanduser().open("rb") as file:
            return file.read(LARGEST + 1)
    except (OSError, ValueError, RuntimeError):
        raise StorageError(
            "This file can't be read. Nothing was changed. Look whether the stick is there, and write the whole path."
        ) from None
