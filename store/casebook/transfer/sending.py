"""Sending a child's cases to another school, until its receipt is here."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from store.casebook.acts.acts import Acts
from store.casebook.acts.desk import Desk
from store.casebook.case.act_words import text_of, told_act
from store.casebook.case.case_facts import CaseFacts
from store.casebook.case.links import CHILD
from store.casebook.papers.new_file import create
from store.casebook.records import kinds
from store.casebook.records.opened_record import OpenedRecord, date_of
from store.casebook.role.children import children_of
from store.casebook.role.role_casebook import RoleCasebook
from store.casebook.role.shelf import Shelf
from store.casebook.transfer import coming_in
from store.casebook.transfer.bundle import BUNDLE_ENDING, LONGEST_TEXT, Bundle, seal_bundle
from store.casebook.transfer.known_schools import KnownSchools
from store.casebook.transfer.pages import TransferLine
from store.casebook.transfer.receipt import LONGEST_REASON, Receipt, open_receipt
from store.casebook.transfer.transfer_acts import NOT_TAKEN, TAKEN, WAITS, count_of, is_of
from store.errors import KioskError
from store.records import new_id, written_at
from store.scheme.routes import SAFEGUARDING

if TYPE_CHECKING:
    from store.records import Record


@dataclass(frozen=True)
class Sending:
    """Sends out of the casebook of those who keep pupils safe, one of those on the shelf."""

    desk: Desk
    acts: Acts
    shelf: Shelf = field(repr=False)
    casebook: RoleCasebook = field(repr=False)
    schools: KnownSchools = field(repr=False)

    def send(self, child_id: str, school: str, due: date, place: Path) -> Path:
        """Write a child's cases for a school whose receipt is due on a day, return the file."""
        to, own = self.schools.known().get(school), self.schools.own()
        if to is None:
            raise KioskError("This school's address is not here. No file was made. Take in its address first.")
        child = children_of(Shelf({SAFEGUARDING: self.casebook})).get(child_id)
        facts = self._cases(child_id)
        if child is None or not facts:
            raise KioskError("No case of this child may be sent from this desk. No file was made.")
        name = ", ".join(part for part in (child.name, child.year) if part)[:LONGEST_TEXT]
        transfer, now = bytes.fromhex(new_id()), self.desk.clock.now()
        reports, past = self._written(facts)
        bundle = Bundle(transfer, own, to.school, name, written_at(now), tuple(reports), tuple(past))
        sealed, digest = seal_bundle(bundle, self.casebook.signing, to, self.desk.outgoing.sealer)
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

    def take_receipt(self, data: bytes) -> str:
        """Take in the receipt that another school sent back, returning what it says in a sentence."""
        # A school that has made new keys since is still who it was when the cases were sent.
        receipt = open_receipt(data, [self.casebook.identity], self.schools.ever_known())
        sent = [one for one in self.casebook.of_kind(kinds.TRANSFER_OUT) if _is_answer(one, receipt)]
        if receipt.to != self.desk.school.id or not sent:
            raise KioskError("This receipt is for nothing that was sent from here. Nothing was changed. Ring them.")
        name = text_of(sent[0], "to")
        known = [one for one in self.casebook.of_kind(kinds.TRANSFER_ANSWER) if is_of(one, receipt.transfer)]
        if any((one.said.get("accepted") is True) is receipt.accepted for one in known):
            return f"This receipt was here already: {name} {_told_answer(accepted=receipt.accepted)}."
        for one in sent:
            facts = self._facts(one.about or "")
            said = {"transfer": receipt.transfer.hex(), "accepted": receipt.accepted, "school": name}
            said["reason"] = receipt.reason[:LONGEST_REASON]
            self.acts.record(facts, SAFEGUARDING, kinds.TRANSFER_ANSWER, facts.id, said)
        return f"{name} {_told_answer(accepted=receipt.accepted)}."

    def sent(self) -> list[TransferLine]:
        """Return a line for each transfer that was sent from here."""
        hours = self.desk.showing("").hours
        today = hours.local(self.desk.clock.now()).date()
        answers = self.casebook.of_kind(kinds.TRANSFER_ANSWER)
        lines: dict[str, TransferLine] = {}
        for one in self.casebook.of_kind(kinds.TRANSFER_OUT):
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
                count_of(one),
                state,
                reason,
                due,
                late,
            )
        return list(lines.values())

    def _cases(self, child_id: str) -> list[CaseFacts]:
        """Return the child's cases that may go: none about staff, none that went to another role, none hidden."""
        ids = [one for one in self.casebook.linked_to(CHILD, child_id) if not self.shelf.is_hidden(one)]
        others = [one for role, one in self.shelf.casebooks.items() if role != SAFEGUARDING]
        found = [self._facts(one) for one in ids]
        return [
            one
            for one in found
            if one.reports and one.goes_to is None and not any(book.records([one.id])[one.id] for book in others)
        ]

    def _written(self, facts: Sequence[CaseFacts]) -> tuple[list[Record], list[tuple[Record, str]]]:
        reports: list[Record] = []
        past: list[tuple[Record, str]] = []
        for one in facts:
            told = {act.id: told_act(act) for act in one.acts}
            ids = {report.id for report in one.reports}
            for record in self.casebook.originals(one.id):
                if record.id in ids and record.kind in kinds.REPORTS and record.v == 1:
                    reports.append(record)
                elif record.kind in coming_in.PAST and record.id in told and record.about in ids:
                    past.append((record, told[record.id]))
        return reports, past

    def _facts(self, case_id: str) -> CaseFacts:
        return CaseFacts.of(case_id, self.casebook.records([case_id])[case_id])


def _is_answer(sent: OpenedRecord, receipt: Receipt) -> bool:
    same = text_of(sent, "transfer") == receipt.transfer.hex() and text_of(sent, "digest") == receipt.digest.hex()
    return same and text_of(sent, "school") == receipt.school.hex()


def _told_answer(*, accepted: bool) -> str:
    return "took the cases" if accepted else "did not take the cases"


def _date(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None
