"""Bugs that were planted on purpose: each takes one line of care out of the real code."""

from __future__ import annotations

import itertools
import secrets
from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy import Connection

from store.errors import BadSignature, DiskFull
from store.feeds import judge
from store.feeds.by_folder.folder import FolderPeer
from store.feeds.by_folder.folder_memory import FolderMemory
from store.feeds.dropping import Dropping
from store.feeds.entry import read_entry
from store.feeds.intake import Intake
from store.feeds.local import LocalPeer
from store.feeds.log import EntryLog
from store.feeds.own import OwnFeeds
from store.feeds.ranges import Range
from store.feeds.receipt import Receipt, make_receipt
from store.feeds.receipts import Receipts
from store.feeds.run import decode_run
from store.feeds.tables import ENTRIES
from store.notebook.common import numbering
from store.notebook.of_concerns import held
from store.notebook.of_concerns.concerns import ConcernWriting
from store.notebook.of_kiosk import forgetting
from store.notebook.of_mentors import messages
from store.scheme import applying, erase
from store.scheme.routes import RECOVERY_ROLES, ROLES
from store.signed import cose
from tests.simulation.perils import Crash

Plant = Callable[[pytest.MonkeyPatch], None]


def a_receipt_is_believed_without_its_last_hash(patch: pytest.MonkeyPatch) -> None:
    real = Receipts._mark

    def mark(self: Receipts, connection: Connection, one: Range, own: OwnFeeds) -> None:
        ends = self._log.links_between(connection, one.feed, one.first, one.last)
        if ends:
            one = Range(*one.feed, one.first, ends[-1].seq, ends[-1].hash, one.without_body)
        real(self, connection, one, own)

    patch.setattr(Receipts, "_mark", mark)


def a_receipt_is_given_before_the_commit(patch: pytest.MonkeyPatch) -> None:
    real = LocalPeer.put

    def put(self: LocalPeer, run: bytes) -> bytes:
        try:
            return real(self, run)
        except (Crash, DiskFull):
            signed, _body = decode_run(run)[-1]
            end = read_entry(signed)
            claim = Range(*end.feed, 1, end.seq, cose.digest(signed))
            return make_receipt(Receipt(self._feeds.school, self._key.id, (claim,)), self._key)

    patch.setattr(LocalPeer, "put", put)


def a_copied_disk_goes_on_in_its_old_epoch(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(OwnFeeds, "renew", lambda self, connection, lane: None)


def taking_in_stops_at_the_first_bad_item(patch: pytest.MonkeyPatch) -> None:
    real = judge.authentic

    def authentic(candidates: Any, *told: Any) -> Any:
        found, problems = real(candidates, *told)
        bad = {one.entry_hash for one in problems}
        before = list(itertools.takewhile(lambda one: one.hash not in bad, candidates))
        return [one for one in found if one in before], problems

    patch.setattr("store.feeds.intake.authentic", authentic)


def a_file_in_the_folder_is_done_with_by_its_name(patch: pytest.MonkeyPatch) -> None:
    """A run that was read once is never read again, whatever of it could be taken."""
    real = FolderPeer.get

    def get(self: FolderPeer, lanes: Any, mine: Any) -> Any:
        names = self._runs.names(lanes)
        yield from real(self, lanes, mine)
        for name in names:
            self._memory.note(name.path)

    patch.setattr(FolderPeer, "get", get)
    patch.setattr(FolderMemory, "note_if_held", lambda self, path, hashes: None)


def a_draft_is_dropped_before_the_transaction_that_sends_it(patch: pytest.MonkeyPatch) -> None:
    real = ConcernWriting._send

    def send(self: ConcernWriting, draft: Any) -> Any:
        with self._parts.database.write() as connection:
            held.drop_copy(connection, self._parts, draft.id)
            self._author.drop_draft(connection, draft.id)
        return real(self, draft)

    patch.setattr(ConcernWriting, "_send", send)


def read_is_believed_from_any_device(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(messages, "_roles_of_desk", lambda parts, device: frozenset(ROLES))


def a_number_is_taken_outside_of_the_transaction(patch: pytest.MonkeyPatch) -> None:
    given: dict[tuple[bytes, str], list[Any]] = {}

    def next_number(connection: Connection, parts: Any, roles: Any) -> tuple[str, int]:
        epoch = parts.feeds.epoch(connection, 0)
        series = given.setdefault((epoch, "+".join(sorted(set(roles) - RECOVERY_ROLES))), [secrets.token_hex(16), 0])
        series[1] += 1
        return series[0], series[1]

    patch.setattr(numbering, "next_number", next_number)
    patch.setattr("store.notebook.common.recording.next_number", next_number)


def what_was_begun_is_not_released_at_the_start(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(held, "release_all", lambda connection, parts: [])


def a_document_is_taken_whatever_its_rank(patch: pytest.MonkeyPatch) -> None:
    real = applying.apply_document

    def apply_document(connection: Connection, view: Any, document: Any, entry: bytes, **told: Any) -> bool:
        view.documents.pop(document.name, None)
        return real(connection, view, document, entry, **told)

    patch.setattr(applying, "apply_document", apply_document)


def another_schools_entries_are_let_in(patch: pytest.MonkeyPatch) -> None:
    real = judge.read_candidates

    def read_candidates(items: Any, school: bytes) -> Any:
        found = [real([item], read_entry(item[0]).school) for item in items if len(item[0]) > 50]
        return [one for candidates, _ in found for one in candidates], []

    patch.setattr("store.feeds.intake.read_candidates", read_candidates)
    real_key = Intake.public_key

    def public_key(self: Intake, connection: Connection, device: bytes) -> bytes | None:
        query = "SELECT public FROM introductions WHERE device = ?"
        return real_key(self, connection, device) or connection.exec_driver_sql(query, (device,)).scalar()

    patch.setattr(Intake, "public_key", public_key)


def a_body_is_not_compared_with_its_hash(patch: pytest.MonkeyPatch) -> None:
    real = judge.read_candidates

    def read_candidates(items: Any, school: bytes) -> Any:
        candidates, problems = real(items, school)
        return [judge.Candidate(one.hash, one.signed, one.entry, one.body, True) for one in candidates], problems

    patch.setattr("store.feeds.intake.read_candidates", read_candidates)


def quarantine_is_never_looked_at_again(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(Intake, "review", lambda self, connection: 0)


def a_body_that_comes_later_is_left_out(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(EntryLog, "add_body", lambda self, connection, hashed, body: None)


def a_kiosk_forgets_without_a_receipt(patch: pytest.MonkeyPatch) -> None:
    of = ENTRIES.c
    patch.setattr(forgetting, "_is_ripe", lambda until: (of.arrival < until) & of.body.is_not(None))


def a_kiosk_forgets_what_one_reader_has(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(forgetting, "_readers", lambda school, *, slot: ("head" if slot else "safeguarding",))


def an_erased_body_is_taken_again(patch: pytest.MonkeyPatch) -> None:
    class Forgetful(Dropping):
        def named(self, connection: Connection, hashes: Any) -> set[bytes]:
            return set()

    patch.setattr("store.feeds.intake.Dropping", Forgetful)


def one_person_erases_alone(patch: pytest.MonkeyPatch) -> None:
    def signers(first: bytes, second: bytes, bundles: Any) -> tuple[bytes, bytes]:
        found = [erase._signer(one, bundles[-1]) for one in (first, second)]
        known = [one.person for one in found if one is not None]
        if not known:
            raise BadSignature("Nobody of the school signed this.")
        return known[0], known[-1]

    patch.setattr(erase, "_signers", signers)


PLANTS: tuple[Plant, ...] = (
    a_receipt_is_believed_without_its_last_hash,
    a_receipt_is_given_before_the_commit,
    a_copied_disk_goes_on_in_its_old_epoch,
    taking_in_stops_at_the_first_bad_item,
    a_file_in_the_folder_is_done_with_by_its_name,
    a_draft_is_dropped_before_the_transaction_that_sends_it,
    read_is_believed_from_any_device,
    a_number_is_taken_outside_of_the_transaction,
    what_was_begun_is_not_released_at_the_start,
    a_document_is_taken_whatever_its_rank,
    another_schools_entries_are_let_in,
    a_body_is_not_compared_with_its_hash,
    quarantine_is_never_looked_at_again,
    a_body_that_comes_later_is_left_out,
    a_kiosk_forgets_without_a_receipt,
    a_kiosk_forgets_what_one_reader_has,
    an_erased_body_is_taken_again,
    one_person_erases_alone,
)
