"""The names that one person's keys open."""

from __future__ import annotations

import contextlib
from collections.abc import Mapping

from store.casebook.case.people import Names
from store.errors import KioskError
from store.scheme.documents import PUPILS
from store.scheme.people import open_pupils
from store.scheme.routes import ROUTES
from store.scheme.school import School
from store.sealing.xwing import Identity


class NameBook:
    """Looks names up in what the school has published, opened once for each document."""

    def __init__(self, school: School, identities: Mapping[str, Identity]) -> None:
        self._school = school
        self._identities = dict(identities)
        self._opened: tuple[bytes, dict[str, Mapping[str, str]]] = (b"", {})

    def of_role(self, role: str) -> Names:
        """Return the names that a role's own key opens: more must not be in that role's casebook."""
        return self._names(self._mentors().get(role, {}))

    def of_person(self) -> Names:
        """Return the names that any of this person's keys opens."""
        joined: dict[str, str] = {}
        for mentors in self._mentors().values():
            joined |= mentors
        return self._names(joined)

    def forget(self) -> None:
        """Let go of the keys with all that they opened."""
        self._identities.clear()
        self._opened = (b"", {})

    def _names(self, mentors: Mapping[str, str]) -> Names:
        staff = {one.person: one.name for one in self._school.staff()}
        routes = {route: ", ".join(one.name for one in self._school.holders(route)) or route for route in ROUTES}
        return Names(mentors, staff, routes)

    def _mentors(self) -> dict[str, Mapping[str, str]]:
        document = self._school.document(PUPILS)
        if document is None:
            return {}
        if self._opened[0] != document.hash:
            opened: dict[str, Mapping[str, str]] = {}
            for role, identity in self._identities.items():
                # The head's and the chair's key do not open it; a damaged one is told where it is published.
                with contextlib.suppress(KioskError):
                    opened[role] = {one.person: one.name for one in open_pupils(document.content, [identity])}
            self._opened = (document.hash, opened)
        return self._opened[1]
