"""Answering another school: its cases are taken into a casebook, or refused with a reason."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from store.casebook.acts.acting import Actor
from store.casebook.acts.acts import Acts
from store.casebook.acts.desk import Desk
from store.casebook.acts.outgoing import recovery_of
from store.casebook.case.act_words import text_of
from store.casebook.case.case_facts import CaseFacts
from store.casebook.papers.new_file import create
from store.casebook.records import kinds
from store.casebook.records.opened_record import OpenedRecord, date_of
from store.casebook.role.role_casebook import RoleCasebook
from store.casebook.transfer import coming_in
from store.casebook.transfer.bundle import Bundle, open_bundle
from store.casebook.transfer.child_link import ChildLink
from store.casebook.transfer.known_schools import KnownSchools
from store.casebook.transfer.pages import Offered, TransferLine
from store.casebook.transfer.receipt import LONGEST_REASON, RECEIPT_ENDING, Receipt, seal_receipt
from store.casebook.transfer.transfer_acts import NOT_TAKEN, TAKEN, count_of, is_of, tell
from store.errors import KioskError
from store.records import written_at
from store.scheme.routes import SAFEGUARDING


@dataclass(frozen=True)
class Answering:
    """Answers for the casebook of those who keep pupils safe."""

    desk: Desk
    actor: Actor
    acts: Acts
    casebook: RoleCasebook = field(repr=False)
    schools: KnownSchools = field(repr=False)

    def look(self, data: bytes) -> Offered:
        """Return what a file's bytes hold, or raise KioskError; nothing is changed."""
        bundle = self._opened(data)
        known = self.schools.known().get(bundle.sender.school.hex())
        return Offered(
            bundle.sender.name,
            bundle.sender.words,
            known is not None and known.signed == bundle.sender.signed,
            bundle.child,
            bundle.created,
            len(coming_in.cases_of(bundle)),
            len(bundle.reports) + len(bundle.past),
            self._answered(bundle),
            self._child.is_known(bundle.child),
        )

    def answer(self, data: bytes, place: Path, *, accept: bool, reason: str) -> Path:
        """Take the cases in, or record why not, returning the receipt that goes back."""
        bundle = self._opened(data)
        before = self._answered(bundle)
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
        sealed = seal_receipt(receipt, self.casebook.signing, bundle.sender, self.desk.outgoing.sealer)

        def fill() -> bytes:
            # The same file twice is taken once; its receipt may be wanted again.
            if before != wanted:
                self._record(bundle, accept=accept, reason=receipt.reason)
            return sealed

        return create(place, f"{bundle.transfer.hex()[:8]}{RECEIPT_ENDING}", fill)

    def came(self) -> list[TransferLine]:
        """Return a line for each answer that was given here."""
        return [
            TransferLine(
                one.id,
                False,
                date_of(one.at),
                text_of(one, "from"),
                text_of(one, "child"),
                count_of(one),
                TAKEN if one.said.get("accepted") is True else NOT_TAKEN,
                text_of(one, "reason"),
                None,
                False,
            )
            for one in self.casebook.of_kind(kinds.TRANSFER_IN)
        ]

    def _record(self, bundle: Bundle, *, accept: bool, reason: str) -> None:
        cases = coming_in.cases_of(bundle)
        if accept:
            roles = (SAFEGUARDING, recovery_of(SAFEGUARDING))
            records = coming_in.records_of(bundle, self.actor.school, self.actor.device, roles)
            self.desk.outgoing.write_anew(self.casebook, records)
            self.casebook.follow()
            for case_id in cases:
                said = {"from": bundle.sender.name, "transfer": bundle.transfer.hex(), "child": bundle.child}
                facts = CaseFacts.of(case_id, self.casebook.records([case_id])[case_id])
                self.acts.record(facts, SAFEGUARDING, kinds.RECEIVED, case_id, said)
            self._child.make(bundle.child, cases)
        told = {"from": bundle.sender.name, "transfer": bundle.transfer.hex(), "child": bundle.child, "reason": reason}
        told |= {"digest": bundle.digest.hex(), "words": bundle.sender.words}
        tell(self.desk, self.actor, self.casebook, kinds.TRANSFER_IN, {**told, "accepted": accept, "cases": len(cases)})

    @property
    def _child(self) -> ChildLink:
        return ChildLink(self.actor, self.acts, self.casebook)

    def _opened(self, data: bytes) -> Bundle:
        bundle = open_bundle(data, [self.casebook.identity], self.desk.school.id)
        staff = {one.person for one in self.desk.school.staff()}

        def known(record_id: str) -> Sequence[OpenedRecord]:
            return self.casebook.records_of_id(record_id)

        def is_ours(person: str) -> bool:
            return person in staff or self.desk.school.vault_of(person) is not None

        coming_in.check(bundle, known, is_ours)
        return bundle

    def _answered(self, bundle: Bundle) -> str:
        found = [
            one
            for one in self.casebook.of_kind(kinds.TRANSFER_IN)
            if is_of(one, bundle.transfer) and text_of(one, "digest") == bundle.digest.hex()
        ]
        if not found:
            return ""
        return TAKEN if any(one.said.get("accepted") is True for one in found) else NOT_TAKEN
