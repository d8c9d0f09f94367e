"""What was typed at the desk but not recorded."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from store.casebook.desk.half_typed import TypedForm

Draft = dict[str, str]
"""The fields of one form as they stand; a form writes to it at each key."""

FormDrafts = Callable[[str], Draft]
"""Returns the draft of a form of one case, or of one page, by the form's name."""

NEW = "new concern"
SEARCH = "search"
# Filled in by the form itself.
_GIVEN = frozenset({"who", "starts"})


@dataclass(frozen=True)
class Place:
    """Where a person was when the desk locked."""

    person: str = field(repr=False)
    search: bool = False
    case_id: str | None = field(default=None, repr=False)
    form: str | None = None
    page: str | None = None


class Drafts:
    """Each person's drafts, shown again to nobody else; they reach a disk only as an open casework seals them."""

    def __init__(self) -> None:
        self._drafts: dict[tuple[str, str, str], Draft] = {}
        self.place: Place | None = None

    def of(self, person: str, about: str, form: str) -> Draft:
        """Return the draft itself, which stays the same object until the program ends."""
        return self._drafts.setdefault((person, about, form), {})

    def typed(self, person: str) -> tuple[TypedForm, ...]:
        """Return the forms in which a person has typed something, as they stand; any thread may ask."""
        own = [(about, form, dict(draft)) for (who, about, form), draft in list(self._drafts.items()) if who == person]
        return tuple(
            TypedForm(about, form, fields)
            for about, form, fields in own
            if form != SEARCH and any(value.strip() for name, value in fields.items() if name not in _GIVEN)
        )

    def bring_back(self, person: str, forms: Sequence[TypedForm]) -> None:
        """Put back what was kept, but where something newer stands."""
        for one in forms:
            draft = self.of(person, one.about, one.form)
            if not draft:
                draft.update(one.fields)

    def give_up(self, person: str, forms: Sequence[TypedForm]) -> None:
        """Empty these forms."""
        for one in forms:
            self.of(person, one.about, one.form).clear()

    def __repr__(self) -> str:
        return "Drafts()"
