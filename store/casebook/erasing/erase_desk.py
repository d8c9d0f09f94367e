"""Erasing at an unlocked desk: with a second person beside, or by asking one who signs at their own desk."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from store.casebook.acts.acting import Actor
from store.casebook.acts.desk import Desk
from store.casebook.erasing.erase_acts import EraseActs
from store.casebook.erasing.erase_pages import REFUSED, WITHDRAWN, EraseLine, ErasePage, EraseRequests, Half
from store.casebook.erasing.erase_wanted import (
    FIRST_YEAR,
    LAST_YEAR,
    SLOTS,
    Wanted,
    erasure_of,
    kiosk_of,
    told,
    year_of,
)
from store.casebook.erasing.erasing import Erasing, Erasure
from store.casebook.role.shelf import READING_ROLES, Shelf
from store.errors import KioskError
from store.feeds.erasures import any_slot
from store.records import new_id
from store.scheme.erase import join_halves, read_erase, sign_half
from store.scheme.routes import CHAIR, HEAD
from store.sealing.key_file import KeyFile, staff_signing_key

# More would not fit into one act beside others.
_MOST: Final = 150
_NOT_BOTH: Final = (
    "Slots are erased by head and chair together, for each has to note which numbers go. Nothing was erased. Choose "
    "the other of them."
)


@dataclass(frozen=True)
class EraseDesk:
    """Erases for the person at this desk, whose casebooks are on the shelf."""

    desk: Desk
    actor: Actor
    shelf: Shelf = field(repr=False)

    @property
    def acts(self) -> EraseActs:
        """What records it for everybody who has to know."""
        return EraseActs(self.desk, self.actor, self.shelf)

    def people(self) -> tuple[tuple[str, str], ...]:
        """Return who may sign as the second: (id, name) of the staff who hold a key, but this person."""
        staff = [one for one in self.desk.school.staff() if set(one.roles) & set(READING_ROLES)]
        return tuple((one.person, one.name) for one in staff if one.person != self.actor.person)

    def kiosks(self) -> tuple[str, ...]:
        """Return the names of the kiosks, for the slots of one."""
        return tuple(self.desk.school.device_name(one) for one in self.desk.school.kiosks())

    def page(self, offset: int, most: int) -> ErasePage:
        """Return a page of what is erased or asked to be."""
        lines = self.acts.requests().lines()
        asked = sum(one.is_asked for one in lines)
        return ErasePage(tuple(lines[offset : offset + most]), len(lines), offset, asked)

    def erase(self, wanted: Wanted, typed: Mapping[str, str]) -> str:
        """Erase with a second person who is here, or ask one who is not, returning what was done in a sentence.

        `typed` holds class, reason, mine (this person's words), second (an id), theirs (their words, "" for later).
        """
        class_, reason = typed.get("class", "").strip(), typed.get("reason", "").strip()
        if not class_ or not reason:
            raise KioskError("The class or the reason is missing. Nothing was erased. Write both.")
        second, name = self._second(typed.get("second", ""))
        mine = self._open(self.actor.person, self.actor.name, typed.get("mine", ""))
        if not typed.get("theirs", "").strip():
            return self._ask(wanted, class_, reason, second, name, mine)
        theirs = self._open(second, name, typed.get("theirs", ""))
        extra = self._extra(theirs)
        try:
            erasing = self._erasing(mine, theirs, extra)
            erasure = erasure_of(wanted, class_, erasing, self.desk, self.shelf)
            count = erasing.erase(erasure)
        finally:
            for casebook in extra.values():
                casebook.close()
        said = self._said(wanted, class_, reason, second, name, len(erasure.entries))
        self.acts.put(new_id(), {**said, "done": True, "part": 1}, self.acts.roles_of(second))
        return f"Erased: {_items(count)}. Every other computer erases it at its next exchange."

    def sign(self, group: str, words: str) -> str:
        """Sign as the second person for what somebody asked, returning what was done in a sentence."""
        line, requests = self._asked(group)
        mine = staff_signing_key(self._open(self.actor.person, self.actor.name, words).content.staff_seed)
        school, halves = self.desk.school, requests.halves(group)
        if not halves or school.keys is None:
            raise KioskError("What the first person signed is not here. Nothing was erased. Ask them to ask again.")
        erasing = Erasing(self.desk.outgoing, self.shelf.casebooks, self.actor, self.desk.clock, (mine,))
        slots = self._slots_of(group, halves, erasing)
        if slots is None:
            self._check_theirs(halves)
        notices = []
        for half in halves:
            own = sign_half(school.id, half.entries, half.class_, mine)
            notices.append(join_halves((half.signer.ed, half.signed), (mine.public, own)))
            read_erase(notices[-1], [school.keys])
        if slots is not None:
            erasing.note(slots)
        for notice in notices:
            erasing.publish(notice)
        for casebook in self.shelf.casebooks.values():
            casebook.follow()
        return f"Erased: {_items(line.count)}. Every other computer erases it at its next exchange."

    def answer(self, group: str, reason: str) -> str:
        """Refuse what somebody asked, or withdraw what this person asked, returning what was done in a sentence."""
        if not reason.strip():
            raise KioskError("The reason is missing. Nothing was recorded. Write why.")
        line = self.acts.requests().line(group)
        if line is None or not (line.is_asked or line.is_mine):
            raise KioskError("This is not open any more. Nothing was changed. Look at the list again.")
        answer = REFUSED if line.is_asked else WITHDRAWN
        self.acts.answer(group, answer, reason.strip())
        return f"It is {answer}. Nothing was erased."

    def hold(self, case_id: str) -> None:
        """Withdraw what is asked of a case that is put under legal hold."""
        for line in self.acts.requests().open_of(case_id):
            self.acts.answer(line.id, WITHDRAWN, "legal hold")

    def _slots_of(self, group: str, halves: Sequence[Half], erasing: Erasing) -> Erasure | None:
        """Return what goes where slots are asked for, None where they are not; raise KioskError unless all is whole.

        Head and chair each open one half of every pair, so both desks find the same pairs by themselves.
        """
        said = next(one.said for _, one in self.acts.requests().records(group))
        kiosk, year = said.get("kiosk"), said.get("year")
        if not isinstance(kiosk, str) or not isinstance(year, int) or not FIRST_YEAR <= year < LAST_YEAR:
            return None
        roles = {role for half in halves for role in half.signer.roles}
        if not _are_both(set(self.shelf.casebooks), roles):
            raise KioskError(_NOT_BOTH)
        device = next((one for one in self.desk.school.kiosks() if one.hex() == kiosk), b"")
        own = erasing.of_year(device, *year_of(year), halves[0].class_, apart=True)
        if set(own.entries) != {entry for half in halves for entry in half.entries}:
            raise KioskError(
                "The two desks do not hold the same slots of that year. Nothing was erased. Exchange at both desks, "
                "then let them ask again, or come together."
            )
        return own

    def _check_theirs(self, halves: Sequence[Half]) -> None:
        """Raise KioskError where what is asked for reaches into what only this person's roles read.

        Whoever signs for a case of another role can't open it: a request must not carry off anything else with it.
        """
        entries = sorted({entry for half in halves for entry in half.entries})
        with self.desk.feeds.database.read() as connection:
            is_theirs = not any_slot(connection, self.desk.feeds, entries)
        asked_by = {role for half in halves for role in half.signer.roles}
        for role, casebook in self.shelf.casebooks.items():
            if role not in asked_by and casebook.holds_any(entries):
                is_theirs = False
        if not is_theirs:
            raise KioskError(
                "What is asked for holds something that whoever asks does not read. Nothing was erased. Do not sign "
                "it; ask them, and tell IT."
            )

    # -- one after the other

    def _ask(self, wanted: Wanted, class_: str, reason: str, second: str, name: str, mine: KeyFile) -> str:
        if wanted.what == SLOTS and not _are_both(set(self.shelf.casebooks), set(self.acts.roles_of(second))):
            raise KioskError(_NOT_BOTH)
        self._check_decider(second)
        erasing = self._erasing(mine, None, {})
        erasure = erasure_of(wanted, class_, erasing, self.desk, self.shelf, apart=True)
        erasing.note(erasure)
        group, school = new_id(), self.desk.school
        for number, start in enumerate(range(0, len(erasure.entries), _MOST), 1):
            part = erasure.entries[start : start + _MOST]
            said = self._said(wanted, class_, reason, second, name, len(part))
            half = sign_half(school.id, part, class_, erasing.signers[0])
            self.acts.put(group, {**said, "half": half.hex(), "part": number}, self.acts.roles_of(second))
        return f"Asked: {name} signs at their own desk, then {_items(len(erasure.entries))} go. Nothing is erased yet."

    def _said(self, wanted: Wanted, class_: str, reason: str, second: str, name: str, count: int) -> dict[str, Any]:
        said: dict[str, Any] = {"what": told(wanted), "class": class_, "reason": reason, "second": second}
        said |= {"second_name": name, "count": count}
        if wanted.what == SLOTS:
            said |= {"kiosk": kiosk_of(wanted, self.desk).hex(), "year": wanted.year}
        return {**said, "case": wanted.case_id} if wanted.case_id else said

    # -- looking up

    def _asked(self, group: str) -> tuple[EraseLine, EraseRequests]:
        requests = self.acts.requests()
        line = requests.line(group)
        if line is None or not line.is_asked:
            raise KioskError("Nobody asks you to sign this any more. Nothing was erased. Look at the list again.")
        return line, requests

    def _second(self, person: str) -> tuple[str, str]:
        found = next((one for one in self.people() if one[0] == person), None)
        if found is None:
            raise KioskError("It is not said who signs with you. Nothing was erased. Choose the second person.")
        return found

    def _check_decider(self, second: str) -> None:
        if not {HEAD, CHAIR} & {*self.acts.roles_of(second), *self.acts.roles_of(self.actor.person)}:
            raise KioskError("One of the two is the head or the chair. Nothing was erased. Choose one of them.")

    def _open(self, person: str, name: str, words: str) -> KeyFile:
        if not words.strip():
            raise KioskError(f"The words of {name} are missing. Nothing was erased. Type them.")
        opened = self.desk.erase_keys.open(person, words)
        if opened.person.hex() != person:
            raise KioskError(f"This key file is not that of {name}. Nothing was erased. Choose whose it is.")
        return opened

    def _extra(self, theirs: KeyFile) -> dict[str, Any]:
        roles = {one: seed for one, seed in theirs.content.roles.items() if one in READING_ROLES}
        return self.desk.erase_keys.books({one: roles[one] for one in roles if one not in self.shelf.casebooks})

    def _erasing(self, mine: KeyFile, theirs: KeyFile | None, extra: dict[str, Any]) -> Erasing:
        signers = tuple(staff_signing_key(one.content.staff_seed) for one in (mine, theirs) if one is not None)
        books = {**self.shelf.casebooks, **extra}
        return Erasing(self.desk.outgoing, books, self.actor, self.desk.clock, signers)


def _are_both(mine: Collection[str], theirs: Collection[str]) -> bool:
    """Return whether one of two people reads what the head does, the other what the chair does."""
    return (HEAD in mine and CHAIR in theirs) or (CHAIR in mine and HEAD in theirs)


def _items(count: int) -> str:
    return f"{count} {'item' if count == 1 else 'items'}"
