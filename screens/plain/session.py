"""Logging a session, question by question."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Final

from screens.mentor.concerns.begun import new_id
from screens.mentor.parts.care import told_one_more
from screens.mentor.parts.keeping_screen import NOT_SAVED
from screens.mentor.parts.telling import told_minutes
from screens.mentor.parts.topics import TOPICS, topic_words
from screens.mentor.sessions.session import UNFINISHED, WITH, SessionDone, SessionScreen
from screens.mentor.sessions.session_answers import SOMEONE_ELSE, draft_of, form_of, is_worrying, memory_of, missing
from screens.mentor.sessions.session_fields import ANSWERS, ELSE, MINUTES, MOVES, OTHER, TOPIC, WHO, WORRIED
from screens.mentor.sessions.session_keeper import SessionKeeper
from screens.mentor.sessions.session_more import BOX_BYTES, BOXES, SEE_AGAIN, WEEKS, Memory, free_text
from screens.mentor.sessions.session_timer import SessionTimer
from screens.plain.form import at_once
from screens.plain.leaving import Back
from screens.plain.talk import Manner
from screens.plain.words import Words
from screens.text import clean, one_line
from store.errors import KioskError
from store.language import say, say_each, say_error, say_number
from store.notebook.common.facts import ConcernDraft, SessionDraft, SessionLine

if TYPE_CHECKING:
    from screens.mentor.parts.services import Visit
    from screens.plain.sitting import Sitting

HELP: Final = (
    "Four answers: who, what about, how many minutes, whether anything worried you. Then you can save, or write how "
    "it went. If something worried you, a report follows, and what you wrote moves there. What you do not finish "
    "waits here for you, locked away."
)
AGAIN: Final = (("on", "Go on with it"), ("new", "Take it away, start a new one"))
SAME: Final = "Is this session like your last one: {last}?"
SAMES: Final = (("no", "No"), ("yes", "Yes: the same pupil, topic and minutes"))
SAVES: Final = (("save", "Save"), ("more", "Write more: how it went, what helped, when you meet again"))
SAVES_WORRY: Final = (("save", "Save, then tell us about it"),)
UNFINISHED_HERE: Final = UNFINISHED.partition(" F8")[0]
TIMER: Final = "Or type: timer. That starts it, and stops it."
TIMER_RUNS_ONE: Final = "The timer has run for {n} minute."
TIMER_RUNS: Final = "The timer has run for {n} minutes."
TIMER_STARTED: Final = (
    "The timer runs, also while this is hidden or you go back. At this question type 'timer' again: that stops it and "
    "fills in the minutes."
)
TIMER_STOPPED_ONE: Final = "The timer has stopped: {n} minute."
TIMER_STOPPED: Final = "The timer has stopped: {n} minutes."
TIMER_WORD: Final = "timer"


@dataclass(frozen=True)
class _Question:
    ask: Callable[[], None]
    is_due: Callable[[], bool] = lambda: True


class SessionTalk:
    """One session; `run` returns what follows, None when it was left."""

    def __init__(self, sitting: Sitting, visit: Visit, now: Callable[[], datetime]) -> None:
        self._sitting = sitting
        self._talk = sitting.talk
        self._visit = visit
        self._now = now
        self._memory: Memory = {"id": new_id()}
        self._labels: dict[str, str] = {}
        self._keeper = SessionKeeper(visit, at_once, sitting.clock)
        self._box: tuple[str, Words] | None = None
        self._is_logged = False

    def run(self) -> SessionDone | None:
        """Go through the questions."""
        self._labels = {mentee.id: mentee.label for mentee in self._visit.mentees()}
        last, unfinished = self._visit.last_session(), self._visit.unfinished_session()
        self._keeper.open(unfinished or SessionDraft(self._memory["id"]))
        if asked := told_one_more(self._visit.duties.care()):
            self._talk.say("", asked)
        with self._sitting.keeping(self):
            try:
                self._begin(last, unfinished)
                while True:
                    self._ask_all()
                    if (done := self._log()) is not None:
                        return done
            except Back:
                if problem := self._save():
                    self._talk.problem(problem)
                return None

    # -- questions ---------------------------------------------------------------------------------------------------

    def _begin(self, last: SessionLine | None, unfinished: SessionDraft | None) -> None:
        if unfinished is not None:
            # From here on, so that leaving this question keeps it as it is.
            self._memory = memory_of(unfinished)
            if self._talk.choose(say(UNFINISHED_HERE), say_each(AGAIN), Manner(say(HELP))) == "on":
                return
            self._memory = {"id": new_id()}
        if last is not None:
            told = f"{one_line(last.who, 40)}, {topic_words(last.topic)}, {told_minutes(last.minutes)}"
            if self._talk.choose(say(SAME, last=told), say_each(SAMES, about=SAME), Manner(say(HELP))) == "yes":
                self._repeat(last)

    def _repeat(self, last: SessionLine) -> None:
        who = next((key for key, label in self._labels.items() if label == last.who), SOMEONE_ELSE)
        self._memory |= {"who": who, "topic": last.topic, "minutes": str(last.minutes)}
        if who == SOMEONE_ELSE:
            self._memory["else"] = clean(last.who)

    def _ask_all(self) -> None:
        questions = [
            _Question(self._who, lambda: not self._is_answered("who")),
            _Question(self._else, lambda: self._memory.get("who") == SOMEONE_ELSE and not self._is_answered("else")),
            _Question(self._topic, lambda: not self._is_answered("topic")),
            _Question(self._minutes, lambda: not self._is_answered("minutes")),
            _Question(self._worried, lambda: not self._is_answered("worried")),
            _Question(self._more),
        ]
        asked: list[int] = []
        at = 0
        while at < len(questions):
            if not (questions[at].is_due() or at in asked):
                at += 1
                continue
            try:
                questions[at].ask()
            except Back:
                asked = [one for one in asked if one < at]
                if not asked:
                    raise
                at = asked[-1]
                continue
            asked = [*(one for one in asked if one < at), at]
            at += 1
            if problem := self._save():
                self._talk.problem(problem)

    def _is_answered(self, name: str) -> bool:
        return bool(self._memory.get(name))

    def _choose(self, name: str, question: str, options: list[tuple[str, str]]) -> None:
        self._memory[name] = self._talk.choose(question, options, Manner(say(HELP)))

    def _who(self) -> None:
        if not self._labels:
            self._memory["who"] = SOMEONE_ELSE
            return
        people = [(key, one_line(label, 40)) for key, label in self._labels.items()]
        self._choose("who", f"{say(SessionScreen.HEADING)}. {say(WHO)}?", [*people, (SOMEONE_ELSE, say(OTHER))])

    def _else(self) -> None:
        manner = Manner(say(HELP), letters=60)
        self._memory["else"] = self._talk.ask(
            say(ELSE), manner, missing=say(ELSE), initial=self._memory.get("else", "")
        )

    def _topic(self) -> None:
        self._choose("topic", f"{say(TOPIC)}?", say_each(TOPICS))

    def _minutes(self) -> None:
        told, timer = f"{say(MINUTES)}?", SessionTimer(self._memory, self._now)
        while True:
            if (minutes := timer.minutes) is not None:
                self._talk.say("", say_number(TIMER_RUNS_ONE, TIMER_RUNS, minutes))
            asked = f"{told} {say(TIMER)}"
            self._memory["minutes"] = self._talk.ask(asked, Manner(say(HELP), letters=20), missing=told)
            # The English word holds in every language, beside its own.
            if self._memory["minutes"].casefold().strip(". ") in (TIMER_WORD, say(TIMER_WORD)):
                self._memory["minutes"] = ""
                timer.press()
                if problem := self._save():
                    self._talk.problem(problem)
                if not self._is_answered("minutes"):
                    self._talk.say(say(TIMER_STARTED))
                    continue
                self._talk.say(say_number(TIMER_STOPPED_ONE, TIMER_STOPPED, int(self._memory["minutes"])))
                return
            place, sentence = missing({"who": "x", "topic": "x", "worried": "x"} | _only(self._memory), {"x": "x"})
            if place != "#minutes":
                self._memory.pop("started", None)
                return
            self._memory["minutes"] = ""
            self._talk.say(sentence)

    def _worried(self) -> None:
        self._choose("worried", say(WORRIED), say_each(ANSWERS, about=WORRIED))

    def _more(self) -> None:
        worries = is_worrying(self._memory)
        options = say_each(SAVES_WORRY if worries else SAVES)
        before = [say(MOVES)] if worries else []
        if self._talk.choose(say("Save it now?"), options, Manner(say(HELP)), before=before) == "save":
            return
        for name, label in say_each(BOXES):
            box = Words(self._talk, self._memory.get(name, ""), BOX_BYTES, self._save, self._sitting.clock)
            self._box = (name, box)
            try:
                box.ask(label, say(HELP))
            finally:
                self._take_box()
        self._choose("see again", say(SEE_AGAIN), say_each(WEEKS))

    # -- keeping -----------------------------------------------------------------------------------------------------

    @property
    def is_unsaved(self) -> bool:
        """Whether somebody began to write a session down."""
        return not self._is_logged and not self._draft.is_empty

    @property
    def _draft(self) -> SessionDraft:
        memory = self._memory
        if self._box is not None:
            name, box = self._box
            memory = memory | {name: box.text}
        return draft_of(memory)

    def rest(self) -> None:
        """Save what is typed."""
        if not self._is_logged and (job := self._keeper.last_job(self._draft)) is not None:
            job()

    def _save(self) -> str:
        try:
            self.rest()
        except KioskError as error:
            return say(NOT_SAVED, sentence=say_error(error))
        return ""

    def _take_box(self) -> None:
        if self._box is not None:
            name, box = self._box
            self._memory[name], self._box = box.text, None

    def _log(self) -> SessionDone | None:
        memory = self._memory
        place, sentence = missing(memory, self._labels)
        if sentence:
            # Whom they meant is not known here any more, or an answer of an older version: it is asked again.
            self._talk.say(sentence)
            for name in ("who", "else") if place in ("#who", "#else") else ("topic", "minutes", "worried"):
                memory.pop(name, None)
            return None
        form = form_of(memory, self._labels, self._now().astimezone().date())
        concern = None
        if is_worrying(memory):
            concern = ConcernDraft(new_id(), words=f"{say(WITH, who=form.who)}\n\n{free_text(memory)}".strip())
        try:
            self._keeper.log(memory["id"], form, concern)
        except KioskError as error:
            self._talk.problem(say(NOT_SAVED, sentence=say_error(error)))
            return None
        self._is_logged = True
        return SessionDone(concern)


def _only(memory: Memory) -> Memory:
    return {"minutes": memory["minutes"]}
