"""Making the records of what a person does on a case."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING, Any, Final

from store.casebook.case.case_facts import CaseFacts
from store.casebook.records.opened_record import OpenedRecord
from store.casebook.role.pending import PendingAct
from store.errors import KioskError, TooLong
from store.records import new_id, to_json, written_at
from store.scheme.ladder import Level

if TYPE_CHECKING:
    from store.records import Message

LARGEST_ACT: Final = 16_384
LARGEST_MESSAGE: Final = 4_096


@dataclass(frozen=True)
class Actor:
    """Who acts at which desk: all that an act says of itself."""

    school: str
    device: str
    person: str
    name: str = field(repr=False)

    def act(
        self,
        kind: str,
        about: str | None,
        roles: Sequence[str],
        at: datetime,
        said: dict[str, Any],
        message: Message | None,
    ) -> PendingAct:
        """Return an act with its message, or raise TooLong where it would not fit beside others into a batch."""
        from store.records import Record

        record = Record(
            id=new_id() if message is None else message.id,
            school=self.school,
            device=self.device,
            kind=kind,
            to=list(roles),
            author=self.person,
            about=about,
            created=written_at(at),
            text={"by": self.name, **said},
        )
        plain = to_json(record)
        if len(plain) > LARGEST_ACT:
            raise TooLong("This is longer than one note can hold. What you wrote is still here. Please shorten it.")
        told = None if message is None else to_json(message)
        if told is not None and len(told) >= LARGEST_MESSAGE:
            raise TooLong("This reply is longer than one message can hold. Nothing was sent. Please shorten it.")
        return PendingAct(record.id, plain.decode("utf-8"), None if told is None else told.decode("utf-8"))


def message_to(role: str, about: str, at: datetime, **said: Any) -> Message:  # noqa: ANN401  # fields of Message
    """Return a message to the mentor who wrote the report `about`; it bears the id of the act that it tells of."""
    from store.records import Message

    return Message.model_validate({"id": new_id(), "from": role, "about": about, "created": written_at(at), **said})


def unread_by(person: str, facts: CaseFacts) -> dict[str, list[OpenedRecord]]:
    """Return by their id the reports of a case that this person has not acknowledged."""
    own = CaseFacts(facts.id, facts.reports, tuple(one for one in facts.acts if one.author == person), ())
    found: dict[str, list[OpenedRecord]] = {}
    for record in own.unread:
        found.setdefault(record.id, []).append(record)
    return found


def digests(records: Sequence[OpenedRecord]) -> list[str]:
    """Return what names these very reports in an act: what was on the screen, not what came later."""
    return sorted(one.digest.hex() for one in records)


def check_reason(*typed: str) -> None:
    """Raise KioskError where a reason, or what it is given for, is empty."""
    if not all(each.strip() for each in typed):
        raise KioskError("A reason is needed, so nothing was recorded. What you wrote is still here. Write why.")


def check_level(level: str) -> None:
    """Raise KioskError for what is no step of the ladder."""
    if level not in set(Level):
        raise KioskError("The level is red, amber, blue or grey. Nothing was recorded. Choose one of them.")


def check_can_close(facts: CaseFacts) -> None:
    """Raise KioskError where something in the case is unread: nobody closes what nobody has read."""
    if facts.unread:
        raise KioskError(
            "Something in this case is not acknowledged as read yet, so it was not closed. "
            "Acknowledge it first, then close it."
        )
    if facts.closed:
        raise KioskError("This case is closed already. Nothing was changed.")
