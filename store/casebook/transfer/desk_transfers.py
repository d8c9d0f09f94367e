"""Sending a child's cases to another school, taking those that another school sends, at an unlocked desk."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from store.casebook import kinds
from store.casebook.act_words import text_of, told_act
from store.casebook.acting import Actor
from store.casebook.acts import Acts
from store.casebook.case_facts import CaseFacts
from store.casebook.children import children_of
from store.casebook.days import day_of
from store.casebook.desk import Desk
from store.casebook.links import CHILD
from store.casebook.opening import OpenedRecord, date_of
from store.casebook.outgoing import recovery_of
from store.casebook.papers.new_file import create, folder_of
from store.casebook.role_casebook import RoleCasebook
from store.casebook.shelf import Shelf
from store.casebook.transfer import coming_in
from store.casebook.transfer.address import Address, address_in, read_address
from store.casebook.transfer.bundle import LONGEST_TEXT, Bundle, open_bundle, seal_bundle
from store.casebook.transfer.clock import due_day
from store.casebook.transfer.pages import KnownSchool, Offered, TransferLine, TransferPage
from store.casebook.transfer.receipt import LONGEST_REASON, Receipt, open_receipt, seal_receipt
from store.casebook.transfer.sealed_file import LARGEST
from store.errors import FeedError, KioskError, NewerVersion, StorageError
from store.records import Record, new_id, written_at
from store.scheme.routes import SAFEGUARDING

BUNDLE_ENDING, RECEIPT_ENDING, ADDRESS_ENDING = ".transfer", ".receipt", ".address"
TAKEN, NOT_TAKEN, WAITS = "taken", "not taken", "waits for the receipt"


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
            self._tell(self._book(shelf), kinds.TRANSFER_ADDRESS, None, {"own": True, "address": address.signed.hex()})

    def own_address(self) -> Address:
        """Return this school's address, or raise KioskError where its root has not signed one with the keys of now."""
        with self.shelf() as shelf:
            return self._own(self._book(shelf))

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
            said = {"address": found.signed.hex(), "name": found.name, "compared": found.words}
            self._tell(self._book(shelf), kinds.TRANSFER_ADDRESS, None, said)
        return KnownSchool(found.school.hex(), found.name, found.words)

    def schools(self) -> tuple[KnownSchool, ...]:
        """Return the schools whose addresses are kept here, by name."""
        with self.shelf() as shelf:
            known = self._known(self._book(shelf)).values()
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
        place = folder_of(folder, self.desk.papers)
        with self.shelf() as shelf:
            casebook = self._book(shelf)
            to, own = self._known(casebook).get(school), self._own(casebook)
            if to is None:
                raise KioskError("This school's address is not here. No file was made. Take in its address first.")
            child = children_of(Shelf({SAFEGUARDING: casebook})).get(child_id)
            facts = self._cases(shelf, casebook, child_id)
            if child is None or not facts:
                raise KioskError("No case of this child may be sent from this desk. No file was made.")
            name = ", ".join(part for part in (child.name, child.year) if part)[:LONGEST_TEXT]
            transfer, now = bytes.fromhex(new_id()), self.desk.clock.now()
            reports, past = self._written(casebook, facts)
            bundle = Bundle(transfer, own, to.school, name, written_at(now), tuple(reports), tuple(past))
            sealed, digest = seal_bundle(bundle, casebook.signing, to, self.desk.outgoing.sealer)
            due = due_day(day, today, showing.hours)
            file = f"{now:%Y-%m-%d}-{transfer.hex()[:8]}{BUNDLE_ENDING}"

            def fill() -> bytes:
                # Recorded before the file is there: nothing leaves this desk of which no record tells.
                for number, one in enumerate(facts):
                    said: dict[str, Any] = {"transfer": transfer.hex(), "school": to.school.hex(), "to": to.name}
                    said |= {"child": name, "cases": len(facts), "digest": digest.hex(), "file": file}
                    if not number:
                        said["due"] = due.isoformat()
                    self.acts.record(one, SAFEGUARDING, kinds.TRANSFER_OUT, one.id, said)
                return sealed

            return create(place, file, fill)

    def take_receipt(self, path: str) -> str:
        """Take in the receipt that another school sent back, returning what it says in a sentence."""
        data = _read(path)
        with self.shelf() as shelf:
            casebook = self._book(shelf)
            # A school that has made new keys since is still who it was when the cases were sent.
            receipt = open_receipt(data, [casebook.identity], self._ever_known(casebook))
            sent = [one for one in casebook.of_kind(kinds.TRANSFER_OUT) if self._is_answer(one, receipt)]
            if receipt.to != self.desk.school.id or not sent:
                raise KioskError("This receipt is for nothing that was sent from here. Nothing was changed. Ring them.")
            name = text_of(sent[0], "to")
            known = [one for one in casebook.of_kind(kinds.TRANSFER_ANSWER) if self._is_same(one, receipt.transfer)]
            if any((one.said.get("accepted") is True) is receipt.accepted for one in known):
                return f"This receipt was here already: {name} {_answer(accepted=receipt.accepted)}."
            for one in sent:
                facts = self._facts(casebook, one.about or "")
                said = {"transfer": receipt.transfer.hex(), "accepted": receipt.accepted, "school": name}
                said["reason"] = receipt.reason[:LONGEST_REASON]
                self.acts.record(facts, SAFEGUARDING, kinds.TRANSFER_ANSWER, facts.id, said)
            return f"{name} {_answer(accepted=receipt.accepted)}."

    # -- taking in

    def look(self, path: str) -> Offered:
        """Return what a file from another school holds, or raise KioskError; nothing is changed."""
        data = _read(path)
        with self.shelf() as shelf:
            casebook = self._book(shelf)
            bundle = self._opened(casebook, data)
            known = self._known(casebook).get(bundle.sender.school.hex())
            return Offered(
                bundle.sender.name,
                bundle.sender.words,
                known is not None and known.signed == bundle.sender.signed,
                bundle.child,
                bundle.created,
                len(coming_in.cases_of(bundle)),
                len(bundle.reports) + len(bundle.past),
                self._answered(casebook, bundle),
            )

    def answer(self, path: str, folder: str, *, accept: bool, reason: str = "") -> Path:
        """Take another school's cases into this casebook, or say why not, returning the receipt that goes back."""
        data = _read(path)
        if not accept and not reason.strip():
            raise KioskError("The reason is missing. Nothing was recorded. Write why it is not taken.")
        place = folder_of(folder, self.desk.papers)
        with self.shelf() as shelf:
            casebook = self._book(shelf)
            bundle = self._opened(casebook, data)
            before = self._answered(casebook, bundle)
            wanted = TAKEN if accept else NOT_TAKEN
            if before == TAKEN and not accept:
                raise KioskError("These cases were taken in already. Nothing was changed. Ring the other school.")
            receipt = Receipt(
                bundle.transfer,
                self.desk.school.id,
                bundle.sender.school,
                bundle.digest,
                accept,
                written_at(self.desk.clock.now()),
                reason.strip()[:LONGEST_REASON],
            )
            sealed = seal_receipt(receipt, casebook.signing, bundle.sender, self.desk.outgoing.sealer)

            def fill() -> bytes:
                # The same file twice is taken once; its receipt may be wanted again.
                if before != wanted:
                    self._record_answer(casebook, bundle, accept=accept, reason=receipt.reason)
                return sealed

            return create(place, f"{bundle.transfer.hex()[:8]}{RECEIPT_ENDING}", fill)

    def page(self, offset: int, most: int) -> TransferPage:
        """Return a page of what was sent and taken in, the newest first."""
        with self.shelf() as shelf:
            # Other roles have no part in it, and nothing to see.
            casebook = shelf.casebooks.get(SAFEGUARDING)
            lines = [] if casebook is None else [*self._sent(casebook), *self._came(casebook)]
        lines.sort(key=lambda one: (one.at, one.id), reverse=True)
        return TransferPage(tuple(lines[offset : offset + most]), len(lines), offset)

    # -- within

    def _record_answer(self, casebook: RoleCasebook, bundle: Bundle, *, accept: bool, reason: str) -> None:
        cases = coming_in.cases_of(bundle)
        if accept:
            roles = (SAFEGUARDING, recovery_of(SAFEGUARDING))
            records = coming_in.records_of(bundle, self.actor.school, self.actor.device, roles)
            self.desk.outgoing.write_anew(casebook, records)
            casebook.follow()
            for case_id in cases:
                said = {"from": bundle.sender.name, "transfer": bundle.transfer.hex(), "child": bundle.child}
                self.acts.record(self._facts(casebook, case_id), SAFEGUARDING, kinds.RECEIVED, case_id, said)
        told = {"from": bundle.sender.name, "transfer": bundle.transfer.hex(), "child": bundle.child, "reason": reason}
        told |= {"digest": bundle.digest.hex(), "words": bundle.sender.words}
        self._tell(casebook, kinds.TRANSFER_IN, None, {**told, "accepted": accept, "cases": len(cases)})

    def _opened(self, casebook: RoleCasebook, data: bytes) -> Bundle:
        bundle = open_bundle(data, [casebook.identity], self.desk.school.id)
        staff = {one.person for one in self.desk.school.staff()}

        def known(record_id: str) -> Sequence[OpenedRecord]:
            return casebook.records_of_id(record_id)

        def is_ours(person: str) -> bool:
            return person in staff or self.desk.school.vault_of(person) is not None

        coming_in.check(bundle, known, is_ours)
        return bundle

    def _answered(self, casebook: RoleCasebook, bundle: Bundle) -> str:
        found = [
            one
            for one in casebook.of_kind(kinds.TRANSFER_IN)
            if self._is_same(one, bundle.transfer) and text_of(one, "digest") == bundle.digest.hex()
        ]
        if not found:
            return ""
        return TAKEN if any(one.said.get("accepted") is True for one in found) else NOT_TAKEN

    def _cases(self, shelf: Shelf, casebook: RoleCasebook, child_id: str) -> list[CaseFacts]:
        """Return the child's cases that may go: none about staff, none that went to another role, none hidden."""
        ids = [one for one in casebook.linked_to(CHILD, child_id) if not shelf.is_hidden(one)]
        others = [one for role, one in shelf.casebooks.items() if role != SAFEGUARDING]
        found = [self._facts(casebook, one) for one in ids]
        return [
            one
            for one in found
            if one.reports and one.goes_to is None and not any(book.records([one.id])[one.id] for book in others)
        ]

    def _written(
        self, casebook: RoleCasebook, facts: Sequence[CaseFacts]
    ) -> tuple[list[Record], list[tuple[Record, str]]]:
        reports, past = list[Record](), list[tuple[Record, str]]()
        for one in facts:
            told = {act.id: told_act(act) for act in one.acts}
            ids = {report.id for report in one.reports}
            for record in casebook.originals(one.id):
                if record.id in ids and record.kind in kinds.REPORTS and record.v == 1:
                    reports.append(record)
                elif record.kind in coming_in.PAST and record.id in told and record.about in ids:
                    past.append((record, told[record.id]))
        return reports, past

    def _facts(self, casebook: RoleCasebook, case_id: str) -> CaseFacts:
        return CaseFacts.of(case_id, casebook.records([case_id])[case_id])

    def _book(self, shelf: Shelf) -> RoleCasebook:
        casebook = shelf.casebooks.get(SAFEGUARDING)
        if casebook is None:
            raise KioskError("Those who keep pupils safe send and take records of children. Nothing was changed.")
        return casebook

    def _own(self, casebook: RoleCasebook) -> Address:
        keys = self.desk.school.role(SAFEGUARDING)
        for one in self._addresses(casebook, is_own=True):
            if keys is not None and one.ed == casebook.signing.public and one.xwing == keys.recipient.raw:
                return one
        raise KioskError(
            "Your school has no address for transfers that fits its keys. Nothing was changed. Ask whoever keeps the "
            "school's root to run `kiosk transfer address`."
        )

    def _known(self, casebook: RoleCasebook) -> dict[str, Address]:
        """Return by school the address that was taken in last."""
        return {one.school.hex(): one for one in self._addresses(casebook, is_own=False)}

    def _ever_known(self, casebook: RoleCasebook) -> list[Address]:
        return self._addresses(casebook, is_own=False)

    def _addresses(self, casebook: RoleCasebook, *, is_own: bool) -> list[Address]:
        found = list[Address]()
        for one in sorted(casebook.of_kind(kinds.TRANSFER_ADDRESS), key=lambda one: (one.at, one.id)):
            if (one.said.get("own") is True) is not is_own:
                continue
            try:
                found.append(read_address(bytes.fromhex(text_of(one, "address"))))
            except (ValueError, FeedError, NewerVersion):
                continue
        return found

    def _sent(self, casebook: RoleCasebook) -> list[TransferLine]:
        hours = self.desk.showing("").hours
        today = hours.local(self.desk.clock.now()).date()
        answers = casebook.of_kind(kinds.TRANSFER_ANSWER)
        lines: dict[str, TransferLine] = {}
        for one in casebook.of_kind(kinds.TRANSFER_OUT):
            transfer, due = text_of(one, "transfer"), _date(text_of(one, "due"))
            if transfer in lines and due is None:
                continue
            answered = [each for each in answers if text_of(each, "transfer") == transfer]
            taken = any(each.said.get("accepted") is True for each in answered)
            state = TAKEN if taken else NOT_TAKEN if answered else WAITS
            reason = text_of(answered[-1], "reason") if answered else ""
            late = not taken and due is not None and due < today
            lines[transfer] = TransferLine(
                transfer,
                True,
                date_of(one.at),
                text_of(one, "to"),
                text_of(one, "child"),
                _count(one),
                state,
                reason,
                due,
                late,
            )
        return list(lines.values())

    def _came(self, casebook: RoleCasebook) -> list[TransferLine]:
        return [
            TransferLine(
                one.id,
                False,
                date_of(one.at),
                text_of(one, "from"),
                text_of(one, "child"),
                _count(one),
                TAKEN if one.said.get("accepted") is True else NOT_TAKEN,
                text_of(one, "reason"),
                None,
                False,
            )
            for one in casebook.of_kind(kinds.TRANSFER_IN)
        ]

    def _tell(self, casebook: RoleCasebook, kind: str, about: str | None, said: dict[str, Any]) -> None:
        roles = (SAFEGUARDING, recovery_of(SAFEGUARDING))
        casebook.act(self.actor.act(kind, about, roles, self.desk.clock.now(), said, None))

    @staticmethod
    def _is_answer(sent: OpenedRecord, receipt: Receipt) -> bool:
        same = text_of(sent, "transfer") == receipt.transfer.hex() and text_of(sent, "digest") == receipt.digest.hex()
        return same and text_of(sent, "school") == receipt.school.hex()

    @staticmethod
    def _is_same(one: OpenedRecord, transfer: bytes) -> bool:
        return text_of(one, "transfer") == transfer.hex()


def _answer(*, accepted: bool) -> str:
    return "took the cases" if accepted else "did not take the cases"


def _count(one: OpenedRecord) -> int:
    count = one.said.get("cases")
    return count if isinstance(count, int) and 0 <= count < 1 << 31 else 0


def _date(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def _read(path: str) -> bytes:
    """Return the bytes of a file that a person named, or raise StorageError."""
    try:
        with Path(path.strip()).expanduser().open("rb") as file:
            return file.read(LARGEST + 1)
    except (OSError, ValueError, RuntimeError):
        raise StorageError(
            "This file can't be read. Nothing was changed. Look whether the stick is there, and write the whole path."
        ) from None
