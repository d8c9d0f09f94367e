"""Which release of the program this is."""

from __future__ import annotations

from typing import Final

PROGRAM: Final = "0.1.0"
