"""Erasing, as two people at a desk do it: tombstones first, then the notice that every holder goes by."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from store.casebook.acting import Actor
from store.casebook.kinds import TOMBSTONE
from store.casebook.outgoing import Outgoing, recovery_of
from store.casebook.role_casebook import RoleCasebook
from store.casebook.shelf import Shelf
from store.clock import Clock
from store.errors import KioskError
from store.feeds.entry import LANE_NOTICES
from store.scheme.erase import make_erase, read_erase
from store.scheme.notices import KIND_ERASE, pack_notice
from store.scheme.routes import CHAIR, HEAD
from store.signed.signing_key import SigningKey
from store.words import report_code


@dataclass(frozen=True)
class Erasure:
    """What is to be erased: the entries, the class of records they are of."""

    entries: tuple[bytes, ...]
    class_: str


@dataclass(frozen=True)
class Erasing:
    """Erases at one desk, with every role's casebook that the two people open there, over their two signatures."""

    outgoing: Outgoing
    casebooks: dict[str, RoleCasebook]
    actor: Actor
    clock: Clock = field(repr=False)
    signers: tuple[SigningKey, SigningKey] = field(repr=False)

    def cases(self) -> dict[str, str]:
        """Return by its code the id of every closed case."""
        return {
            report_code(line.id): line.id
            for casebook in self.casebooks.values()
            for line in casebook.listed(closed=True)
        }

    def of_case(self, case_id: str, class_: str) -> Erasure:
        """Return the erasure of all that pupils wrote in a case, or raise KioskError where that may not be."""
        facts = Shelf(self.casebooks).case(case_id).facts
        if facts.unread:
            raise KioskError("Something in this case is not acknowledged as read. Nothing was erased. Read it first.")
        if facts.is_held:
            raise KioskError("This case is under legal hold. Nothing was erased. End the hold on the case first.")
        if not facts.closed:
            raise KioskError("This case is not closed. Nothing was erased. Close it first.")
        found, slots = set[bytes](), set[bytes]()
        for casebook in self.casebooks.values():
            entries, in_slots = casebook.entries_of(case_id)
            found |= entries
            slots |= in_slots
        if not found:
            raise KioskError(
                "What stands in this case was entered at a desk, in one item with other cases. It can't be erased "
                "alone. Nothing was erased."
            )
        if slots:
            raise KioskError(
                "A report about staff stands in a slot, and slots are erased by whole school years, so that nobody "
                "sees which of them held something. Nothing was erased. Erase the year of its kiosk."
            )
        return Erasure(tuple(sorted(found)), class_)

    def of_year(self, device: bytes, begins: datetime, ends: datetime, class_: str) -> Erasure:
        """Return the erasure of every slot pair of a device that was written from `begins` to before `ends`."""
        readers = [self.casebooks[role] for role in (HEAD, CHAIR) if role in self.casebooks]
        if len(readers) < 2:
            raise KioskError(
                "Slots are erased by head and chair together, for each has to note which numbers go. "
                "Nothing was erased. Bring both key files to this desk."
            )
        found = set[bytes]().union(*(casebook.slots_of(device, begins, ends) for casebook in readers))
        for casebook in readers:
            for line in casebook.listed(closed=False):
                if casebook.entries_of(line.id)[0] & found:
                    raise KioskError("A case of that year is still open. Nothing was erased. Close it first.")
        return Erasure(tuple(sorted(found)), class_)

    def erase(self, erasure: Erasure) -> int:
        """Write every role's tombstones, then the notice over both signatures, returning how many entries it names.

        Nothing is written unless the notice would be believed. The tombstones go before it, in batches like any other.
        """
        feeds, school = self.outgoing.feeds, self.outgoing.school
        notice = make_erase(school.id, erasure.entries, erasure.class_, *self.signers)
        read_erase(notice, [school.keys] if school.keys else [])
        for casebook in self.casebooks.values():
            self._write_tombstones(casebook, erasure)
        with feeds.database.write() as connection:
            feeds.append(connection, LANE_NOTICES, pack_notice([(KIND_ERASE, notice)]))
            school.follow(connection, feeds)
        for casebook in self.casebooks.values():
            casebook.follow()
        return len(erasure.entries)

    def close(self) -> None:
        """Close every casebook, with which the keys go."""
        for casebook in self.casebooks.values():
            casebook.close()

    def _write_tombstones(self, casebook: RoleCasebook, erasure: Erasure) -> None:
        roles: Sequence[str] = (casebook.role, recovery_of(casebook.role))
        for text in casebook.tombstones(erasure.entries, erasure.class_):
            casebook.act(self.actor.act(TOMBSTONE, None, roles, self.clock.now(), text, None))
        while any(not act.batched for act in casebook.waiting()):
            self.outgoing.write([casebook])
