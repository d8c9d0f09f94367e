"""What is said after Send."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Final

from screens.mentor.afterwards import sent
from screens.mentor.afterwards.reports import READ_SOME_TIME, SAVED, SENT
from screens.mentor.afterwards.worry_kind import ABOUT, SKIP, WAYS, WorryKindScreen
from screens.mentor.parts.contacts import SHORT
from screens.mentor.parts.opening import told_opening
from screens.mentor.parts.reach import told_after_writing
from screens.mentor.parts.telling import tell_now, told_adults
from screens.plain.leaving import Back
from screens.plain.talk import Manner, Talk
from screens.text import one_line
from store.errors import KioskError
from store.language import say, say_each, say_error
from store.notebook.common.facts import ReportState, SentReport, WelcomeFacts

if TYPE_CHECKING:
    from screens.plain.sitting import Sitting

CHECK_IN: Final = ("check-in", "How am I? Do I want to talk to someone today? (two questions)")
NEXT: Final = "What next?"
_SENTENCES = {ReportState.SAVED: SAVED, ReportState.SENT: SENT, ReportState.READ: READ_SOME_TIME}


def tell_sent(
    sitting: Sitting,
    report: SentReport,
    *,
    named: bool,
    is_red: bool,
    coming: bool = False,
    facts: WelcomeFacts | None = None,
    tell_kind: Callable[[str], SentReport] | None = None,
) -> bool:
    """Say code, state, whom to tell now; return whether "How am I?" is to follow."""
    talk = sitting.talk
    told = [
        f"{say(sent.SentScreen.HEADING)}.",
        say(sent.CODE, code=one_line(report.code, 40)),
        say(_SENTENCES[report.state]),
        *_whom(report),
    ]
    if lost := told_after_writing(facts, report):
        told.insert(3, lost)
    closed = told_opening(facts)
    told += [closed] if closed else []
    told.append(say(sent.COMING if coming else sent.DONE))
    told.append(say(sent.WITHOUT_NAME if not named else sent.GOES_NOW if is_red or coming else sent.GOES_SOON))
    if not closed:
        told.append(say(SHORT))
    ways = say_each((CHECK_IN, sent.FINISH) if named and not coming else (sent.FINISH,))
    while True:
        kind = say_each((sent.KIND,)) if tell_kind is not None else []
        try:
            answer = talk.choose(say(NEXT), [*ways, *kind], Manner(say(sent.SentScreen.HELP)), before=told)
        except Back:
            return False
        if answer != "kind" or tell_kind is None:
            return answer == "check-in"
        told = []
        try:
            if (after := _told_kind(talk, tell_kind)) is not None:
                told, tell_kind = [say(sent.KIND_SAVED), *(_whom(after) if after != report else [])], None
        except KioskError as error:
            talk.problem(say_error(error))


def _told_kind(talk: Talk, tell_kind: Callable[[str], SentReport]) -> SentReport | None:
    try:
        kind = talk.choose(
            say(WorryKindScreen.HEADING), say_each(WAYS), Manner(say(WorryKindScreen.HELP)), before=[say(ABOUT)]
        )
    except Back:
        kind = SKIP
    return None if kind == SKIP else tell_kind(kind)


def _whom(report: SentReport) -> list[str]:
    if report.urgent:
        return [tell_now(report.tell_now)]
    return [say(sent.TALK, adults=told_adults(report.tell_now[:2]))] if report.tell_now else []
