"""What the inspection pack counts, from the casebooks of those who run the scheme alone.

Reports about staff stand in other casebooks, and this looks into none of those, whatever roles its reader holds.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Final

from store.casebook.acts.desk import Desk
from store.casebook.pages.mentors import Mentors
from store.casebook.pages.scheme_actions import SchemeAction
from store.casebook.pages.scheme_figures import SPAN, Figures, Practice, Speed
from store.casebook.pages.staff_training import passes
from store.casebook.records import kinds
from store.casebook.records.opened_record import EPOCH, OpenedRecord
from store.casebook.role.shelf import Shelf
from store.scheme.guidance import AGREEMENT, MENTOR, STRANDS, GuidancePage
from store.scheme.routes import COORDINATOR, ROUTES, SAFEGUARDING

COUNTED: Final = (SAFEGUARDING, COORDINATOR)
OTHER_TOPICS: Final = "another topic"
_MOST_MENTORS: Final = 1_000_000


@dataclass(frozen=True)
class PackFacts:
    """The figures of the last twelve months; a share is (part, whole), None where this person's roles don't know it."""

    since: date
    until: date
    edition: str
    guidance: tuple[GuidancePage, ...] = field(default=(), repr=False)
    agreement: GuidancePage | None = field(default=None, repr=False)
    agreed: tuple[int, int] | None = None
    topics: Mapping[str, tuple[int, int]] = field(default_factory=dict)
    trained: tuple[int, int] | None = None
    staff_trained: tuple[int, int] | None = None
    speeds: tuple[Speed, ...] = ()
    named_routes: tuple[str, ...] = ()
    check_ins: int = 0
    checked_in: tuple[int, int] | None = None
    waiting_talks: int = 0
    reviews: int = 0
    actions: tuple[SchemeAction, ...] = ()
    counts_concerns: bool = True
    practices: tuple[Practice, ...] = ()


def those_who_run_it(shelf: Shelf) -> Shelf:
    """Return the casebooks that the pack and the sample look into."""
    return Shelf({role: book for role, book in shelf.casebooks.items() if role in COUNTED})


def pack_facts(desk: Desk, all_books: Shelf) -> PackFacts:
    """Count what the pack tells."""
    shelf = those_who_run_it(all_books)
    showing, school = desk.showing(""), desk.school
    now = showing.now
    pages = school.guidance()
    agreement = next((one for one in pages if one.slug == AGREEMENT), None)
    since, until = (showing.hours.local(at).date() for at in (now - SPAN, now))
    if not shelf.casebooks:
        return PackFacts(since, until, school.policy().edition, pages, agreement, counts_concerns=False)
    names = set(showing.names.mentors)
    lines = Mentors(desk, shelf).page(0, _MOST_MENTORS).lines
    figures = Figures(desk, shelf).scheme()
    staff = school.staff()
    trainings = passes(record for book in shelf.casebooks.values() for record in book.trainings())
    passed = {one.by for one in trainings if one.until >= until}
    check_ins = shelf.of_kind(kinds.CHECK_IN, now - SPAN)
    return PackFacts(
        since,
        until,
        school.policy().edition,
        pages,
        agreement,
        None if agreement is None else (len(_agreed(shelf, pages) & names), len(names)),
        _topics(shelf, int((now - SPAN - EPOCH).total_seconds())),
        (sum(one.is_trained for one in lines), len(lines)),
        (sum(one.name in passed for one in staff), len(staff)),
        figures.speeds,
        tuple(route for route in ROUTES if school.holders(route)),
        len(check_ins),
        (len({one.author for one in check_ins} & names), len(names)),
        sum(one.talk_since is not None or one.wants_talk for one in lines),
        len(shelf.of_kind(kinds.REVIEW, now - SPAN)),
        figures.actions,
        SAFEGUARDING in shelf.casebooks,
        figures.practices,
    )


def _agreed(shelf: Shelf, pages: tuple[GuidancePage, ...]) -> set[str]:
    """Return who said yes to the page as it is now, in whatever language."""
    digests = {one.digest for one in pages if one.slug == AGREEMENT and one.audience == MENTOR}
    found = shelf.of_kind(kinds.AGREED, EPOCH)
    return {one.author for one in found if one.author is not None and _digest(one) in digests}


def _digest(record: OpenedRecord) -> str:
    return str(record.said.get("digest"))


def _topics(shelf: Shelf, since: int) -> dict[str, tuple[int, int]]:
    """Return by strand how many sessions with how many minutes; whatever else a kiosk wrote counts together."""
    found = [book.topics(kinds.SESSION, since)[0] for book in shelf.casebooks.values()]
    told = dict.fromkeys((*STRANDS, OTHER_TOPICS), (0, 0))
    for topic, count, minutes in max(found, key=lambda one: sum(count for _, count, _ in one)):
        name = topic if topic in STRANDS else OTHER_TOPICS
        told[name] = (told[name][0] + count, told[name][1] + minutes)
    return told
