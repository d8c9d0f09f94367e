"""What of another school's transfer becomes records here: its first texts untouched, nothing that acts for us."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Final

from store.casebook.records import kinds
from store.casebook.records.opened_record import OpenedRecord, digest_of
from store.casebook.transfer.bundle import Bundle
from store.errors import BrokenFile
from store.records import new_id

if TYPE_CHECKING:
    from store.records import Record

# What adults did and decided there. Who read or looked, what was linked, held or handed there is of no use here.
PAST: Final = (
    kinds.STEPS | kinds.STAFF_MATTERS | {kinds.NOTE, kinds.LEVEL, kinds.REPLY, kinds.CLOSE, kinds.REOPEN}
) - {
    kinds.ASSIGN,
    kinds.ACCEPT,
    kinds.REJECT,
}
_LONGEST: Final = 6_000
_REFUSED: Final = "Something in this file is not what a school sends. Nothing was taken in. Ring them, and tell IT."


def check(bundle: Bundle, known: Callable[[str], Sequence[OpenedRecord]], is_ours: Callable[[str], bool]) -> None:
    """Raise BrokenFile where the bundle speaks of anything but its own cases, or in anybody's name here."""
    reports = {one.id: one for one in bundle.reports}
    if len(reports) != len(bundle.reports):
        raise BrokenFile(_REFUSED)
    for one in bundle.reports:
        is_own = one.kind in kinds.REPORTS and one.school == bundle.sender.school.hex() and one.v == 1
        if not is_own or (one.about is not None and one.about not in reports):
            raise BrokenFile(_REFUSED)
        if one.author is not None and is_ours(one.author):
            raise BrokenFile(_REFUSED)
        if any(each.digest != digest_of(one) for each in known(one.id)):
            raise BrokenFile(_REFUSED)
    for act, _ in bundle.past:
        if act.kind not in PAST or act.about not in reports:
            raise BrokenFile(_REFUSED)


def cases_of(bundle: Bundle) -> tuple[str, ...]:
    """Return the ids of the cases: the reports that are about no other one."""
    about = {one.id: one.about for one in bundle.reports}
    found = []
    for record_id in about:
        at, seen = record_id, set[str]()
        while (above := about.get(at)) is not None and at not in seen:
            seen.add(at)
            at = above
        found.append(at)
    return tuple(dict.fromkeys(sorted(found)))


def records_of(bundle: Bundle, school: str, device: str, roles: Sequence[str]) -> list[Record]:
    """Return the records as they are kept here: the reports as they are, their acts as what was done elsewhere."""
    from store.records import Record

    made = list(bundle.reports)
    for place, (act, told) in enumerate(bundle.past, 1):
        by, reason = act.text.get("by"), act.text.get("reason")
        made.append(
            Record(
                id=new_id(),
                school=school,
                device=device,
                kind=kinds.ELSEWHERE,
                to=list(roles),
                about=act.about,
                created=act.created,
                text={
                    "by": f"{by if isinstance(by, str) else 'an adult'} ({bundle.sender.name})"[:_LONGEST],
                    "words": told[:_LONGEST],
                    "reason": reason[:_LONGEST] if isinstance(reason, str) else "",
                    "step": place,
                },
            )
        )
    return made
