"""What one look at the computer came to."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum


class State(Enum):
    """How it stands; the value is the mark before its sentence."""

    GOOD = "+"
    WARNING = "!"
    CANNOT_TELL = "?"


@dataclass(frozen=True)
class Answer:
    """One check's state with its sentence in three parts: what is so, what it means, what to do."""

    check: str
    state: State
    sentence: str
