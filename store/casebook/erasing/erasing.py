"""Erasing, as two people at a desk do it: tombstones first, then the notice that every holder goes by."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any, Final

from store.casebook.acts.acting import Actor
from store.casebook.acts.outgoing import Outgoing, recovery_of
from store.casebook.records import kinds
from store.casebook.role.handing import Handed
from store.casebook.role.role_casebook import RoleCasebook
from store.casebook.role.shelf import READING_ROLES, Shelf
from store.clock import Clock
from store.errors import KioskError
from store.feeds.entry import LANE_NOTICES
from store.scheme.erase import make_erase, read_erase
from store.scheme.notices import KIND_ERASE, pack_notice
from store.scheme.routes import CHAIR, HEAD
from store.signed.signing_key import SigningKey
from store.words import report_code

# What is kept to the end of a school year and one more, unless it became a case.
YEARLY: Final = (kinds.SESSION, kinds.SESSION_ADDED, kinds.CHECK_IN, kinds.REVIEW)


@dataclass(frozen=True)
class Erasure:
    """What is to be erased: the entries, the class of records they are of.

    `beside` are batches among the entries with the case for whose sake each goes: what else they hold is written anew.
    """

    entries: tuple[bytes, ...]
    class_: str
    beside: tuple[tuple[str, str, bytes], ...] = ()


@dataclass(frozen=True)
class Erasing:
    """Erases at one desk, with every role's casebook that the two people open there, over their two signatures."""

    outgoing: Outgoing
    casebooks: dict[str, RoleCasebook]
    actor: Actor
    clock: Clock = field(repr=False)
    signers: tuple[SigningKey, ...] = field(repr=False)

    def cases(self) -> dict[str, str]:
        """Return by its code the id of every closed case."""
        return {
            report_code(line.id): line.id
            for casebook in self.casebooks.values()
            for line in casebook.listed(closed=True)
        }

    def of_case(self, case_id: str, class_: str) -> Erasure:
        """Return the erasure of a case with all that was done on it, or raise KioskError where that may not be."""
        facts = Shelf(self.casebooks).case(case_id).facts
        if facts.unread:
            raise KioskError("Something in this case is not acknowledged as read. Nothing was erased. Read it first.")
        if facts.is_held:
            raise KioskError("This case is under legal hold. Nothing was erased. End the hold on the case first.")
        if not facts.closed:
            raise KioskError("This case is not closed. Nothing was erased. Close it first.")
        found, slots, beside = set[bytes](), set[bytes](), list[tuple[str, str, bytes]]()
        for casebook in self.casebooks.values():
            entries, in_slots = casebook.entries_of(case_id)
            batches = casebook.batches_of(case_id)
            beside += [(casebook.role, case_id, one) for one in sorted(batches)]
            found |= entries | batches
            slots |= in_slots
        if not found:
            raise KioskError(
                "What stands in this case has not gone out from its desk yet. Nothing was erased. Lock the desk and "
                "unlock it again, then erase the case."
            )
        if slots:
            raise KioskError(
                "A report about staff stands in a slot, and slots are erased by whole school years, so that nobody "
                "sees which of them held something. Nothing was erased. Erase the year of its kiosk."
            )
        return Erasure(tuple(sorted(found)), class_, tuple(beside))

    def of_logs(self, begins: datetime, ends: datetime, class_: str) -> Erasure:
        """Return the erasure of the session logs, check-ins and forms from `begins` to before `ends`."""
        if ends > self.clock.now():
            raise KioskError("That school year has not ended. Nothing was erased. Choose an earlier one.")
        found = set[bytes]().union(*(one.logs_of(YEARLY, begins, ends) for one in self.casebooks.values()))
        if not found:
            raise KioskError("There is nothing of that school year that these roles can erase. Nothing was erased.")
        return Erasure(tuple(sorted(found)), class_)

    def of_year(self, device: bytes, begins: datetime, ends: datetime, class_: str, *, apart: bool = False) -> Erasure:
        """Return the erasure of every slot pair of a device that was written from `begins` to before `ends`.

        Either reader opens one half of each pair, so each of them alone finds all pairs; `apart`, one has to be here.
        """
        readers = [self.casebooks[role] for role in (HEAD, CHAIR) if role in self.casebooks]
        if len(readers) < (1 if apart else 2):
            raise KioskError(
                "Slots are erased by head and chair together, for each has to note which numbers go. "
                "Nothing was erased. Choose the other of them, or bring both key files to this desk."
            )
        found = set[bytes]().union(*(casebook.slots_of(device, begins, ends) for casebook in readers))
        for casebook in readers:
            for line in casebook.listed(closed=False):
                if casebook.entries_of(line.id)[0] & found:
                    raise KioskError("A case of that year is still open. Nothing was erased. Close it first.")
            for line in casebook.listed(closed=True):
                if casebook.entries_of(line.id)[0] & found and Shelf(self.casebooks).case(line.id).facts.is_held:
                    raise KioskError(
                        "A case of that year is under legal hold. Nothing was erased. End the hold on it first."
                    )
        return Erasure(tuple(sorted(found)), class_)

    def erase(self, erasure: Erasure) -> int:
        """Write every role's tombstones, then the notice over both signatures, returning how many entries it names.

        Nothing is written unless the notice would be believed. The tombstones go before it, in batches like any other.
        """
        school = self.outgoing.school
        if len(self.signers) != 2:
            raise KioskError("Two people erase together. Nothing was erased. Ask a second person.")
        notice = make_erase(school.id, erasure.entries, erasure.class_, *self.signers)
        read_erase(notice, [school.keys] if school.keys else [])
        self.note(erasure)
        self.publish(notice)
        for casebook in self.casebooks.values():
            casebook.follow()
        return len(erasure.entries)

    def note(self, erasure: Erasure) -> None:
        """Write anew what only stands beside what goes, then every role's tombstones."""
        for casebook in self.casebooks.values():
            batches = [(case_id, entry) for role, case_id, entry in erasure.beside if role == casebook.role]
            for case_id in sorted({one for one, _ in batches}):
                self.outgoing.write_anew(casebook, casebook.records_beside(case_id, [entry for _, entry in batches]))
        for casebook in self.casebooks.values():
            self._write_tombstones(casebook, erasure)

    def publish(self, notice: bytes) -> None:
        """Write a notice that two people signed, then go by it here."""
        feeds, school = self.outgoing.feeds, self.outgoing.school
        with feeds.database.write() as connection:
            feeds.append(connection, LANE_NOTICES, pack_notice([(KIND_ERASE, notice)]))
            school.follow(connection, feeds)

    def close(self) -> None:
        """Close every casebook, with which the keys go."""
        for casebook in self.casebooks.values():
            casebook.close()

    def _write_tombstones(self, casebook: RoleCasebook, erasure: Erasure) -> None:
        roles: Sequence[str] = (casebook.role, recovery_of(casebook.role))
        for text in casebook.tombstones(erasure.entries, erasure.class_):
            casebook.act(self.actor.act(kinds.TOMBSTONE, None, roles, self.clock.now(), text, None))
            for role, shared in _for_others(text, self.casebooks):
                self._tell_other(casebook, role, shared)
        while any(not act.batched and act.handed is None for act in casebook.waiting()):
            self.outgoing.write([casebook])
        self.outgoing.hand_over(casebook)

    def _tell_other(self, casebook: RoleCasebook, role: str, text: dict[str, Any]) -> None:
        if self.outgoing.school.role(role) is None:
            return
        act = self.actor.act(kinds.TOMBSTONE, None, (role, recovery_of(role)), self.clock.now(), text, None)
        casebook.act(replace(act, handed=Handed(role, act.record_id).mark))


def _for_others(text: dict[str, Any], here: Collection[str]) -> list[tuple[str, dict[str, Any]]]:
    """Return for each role that is not here what it has to note of numbers that are counted for it as well."""
    found = []
    for role in sorted(set(READING_ROLES) - set(here)):
        numbers = [one for one in text["numbers"] if "," in one[2] and role in one[2].split(",")]
        if numbers:
            found.append((role, {**text, "numbers": numbers, "met": []}))
    return found
