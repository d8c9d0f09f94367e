"""One question at a time, with its answer."""

from __future__ import annotations

import math
import textwrap
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final, Protocol

from screens.hanging import indent_of
from screens.plain.commands import EVERYWHERE, command_of
from screens.plain.keys import Key
from screens.plain.leaving import Back
from screens.plain.line_reader import Asked, Line, LineReader
from screens.plain.terminal import Terminal
from screens.text import clean, looks_like_image
from screens.widgets.words_box import PICTURE
from store.language import say

NUMBER, ANSWER = "Number: ", "> "
ATTENTION: Final = "Attention: {sentence}"
NO_SUCH: Final = "That is not one of the numbers."
NO_BACK: Final = "There is nothing to go back to here."
TOO_MANY: Final = "That is all that there is room for in this line."
_WIDEST: Final = 80

Options = Sequence[tuple[str, str]]


class Frame(Protocol):
    """What hiding and leaving mean where the dialogue is now; each may raise leaving.Over instead of returning."""

    def allowed(self, *, writing: bool) -> float:
        """Return how many seconds without a key are allowed."""
        ...

    def warning(self) -> str:
        """Return the sentence that warns before that time is over."""
        ...

    def hide(self) -> None:
        """Hide the visit until its words are typed."""
        ...

    def sign_out(self) -> None:
        """End the visit, unless whoever was asked goes back to it."""
        ...


@dataclass(frozen=True)
class Heard:
    """An answer; `again` where the question is to be asked once more, with `text` typed already."""

    text: str = field(repr=False)
    again: bool = False


@dataclass(frozen=True)
class Manner:
    """How something is asked: help for it, whether people write, what is done meanwhile.

    What is `secret` is not shown and not kept when the question is asked again; what is `unseen` is not shown.
    Hearing takes longer than reading, so most questions count as writing, which is given more time.
    """

    help: str = ""
    writing: bool = True
    letters: int = 120
    secret: bool = False
    unseen: bool = False
    dotted: bool = False
    is_endless: bool = False
    tick: Callable[[str], str] = lambda _typed: ""


class Talk:
    """Says and asks on one terminal; `frame` is set by who knows where the dialogue is."""

    frame: Frame

    def __init__(self, terminal: Terminal, clock: Callable[[], float]) -> None:
        self._terminal = terminal
        self._reader = LineReader(terminal, clock)

    def clear(self) -> None:
        """Leave nothing on the screen, nothing typed ahead."""
        self._terminal.clear()
        self._reader.forget()

    def say(self, *paragraphs: str) -> None:
        """Say each paragraph from a new line on, through the door for text."""
        width = min(self._terminal.columns, _WIDEST) - 1
        for paragraph in paragraphs:
            for line in clean(paragraph, multiline=True).split("\n"):
                wide = max(20, width)
                told = textwrap.wrap(line, wide, subsequent_indent=indent_of(line, wide), drop_whitespace=True)
                self._terminal.write("\n".join(told) + "\n")

    def problem(self, sentence: str) -> None:
        """Say what went wrong."""
        self.say(say(ATTENTION, sentence=sentence))

    def read(self, asked: Asked) -> Line:
        """Read one line as it is."""
        return self._reader.read(asked)

    def hear(self, prompt: str, manner: Manner, initial: str = "") -> Heard:
        """Read one line, do what it says where that is no answer; raise Back."""
        line = self.read(
            Asked(
                prompt,
                manner.letters,
                math.inf if manner.is_endless else self.frame.allowed(writing=manner.writing),
                secret=manner.secret or manner.unseen,
                initial=initial,
                warning=self.frame.warning(),
                tick=manner.tick,
            )
        )
        key = line.key
        kept = line.text
        if key is Key.ENTER:
            command = command_of(line.text, dotted=manner.dotted)
            if command is None:
                return Heard(line.text)
            key, kept = command, ""
        if key is Key.BACK:
            raise Back
        if key is Key.HELP:
            self.say("", *([manner.help, ""] if manner.help else []), say(EVERYWHERE), "")
        elif key is Key.SIGN_OUT:
            self.frame.sign_out()
        else:
            self.frame.hide()
        return Heard("" if manner.secret else kept, again=True)

    def choose(
        self,
        question: str,
        options: Options,
        manner: Manner,
        *,
        before: Sequence[str] = (),
        words: Mapping[str, str] | None = None,
        may_go_back: bool = True,
    ) -> str:
        """Return the value of the answer whose number is typed, or of one of the `words`; raise Back."""
        numbered = {str(number): value for number, (value, _label) in enumerate(options, 1)} | dict(words or {})
        is_told = False
        while True:
            if not is_told:
                self.say("", *before, question)
                self.say(*(f"{number}. {clean(label)}" for number, (_value, label) in enumerate(options, 1)))
                is_told = True
            try:
                heard = self.hear(say(NUMBER), manner)
            except Back:
                if may_go_back:
                    raise
                self.say(say(NO_BACK))
                continue
            typed = " ".join(heard.text.casefold().split()).strip(".")
            if heard.again or not typed:
                is_told = False
            elif typed in numbered:
                return numbered[typed]
            else:
                self.say(say(NO_SUCH))

    def ask(self, question: str, manner: Manner, *, missing: str = "", initial: str = "") -> str:
        """Return one line of text, `missing` said where there is none; raise Back."""
        while True:
            self.say("", question)
            heard = self.hear(ANSWER, manner, initial)
            initial = heard.text if heard.again else ""
            if heard.again:
                continue
            text = clean(heard.text).strip()
            if len(heard.text) >= manner.letters and not manner.secret:
                self.say(say(TOO_MANY))
            if looks_like_image(heard.text):
                self.problem(say(PICTURE))
            elif text or not missing:
                return text
            else:
                self.say(missing)
