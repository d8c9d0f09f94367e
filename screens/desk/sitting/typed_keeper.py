"""What is typed at the desk, kept beyond the program's end by whoever's casework is open."""

from __future__ import annotations

import threading
from collections.abc import Sequence

from screens.desk.parts.drafts import Drafts
from screens.desk.parts.services import Casework
from store.casebook.desk.half_typed import TypedForm


class TypedKeeper:
    """Knows what of the drafts is kept already; nothing is written before what was kept last is brought back."""

    def __init__(self, drafts: Drafts) -> None:
        self._drafts = drafts
        self._kept: dict[str, Sequence[TypedForm] | None] = {}
        self._turn = threading.Lock()

    def has_begun(self, person: str) -> bool:
        """Return whether a person's drafts here are the newest that there are."""
        return person in self._kept

    def begin(self, person: str, forms: Sequence[TypedForm]) -> None:
        """Bring back what an earlier run of the program left."""
        self._drafts.bring_back(person, forms)
        self._kept[person] = None

    def due(self, person: str) -> tuple[TypedForm, ...] | None:
        """Return what is to be kept, None where that is kept already."""
        if person not in self._kept:
            return None
        typed = self._drafts.typed(person)
        return None if typed == self._kept[person] else typed

    def keep(self, casework: Casework) -> None:
        """Keep what is due; this may block."""
        with self._turn:
            typed = self.due(casework.person)
            if typed is not None:
                casework.keep_half_typed(typed)
                self._kept[casework.person] = typed
