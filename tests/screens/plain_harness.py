"""A pupil at the line-by-line kiosk, in a terminal without a screen."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from screens.blank import BLANK
from screens.mentor.entering.loading import Loading
from screens.mentor.entering.seat import Seat
from screens.plain.program import PlainKiosk
from screens.plain.tender import Tender
from screens.plain.terminal import TerminalGone
from tests.screens.mentor_harness import Clock
from tests.screens.mentor_made_up import NAME, NOON, WORDS
from tests.screens.mentor_services import Kiosk

_PATIENCE = 30.0

Step = tuple[str, str | float | Callable[[], object]]
"""What is to be heard, then what is typed, how many seconds pass, or what is looked at."""

SIGN_IN: list[Step] = [
    ("2. I need help now", "1\r"),
    ("Your name", f"{NAME}\r"),
    ("Your four words", f"{WORDS}\r"),
    ("Signed in as", ""),
]
TO_WORDS: list[Step] = [
    *SIGN_IN,
    ("", "2\r"),
    ("Is anyone in danger now?", "1\r"),
    ("Who might be hurt or upset?", "1\r"),
    ("part of the worry?", "1\r"),
    ("This goes to Ms Lee (keeps pupils safe).", "1\r"),
    ("Write what you remember", ""),
]
F9, F10 = "\x1b[20~", "\x1b[21~"


@dataclass
class PlainTerminal:
    """Follows steps one by one; a clear is written as a line of its own."""

    steps: list[Step]
    clock: Clock
    columns: int = 80
    heard: list[str] = field(default_factory=list)
    _since: str = ""
    _waited: float = 0.0

    def read(self, seconds: float) -> str:
        if not self.steps:
            raise TerminalGone
        sentence, act = self.steps[0]
        if " ".join(sentence.split()) not in " ".join(self._since.split()):
            self._waited += seconds
            assert self._waited < _PATIENCE, f"never heard {sentence!r}, but {self._since!r}"
            self.clock.now += seconds
            return ""
        if isinstance(act, float):
            # Time passes a little at a time, so that what is due between is done.
            self.clock.now += seconds
            if sentence:
                self._since = ""
            if act > seconds:
                self.steps[0] = ("", act - seconds)
            else:
                self.steps.pop(0)
                self._waited = 0.0
            return ""
        self.steps.pop(0)
        self._since, self._waited = "", 0.0
        if callable(act):
            act()
            return ""
        return act

    def write(self, text: str) -> None:
        self.heard.append(text)
        self._since += text

    def clear(self) -> None:
        self.heard.append(BLANK)
        self._since = ""

    def resume(self) -> None:
        pass

    def close(self) -> None:
        self.clear()

    @property
    def text(self) -> str:
        """Everything that was said, on one line."""
        return " ".join("".join(self.heard).split())

    @property
    def in_sight(self) -> str:
        """What stands there since it was last cleared."""
        return " ".join("".join(self.heard).rpartition(BLANK)[2].split())


def talk(kiosk: Kiosk, steps: Sequence[Step], *, from_screen: bool = False, columns: int = 80) -> PlainTerminal:
    """Have the whole dialogue; at its end the terminal is closed."""
    clock = Clock()
    terminal = PlainTerminal(list(steps), clock, columns)
    loading = Loading(lambda: kiosk)
    loading.run()
    tender = Tender(loading, kiosk.facts, loads=False)
    plain = PlainKiosk(terminal, Seat(loading), tender, clock=clock, now=lambda: NOON, from_screen=from_screen)
    try:
        plain.run()
    except TerminalGone:
        assert not from_screen
    assert not terminal.steps, terminal.steps
    return terminal
