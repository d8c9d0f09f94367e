"""How far the further lines of a point stand in, under its text."""

from __future__ import annotations

import re
from typing import Final

_BEFORE: Final = re.compile(r"\s*(?:[-•] )?")


def indent_of(line: str, width: int) -> str:
    """Return the spaces before each further line of a line that is broken at `width`, half of it at most."""
    begins = _BEFORE.match(line)
    return " " * min(begins.end() if begins else 0, width // 2)
