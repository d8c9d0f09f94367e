"""Names for the people in a casebook."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

NOT_SIGNED_IN: Final = "not signed in"


@dataclass(frozen=True)
class Names:
    """What people are called, by their id: mentors only where this role may know them."""

    mentors: Mapping[str, str] = field(default_factory=dict, repr=False)
    staff: Mapping[str, str] = field(default_factory=dict, repr=False)
    routes: Mapping[str, str] = field(default_factory=dict)

    def of_author(self, person: str | None) -> str:
        """Return who wrote a report."""
        if person is None:
            return NOT_SIGNED_IN
        # The head's and the chair's key do not open the list of mentors.
        return self.mentors.get(person) or self.staff.get(person) or f"a mentor ({person[:4]})"

    def of_staff(self, person: str | None, told: object = None) -> str:
        """Return who did an act; `told` is the name written beside it, for those who have left."""
        found = self.staff.get(person or "")
        if found:
            return found
        return told if isinstance(told, str) and told else "somebody who is not in the list of staff"
