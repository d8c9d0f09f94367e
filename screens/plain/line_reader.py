"""Reading one line, shown letter by letter or not at all."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Final

from rich.cells import cell_len

from screens.plain.keys import Key, KeySplitter
from screens.plain.terminal import Terminal
from screens.text import clean

_TICK_SECONDS: Final = 1.0
_ESCAPE_SECONDS: Final = 0.1
WARNED_SECONDS: Final = 30.0


@dataclass(frozen=True)
class Line:
    """What was typed, with the key that ended it."""

    text: str = field(repr=False)
    key: Key


@dataclass(frozen=True)
class Asked:
    """How a line is asked for.

    `allowed` are the seconds without a key after which it ends with IDLE, from the start on if `fixed`; `warning` is
    said before, with the seconds that are left. `tick` is called each second and when a key ends the line, with what is
    typed; what it returns is said.
    """

    prompt: str
    letters: int
    allowed: float
    secret: bool = False
    fixed: bool = False
    initial: str = field(default="", repr=False)
    warning: str = ""
    tick: Callable[[str], str] = lambda _typed: ""


class LineReader:
    """Reads lines of one terminal; what is shown of them passed the door for text."""

    def __init__(self, terminal: Terminal, clock: Callable[[], float]) -> None:
        self._terminal = terminal
        self._clock = clock
        self._keys = KeySplitter()
        self._ahead: list[str | Key] = []

    def forget(self) -> None:
        """Forget what was typed ahead."""
        self._keys = KeySplitter()
        self._ahead.clear()

    def read(self, asked: Asked) -> Line:
        """Ask, then read until a key ends the line."""
        typed = list(asked.initial)
        touched = ticked = self._clock()
        is_warned = False
        self._show(asked, typed)
        while True:
            news = self._news()
            now = self._clock()
            if asked.allowed - (now - touched) <= 0:
                # A key that comes too late does nothing else.
                self._ahead.clear()
                return self._end(asked, typed, Key.IDLE)
            if news is None:
                left = asked.allowed - (now - touched)
                if not is_warned and asked.warning and left <= WARNED_SECONDS:
                    is_warned = True
                    self._between(asked, typed, asked.warning.format(seconds=max(1, int(left))))
                if now - ticked >= _TICK_SECONDS:
                    ticked = now
                    if said := asked.tick("".join(typed)):
                        self._between(asked, typed, said)
                continue
            if not asked.fixed:
                touched, is_warned = now, False
            if isinstance(news, str):
                self._letter(asked, typed, news)
            elif news is Key.ERASE:
                self._erase(asked, typed)
            else:
                return self._end(asked, typed, news)

    def _news(self) -> str | Key | None:
        if not self._ahead:
            came = self._terminal.read(_ESCAPE_SECONDS if self._keys.is_waiting else _TICK_SECONDS / 4)
            self._ahead.extend(self._keys.feed(came) if came else self._keys.pause())
        return self._ahead.pop(0) if self._ahead else None

    def _end(self, asked: Asked, typed: list[str], key: Key) -> Line:
        self._terminal.write("\n")
        text = "".join(typed)
        if said := asked.tick(text):
            self._terminal.write(f"{clean(said, multiline=True)}\n")
        return Line(text, key)

    def _letter(self, asked: Asked, typed: list[str], letter: str) -> None:
        if len(typed) < asked.letters:
            typed.append(letter)
            if not asked.secret:
                self._terminal.write(clean(letter))

    def _erase(self, asked: Asked, typed: list[str]) -> None:
        if not typed:
            return
        before = self._cells(asked, typed)
        gone = typed.pop()
        if asked.secret:
            return
        cells, columns = cell_len(clean(gone)), self._terminal.columns
        if (
            cells
            and before % columns
            and (before - cells) % columns
            and before // columns == (before - cells) // columns
        ):
            self._terminal.write("\b" * cells + " " * cells + "\b" * cells)
        elif clean(gone):
            # Where the line was broken, or a mark stood over a letter, the cursor can't go back: all is said again.
            self._terminal.write("\n")
            self._show(asked, typed)

    def _between(self, asked: Asked, typed: list[str], said: str) -> None:
        self._terminal.write(f"\n{clean(said, multiline=True)}\n")
        self._show(asked, typed)

    def _show(self, asked: Asked, typed: list[str]) -> None:
        self._terminal.write(clean(asked.prompt) + ("" if asked.secret else _shown(typed)))

    @staticmethod
    def _cells(asked: Asked, typed: list[str]) -> int:
        return cell_len(clean(asked.prompt) + _shown(typed))


def _shown(typed: list[str]) -> str:
    # Letter by letter, as it was shown when it was typed.
    return "".join(map(clean, typed))
