"""The adults of the school as a pupil is told of them."""

from __future__ import annotations

from store.notebook.concern_text import draft_route
from store.notebook.facts import Adult, ConcernDraft, Readers
from store.notebook.parts import Parts
from store.scheme import readers
from store.scheme.people import StaffMember
from store.scheme.readers import TITLES


def adults(parts: Parts) -> tuple[Adult, ...]:
    """Return the adults to go to in person, of different roles first."""
    return tuple(_adult(one) for one in readers.adults_to_tell(parts.school.people()))


def readers_of(parts: Parts, draft: ConcernDraft) -> Readers:
    """Return who will read this draft as it is answered now."""
    told = readers.describe(draft_route(draft), parts.school.people())
    return Readers(told.route, told.sentence, told.reachable)


def is_open(parts: Parts, route: str) -> bool:
    """Return whether reports on this route can be sent today."""
    return readers.describe(route, parts.school.people()).reachable


def choices_of_reader(parts: Parts) -> tuple[tuple[str, str], ...]:
    """Return (route, names) pairs to pick from."""
    return readers.choices_of_reader(parts.school.people())


def _adult(one: StaffMember) -> Adult:
    title = one.title or next((TITLES[role] for role in one.roles if role in TITLES), "")
    return Adult(one.person, one.name, title, one.room)
