"""Handing new secret words to a person, once."""

from __future__ import annotations

import os
import shutil
import sys
import textwrap
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from kiosk.streams import flush_output, put
from screens.hanging import indent_of
from screens.text import clean
from store.errors import ConfigurationError, ReadOnly

_NARROWEST: Final = 40
_ONCE: Final = "These words are shown this one time. Write them down by hand, keep them apart from this computer."


@dataclass(frozen=True)
class NewWords:
    """New words with whose they are and what for."""

    whose: str = field(repr=False)
    purpose: str
    words: str = field(repr=False)


Tell = Callable[[Sequence[NewWords]], None]
"""Hands new words over before what they open comes into force: a key whose words nobody saw would open nothing."""


def untold(_new: Sequence[NewWords]) -> None:
    """Hand nothing over, for a caller that keeps the words it is given back."""


def say(line: str) -> None:
    """Print a line, with nothing in it that a terminal would act on, broken only between words in a narrow window."""
    line = clean(line)
    if sys.stdout.isatty():
        width = max(_NARROWEST, shutil.get_terminal_size().columns)
        indent = indent_of(line, width)
        line = textwrap.fill(line, width, subsequent_indent=indent, break_long_words=False, break_on_hyphens=False)
    put(line)


class Telling:
    """Where new words go: the terminal, or what was named with --words-to ("-" is standard output)."""

    def __init__(self, words_to: str | None) -> None:
        self._to = words_to

    def check(self) -> None:
        """Raise ConfigurationError before anything is made whose words nobody would see."""
        if self._to is None and not sys.stdout.isatty():
            raise ConfigurationError(
                "New words are shown once, on a terminal, and here is none. Nothing was changed. "
                "Start this in a terminal, or name a new file with --words-to FILE (- for standard output)."
            )
        if self._to in (None, "-"):
            return
        path = Path(str(self._to)).absolute()
        if path.exists():
            raise ConfigurationError("The file for the new words exists already. Nothing was changed. Name a new one.")
        if not os.access(path.parent, os.W_OK):
            raise ReadOnly("The file for the new words can't be written there. Nothing was changed. Name another one.")

    def tell(self, new: Sequence[NewWords]) -> None:
        """Hand over all new words."""
        if not new:
            return
        if self._to is None:
            for one in new:
                say("")
                say(f"{one.whose} ({one.purpose}):")
                # By themselves: words that a window broke in two would be copied wrongly.
                put(f"    {clean(one.words)}")
            say("")
            say(_ONCE)
            flush_output()
            return
        lines = [f"{one.whose} ({one.purpose}): {one.words}" for one in new]
        if self._to == "-":
            for line in lines:
                put(clean(line))
            say(_ONCE)
            flush_output()
            return
        from store.private_file import write_private

        write_private(Path(str(self._to)), ("\n".join(clean(line) for line in lines) + "\n").encode())
        say(f"New words are in {self._to}. Hand them out, then delete the file.")
