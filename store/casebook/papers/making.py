"""What every paper says of itself: of which school, made when, by whom."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import Final

from store.casebook.case.ladder_clock import SchoolHours
from store.casebook.papers.dates import told_time
from store.casebook.papers.paper import Table

NOT_WHOLE: Final = "Not all that had come was opened yet when this was made. Make it again when the desk has opened it."


@dataclass(frozen=True)
class Making:
    """The school, the time, the person at the desk, "" where no name may stand there.

    `elsewhere` is the main record, "" where this is it; it `is_whole` unless items that came are still to be opened.
    """

    school: str
    at: datetime
    hours: SchoolHours
    by: str = field(repr=False)
    elsewhere: str = ""
    is_whole: bool = True

    def time(self, at: datetime) -> str:
        """Return a time as the paper tells it."""
        return told_time(at, self.hours)

    def facts(self, *rows: tuple[str, str]) -> Table:
        """Return a table of facts that begins with the school and ends with the making."""
        told = [("School", self.school), *rows, ("Made", self.time(self.at) + (f" by {self.by}" if self.by else ""))]
        if not self.is_whole:
            told.append(("Not complete", NOT_WHOLE))
        if self.elsewhere:
            told.append(("Main record", f"This is not the whole record: the main one is in {self.elsewhere}."))
        return Table(("What", "Told"), tuple(told), (1, 3))
