"""The link of cases that came from another school to a page of the child they are about."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final

from store.casebook.acts.acting import Actor
from store.casebook.acts.acts import Acts
from store.casebook.acts.linking import Linking
from store.casebook.records import kinds
from store.casebook.role.children import children_of, is_same_name
from store.casebook.role.role_casebook import RoleCasebook
from store.casebook.role.shelf import Shelf
from store.scheme.routes import SAFEGUARDING

_BETWEEN: Final = ", "


@dataclass(frozen=True)
class ChildLink:
    """Links by the other school's words for a child, where nobody of that name is known here.

    Two children of one name must never be joined by a program: where one is known, a person decides.
    """

    actor: Actor
    acts: Acts
    casebook: RoleCasebook = field(repr=False)

    def is_known(self, told: str) -> bool:
        """Return whether a child of this name has a page here."""
        name, _ = _parts(told)
        return any(is_same_name(one.name, name) for one in children_of(self._shelf).values())

    def make(self, told: str, cases: Sequence[str]) -> None:
        """Make a page for the child with a link of each case to it, each taken away as any other link."""
        name, year = _parts(told)
        if not name or self.is_known(told):
            return
        linking = Linking(self.actor, self.acts, self._shelf)
        for case_id in cases:
            linking.act(case_id, kinds.LINK, {"name": name, "year": year})

    @property
    def _shelf(self) -> Shelf:
        # Whom other roles know has no part in it.
        return Shelf({SAFEGUARDING: self.casebook})


def _parts(told: str) -> tuple[str, str]:
    """Return name and year group as a transfer joins them; what has no digit is part of a name."""
    name, between, year = told.strip().rpartition(_BETWEEN)
    is_year = bool(between) and any(one.isdigit() for one in year)
    return (name.strip(), year.strip()) if is_year else (told.strip(), "")
