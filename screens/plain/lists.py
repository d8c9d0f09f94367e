"""What is past: reports, sessions, messages."""

from __future__ import annotations

import contextlib
from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from screens.mentor.afterwards.messages import ABOUT, CLOSED, EMPTY, FROM, NEW, MessagesScreen
from screens.mentor.afterwards.more import CODE, NO_CODE, SAME, MoreScreen
from screens.mentor.afterwards.reports import ReportsScreen, report_text
from screens.mentor.parts.contacts import SHORT
from screens.mentor.parts.listing import HERE, MORE, SHOWN
from screens.mentor.parts.opening import told_opening
from screens.mentor.parts.telling import told_day, told_time
from screens.mentor.sessions.history import HistoryScreen, session_text
from screens.mentor.sessions.session_added import SessionAddedScreen
from screens.plain.leaving import Back
from screens.plain.session_added import add_to_session
from screens.plain.talk import Manner, Options
from screens.plain.told import aloud
from screens.text import one_line
from store.errors import KioskError
from store.language import say, say_each, say_error
from store.notebook.common.facts import ConcernDraft, MessageLine, ReportState, WelcomeFacts

if TYPE_CHECKING:
    from screens.mentor.parts.services import Visit
    from screens.plain.sitting import Sitting

PAGE: Final = 5
# Without the last sentence, which is about a key.
REPORTS_HELP: Final = ReportsScreen.HELP.partition(" A adds")[0]
HISTORY_HELP: Final = "Your sessions, newest first. What you wrote about them is not said here."
_MORE: Final = (("more", "Older ones"), ("back", "Back"))
_END: Final = (("back", "Back"),)


def reports(sitting: Sitting, visit: Visit, facts: WelcomeFacts | None = None) -> ConcernDraft | None:
    """Say how far each report has come, whom to tell while nobody has read an urgent one.

    Return the draft of what is to be added to one.
    """
    lines = visit.reports()
    if any(line.state is not ReportState.READ for line in lines) and (closed := told_opening(facts)):
        sitting.talk.say("", closed)
    told = [_lines(report_text(line).plain) for line in lines[:SHOWN]]
    more = [("add", say(MoreScreen.HEADING))] if lines else []
    answer = _leaf(
        sitting, told, len(lines), say(ReportsScreen.HEADING), say(ReportsScreen.EMPTY), say(REPORTS_HELP), more
    )
    return _added(sitting, visit) if answer == "add" else None


def _added(sitting: Sitting, visit: Visit) -> ConcernDraft | None:
    sitting.talk.say("", say(SAME))
    while True:
        try:
            return visit.more_to(
                sitting.talk.ask(say(CODE), Manner(say(MoreScreen.HELP), letters=60), missing=say(NO_CODE))
            )
        except Back:
            return None
        except KioskError as error:
            sitting.talk.problem(say_error(error))


def history(sitting: Sitting, visit: Visit) -> None:
    """Say the sessions on this computer, add to one of them."""
    heading, empty = say(HistoryScreen.HEADING), say(HistoryScreen.EMPTY)
    while True:
        lines = visit.sessions()
        told = [session_text(line).plain for line in lines[:SHOWN]]
        more = [("add", say(SessionAddedScreen.HEADING))] if lines else []
        if _leaf(sitting, told, len(lines), heading, empty, say(HISTORY_HELP), more) != "add":
            return
        add_to_session(sitting, visit, lines[:SHOWN])


def messages(sitting: Sitting, visit: Visit) -> None:
    """Offer the messages; the words of one are said when it is chosen."""
    talk, at = sitting.talk, 0
    while True:
        lines = visit.messages()[:SHOWN]
        shown = lines[at : at + PAGE]
        options = [(line.id, _title(line)) for line in shown] + say_each(_MORE if lines[at + PAGE :] else _END)
        try:
            answer = talk.choose(say(CLOSED if lines else EMPTY), options, Manner(say(MessagesScreen.HELP)))
        except Back:
            answer = "back"
        if answer == "more":
            at += PAGE
        elif answer == "back":
            if at == 0:
                return
            at -= PAGE
        else:
            _message(sitting, visit, next(line for line in shown if line.id == answer))


def _message(sitting: Sitting, visit: Visit, line: MessageLine) -> None:
    told = [say(FROM, sender=say(line.sender)), told_time(line.created)]
    if line.code:
        told.append(say(ABOUT, code=line.code))
    if not line.seen:
        visit.mark_seen(line.id)
    with contextlib.suppress(Back):
        sitting.talk.choose(
            "", say_each(_END), Manner(say(MessagesScreen.HELP)), before=[*told, "", line.text, "", say(SHORT)]
        )
    # Its words stay in nobody's sight.
    sitting.talk.clear()


def _title(line: MessageLine) -> str:
    told = f"{'' if line.seen else f'{say(NEW)}. '}{told_day(line.created)}, {one_line(say(line.sender), 30)}"
    return f"{told}, {one_line(line.code, 20)}" if line.code else told


def _lines(text: str) -> str:
    return "\n".join(aloud(line) for line in text.split("\n"))


def _leaf(
    sitting: Sitting,
    told: Sequence[str],
    total: int,
    heading: str,
    empty: str,
    help: str,  # noqa: A002 - as elsewhere
    more: Options = (),
) -> str:
    at = 0
    while True:
        shown = [part for one in told[at : at + PAGE] for part in ("", one)] or [empty]
        is_last = at + PAGE >= len(told)
        if is_last and total > len(told):
            shown.append(say(MORE, shown=len(told)))
        options = [*more, *say_each(_END if is_last else _MORE)]
        try:
            answer = sitting.talk.choose("", options, Manner(help), before=[f"{heading}. {say(HERE)}", *shown])
        except Back:
            answer = "back"
        if answer == "more":
            at += PAGE
        elif at == 0 or answer != "back":
            return answer
        else:
            at -= PAGE
