"""Who will read a report, said by name in a pupil's words, and true for this school today."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from store.scheme.people import StaffMember
from store.scheme.routes import CHAIR, COORDINATOR, HEAD, ROUTES, SAFEGUARDING, recipients_of

CHILDLINE: Final = "Tell any adult you trust, or ring Childline 0800 1111. You do not have to say what it is about."
# What a pupil calls a role where the school wrote no title for the person.
TITLES: Final[Mapping[str, str]] = {
    SAFEGUARDING: "keeps pupils safe",
    HEAD: "head teacher",
    CHAIR: "chair of governors",
    COORDINATOR: "runs peer mentoring",
}
_NOBODY: Final[Mapping[str, str]] = {
    SAFEGUARDING: "the adults who keep pupils safe",
    HEAD: "the head teacher",
    CHAIR: "somebody above the head teacher",
}
_TO_NAME: Final = 2


@dataclass(frozen=True)
class SchoolPeople:
    """Who holds which role's key, who is the head, whose keys are made: all that the sentences need."""

    readers: Mapping[str, tuple[StaffMember, ...]]
    heads: tuple[StaffMember, ...]
    made: frozenset[str]
    staff: tuple[StaffMember, ...]


@dataclass(frozen=True)
class RouteReaders:
    """Who reads this route: the sentence for the pupil; not reachable where nothing may be sealed to it yet."""

    route: str
    sentence: str
    reachable: bool


def describe(route: str, people: SchoolPeople) -> RouteReaders:
    """Return who will read a report on this route."""
    if not _is_open(route, people):
        return RouteReaders(route, _unreachable(route, people), reachable=False)
    readers = people.readers.get(route, ())
    who = _listed([_titled(one, route) for one in readers], "and") or _NOBODY[route]
    parts = [f"This goes to {who}{_not_to(route, people)}."]
    if recipients_of(route)[1] in people.made:
        parts.append(
            f"If {_listed([one.name for one in readers], 'and') or 'they'} {'is' if len(readers) == 1 else 'are'} away "
            "for long, two other people the school has named can open it together."
        )
    return RouteReaders(route, " ".join(parts), reachable=True)


def head_names(people: SchoolPeople) -> str:
    """Return whom the answer "Yes, and it is ..." names: every person with the head's role, so each can be chosen.

    A head who also reads the usual reports is named with both parts, for a worry about either is a worry about them.
    """
    usual = {one.person for one in people.readers.get(SAFEGUARDING, ())}
    named = [_titled(one, HEAD, "who also reads these reports" if one.person in usual else "") for one in people.heads]
    return _listed(named, "or") or "the head teacher"


def choices_of_reader(people: SchoolPeople) -> tuple[tuple[str, str], ...]:
    """Return (route, everybody who would read it by name) for each route that can be used today."""
    return tuple(
        (route, _listed([_titled(one, route) for one in people.readers[route]], "and"))
        for route in ROUTES
        if people.readers.get(route) and _is_open(route, people)
    )


def adults_to_tell(people: SchoolPeople, count: int = _TO_NAME) -> tuple[StaffMember, ...]:
    """Return adults to go to in person, of different roles first; the chair is never one of them.

    Only people with a room can be gone to; where the school wrote no rooms, names alone are still better than nobody.
    """
    order = [one for role in (SAFEGUARDING, HEAD, COORDINATOR) for one in people.readers.get(role, ())]
    chairs = {one.person for one in people.readers.get(CHAIR, ())}
    everybody = [*order, *(one for one in people.staff if not {CHAIR, "chair-recovery"} & set(one.roles))]
    candidates = list({one.person: one for one in everybody if one.person not in chairs}.values())
    with_room = [one for one in candidates if one.room] or candidates
    firsts: dict[str, StaffMember] = {}
    for one in with_room:
        firsts.setdefault(_role_of(one, people), one)
    chosen = [*firsts.values(), *(one for one in with_room if one not in firsts.values())]
    return tuple(chosen[:count])


def _is_open(route: str, people: SchoolPeople) -> bool:
    """Whether this route can be used: its keys are made, and nobody whom it is about by its answer reads it.

    Publishing refuses such people; keys and staff list of two desks may still cross on their way here.
    """
    readers = {one.person for one in people.readers.get(route, ())}
    about = {one.person for one in people.heads} if route == CHAIR else set[str]()
    # Until the recovery key is made the reader alone opens it: that is better for a child than no report.
    return recipients_of(route)[0] in people.made and not readers & about


def _unreachable(route: str, people: SchoolPeople) -> str:
    said = f"This school has not yet set up who reads this kind of report ({_NOBODY[route]}), so it can't be sent."
    told = [f"{one.name} ({one.room})" if one.room else one.name for one in adults_to_tell(people)]
    if not told:
        return f"{said} {CHILDLINE}"
    return f"{said} Please tell {_listed(told, 'or')}. If you are worried about one of them, pick another. {CHILDLINE}"


def _not_to(route: str, people: SchoolPeople) -> str:
    """Say whom a staff report passes by, leaving out whoever reads it after all."""
    if route == SAFEGUARDING:
        return ""
    readers = {one.person for one in people.readers.get(route, ())}
    past = []
    if route == CHAIR:
        past += [_titled(one, HEAD) for one in people.heads if one.person not in readers]
    usual = people.readers.get(SAFEGUARDING, ())
    heads = {one.person for one in people.heads} if route == CHAIR else set[str]()
    left = [one for one in usual if one.person not in readers | heads]
    if left and not any(one.person in readers for one in usual):
        past.append("the people who usually read these")
    else:
        past += [_titled(one, SAFEGUARDING) for one in left]
    return f", not to {_listed(past, 'or')}" if past else ""


def _role_of(one: StaffMember, people: SchoolPeople) -> str:
    held = [role for role in (SAFEGUARDING, HEAD, COORDINATOR) if one in people.readers.get(role, ())]
    return held[0] if held else one.person


def _titled(one: StaffMember, role: str, further: str = "") -> str:
    title = ", ".join(part for part in (one.title or TITLES.get(role, ""), further) if part)
    return f"{one.name} ({title})" if title else one.name


def _listed(parts: Sequence[str], word: str) -> str:
    if len(parts) < 2:
        return "".join(parts)
    return f"{', '.join(parts[:-1])} {word} {parts[-1]}"
