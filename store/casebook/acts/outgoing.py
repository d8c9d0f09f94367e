"""What a desk writes at each lock and each hour: a batch of one size, a post of one size, a checkpoint."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Final

from sqlalchemy import Connection

from store.casebook.acts import words_changes
from store.casebook.role.handing import Handed
from store.casebook.role.pending import PendingAct
from store.casebook.role.practised import last_acknowledged
from store.casebook.role.role_casebook import RoleCasebook
from store.errors import FeedError, KioskError
from store.feeds.checkpoint import Checkpoint, make_checkpoint
from store.feeds.entry import LANE_CASEWORK, LANE_NOTICES, LANE_RECORDS
from store.feeds.feeds import Feeds
from store.feeds.ranges import Range
from store.records import from_json, new_id, to_json
from store.scheme.notices import KIND_CHECKPOINT, KIND_POST, POST_MESSAGES, pack_notice, pack_post
from store.scheme.practised import mark_of
from store.scheme.routes import CHAIR, CHAIR_RECOVERY, RECOVERY
from store.scheme.school import School
from store.sealing.sealed import Sealer
from store.sealing.xwing import Identity, Recipient

if TYPE_CHECKING:
    from store.records import Record

BATCH_BYTES: Final = 65_536
MESSAGE_BYTES: Final = 4_096
_STEPS: Final = 4


@dataclass(frozen=True)
class Letter:
    """The sealed bytes of one role's batch with its post, and which acts are in them."""

    casebook: RoleCasebook
    batch: bytes = field(repr=False)
    post: bytes = field(repr=False)
    batched: tuple[str, ...]
    posted: tuple[str, ...]


@dataclass(frozen=True)
class Outgoing:
    """Writes into the desk's own feeds what its person did."""

    feeds: Feeds
    school: School
    sealer: Sealer = field(repr=False)

    def write(self, casebooks: Sequence[RoleCasebook]) -> None:
        """Write one batch, one post, one checkpoint for each role, all or none; what does not fit waits.

        After a crash before the casebooks have noted it, the same acts go out again: their ids make them one record,
        the ids of their messages one message. Who locks while much is still to be followed does not wait for it: the
        checkpoint is left to the next time.
        """
        for casebook in casebooks:
            casebook.follow_some(_STEPS)
        letters = [self._letter(casebook) for casebook in casebooks]
        with self.feeds.database.write() as connection:
            for letter in letters:
                self.feeds.append(connection, LANE_CASEWORK, letter.batch)
                self.feeds.append(connection, LANE_NOTICES, pack_notice([(KIND_POST, letter.post)]))
            for casebook in casebooks:
                self._append_checkpoint(connection, casebook)
        for letter in letters:
            letter.casebook.gone(letter.batched, letter.posted)

    def hand_over(self, casebook: RoleCasebook) -> None:
        """Write what waits for other roles, each case to its role and that role's recovery, until nothing waits."""
        while waiting := [one for one in casebook.waiting() if one.handed is not None and not one.batched]:
            to = Handed.of(waiting[0].handed or "")
            role = self.school.role(to.role)
            if role is None:
                raise KioskError(f"Nobody holds the key of the {to.role} any more. What was recorded is kept here.")
            batch, batched = _batch(to.role, [one for one in waiting if one.handed == to.mark], handed=to.case_id)
            sealed = self.sealer.seal(batch, [role.recipient, *self._recovery(to.role)], padded=BATCH_BYTES)
            with self.feeds.database.write() as connection:
                self.feeds.append(connection, LANE_CASEWORK, sealed)
            casebook.gone(batched, batched)

    def write_anew(self, casebook: RoleCasebook, records: Sequence[Record]) -> None:
        """Write records once more, in batches of this role: their ids make them the same ones."""
        waiting = [PendingAct(new_id(), to_json(one).decode("utf-8")) for one in records]
        while waiting:
            batch, taken = _batch(casebook.role, waiting)
            recipients = [casebook.identity.recipient, *self._recovery(casebook.role)]
            with self.feeds.database.write() as connection:
                self.feeds.append(connection, LANE_CASEWORK, self.sealer.seal(batch, recipients, padded=BATCH_BYTES))
            waiting = waiting[len(taken) :]

    def publish_words(self, casebook: RoleCasebook) -> int:
        """Publish mentors' own changes of words, so that they open at every kiosk, returning how many there were."""
        if not (records := casebook.words_changes()):
            return 0
        with self.feeds.database.write() as connection:
            return words_changes.publish(connection, self.feeds, self.school, casebook.identity, records)

    def write_checkpoint(self, casebook: RoleCasebook) -> bool:
        """Write a checkpoint alone, which stops the ring for what a person has just acknowledged, unless it is early.

        It is early where much is still to be followed.
        """
        with self.feeds.database.write() as connection:
            return self._append_checkpoint(connection, casebook)

    def _append_checkpoint(self, connection: Connection, casebook: RoleCasebook) -> bool:
        own = self.feeds.own
        if own is None:
            raise FeedError("This desk has no key of its own, so nothing was written. What was done is kept here.")
        if not casebook.is_nearly_level(connection):
            return False
        # A checkpoint lets kiosks forget: what it says to hold must be in the casebook, in the same transaction.
        casebook.follow_inside(connection)
        held = self.feeds.taken(connection)
        _, unreadable = casebook.unreadable(held)
        told = tuple(
            replace(one, without_body=tuple(sorted({*one.without_body, *places})))
            if (places := [place[2] for place in unreadable if _is_in(one, place)])
            else one
            for one in held
        )
        checkpoint = Checkpoint(self.feeds.school, casebook.role, own.id, told, self._met(casebook))
        signed = make_checkpoint(checkpoint, casebook.signing)
        self.feeds.append(connection, LANE_NOTICES, pack_notice([(KIND_CHECKPOINT, signed)]))
        return True

    def _met(self, casebook: RoleCasebook) -> tuple[bytes, ...]:
        """Return what a person has acknowledged: red and amber entries, with the day of the newest practice report."""
        day = last_acknowledged(casebook)
        mark = () if day is None else (mark_of(self.feeds.school, casebook.role, day),)
        return tuple(sorted((*casebook.met(), *mark)))

    def _letter(self, casebook: RoleCasebook) -> Letter:
        waiting = casebook.waiting()
        batch, batched = _batch(casebook.role, [one for one in waiting if not one.batched and one.handed is None])
        messages, posted = self._messages([one for one in waiting if one.message is not None and not one.posted])
        recipients = [casebook.identity.recipient, *self._recovery(casebook.role)]
        sealed = self.sealer.seal(batch, recipients, padded=BATCH_BYTES)
        return Letter(casebook, sealed, pack_post(messages), batched, posted)

    def _messages(self, waiting: Sequence[PendingAct]) -> tuple[list[bytes], tuple[str, ...]]:
        messages, posted = list[bytes](), list[str]()
        for act in waiting:
            recipient = None if act.mentor is None else mentor_key(self.school, act.mentor)
            if act.message is not None and recipient is not None and len(messages) < POST_MESSAGES:
                messages.append(self.sealer.seal(act.message.encode("utf-8"), [recipient], padded=MESSAGE_BYTES))
                posted.append(act.record_id)
        while len(messages) < POST_MESSAGES:
            # Nobody has this key once the line is done: a blank is told from a message by no one.
            messages.append(self.sealer.seal(b"{}", [Identity.generate().recipient], padded=MESSAGE_BYTES))
        return messages, tuple(posted)

    def _recovery(self, role: str) -> list[Recipient]:
        keys = self.school.role(recovery_of(role))
        return [] if keys is None else [keys.recipient]


def recovery_of(role: str) -> str:
    """Return the role that recovers a role's casework."""
    return CHAIR_RECOVERY if role == CHAIR else RECOVERY


def mentor_key(school: School, person: str) -> Recipient | None:
    """Return the key to which messages for a mentor are sealed, None where the school has no vault of theirs."""
    vault = school.vault_of(person)
    return None if vault is None else vault.private


def _batch(role: str, acts: Sequence[PendingAct], **more: str) -> tuple[bytes, tuple[str, ...]]:
    """Return the batch of as many acts, the oldest first, as go into one."""
    from store.records import Batch

    size = len(to_json(Batch.model_validate({"role": role, "records": [], **more})))
    taken = list[PendingAct]()
    for act in acts:
        size += len(act.record.encode("utf-8")) + 1
        if size >= BATCH_BYTES:
            break
        taken.append(act)
    records = [from_json(act.record.encode("utf-8")) for act in taken]
    return to_json(Batch.model_validate({"role": role, "records": records, **more})), tuple(
        act.record_id for act in taken
    )


def _is_in(one: Range, place: tuple[bytes, bytes, int]) -> bool:
    device, epoch, seq = place
    return one.feed == (device, LANE_RECORDS, epoch) and one.first <= seq <= one.last
