"""The version of this program, which the package takes from here."""

from __future__ import annotations

from typing import Final

PROGRAM: Final = "0.1.0"
