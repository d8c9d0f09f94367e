"""What is said after Send."""

from __future__ import annotations

from typing import TYPE_CHECKING

from screens.mentor import sent
from screens.mentor.contacts import SHORT
from screens.mentor.reports import READ_SOME_TIME, SAVED, SENT
from screens.mentor.telling import tell_now, told_adults
from screens.plain.leaving import Back
from screens.plain.talk import Manner
from screens.text import one_line
from store.language import say, say_each
from store.notebook.facts import ReportState, SentReport

if TYPE_CHECKING:
    from screens.plain.sitting import Sitting

WAYS = (("check-in", "How am I? (two questions)"), ("finish", "Finish"))
_SENTENCES = {ReportState.SAVED: SAVED, ReportState.SENT: SENT, ReportState.READ: READ_SOME_TIME}


def tell_sent(sitting: Sitting, report: SentReport, *, named: bool, is_red: bool, coming: bool = False) -> bool:
    """Say code, state, whom to tell now; return whether "How am I?" is to follow."""
    told = [
        f"{say(sent.SentScreen.HEADING)}.",
        say(sent.CODE, code=one_line(report.code, 40)),
        say(_SENTENCES[report.state]),
    ]
    if report.urgent:
        told.append(tell_now(report.tell_now))
    elif report.tell_now:
        told.append(say(sent.TALK, adults=told_adults(report.tell_now[:2])))
    told.append(say(sent.COMING if coming else sent.DONE))
    told.append(say(sent.WITHOUT_NAME if not named else sent.GOES_NOW if is_red or coming else sent.GOES_SOON))
    told.append(say(SHORT))
    ways = say_each(WAYS)
    if not named or coming:
        ways = ways[1:]
    try:
        return (
            sitting.talk.choose(say("What next?"), ways, Manner(say(sent.SentScreen.HELP)), before=told) == "check-in"
        )
    except Back:
        return False
