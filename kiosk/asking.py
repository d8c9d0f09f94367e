"""Asking a person for secret words on the terminal."""

from __future__ import annotations

import getpass
import sys
import warnings
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Final

from store.errors import ConfigurationError

Ask = Callable[[str], str]
"""Takes whose words are wanted, returns what was typed."""

_LARGEST: Final = 100_000


def asking(words_from: str | None) -> Ask:
    """Return how to ask: on the terminal without showing what is typed, or line by line from a file or "-"."""
    if words_from is None:
        return _from_terminal
    lines = _lines(words_from)

    def from_lines(_whose: str) -> str:
        words = next(lines, None)
        if words is None:
            raise ConfigurationError("More words are needed than the file has lines. Nothing was changed. Add a line.")
        return words

    return from_lines


def _lines(words_from: str) -> Iterator[str]:
    try:
        if words_from == "-":
            data = sys.stdin.buffer.read(_LARGEST)
        else:
            with Path(words_from).open("rb") as file:
                data = file.read(_LARGEST)
        return iter(data.decode("utf-8-sig").splitlines())
    except (OSError, ValueError):
        raise ConfigurationError(
            "The file with the words can't be read. Nothing was changed. Check its name."
        ) from None


def _from_terminal(whose: str) -> str:
    try:
        with warnings.catch_warnings():
            # Without a terminal, getpass would warn, then show what is typed.
            warnings.simplefilter("error", getpass.GetPassWarning)
            return getpass.getpass(f"Words of {whose}: ")
    except (getpass.GetPassWarning, EOFError):
        raise ConfigurationError(
            "There is no terminal to type words on. Nothing was changed. "
            "Start this in a terminal, or name a file with --words-from."
        ) from None
