"""The acts by which a desk tells other roles that something is erased, asked to be, or not to be."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from store.casebook.acts.acting import Actor
from store.casebook.acts.desk import Desk
from store.casebook.acts.outgoing import recovery_of
from store.casebook.erasing.erase_pages import EraseRequests
from store.casebook.records import kinds
from store.casebook.role.handing import Handed
from store.casebook.role.shelf import READING_ROLES, Shelf


@dataclass(frozen=True)
class EraseActs:
    """Records in the first casebook on the shelf, hands over what other roles have to know."""

    desk: Desk
    actor: Actor
    shelf: Shelf = field(repr=False)

    def requests(self) -> EraseRequests:
        """Return what these casebooks know of erasures."""
        return EraseRequests(self.desk.feeds, self.desk.school.keys, self.shelf, self.actor.person)

    def put(self, group: str, said: dict[str, Any], others: Sequence[str]) -> None:
        """Record an erasure in this person's first role, handed to other roles as well."""
        self._record(kinds.ERASE_ASKED, None, group, {**said, "group": group}, others)

    def answer(self, group: str, answer: str, reason: str) -> None:
        """Record that an erasure is refused or withdrawn, for everybody who was to have a part in it."""
        requests = self.requests()
        first = next(one for _, one in requests.records(group))
        people = {first.author or "", str(first.said.get("second", ""))} - {self.actor.person}
        others = sorted({role for person in people for role in self.roles_of(person)})
        self._record(kinds.ERASE_ANSWER, group, group, {"answer": answer, "reason": reason}, others)

    def roles_of(self, person: str) -> tuple[str, ...]:
        """Return the roles by which a member of staff reads."""
        staff = next((one for one in self.desk.school.staff() if one.person == person), None)
        return () if staff is None else tuple(one for one in READING_ROLES if one in staff.roles)

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
