"""Adding mentors with their vaults, adults with their titles."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Final

from kiosk.school.office import Office
from kiosk.telling import NewWords, Tell, untold
from store import words
from store.errors import ConfigurationError
from store.scheme import founding
from store.scheme.documents import PUPILS
from store.scheme.people import Mentor, StaffMember, open_pupils
from store.scheme.publications import Publisher
from store.scheme.routes import COORDINATOR, SAFEGUARDING
from store.scheme.vaults import Vault, make_vault
from store.sealing.key_file import role_identity
from store.sealing.xwing import Identity

MOST_MENTORS: Final = 800
"""More vaults than this make a list that is larger than one delivery between computers."""

_PUPILS_ID_BYTES: Final = 8


@dataclass(frozen=True)
class NewMentor:
    """A pupil who is to mentor."""

    name: str = field(repr=False)
    mentees: tuple[str, ...] = field(default=(), repr=False)


@dataclass(frozen=True)
class NewAdult:
    """An adult whom pupils can go to, without a role."""

    name: str
    title: str = ""
    room: str = ""
    hours: str = ""
    contact: str = ""


@dataclass(frozen=True)
class OpenedPupils:
    """The list of pupils with who opened it, with the keys of theirs that did."""

    by: bytes
    mentors: tuple[Mentor, ...]
    identities: Mapping[str, Identity] = field(repr=False)


_Act = Callable[[Publisher], None]


def add_people(
    office: Office,
    adults: Sequence[NewAdult],
    mentors: Sequence[NewMentor],
    opener: str | None = None,
    tell: Tell = untold,
) -> tuple[NewWords, ...]:
    """Publish new mentors with adults, all of them or none, returning each mentor's four words once told.

    The list of pupils is sealed, so only somebody with the role safeguarding or coordinator can add to it: that
    person's words are asked for.
    """
    acts, new = list[_Act](), tuple[NewWords, ...]()
    if mentors:
        act, new = _with_mentors(office, mentors, opener)
        acts.append(act)
    if adults:
        acts.append(_with_adults(office, adults))
    tell(new)
    if acts:
        office.publish(acts)
    return new


def _with_adults(office: Office, adults: Sequence[NewAdult]) -> _Act:
    """Return what publishes the staff with these people added, or changed where the name is there already."""
    members = {words.normalise(one.name): one for one in office.parts.school.staff()}
    for adult in adults:
        before = members.get(words.normalise(adult.name))
        members[words.normalise(adult.name)] = StaffMember(
            before.person if before else founding.make_person().hex(),
            adult.name,
            adult.title or (before.title if before else ""),
            adult.room or (before.room if before else ""),
            before.roles if before else (),
            adult.hours or (before.hours if before else ""),
            adult.contact or (before.contact if before else ""),
        )

    def act(publisher: Publisher) -> None:
        publisher.staff(list(members.values()))

    return act


def _with_mentors(office: Office, new: Sequence[NewMentor], opener: str | None) -> tuple[_Act, tuple[NewWords, ...]]:
    """Return what publishes the mentors with their vaults, with each one's four words."""
    school = office.parts.school
    missing = [role for role in (COORDINATOR, SAFEGUARDING) if not school.has_role(role)]
    if missing:
        raise ConfigurationError(
            f"The list of pupils is sealed to roles that have no key yet: {', '.join(missing)}. Nothing was changed. "
            "Make them with `kiosk role make` first."
        )
    opened = open_mentors(office, opener)
    mentors = opened.mentors
    _check_names_free(mentors, new)
    if len(mentors) + len(new) > MOST_MENTORS:
        raise ConfigurationError(
            f"A school's list holds {MOST_MENTORS} mentors at most. Nothing was changed. Choose a shorter list."
        )
    vaults, added, told = [*school.vaults()], [*mentors], list[NewWords]()
    for one in new:
        mentor, vault, typed = _mentor(office, one, opened.by)
        added.append(mentor)
        vaults.append(vault)
        told.append(NewWords(one.name, "signs in at the kiosk", typed))

    def act(publisher: Publisher) -> None:
        publisher.pupils(added)
        publisher.vaults(vaults)

    return act, tuple(told)


def open_mentors(office: Office, opener: str | None) -> OpenedPupils:
    """Ask for the words of somebody who may see the list of pupils, then open it."""
    school = office.parts.school
    member = _reader(office, opener)
    opened, _words = office.ring.open(member)
    document = school.document(PUPILS)
    roles = opened.content.roles
    readers: tuple[str, ...] = (SAFEGUARDING, COORDINATOR)
    identities = {role: role_identity(roles[role]) for role in readers if role in roles}
    if document is None:
        return OpenedPupils(opened.person, (), identities)
    if not isinstance(document.content, bytes):
        raise ConfigurationError("The list of pupils can't be read. Nothing was changed. Update the program.")
    return OpenedPupils(opened.person, open_pupils(document.content, identities.values()), identities)


def _reader(office: Office, opener: str | None) -> StaffMember:
    try:
        return office.holder_with_key(COORDINATOR, opener)
    except ConfigurationError:
        return office.holder_with_key(SAFEGUARDING, opener)


def _check_names_free(mentors: Sequence[Mentor], new: Sequence[NewMentor]) -> None:
    names = [words.normalise(name) for name in [*(one.name for one in mentors), *(one.name for one in new)]]
    if len(set(names)) < len(names):
        raise ConfigurationError(
            "A mentor of that name is there already, and a sign-in name is used once in a school. "
            "Nothing was changed. Add a letter to the name."
        )


def _mentor(office: Office, new: NewMentor, made_by: bytes) -> tuple[Mentor, Vault, str]:
    school = office.parts.school
    person = founding.make_person()
    mentees = tuple((secrets.token_hex(_PUPILS_ID_BYTES), label) for label in new.mentees)
    coordinator = school.recipients((COORDINATOR,))[0]
    vault, typed = make_vault(
        person,
        new.name,
        mentees,
        lookup_key=school.lookup_key,
        coordinator=coordinator,
        made_by=made_by,
        made_at=datetime.now(UTC).isoformat(timespec="seconds"),
        costs=school.policy().vault_costs,
    )
    return Mentor(person.hex(), new.name, mentees), vault, typed
