"""What a terminal sends, as letters with the few keys that mean something here."""

from __future__ import annotations

from collections.abc import Iterator
from enum import Enum, auto
from typing import Final


class Key(Enum):
    """A key that is no letter; IDLE is the time in which no key came."""

    ENTER = auto()
    ERASE = auto()
    BACK = auto()
    HELP = auto()
    HIDE = auto()
    SIGN_OUT = auto()
    IDLE = auto()


_ESCAPE: Final = "\x1b"
_CONTROLS: Final = {
    "\r": Key.ENTER,
    "\n": Key.ENTER,
    "\x7f": Key.ERASE,
    "\b": Key.ERASE,
    "\x07": Key.HELP,
    "\x0e": Key.HIDE,
    "\x0f": Key.SIGN_OUT,
}
# As xterm, as the older terminals, as the console of Linux send F1, F9, F10.
_SEQUENCES: Final = {
    "OP": Key.HELP,
    "[11~": Key.HELP,
    "[[A": Key.HELP,
    "[20~": Key.HIDE,
    "[21~": Key.SIGN_OUT,
}
_STRINGS: Final = "]P_^X"
_LONGEST: Final = 32


class KeySplitter:
    """Takes apart what comes in pieces; sequences that mean nothing here are swallowed whole."""

    def __init__(self) -> None:
        self._begun = ""
        self._was_return = False

    @property
    def is_waiting(self) -> bool:
        """Whether a sequence has begun that may also be the key Esc alone."""
        return bool(self._begun)

    def feed(self, letters: str) -> Iterator[str | Key]:
        """Yield each letter or key of what came."""
        for letter in letters:
            yield from self._one(letter)

    def pause(self) -> Iterator[Key]:
        """Nothing came for a moment: yield the key Esc where it came alone."""
        begun, self._begun = self._begun, ""
        if begun == _ESCAPE:
            yield Key.BACK

    def _one(self, letter: str) -> Iterator[str | Key]:
        was_return, self._was_return = self._was_return, letter == "\r"
        if letter == "\n" and was_return:
            return
        if self._begun:
            yield from self._more(letter)
        elif letter == _ESCAPE:
            self._begun = letter
        elif letter in _CONTROLS:
            yield _CONTROLS[letter]
        elif letter == "\t":
            yield " "
        elif letter >= " ":
            yield letter

    def _more(self, letter: str) -> Iterator[str | Key]:
        begun = self._begun
        if letter == _ESCAPE:
            # The sequence before it was cut off, or a string's end begins.
            self._begun = letter
            if begun == _ESCAPE:
                yield Key.BACK
        elif letter in "\r\n":
            # Whatever was begun, a line's end is a line's end.
            self._begun = ""
            yield Key.ENTER
        elif begun == _ESCAPE and letter not in "[O" + _STRINGS:
            self._begun = ""
            if letter != "\\":
                yield from self._one(letter)
        elif self._is_over(begun[1:] + letter):
            self._begun = ""
            if (key := _SEQUENCES.get(begun[1:] + letter)) is not None:
                yield key
        else:
            # A string may be long; how it begins says all that is needed.
            self._begun = (begun + letter)[:_LONGEST]

    @staticmethod
    def _is_over(sequence: str) -> bool:
        kind, last = sequence[0], sequence[-1]
        if kind in _STRINGS:
            return last == "\x07"
        if len(sequence) == 1 or sequence == "[[":
            return False
        return kind == "O" or sequence.startswith("[[") or "@" <= last <= "~"
