"""A concern that an adult enters at a desk: what they saw or were told."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from store.casebook.acts import acting
from store.casebook.acts.acts import Acts
from store.errors import KioskError
from store.scheme.ladder import NO, YES
from store.scheme.routes import CHAIR, HEAD, SAFEGUARDING
from store.scheme.school import School

# Into whose casebook it goes, by whether an adult of the school may be part of it.
_INTO: Final = {NO: (SAFEGUARDING, HEAD, CHAIR), YES: (HEAD, CHAIR)}
_ASK: Final = {NO: SAFEGUARDING, YES: HEAD}


@dataclass(frozen=True)
class Entering:
    """Takes concerns from the person at this desk, whose roles are given."""

    acts: Acts
    school: School
    roles: Sequence[str]

    def enter(self, typed: Mapping[str, str]) -> str:
        """Record a concern, read by who enters it, returning its id; KioskError where it may not be kept here."""
        adult, words, level = (typed.get(name, "").strip() for name in ("adult", "words", "level"))
        if adult not in _INTO:
            raise KioskError(
                "It is not said whether an adult of the school may be part of it. Nothing was recorded. Answer that."
            )
        if not words:
            raise KioskError("Nothing is written yet, so nothing was recorded. Write what you saw or were told.")
        acting.check_level(level)
        role = next((one for one in _INTO[adult] if one in self.roles), None)
        if role is None:
            names = ", ".join(one.name for one in self.school.holders(_ASK[adult])) or "whoever the school names"
            raise KioskError(
                f"This may not stand in your casebook, so nothing was recorded. Tell {names} in person, today."
            )
        told = {name: value.strip() for name, value in typed.items() if name in ("how", "place") and value.strip()}
        return self.acts.enter(role, {"words": words, "level": level, "adult": adult, **told})
