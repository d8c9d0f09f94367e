"""What a person at a desk wants to be erased: which entries that means."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from store.casebook.acts.desk import Desk
from store.casebook.erasing.erasing import Erasing, Erasure
from store.casebook.role.shelf import Shelf
from store.errors import KioskError
from store.words import report_code

CASE, LOGS, SLOTS = "case", "logs", "slots"
YEAR_BEGINS: Final = 9
FIRST_YEAR: Final = 2000
LAST_YEAR: Final = 9999


@dataclass(frozen=True)
class Wanted:
    """What is to go: a case by its id, or the logs or the slots of the school year that begins in `year`."""

    what: str
    case_id: str = ""
    year: int = 0
    kiosk: str = ""


def erasure_of(
    wanted: Wanted, class_: str, erasing: Erasing, desk: Desk, shelf: Shelf, *, apart: bool = False
) -> Erasure:
    """Return the entries that this means, or raise KioskError; `apart` is for slots of which one reader is here."""
    # What was done at this desk stands in a feed before anything of it goes.
    if wanted.what == CASE:
        if shelf.is_hidden(wanted.case_id):
            raise KioskError("This case is not in your casebook. Nothing was changed. Go back to the inbox.")
        desk.outgoing.write(list(shelf.casebooks.values()))
        return erasing.of_case(wanted.case_id, class_)
    if wanted.what not in (LOGS, SLOTS) or not FIRST_YEAR <= wanted.year <= desk.clock.now().year:
        raise KioskError("This is no school year that is over. Nothing was erased. Choose one from the list.")
    begins, ends = year_of(wanted.year)
    if wanted.what == LOGS:
        return erasing.of_logs(begins, ends, class_)
    if ends > desk.clock.now():
        raise KioskError("That school year has not ended. Nothing was erased. Choose an earlier one.")
    erasure = erasing.of_year(kiosk_of(wanted, desk), begins, ends, class_, apart=apart)
    if not erasure.entries:
        raise KioskError("This kiosk wrote no slots in that school year. Nothing was erased.")
    return erasure


def year_of(year: int) -> tuple[datetime, datetime]:
    """Return when the school year that begins in `year` begins and ends."""
    begins = datetime(year, YEAR_BEGINS, 1).astimezone()
    return begins, begins.replace(year=begins.year + 1)


def kiosk_of(wanted: Wanted, desk: Desk) -> bytes:
    """Return the kiosk whose slots are meant, or raise KioskError."""
    school = desk.school
    found = [one for one in school.kiosks() if school.device_name(one) == wanted.kiosk]
    if len(found) != 1:
        raise KioskError("No one kiosk has this name. Nothing was erased. Choose one from the list.")
    return found[0]


def told(wanted: Wanted) -> str:
    """Return in words what is to go."""
    if wanted.what == CASE:
        return report_code(wanted.case_id)
    year = f"{wanted.year}/{(wanted.year + 1) % 100:02}"
    return f"session logs of {year}" if wanted.what == LOGS else f"slots of {wanted.kiosk}, {year}"
