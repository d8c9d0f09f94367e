"""What the dialogue asks of the terminal that it reads from."""

from __future__ import annotations

from typing import Protocol


class TerminalGone(Exception):
    """Nobody can type any more: the terminal was closed."""


class Terminal(Protocol):
    """Letters in, text out; the terminal itself shows nothing of what is typed, and no key stops a program."""

    @property
    def columns(self) -> int:
        """How many letters stand on a line."""
        ...

    def read(self, seconds: float) -> str:
        """Return what was typed, "" where nothing came in this time; raise TerminalGone at its end."""
        ...

    def write(self, text: str) -> None:
        """Write text that passed the door for text."""
        ...

    def clear(self) -> None:
        """Leave nothing on the screen, in its memory or in what was typed ahead."""
        ...

    def resume(self) -> None:
        """Show nothing of what is typed, again: a shell may have changed that while this program was stopped."""
        ...

    def close(self) -> None:
        """Leave the terminal blank, in the modes that it had."""
        ...
