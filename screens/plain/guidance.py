"""What the school has published for mentors, said page by page, with its training."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Final

from screens.mentor.learning.guidance import PAGE, PRACTICE, GuidanceScreen
from screens.mentor.learning.guidance_text import only_in, page_text, source_text
from screens.mentor.learning.quiz import ASK, PLACE, QuizScreen
from screens.mentor.learning.training import EMPTY, TrainingScreen, told_state
from screens.mentor.learning.training_gate import WAYS as GATE_WAYS
from screens.mentor.learning.training_gate import WHY, TrainingGateScreen
from screens.mentor.parts.telling import told_date
from screens.plain.leaving import Back
from screens.plain.practice import practise
from screens.plain.talk import Manner
from screens.plain.told import aloud
from screens.text import one_line
from store.language import say, say_each

if TYPE_CHECKING:
    from screens.mentor.parts.services import Visit
    from screens.plain.sitting import Sitting
    from store.scheme.guidance import GuidancePage, Quiz

SHORT: Final = "What to do when somebody tells you something"
PAGES, TRAINING = "All pages of your school", "Training"
WAYS: Final = (("short", SHORT), ("pages", PAGES), ("training", TRAINING), ("practice", PRACTICE), ("back", "Back"))
BEGIN: Final = "Then {count} made-up stories. {needed} right at the first try are a pass."
RIGHT: Final = "Right. {why}"
WRONG: Final = "Not this one. {why} Choose again."
PASSED: Final = "Passed: {right} of {count} right at the first try. It is valid until {until}."
NOT_YET: Final = (
    "{right} of {count} right at the first try; {needed} are a pass. Nobody is told of this. You can begin again."
)
_ON: Final = (("on", "Go on"), ("back", "Back to the list"))
_BEGIN: Final = (("on", "Begin the stories"), ("back", "Back to the list"))
_ENDS: Final = (("more", "More"), ("back", "Back"))
_LIST: Final = 7
_CELLS: Final = 70


class GuidanceTalk:
    """Cards, pages, training modules of one mentor's school."""

    def __init__(self, sitting: Sitting, visit: Visit, new_id: Callable[[], str]) -> None:
        self._sitting = sitting
        self._talk = sitting.talk
        self._visit = visit
        self._new_id = new_id

    def run(self) -> None:
        """Offer what there is until somebody goes back."""
        acts: dict[str, Callable[[], object]] = {
            "short": lambda: self._read(say(PAGE).split("\n\n"), say(GuidanceScreen.HELP)),
            "pages": self._pages,
            "training": self.train,
            "practice": lambda: practise(self._sitting, self._visit, self._new_id),
        }
        while (what := self._choose(say(GuidanceScreen.HEADING), say_each(WAYS), say(GuidanceScreen.HELP))) in acts:
            acts[what]()

    def train_first(self) -> str | None:
        """Say why training comes before a session log; return what was chosen instead of the training, if anything."""
        what = self._choose(say(WHY), say_each(GATE_WAYS), say(TrainingGateScreen.HELP))
        if what == "training":
            self.train()
        return what if what == "worried" else None

    def train(self) -> None:
        """Offer the modules with how each stands."""
        while True:
            lines = {line.page.slug: line for line in self._visit.training()}
            ways = [
                (slug, f"{one_line(line.page.title, _CELLS)}. {aloud(told_state(line))}")
                for slug, line in lines.items()
            ]
            slug = self._listed(say(TrainingScreen.HEADING if ways else EMPTY), ways, say(TrainingScreen.HELP))
            if slug is None:
                return
            self._module(lines[slug].page)

    def _pages(self) -> None:
        pages = {one.slug: one for one in self._visit.guidance() if one.quiz is None}
        ways = [(slug, one_line(page.title, _CELLS)) for slug, page in pages.items()]
        while (slug := self._listed(say(PAGES), ways, say(GuidanceScreen.HELP))) is not None:
            self._read(parts_of(pages[slug]), say(GuidanceScreen.HELP))

    def _module(self, page: GuidancePage) -> None:
        quiz = page.quiz
        if quiz is None or not self._read(parts_of(page), say(TrainingScreen.HELP), last=_BEGIN, then=_begin(quiz)):
            return
        right = self._ask(quiz)
        if right is None:
            return
        count = len(quiz.scenarios)
        if right < quiz.pass_mark:
            self._talk.say("", say(NOT_YET, right=right, count=count, needed=quiz.pass_mark))
            return
        until = self._visit.pass_training(self._new_id(), page.slug, right)
        self._talk.say("", say(PASSED, right=right, count=count, until=told_date(until)))

    def _ask(self, quiz: Quiz) -> int | None:
        right = 0
        for number, scenario in enumerate(quiz.scenarios, 1):
            ways = [(str(at), answer.text) for at, answer in enumerate(scenario.answers)]
            before = [say(PLACE, number=number, count=len(quiz.scenarios)), scenario.story]
            is_first_try = True
            while True:
                try:
                    chosen = self._talk.choose(say(ASK), ways, Manner(say(QuizScreen.HELP)), before=before)
                except Back:
                    return None
                answer = scenario.answers[int(chosen)]
                if answer.is_right:
                    break
                before, is_first_try = [say(WRONG, why=answer.why)], False
            right += is_first_try
            self._talk.say("", say(RIGHT, why=answer.why))
        return right

    def _read(
        self, parts: Sequence[str], told: str, *, last: Sequence[tuple[str, str]] = _ON[1:], then: str = ""
    ) -> bool:
        """Say one part after the other; return whether somebody went on from the last one."""
        at = 0
        while 0 <= at < len(parts):
            is_last = at + 1 == len(parts)
            try:
                answer = self._talk.choose(
                    then if is_last else "", say_each(last if is_last else _ON), Manner(told), before=[parts[at]]
                )
            except Back:
                at -= 1
                continue
            if answer == "back":
                return False
            at += 1
        return at > 0

    def _listed(self, question: str, ways: Sequence[tuple[str, str]], told: str) -> str | None:
        """Return what was chosen from a list that is told a few at a time, None for back."""
        at = 0
        while True:
            shown = [*ways[at : at + _LIST]]
            ends = say_each(_ENDS)
            chosen = self._choose(question, [*shown, *(ends if ways[at + _LIST :] else ends[1:])], told)
            if chosen == "more":
                at += _LIST
            elif chosen != "back":
                return chosen
            elif at == 0:
                return None
            else:
                at -= _LIST

    def _choose(self, question: str, ways: Sequence[tuple[str, str]], told: str) -> str:
        try:
            return self._talk.choose(question, ways, Manner(told))
        except Back:
            return "back"


def _begin(quiz: Quiz) -> str:
    return say(BEGIN, count=len(quiz.scenarios), needed=quiz.pass_mark)


def parts_of(page: GuidancePage) -> list[str]:
    """Return a page a paragraph at a time, its title first, its source last."""
    parts = [part for part in page_text(page.text).plain.split("\n\n") if part.strip()]
    told = only_in(page)
    return [page.title, *([] if told is None else [told.plain]), *parts, source_text(page.source, page.checked).plain]
