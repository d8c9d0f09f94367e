"""Stepping back from a case: it goes to a role above, past whoever stepped back."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from store.casebook.acts.acts import Acts
from store.casebook.acts.outgoing import Outgoing
from store.casebook.records import kinds
from store.casebook.role.shelf import Shelf
from store.errors import KioskError
from store.scheme.ladder import NO, YES
from store.scheme.routes import CHAIR, HEAD
from store.scheme.school import School


@dataclass(frozen=True)
class Recusing:
    """Lets the person at this desk step back."""

    acts: Acts
    school: School
    outgoing: Outgoing

    def act(self, shelf: Shelf, case_id: str, typed: Mapping[str, str]) -> None:
        """Record that this person is the subject or too close, or raise KioskError where nobody stands above."""
        reason, head = typed.get("reason", "").strip(), typed.get("head", "").strip()
        # Above the chair stands nobody, so that nobody asks whether the head is part of it.
        if not reason or (head not in (YES, NO) and CHAIR not in shelf.casebooks):
            raise KioskError(
                "Something is missing, so nothing was recorded. Say whether the head is involved, and why."
            )
        found = shelf.case(case_id)
        goes_to = CHAIR if head == YES or HEAD in shelf.casebooks else HEAD
        if CHAIR in shelf.casebooks and len(self.school.holders(CHAIR)) > 1:
            # The second reader has the same key: there is nothing to seal it past, only somebody else to go on with it.
            said = {"goes_to": CHAIR, "same_key": True, "reason": reason}
            self.acts.record(found.facts, CHAIR, kinds.RECUSE, case_id, said)
            return
        if CHAIR in shelf.casebooks:
            raise KioskError(
                "Nobody's key stands above the chair's, so this desk can't seal the case past you. Nothing was "
                "recorded. Ask the second reader to take it, and do not open it again."
            )
        if self.school.role(goes_to) is None:
            raise KioskError(
                f"The school has no key of the {goes_to} yet, so the case can't go there. Nothing was recorded. "
                "Tell whoever set the school up today."
            )
        self.acts.step_back(case_id, goes_to, {"reason": reason})
        for casebook in shelf.casebooks.values():
            self.outgoing.hand_over(casebook)
