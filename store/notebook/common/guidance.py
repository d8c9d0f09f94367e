"""The school's guidance as a mentor reads it."""

from __future__ import annotations

from dataclasses import replace

from store.language import say
from store.notebook.common import people
from store.notebook.common.facts import Adult
from store.notebook.common.parts import Parts
from store.scheme.guidance import ADULTS_HERE, CONTACTS_HERE, MENTOR, GuidancePage
from store.scheme.policy import Policy

ANYBODY = "Any adult you trust, or reception"


def pages(parts: Parts) -> tuple[GuidancePage, ...]:
    """Return the pages for mentors, modules among them, with the school's adults and helplines where they belong."""
    adults, contacts = _adults(people.adults(parts)), _contacts(parts.school.policy())
    return tuple(_filled(one, adults, contacts) for one in parts.school.guidance() if one.audience == MENTOR)


def filled(parts: Parts, page: GuidancePage) -> GuidancePage:
    """Return one page with the school's adults and helplines where they belong."""
    return _filled(page, _adults(people.adults(parts)), _contacts(parts.school.policy()))


def _filled(page: GuidancePage, adults: str, contacts: str) -> GuidancePage:
    lines = [{ADULTS_HERE: adults, CONTACTS_HERE: contacts}.get(line.strip(), line) for line in page.text.split("\n")]
    return replace(page, text="\n".join(lines))


def _adults(adults: tuple[Adult, ...]) -> str:
    lines = []
    for one in adults:
        told = f"- {one.name}" + (f" ({say(one.title)})" if one.title else "")
        lines.append(f"{told}: {one.room}" if one.room else told)
    return "\n".join(lines) or f"- {say(ANYBODY)}"


def _contacts(policy: Policy) -> str:
    return "\n".join(f"- {one.name}: {one.how}" for one in policy.contacts)
