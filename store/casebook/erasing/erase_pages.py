"""What is erased, or asked to be, as far as this person's roles know."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Final

from store.casebook.case.act_words import text_of
from store.casebook.records import kinds
from store.casebook.records.opened_record import OpenedRecord, date_of
from store.casebook.role.shelf import Shelf
from store.errors import FeedError, NewerVersion
from store.feeds.dropping import Dropping
from store.feeds.feeds import Feeds
from store.feeds.log import EntryLog
from store.scheme.erase import read_half
from store.scheme.keys_bundle import KeysBundle, StaffEntry

WITHDRAWN: Final = "withdrawn"
REFUSED: Final = "refused"


class EraseState(StrEnum):
    """How far an erasure is."""

    ERASED = "erased"
    WAITS = "waits"
    REFUSED = REFUSED
    WITHDRAWN = WITHDRAWN


@dataclass(frozen=True)
class EraseLine:
    """One erasure: what, of which class, by whom, with whom; `is_asked` if it waits for this very person."""

    id: str
    at: datetime
    what: str = field(repr=False)
    class_: str = field(repr=False)
    reason: str = field(repr=False)
    by: str = field(repr=False)
    second: str = field(repr=False)
    count: int
    state: EraseState
    answer: str = field(repr=False)
    is_asked: bool
    is_mine: bool


@dataclass(frozen=True)
class ErasePage:
    """At most 200 erasures, the newest first; `asked` of all wait for this person."""

    lines: tuple[EraseLine, ...]
    total: int
    offset: int
    asked: int = 0


@dataclass(frozen=True)
class Half:
    """What the first person has signed, with who that is."""

    signer: StaffEntry
    entries: tuple[bytes, ...]
    class_: str
    signed: bytes = field(repr=False)


@dataclass(frozen=True)
class EraseRequests:
    """The erasures that the casebooks on a shelf tell of."""

    feeds: Feeds
    keys: KeysBundle | None
    shelf: Shelf
    me: str

    def lines(self) -> list[EraseLine]:
        """Return them all, those first that wait for this person, then the newest first."""
        found = [self._line(group) for group in self._groups().values()]
        return sorted(found, key=lambda one: (not one.is_asked, -one.at.timestamp(), one.id))

    def line(self, group: str) -> EraseLine | None:
        """Return one of them, None where there is none of this id."""
        found = self._groups().get(group)
        return None if found is None else self._line(found)

    def open_of(self, case_id: str) -> list[EraseLine]:
        """Return what waits for a second person on a case."""
        groups = [one for one in self._groups().values() if text_of(one[0], "case") == case_id]
        return [line for one in groups if (line := self._line(one)).state is EraseState.WAITS]

    def halves(self, group: str) -> list[Half]:
        """Return what the first person signed of one erasure; what nobody of the staff signed is left out."""
        return [half for one in self._groups().get(group, []) if (half := self._half(one)) is not None]

    def records(self, group: str) -> list[tuple[str, OpenedRecord]]:
        """Return the records of one erasure, each with the role in whose casebook it stands."""
        return [
            (role, one)
            for role, casebook in self.shelf.casebooks.items()
            for one in casebook.of_kind(kinds.ERASE_ASKED)
            if group_of(one) == group
        ]

    def _groups(self) -> dict[str, list[OpenedRecord]]:
        # What went to two roles of one person stands there twice, under two ids.
        found: dict[str, dict[str, OpenedRecord]] = defaultdict(dict)
        for casebook in self.shelf.casebooks.values():
            for one in casebook.of_kind(kinds.ERASE_ASKED):
                found[group_of(one)][str(one.said.get("part"))] = one
        return {group: [of[part] for part in sorted(of)] for group, of in found.items()}

    def _line(self, group: list[OpenedRecord]) -> EraseLine:
        first = group[0]
        answer = self._answer(group_of(first))
        state = self._state(group, answer)
        second = text_of(first, "second")
        # What was signed counts, not what is said of it.
        halves = [half for one in group if (half := self._half(one)) is not None]
        count = sum(len(half.entries) for half in halves) if halves else sum(_count(one) for one in group)
        waits = state is EraseState.WAITS
        return EraseLine(
            id=group_of(first),
            at=date_of(first.at),
            what=text_of(first, "what"),
            class_=halves[0].class_ if halves else text_of(first, "class"),
            reason=text_of(first, "reason"),
            by=text_of(first, "by"),
            second=text_of(first, "second_name"),
            count=count,
            state=state,
            answer="" if answer is None else f"{text_of(answer, 'by')}: {text_of(answer, 'reason')}",
            is_asked=waits and second == self.me and first.author != self.me,
            is_mine=waits and first.author == self.me,
        )

    def _state(self, group: list[OpenedRecord], answer: OpenedRecord | None) -> EraseState:
        if all(one.said.get("done") is True for one in group):
            return EraseState.ERASED
        entries = {entry for one in group if (half := self._half(one)) is not None for entry in half.entries}
        with self.feeds.database.read() as connection:
            named = Dropping(EntryLog(self.feeds.school)).named(connection, sorted(entries))
        if entries and named == entries:
            return EraseState.ERASED
        told = "" if answer is None else text_of(answer, "answer")
        return EraseState(told) if told in (REFUSED, WITHDRAWN) else EraseState.WAITS

    def _answer(self, group: str) -> OpenedRecord | None:
        found = [
            one
            for casebook in self.shelf.casebooks.values()
            for one in casebook.of_kind(kinds.ERASE_ANSWER)
            if one.about == group
        ]
        return min(found, key=lambda one: (one.at, one.id), default=None)

    def _half(self, record: OpenedRecord) -> Half | None:
        try:
            signed = bytes.fromhex(text_of(record, "half"))
            signer, entries, class_ = read_half(signed, () if self.keys is None else self.keys.staff)
        except (ValueError, FeedError, NewerVersion):
            return None
        return Half(signer, entries, class_, signed) if signer.person.hex() == record.author else None


def group_of(record: OpenedRecord) -> str:
    """Return what holds the parts of one erasure together."""
    return text_of(record, "group") or record.id


def _count(record: OpenedRecord) -> int:
    count = record.said.get("count")
    return count if isinstance(count, int) and 0 <= count < 1 << 31 else 0
