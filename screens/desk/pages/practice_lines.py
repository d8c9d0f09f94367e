"""What the desk tells of practice reports."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import timedelta
from typing import Final

from textual.content import Content

from screens.desk.parts.telling import told_day, told_number
from store.casebook.pages.scheme_figures import Practice, RoutePractice

HEADING: Final = "Practice reports: one down each route in each half-term"
AWAITED: Final = "! Practice report awaited this half-term: {routes} (see below)"
NEWEST: Final = "From sent to acknowledged"
NONE_YET: Final = "None came in this time."
SEND: Final = "To send one: at a kiosk's computer, kiosk practice-report"
_ROLE_CELLS: Final = 13


def practice_text(
    practices: Sequence[Practice], told_span: Callable[[timedelta | None], str], routes: Sequence[RoutePractice]
) -> Content:
    """Return a line for each route, then one for each practice report, the newest first."""
    told = [
        f"{told_day(one.at.astimezone().date())}  {one.role:<{_ROLE_CELLS}} {_span(one, told_span)}"
        for one in practices
    ]
    lines = [_route(one) for one in routes]
    lines += [SEND] if any(one.is_due for one in routes) else []
    return Content.assemble(
        (f"\n{HEADING}\n", "bold"), "\n".join(lines), (f"\n\n{NEWEST}\n", "bold"), "\n".join(told or [NONE_YET])
    )


def awaited_words(routes: Sequence[str]) -> str:
    """Return what the list of what is to do says of routes that await their practice report, "" where none does."""
    return f"! Practice report awaited on {told_number(len(routes), 'route', 'routes')} (m, 5)." if routes else ""


def top_line(routes: Sequence[RoutePractice]) -> list[Content]:
    """Return what the page says above everything else, nothing where no route awaits one."""
    awaited = [one.role for one in routes if one.is_due]
    return [Content.assemble((AWAITED.format(routes=", ".join(awaited)), "bold"))] if awaited else []


def _route(one: RoutePractice) -> str:
    name = f"{one.role:<{_ROLE_CELLS}}"
    if one.day is None:
        return f"! {name} awaited this half-term; none is known"
    state = "acknowledged" if one.acknowledged else "not acknowledged yet"
    if one.is_due:
        return f"! {name} awaited this half-term; the last one {told_day(one.day)}, {state}"
    return f"{'+' if one.acknowledged else '!'} {name} came {told_day(one.day)}, {state}"


def _span(one: Practice, told_span: Callable[[timedelta | None], str]) -> str:
    return f"{'acknowledged after ' if one.to_read is not None else ''}{told_span(one.to_read)}"
