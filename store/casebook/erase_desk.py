"""Erasing at an unlocked desk: with a second person beside, or by asking one who signs at their own desk."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any, Final

from store.casebook import kinds
from store.casebook.acting import Actor
from store.casebook.desk import Desk
from store.casebook.erase_pages import REFUSED, WITHDRAWN, EraseLine, ErasePage, EraseRequests, Half
from store.casebook.erasing import Erasing, Erasure
from store.casebook.handing import Handed
from store.casebook.outgoing import recovery_of
from store.casebook.shelf import READING_ROLES, Shelf
from store.errors import KioskError
from store.feeds.erasures import any_slot
from store.records import new_id
from store.scheme.erase import join_halves, read_erase, sign_half
from store.scheme.routes import CHAIR, HEAD
from store.sealing.key_file import KeyFile, staff_signing_key
from store.words import report_code

CASE, LOGS, SLOTS = "case", "logs", "slots"
YEAR_BEGINS: Final = 9
# More would not fit into one act beside others.
_MOST: Final = 150
_FIRST_YEAR: Final = 2000


@dataclass(frozen=True)
class Wanted:
    """What is to go: a case by its id, or the logs or the slots of the school year that begins in `year`."""

    what: str
    case_id: str = ""
    year: int = 0
    kiosk: str = ""


@dataclass(frozen=True)
class EraseDesk:
    """Erases for the person at this desk, whose casebooks are on the shelf."""

    desk: Desk
    actor: Actor
    shelf: Shelf = field(repr=False)

    def people(self) -> tuple[tuple[str, str], ...]:
        """Return who may sign as the second: (id, name) of the staff who hold a key, but this person."""
        staff = [one for one in self.desk.school.staff() if set(one.roles) & set(READING_ROLES)]
        return tuple((one.person, one.name) for one in staff if one.person != self.actor.person)

    def kiosks(self) -> tuple[str, ...]:
        """Return the names of the kiosks, for the slots of one."""
        return tuple(self.desk.school.device_name(one) for one in self.desk.school.kiosks())

    def page(self, offset: int, most: int) -> ErasePage:
        """Return a page of what is erased or asked to be."""
        lines = self._requests().lines()
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
            erasure = self._of(erasing, wanted, class_)
            count = erasing.erase(erasure)
        finally:
            for casebook in extra.values():
                casebook.close()
        said = self._said(wanted, class_, reason, second, name, len(erasure.entries))
        self._put(new_id(), {**said, "done": True, "part": 1}, self._roles_of(second))
        return f"Erased: {_items(count)}. Every other computer erases it at its next exchange."

    def sign(self, group: str, words: str) -> str:
        """Sign as the second person for what somebody asked, returning what was done in a sentence."""
        line, requests = self._asked(group)
        mine = staff_signing_key(self._open(self.actor.person, self.actor.name, words).content.staff_seed)
        school, halves = self.desk.school, requests.halves(group)
        if not halves or school.keys is None:
            raise KioskError("What the first person signed is not here. Nothing was erased. Ask them to ask again.")
        self._check_theirs(halves)
        notices = []
        for half in halves:
            own = sign_half(school.id, half.entries, half.class_, mine)
            notices.append(join_halves((half.signer.ed, half.signed), (mine.public, own)))
            read_erase(notices[-1], [school.keys])
        erasing = Erasing(self.desk.outgoing, self.shelf.casebooks, self.actor, self.desk.clock, (mine,))
        for notice in notices:
            erasing.publish(notice)
        for casebook in self.shelf.casebooks.values():
            casebook.follow()
        return f"Erased: {_items(line.count)}. Every other computer erases it at its next exchange."

    def answer(self, group: str, reason: str) -> str:
        """Refuse what somebody asked, or withdraw what this person asked, returning what was done in a sentence."""
        if not reason.strip():
            raise KioskError("The reason is missing. Nothing was recorded. Write why.")
        line = self._requests().line(group)
        if line is None or not (line.is_asked or line.is_mine):
            raise KioskError("This is not open any more. Nothing was changed. Look at the list again.")
        answer = REFUSED if line.is_asked else WITHDRAWN
        self._answer(group, answer, reason.strip())
        return f"It is {answer}. Nothing was erased."

    def hold(self, case_id: str) -> None:
        """Withdraw what is asked of a case that is put under legal hold."""
        for line in self._requests().open_of(case_id):
            self._answer(line.id, WITHDRAWN, "legal hold")

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
        if wanted.what == SLOTS:
            raise KioskError(
                "Slots are erased by head and chair at one desk, for each has to note which numbers go. Nothing was "
                "erased. Come together, with both key files."
            )
        self._check_decider(second)
        erasing = self._erasing(mine, None, {})
        erasure = self._of(erasing, wanted, class_)
        erasing.note(erasure)
        group, school = new_id(), self.desk.school
        for number, start in enumerate(range(0, len(erasure.entries), _MOST), 1):
            part = erasure.entries[start : start + _MOST]
            said = self._said(wanted, class_, reason, second, name, len(part))
            half = sign_half(school.id, part, class_, erasing.signers[0])
            self._put(group, {**said, "half": half.hex(), "part": number}, self._roles_of(second))
        return f"Asked: {name} signs at their own desk, then {_items(len(erasure.entries))} go. Nothing is erased yet."

    def _said(self, wanted: Wanted, class_: str, reason: str, second: str, name: str, count: int) -> dict[str, Any]:
        said: dict[str, Any] = {"what": _told(wanted), "class": class_, "reason": reason, "second": second}
        said |= {"second_name": name, "count": count}
        return {**said, "case": wanted.case_id} if wanted.case_id else said

    def _put(self, group: str, said: dict[str, Any], others: Sequence[str]) -> None:
        """Record an erasure in this person's first role, handed to other roles as well."""
        self._record(kinds.ERASE_ASKED, None, group, {**said, "group": group}, others)

    def _answer(self, group: str, answer: str, reason: str) -> None:
        requests = self._requests()
        first = next(one for _, one in requests.records(group))
        people = {first.author or "", str(first.said.get("second", ""))} - {self.actor.person}
        others = sorted({role for person in people for role in self._roles_of(person)})
        self._record(kinds.ERASE_ANSWER, group, group, {"answer": answer, "reason": reason}, others)

    def _record(self, kind: str, about: str | None, group: str, said: dict[str, Any], others: Sequence[str]) -> None:
        role, casebook = next(iter(self.shelf.casebooks.items()))
        now = self.desk.clock.now()
        casebook.act(self.actor.act(kind, about, (role, recovery_of(role)), now, said, None))
        for other in others:
            if other in self.shelf.casebooks or self.desk.school.role(other) is None:
                continue
            act = self.actor.act(kind, about, (other, recovery_of(other)), now, said, None)
            casebook.act(replace(act, handed=Handed(other, act.record_id if about is None else group).mark))
        self.desk.outgoing.hand_over(casebook)

    # -- looking up

    def _requests(self) -> EraseRequests:
        return EraseRequests(self.desk.feeds, self.desk.school.keys, self.shelf, self.actor.person)

    def _asked(self, group: str) -> tuple[EraseLine, EraseRequests]:
        requests = self._requests()
        line = requests.line(group)
        if line is None or not line.is_asked:
            raise KioskError("Nobody asks you to sign this any more. Nothing was erased. Look at the list again.")
        return line, requests

    def _second(self, person: str) -> tuple[str, str]:
        found = next((one for one in self.people() if one[0] == person), None)
        if found is None:
            raise KioskError("It is not said who signs with you. Nothing was erased. Choose the second person.")
        return found

    def _roles_of(self, person: str) -> tuple[str, ...]:
        staff = next((one for one in self.desk.school.staff() if one.person == person), None)
        return () if staff is None else tuple(one for one in READING_ROLES if one in staff.roles)

    def _check_decider(self, second: str) -> None:
        if not {HEAD, CHAIR} & {*self._roles_of(second), *self._roles_of(self.actor.person)}:
            raise KioskError("One of the two is the head or the chair. Nothing was erased. Choose one of them.")

    def _open(self, person: str, name: str, words: str) -> KeyFile:
        if not words.strip():
            raise KioskError(f"The words of {name} are missing. Nothing was erased. Type them.")
        opened = self.desk.erase_keys.open(name, words)
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

    def _of(self, erasing: Erasing, wanted: Wanted, class_: str) -> Erasure:
        # What was done at this desk stands in a feed before anything of it goes.
        if wanted.what == CASE:
            if self.shelf.is_hidden(wanted.case_id):
                raise KioskError("This case is not in your casebook. Nothing was changed. Go back to the inbox.")
            self.desk.outgoing.write(list(self.shelf.casebooks.values()))
            return erasing.of_case(wanted.case_id, class_)
        if wanted.what not in (LOGS, SLOTS) or not _FIRST_YEAR <= wanted.year <= self.desk.clock.now().year:
            raise KioskError("This is no school year that is over. Nothing was erased. Choose one from the list.")
        begins = datetime(wanted.year, YEAR_BEGINS, 1).astimezone()
        ends = begins.replace(year=begins.year + 1)
        if wanted.what == LOGS:
            return erasing.of_logs(begins, ends, class_)
        if ends > self.desk.clock.now():
            raise KioskError("That school year has not ended. Nothing was erased. Choose an earlier one.")
        school = self.desk.school
        found = [one for one in school.kiosks() if school.device_name(one) == wanted.kiosk]
        if len(found) != 1:
            raise KioskError("No one kiosk has this name. Nothing was erased. Choose one from the list.")
        erasure = erasing.of_year(found[0], begins, ends, class_)
        if not erasure.entries:
            raise KioskError("This kiosk wrote no slots in that school year. Nothing was erased.")
        return erasure


def _told(wanted: Wanted) -> str:
    if wanted.what == CASE:
        return report_code(wanted.case_id)
    year = f"{wanted.year}/{(wanted.year + 1) % 100:02}"
    return f"session logs of {year}" if wanted.what == LOGS else f"slots of {wanted.kiosk}, {year}"


def _items(count: int) -> str:
    return f"{count} {'item' if count == 1 else 'items'}"
