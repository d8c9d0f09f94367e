"""What is still to do on a case, by whom, as the acts on it tell."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Final

from store.casebook.case.act_rules import LADO, MET, REFERRAL_ANSWERS
from store.casebook.case.days import next_working_day
from store.casebook.case.ladder_clock import SchoolHours
from store.casebook.records import kinds
from store.casebook.records.opened_record import OpenedRecord, date_of

_ITEMS: Final = frozenset({kinds.ACTION, kinds.NOTIFIED, kinds.WAIT, kinds.HARM_TEST, kinds.TRANSFER_OUT})
TELL_LADO: Final = "tell the LADO"


@dataclass(frozen=True)
class Item:
    """Something to be done or answered by the end of a day."""

    id: str
    kind: str
    words: str = field(repr=False)
    due: date
    who: str | None
    who_name: str = field(repr=False)


@dataclass(frozen=True)
class Assignment:
    """Who was asked to take a case by which act; `accepted` None means that no answer has come."""

    id: str
    who: str
    who_name: str = field(repr=False)
    accepted: bool | None


@dataclass(frozen=True)
class CaseWork:
    """The acts of a case in their order, seen as work: two desks with the same acts see the same."""

    acts: tuple[OpenedRecord, ...] = field(repr=False)

    def items(self, hours: SchoolHours) -> tuple[Item, ...]:
        """Return what is open, the earliest first; what was ended twice is ended."""
        ended = {_text(one, "item") for one in self.acts if one.kind == kinds.DONE}
        ended |= self._lado_told | self._arrived
        found = [_item(one, hours) for one in self.acts if one.kind in _ITEMS and one.id not in ended]
        return tuple(sorted((one for one in found if one is not None), key=lambda one: (one.due, one.id)))

    @property
    def _lado_told(self) -> set[str]:
        """The harm tests after which the LADO was told."""
        waiting, ended = set[str](), set[str]()
        for act in self.acts:
            if act.kind == kinds.HARM_TEST:
                waiting.add(act.id)
            elif act.kind == kinds.NOTIFIED and _text(act, "whom") == LADO:
                ended |= waiting
        return ended

    @property
    def _arrived(self) -> set[str]:
        """The transfers that the other school has taken."""
        taken = {
            _text(one, "transfer")
            for one in self.acts
            if one.kind == kinds.TRANSFER_ANSWER and one.said.get("accepted") is True
        }
        return {one.id for one in self.acts if one.kind == kinds.TRANSFER_OUT and _text(one, "transfer") in taken}

    @property
    def assignment(self) -> Assignment | None:
        """The newest request to take the case, with its answer; an answer to an older request changes nothing."""
        found: Assignment | None = None
        for act in self.acts:
            if act.kind == kinds.ASSIGN:
                found = Assignment(act.id, _text(act, "who"), _text(act, "who_name"), accepted=None)
            elif (
                act.kind in (kinds.ACCEPT, kinds.REJECT)
                and found is not None
                and _text(act, "assign") == found.id
                and act.author == found.who
                # The first answer counts: an accept and a reject at two desks at once must not depend on more.
                and found.accepted is None
            ):
                found = Assignment(found.id, found.who, found.who_name, accepted=act.kind == kinds.ACCEPT)
        return found

    def asked(self, person: str) -> Assignment | None:
        """Return the request that this person has not answered."""
        found = self.assignment
        return found if found is not None and found.who == person and found.accepted is None else None

    @property
    def moved(self) -> OpenedRecord | None:
        """The newest act that says in which other record the case stands."""
        return next((one for one in reversed(self.acts) if one.kind == kinds.MOVED), None)


def last_words(acts: Iterable[OpenedRecord], kind: str) -> str:
    """Return the words of the newest act of a kind, "" where there is none."""
    found = [_text(one, "words") for one in acts if one.kind == kind]
    return found[-1] if found else ""


def _item(act: OpenedRecord, hours: SchoolHours) -> Item | None:
    if act.kind == kinds.NOTIFIED:
        if _text(act, "whom") not in REFERRAL_ANSWERS:
            return None
        # A local authority says within one working day what it will do.
        try:
            told = hours.local(_time(act)).date()
        except (OverflowError, OSError, ValueError):
            told = hours.local(date_of(act.at)).date()
        return Item(act.id, act.kind, _text(act, "whom"), next_working_day(told), act.author, _text(act, "by"))
    if act.kind == kinds.HARM_TEST:
        if _text(act, "met") != MET:
            return None
        # Where the harm test is met, the LADO is told within one working day.
        day = next_working_day(hours.local(date_of(act.at)).date())
        return Item(act.id, act.kind, TELL_LADO, day, act.author, _text(act, "by"))
    if act.kind == kinds.TRANSFER_OUT:
        # One case of several bears the clock of all.
        if not _text(act, "due"):
            return None
        words = f"a receipt from {_text(act, 'to')}"
    else:
        words = _text(act, "words")
    try:
        due = date.fromisoformat(_text(act, "due"))
    except ValueError:
        due = hours.local(date_of(act.at)).date()
    who = _text(act, "who") or act.author
    return Item(act.id, act.kind, words, due, who, _text(act, "who_name") or _text(act, "by"))


def _time(act: OpenedRecord) -> datetime:
    try:
        at = datetime.fromisoformat(_text(act, "at"))
    except ValueError:
        return date_of(act.at)
    return at if at.tzinfo is not None else date_of(act.at)


def _text(act: OpenedRecord, name: str) -> str:
    value = act.said.get(name)
    return value if isinstance(value, str) else ""
