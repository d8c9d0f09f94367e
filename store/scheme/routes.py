"""Who may read a report: the table of routes, from two answers to two roles."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from enum import StrEnum
from typing import Final

from store.errors import RouteRefused

SAFEGUARDING: Final = "safeguarding"
HEAD: Final = "head"
CHAIR: Final = "chair"
COORDINATOR: Final = "coordinator"
RECOVERY: Final = "recovery"
CHAIR_RECOVERY: Final = "chair-recovery"
ROLES: Final = (SAFEGUARDING, HEAD, CHAIR, COORDINATOR, RECOVERY, CHAIR_RECOVERY)

# The key of a recovery role is never whole in one place: two of its holders open together, none of them alone.
RECOVERY_ROLES: Final = frozenset({RECOVERY, CHAIR_RECOVERY})

# Route -> (the role that reads it, the role that recovers it). A route has the name of the role that reads it.
ROUTES: Final[Mapping[str, tuple[str, str]]] = {
    SAFEGUARDING: (SAFEGUARDING, RECOVERY),
    HEAD: (HEAD, RECOVERY),
    CHAIR: (CHAIR, CHAIR_RECOVERY),
}

# Session logs, check-ins, review forms: they name no adult of the school. The mentor's own work key is added to them.
SESSION_ROLES: Final = (COORDINATOR, SAFEGUARDING, RECOVERY)


class Hurt(StrEnum):
    """The answer to "Who might be hurt or upset?"."""

    PUPIL = "pupil"
    SEVERAL = "several"
    ME = "me"
    OUTSIDE = "outside"
    NOT_SURE = "not sure"


class AdultPart(StrEnum):
    """The answer to "Might an adult who works, helps or visits in this school be part of the worry?"."""

    NO = "no"
    YES = "yes"
    HEAD = "head"
    NOT_SURE = "not sure"


_BY_ANSWER: Final[Mapping[str, str]] = {
    AdultPart.NO: SAFEGUARDING,
    AdultPart.YES: HEAD,
    AdultPart.HEAD: CHAIR,
}


def route_for(adult: str | None, picked: str | None = None) -> str:
    """Return the route of a report; `picked` is the route that a pupil chose by name after "Not sure".

    No answer counts as "Not sure"; "Not sure" without a choice goes to the head, who may pass it on with a reason.
    Any other value than the known ones counts as no answer, so that a damaged draft never reaches the usual readers.
    """
    told = _BY_ANSWER.get(adult or AdultPart.NOT_SURE)
    if told is not None:
        return told
    return picked if picked is not None and picked in ROUTES else HEAD


def recipients_of(route: str) -> tuple[str, ...]:
    """Return the roles that a report on this route is sealed to."""
    return ROUTES[route]


def is_staff_route(route: str) -> bool:
    """Whether reports on this route go through slots, so that nothing in the feed tells of them."""
    return route in (HEAD, CHAIR)


def opens_alone(route: str, holders: Mapping[str, Collection[str]]) -> frozenset[str]:
    """Return the people who can open a report on this route without anybody else."""
    return frozenset(
        person for role in recipients_of(route) if role not in RECOVERY_ROLES for person in holders.get(role, ())
    )


def check_people(holders: Mapping[str, Collection[str]]) -> None:
    """Raise RouteRefused where somebody could be the subject of a report and one of those who open it.

    "Yes, and it is ..." names every holder of the head role, and is read by the chair's role: so nobody holds both.
    A head with a share of the chair's recovery key would be one of two who open a report about the head.
    "Yes" is read only by the people whom the answer beside it names, so a head who also keeps pupils safe is allowed.
    """
    heads = frozenset(holders.get(HEAD, ()))
    if heads & frozenset(holders.get(CHAIR, ())):
        raise RouteRefused(
            "One person can't hold both the head's role and the chair's role: "
            "a report about the head would be read by the head. "
            "Nothing was changed. Choose another person for one of them."
        )
    if heads & frozenset(holders.get(CHAIR_RECOVERY, ())):
        raise RouteRefused(
            "The head can't hold a part of the chair's recovery key, which opens reports about the head. "
            "Nothing was changed. Choose the chair, the second reader or somebody from outside the school."
        )
