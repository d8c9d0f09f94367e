"""The adults of the school as a pupil is told of them."""

from __future__ import annotations

from dataclasses import replace

from store.notebook.common.concern_text import draft_route
from store.notebook.common.facts import Adult, ConcernDraft, Readers
from store.notebook.common.parts import Parts
from store.scheme import readers
from store.scheme.people import StaffMember
from store.scheme.readers import TITLES, SchoolPeople
from store.scheme.routes import CHAIR, HEAD, SAFEGUARDING
from store.scheme.school import School


def adults(parts: Parts) -> tuple[Adult, ...]:
    """Return the adults to go to in person, of different roles first."""
    return adults_of(parts.school)


def adults_of(school: School) -> tuple[Adult, ...]:
    """Return them as a school names them."""
    return tuple(_adult(one) for one in readers.adults_to_tell(school.people()))


def readers_of(parts: Parts, draft: ConcernDraft) -> Readers:
    """Return who will read this draft as it is answered now."""
    return readers_on(parts, draft_route(draft))


def readers_on(parts: Parts, route: str) -> Readers:
    """Return who will read a report on this route."""
    told = readers.describe(route, _people(parts))
    return Readers(told.route, told.sentence, told.reachable)


def is_open(parts: Parts, route: str) -> bool:
    """Return whether reports on this route can be sent today."""
    return readers.is_open(route, _people(parts))


def route_of_danger(parts: Parts, draft: ConcernDraft) -> str:
    """Return where danger without words goes: while no adult was named, any who keep pupils safe rather than none."""
    route = draft_route(draft)
    return SAFEGUARDING if draft.adult is None and not is_open(parts, route) else route


def choices_of_reader(parts: Parts) -> tuple[tuple[str, str], ...]:
    """Return (route, names) pairs to pick from."""
    return readers.choices_of_reader(_people(parts))


def _people(parts: Parts) -> SchoolPeople:
    """Return who reads what; before slots have begun, a report to head or chair would wait here for ever."""
    people = parts.school.people()
    return people if parts.school.has_slots() else replace(people, made=people.made - {HEAD, CHAIR})


def _adult(one: StaffMember) -> Adult:
    title = one.title or next((TITLES[role] for role in one.roles if role in TITLES), "")
    return Adult(one.person, one.name, title, one.room)
