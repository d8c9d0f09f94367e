"""What was typed at the desk but not recorded, in memory only."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

Draft = dict[str, str]
"""The fields of one form as they stand; a form writes to it at each key."""

CaseDrafts = Callable[[str], Draft]
"""Returns the draft of a form of one case by the form's name."""


@dataclass(frozen=True)
class Place:
    """Where a person was when the desk locked."""

    person: str = field(repr=False)
    search: bool = False
    case_id: str | None = field(default=None, repr=False)
    form: str | None = None


class Drafts:
    """Each person's drafts, shown again to nobody else; never written to a disk."""

    def __init__(self) -> None:
        self._drafts: dict[tuple[str, str, str], Draft] = {}
        self.place: Place | None = None

    def of(self, person: str, about: str, form: str) -> Draft:
        """Return the draft itself, which stays the same object until the program ends."""
        return self._drafts.setdefault((person, about, form), {})

    def __repr__(self) -> str:
        return "Drafts()"
