"""What the inspection pack counts, from the casebooks of those who run the scheme alone.

It counts up to the beginning of a month, so that packs of days close together tell nothing by what differs.
Reports about staff stand in other casebooks, and this looks into none of those, whatever roles its reader holds.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Final

from store.casebook.acts.desk import Desk
from store.casebook.pages.mentors import Mentors
from store.casebook.pages.scheme_actions import SchemeAction
from store.casebook.pages.scheme_figures import SPAN, Figures, Practice, Speed
from store.casebook.pages.staff_training import passes
from store.casebook.papers.as_of import ShelfAsOf, desk_as_of
from store.casebook.records import kinds
from store.casebook.records.opened_record import EPOCH, OpenedRecord
from store.casebook.role.shelf import Shelf
from store.scheme.guidance import AGREEMENT, MENTOR, STRANDS, GuidancePage
from store.scheme.routes import COORDINATOR, ROUTES, SAFEGUARDING

COUNTED: Final = (SAFEGUARDING, COORDINATOR)
OTHER_TOPICS: Final = "another topic"
_MOST_MENTORS: Final = 1_000_000
_DAY: Final = timedelta(days=1)


@dataclass(frozen=True)
class PackFacts:
    """The figures of twelve months, the last of which has ended; a share is (part, whole), None where it isn't known.

    It isn't known where this person's roles don't tell. `until` is the last day that counts.
    """

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


def counted_until(desk: Desk) -> datetime:
    """Return the beginning of this month, up to which the pack counts."""
    showing = desk.showing("")
    return showing.hours.midnight_of(showing.hours.local(showing.now).date().replace(day=1))


def pack_facts(desk: Desk, all_books: Shelf) -> PackFacts:
    """Count what the pack tells, as it was when this month began."""
    at = counted_until(desk)
    desk, shelf = desk_as_of(desk, at), ShelfAsOf(those_who_run_it(all_books), at)
    showing, school = desk.showing(""), desk.school
    pages = school.guidance()
    agreement = next((one for one in pages if one.slug == AGREEMENT), None)
    today = showing.hours.local(at).date()
    since, until = showing.hours.local(at - SPAN).date(), today - _DAY
    if not shelf.casebooks:
        return PackFacts(since, until, school.policy().edition, pages, agreement, counts_concerns=False)
    names = set(showing.names.mentors)
    lines = Mentors(desk, shelf).page(0, _MOST_MENTORS).lines
    figures = Figures(desk, shelf)
    staff = school.staff()
    passed = {one.by for one in passes(shelf.of_kind(kinds.TRAINING, EPOCH)) if one.until >= today}
    check_ins = shelf.of_kind(kinds.CHECK_IN, at - SPAN)
    return PackFacts(
        since,
        until,
        school.policy().edition,
        pages,
        agreement,
        None if agreement is None else (len(_agreed(shelf, pages) & names), len(names)),
        _topics(shelf, at - SPAN),
        (sum(one.is_trained for one in lines), len(lines)),
        (sum(one.name in passed for one in staff), len(staff)),
        figures.speeds(at - SPAN),
        tuple(route for route in ROUTES if school.holders(route)),
        len(check_ins),
        (len({one.author for one in check_ins} & names), len(names)),
        sum(one.talk_since is not None or one.wants_talk for one in lines),
        len(shelf.of_kind(kinds.REVIEW, at - SPAN)),
        tuple(one for one in figures.actions() if one.done is None or one.done >= at - SPAN),
        SAFEGUARDING in shelf.casebooks,
        figures.practices(at - SPAN),
    )


def _agreed(shelf: Shelf, pages: tuple[GuidancePage, ...]) -> set[str]:
    """Return who said yes to the page as it is now, in whatever language."""
    digests = {one.digest for one in pages if one.slug == AGREEMENT and one.audience == MENTOR}
    found = shelf.of_kind(kinds.AGREED, EPOCH)
    return {one.author for one in found if one.author is not None and _digest(one) in digests}


def _digest(record: OpenedRecord) -> str:
    return str(record.said.get("digest"))


def _topics(shelf: ShelfAsOf, since: datetime) -> dict[str, tuple[int, int]]:
    """Return by strand how many sessions with how many minutes; whatever else a kiosk wrote counts together."""
    found = shelf.topics(kinds.SESSION, since)
    told = dict.fromkeys((*STRANDS, OTHER_TOPICS), (0, 0))
    for topic, count, minutes in max(found, key=lambda one: sum(count for _, count, _ in one)):
        name = topic if topic in STRANDS else OTHER_TOPICS
        told[name] = (told[name][0] + count, told[name][1] + minutes)
    return told
