"""Who will read a report, said by name in a pupil's words, and true for this school today."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from store.language import say
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
NOBODY: Final[Mapping[str, str]] = {
    SAFEGUARDING: "the adults who keep pupils safe",
    HEAD: "the head teacher",
    CHAIR: "somebody above the head teacher",
}
GOES_TO: Final = "This goes to {readers}."
GOES_PAST: Final = "This goes to {readers}, not to {others}."
AWAY_ONE: Final = "If {name} is away for long, two other people the school has named can open it together."
AWAY: Final = "If {names} are away for long, two other people the school has named can open it together."
AWAY_THEY: Final = "If they are away for long, two other people the school has named can open it together."
ALSO_READS: Final = "who also reads these reports"
USUAL: Final = "the people who usually read these"
NOT_SET_UP: Final = "This school has not yet set up who reads this kind of report ({readers}), so it can't be sent."
PLEASE_TELL: Final = "Please tell {adults}. If you are worried about one of them, pick another."
AND, OR = "{first} and {last}", "{first} or {last}"
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
    if not is_open(route, people):
        return RouteReaders(route, _unreachable(route, people), reachable=False)
    readers = people.readers.get(route, ())
    who = _listed([_titled(one, route) for one in readers], say(AND)) or say(NOBODY[route])
    others = _past(route, people)
    parts = [say(GOES_PAST, readers=who, others=others) if others else say(GOES_TO, readers=who)]
    if recipients_of(route)[1] in people.made:
        parts.append(_away([one.name for one in readers]))
    return RouteReaders(route, " ".join(parts), reachable=True)


def _away(names: Sequence[str]) -> str:
    if not names:
        return say(AWAY_THEY)
    return say(AWAY_ONE, name=names[0]) if len(names) == 1 else say(AWAY, names=_listed(names, say(AND)))


def head_names(people: SchoolPeople) -> str:
    """Return whom the answer "Yes, and it is ..." names: every person with the head's role, so each can be chosen.

    A head who also reads the usual reports is named with both parts, for a worry about either is a worry about them.
    """
    usual = {one.person for one in people.readers.get(SAFEGUARDING, ())}
    named = [_titled(one, HEAD, say(ALSO_READS) if one.person in usual else "") for one in people.heads]
    return _listed(named, say(OR)) or say(NOBODY[HEAD])


def choices_of_reader(people: SchoolPeople) -> tuple[tuple[str, str], ...]:
    """Return (route, everybody who would read it by name) for each route that can be used today."""
    return tuple(
        (route, _listed([_titled(one, route) for one in people.readers[route]], say(AND)))
        for route in ROUTES
        if people.readers.get(route) and is_open(route, people)
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


def is_open(route: str, people: SchoolPeople) -> bool:
    """Whether this route can be used: its keys are made, and nobody whom it is about by its answer reads it.

    Publishing refuses such people; keys and staff list of two desks may still cross on their way here.
    """
    readers = {one.person for one in people.readers.get(route, ())}
    about = {one.person for one in people.heads} if route == CHAIR else set[str]()
    # Until the recovery key is made the reader alone opens it: that is better for a child than no report.
    return recipients_of(route)[0] in people.made and not readers & about


def _unreachable(route: str, people: SchoolPeople) -> str:
    said = say(NOT_SET_UP, readers=say(NOBODY[route]))
    told = [f"{one.name} ({one.room})" if one.room else one.name for one in adults_to_tell(people)]
    if not told:
        return f"{said} {say(CHILDLINE)}"
    return f"{said} {say(PLEASE_TELL, adults=_listed(told, say(OR)))} {say(CHILDLINE)}"


def _past(route: str, people: SchoolPeople) -> str:
    """Return whom a staff report passes by, leaving out whoever reads it after all."""
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
        past.append(say(USUAL))
    else:
        past += [_titled(one, SAFEGUARDING) for one in left]
    return _listed(past, say(OR))


def _role_of(one: StaffMember, people: SchoolPeople) -> str:
    held = [role for role in (SAFEGUARDING, HEAD, COORDINATOR) if one in people.readers.get(role, ())]
    return held[0] if held else one.person


def _titled(one: StaffMember, role: str, further: str = "") -> str:
    title = ", ".join(part for part in (say(one.title or TITLES.get(role, "")), further) if part)
    return f"{one.name} ({title})" if title else one.name


def _listed(parts: Sequence[str], how: str) -> str:
    if len(parts) < 2:
        return "".join(parts)
    return how.format(first=", ".join(parts[:-1]), last=parts[-1])
