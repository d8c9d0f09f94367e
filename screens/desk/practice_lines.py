"""What the page Scheme tells of practice reports."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import timedelta
from typing import Final

from textual.content import Content

from screens.desk.telling import told_day
from store.casebook.pages.scheme_figures import Practice

HEADING: Final = "Practice reports, from sent to acknowledged"
NONE_YET: Final = "None came in this time."
DUE: Final = "! One is due. Each half-term, at a kiosk's computer: kiosk practice-report"
_ROLE_CELLS: Final = 13


def practice_text(
    practices: Sequence[Practice], told_span: Callable[[timedelta | None], str], *, is_due: bool
) -> Content:
    """Return a line for each practice report, the newest first, before them whether one is due."""
    lines = [
        f"{told_day(one.at.astimezone().date())}  {one.role:<{_ROLE_CELLS}} "
        f"{'acknowledged after ' if one.to_read is not None else ''}{told_span(one.to_read)}"
        for one in practices
    ]
    told = [*([DUE] if is_due else []), *(lines or [NONE_YET])]
    return Content.assemble((f"\n{HEADING}\n", "bold"), "\n".join(told))
