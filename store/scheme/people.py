"""The people of a school: staff in the clear, pupils sealed."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from store.errors import BrokenFile
from store.scheme.shape import each, person_text
from store.sealing import age_file
from store.sealing.xwing import Identity, Recipient
from store.signed.canonical import Plain
from store.signed.shape import at_least, some_text

# The size of the sealed pupils tells only how many steps of this they fill.
_STEP: Final = 16 * 1024


@dataclass(frozen=True)
class StaffMember:
    """An adult of the scheme: what a pupil may be told of them, which roles they hold, how to ring them."""

    person: str
    name: str
    title: str
    room: str
    roles: tuple[str, ...]
    hours: str = ""
    contact: str = ""


@dataclass(frozen=True)
class Mentor:
    """A pupil who mentors; mentees are (id, label) pairs."""

    person: str
    name: str = field(repr=False)
    mentees: tuple[tuple[str, str], ...] = field(repr=False)


def holders_of_roles(
    holders: Mapping[str, Collection[str]], members: Iterable[StaffMember]
) -> dict[str, frozenset[str]]:
    """Return who holds each role by the keys or is called so by the staff list: the two may be published apart."""
    together = {role: frozenset(persons) for role, persons in holders.items()}
    for one in members:
        for role in one.roles:
            together[role] = together.get(role, frozenset()) | {one.person}
    return together


def staff_content(members: Iterable[StaffMember]) -> list[Plain]:
    """Return the content of a staff document."""
    return [
        [bytes.fromhex(one.person), one.name, one.title, one.room, list(one.roles), one.hours, one.contact]
        for one in members
    ]


def staff_from_content(content: Plain) -> tuple[StaffMember, ...]:
    """Read the content of a staff document, or raise NotCanonical."""
    return each(content, _staff_member)


def seal_pupils(mentors: Sequence[Mentor], recipients: Sequence[Recipient]) -> bytes:
    """Return the content of a pupils document: one age file to coordinator, safeguarding, recovery."""
    people = [
        {"person": one.person, "name": one.name, "mentees": [list(pair) for pair in one.mentees]} for one in mentors
    ]
    text = json.dumps({"v": 1, "mentors": people}, ensure_ascii=False, separators=(",", ":")).encode("utf-8") + b"\n"
    return age_file.seal(text.ljust(-(-len(text) // _STEP) * _STEP, b" "), recipients)


def open_pupils(content: Plain, identities: Iterable[Identity]) -> tuple[Mentor, ...]:
    """Read the content of a pupils document, raising NotForThisKey for other roles, BrokenFile for a damaged one."""
    if not isinstance(content, bytes):
        raise _broken()
    try:
        people = json.loads(age_file.open_file(content, identities))["mentors"]
        return tuple(
            Mentor(str(one["person"]), str(one["name"]), tuple((str(key), str(label)) for key, label in one["mentees"]))
            for one in people
        )
    except (ValueError, KeyError, TypeError):
        raise _broken() from None


def _staff_member(value: Plain) -> StaffMember:
    person, name, title, room, roles, hours, contact = at_least(value, 7)
    return StaffMember(
        person_text(person),
        some_text(name),
        some_text(title),
        some_text(room),
        each(roles, some_text),
        some_text(hours),
        some_text(contact),
    )


def _broken() -> BrokenFile:
    return BrokenFile(
        "The list of mentors can't be read. It was kept as it is. Publish it again from a desk that has it."
    )
