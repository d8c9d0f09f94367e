"""Several lines of words, kept line by line."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Final

from screens.mentor.concerns.words_page import LINKS, has_link
from screens.mentor.parts.autosave import EVERY_SECONDS
from screens.mentor.parts.picture_card import CARD, is_about_pictures
from screens.plain.commands import TOLD_DOTTED
from screens.plain.leaving import Back
from screens.plain.talk import ANSWER, Manner, Talk
from screens.text import clean, looks_like_image, too_long
from screens.widgets.words_box import FULL, PICTURE
from store.language import say, say_number

HOW: Final = (
    "Type a line, then Enter, as often as you like. Each line is kept. An empty line or a full stop alone ends it. "
    ".show says all lines, .undo takes the last one away, .quiet stops showing letters as you type. " + TOLD_DOTTED
)
NOT_TAKEN: Final = "Your last line was not taken. All lines before it are still here."
QUIET: Final = "Letters are not shown now. Type .quiet again to see them."
SHOWN: Final = "Letters are shown again."
LINE: Final = "You have written {n} line already. What you type comes after that."
LINES: Final = "You have written {n} lines already. What you type comes after that."
NONE_YET: Final = "There is no line yet."
UNDONE: Final = "The last line is taken away."
HELP: Final = "Write line by line. Each line is locked away as soon as you press Enter."
# More than any limit, so that what is too long is refused whole.
_LETTERS: Final = 20_000


class Words:
    """Asks for lines; `text` is all that is typed now, also of the line that has no end yet.

    `save` keeps that, and returns the sentence that says why it could not.
    """

    def __init__(self, talk: Talk, text: str, limit: int, save: Callable[[], str], clock: Callable[[], float]) -> None:
        self._talk = talk
        self._lines = clean(text, multiline=True).split("\n") if text else []
        self._limit = limit
        self._save = save
        self._clock = clock
        self._half = ""
        self._saved = text
        self._saved_at = clock()
        self._cards: set[str] = set()
        self._is_quiet = False

    @property
    def text(self) -> str:
        """Everything that is typed, as it is to be kept."""
        half = clean(self._half)
        return "\n".join([*self._lines, half] if half.strip() and not self._refusal(half) else self._lines)

    def ask(self, question: str, help: str = "", also: Callable[[str], str] = lambda _typed: "") -> None:  # noqa: A002 - as elsewhere
        """Ask until the lines are ended; raise Back."""

        def tick(typed: str) -> str:
            # What begins so is a command until its end says otherwise.
            self._half = "" if typed.lstrip().startswith(".") else typed
            problem = ""
            if self.text != self._saved and self._clock() - self._saved_at >= EVERY_SECONDS:
                problem = self._keep()
            return "\n".join(filter(None, (problem, also(typed))))

        manner = Manner(help or say(HELP), letters=_LETTERS, dotted=True, tick=tick)
        is_told, initial = False, ""
        while True:
            if not is_told:
                self._talk.say("", question, say(HOW))
                if self._lines:
                    self._talk.say(say_number(LINE, LINES, len(self._lines)))
                is_told = True
            try:
                heard = self._talk.hear(ANSWER, replace(manner, unseen=self._is_quiet), initial)
            except Back:
                self._end()
                raise
            self._half = initial = heard.text if heard.again else ""
            if heard.again:
                is_told = False
                continue
            line = clean(heard.text)
            if line.strip() in ("", "."):
                self._end()
                return
            self._line(line)

    def _line(self, line: str) -> None:
        said = line.strip().casefold()
        if said in (".show", say(".show")):
            self._talk.say(*(self._lines or [say(NONE_YET)]))
        elif said in (".quiet", say(".quiet")):
            self._is_quiet = not self._is_quiet
            if self._is_quiet:
                self._talk.clear()
            self._talk.say(say(QUIET if self._is_quiet else SHOWN))
        elif said in (".undo", say(".undo")):
            self._talk.say(say(UNDONE if self._lines else NONE_YET))
            del self._lines[-1:]
            self._keep_or_say()
        elif refusal := self._refusal(line):
            self._talk.problem(f"{refusal} {say(NOT_TAKEN)}")
        else:
            self._lines.append(line)
            self._keep_or_say()
            self._remind(line)

    def _end(self) -> None:
        # What was written stays in nobody's sight.
        text = self.text
        self._lines, self._half = text.split("\n") if text else [], ""
        problem = self._keep()
        self._talk.clear()
        if problem:
            self._talk.problem(problem)

    def _keep_or_say(self) -> None:
        if problem := self._keep():
            self._talk.problem(problem)

    def _keep(self) -> str:
        kept, self._saved_at = self.text, self._clock()
        if not (problem := self._save()):
            self._saved = kept
        return problem

    def _refusal(self, line: str) -> str:
        text = "\n".join([*self._lines, line])
        if looks_like_image(line) or looks_like_image(text):
            return say(PICTURE)
        return say(FULL) if too_long(text, self._limit) else ""

    def _remind(self, line: str) -> None:
        for card, is_so in ((CARD, is_about_pictures(line)), (LINKS, has_link(line))):
            if is_so and card not in self._cards:
                self._cards.add(card)
                self._talk.say(say(card))
