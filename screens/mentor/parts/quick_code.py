"""The four digits that bring a hidden visit back."""

from __future__ import annotations

import hmac
import re

TRIES = 3
_DIGITS = re.compile(r"[0-9]{4}")


def is_code(typed: str) -> bool:
    """Return whether this is four digits."""
    return _DIGITS.fullmatch(typed) is not None


class QuickCode:
    """Chosen at a sign-in, kept in memory for that visit alone; after three wrong tries it opens nothing."""

    def __init__(self, digits: str) -> None:
        self._digits = digits
        self.tries_left = TRIES

    def opens(self, typed: str) -> bool:
        """Return whether these are the digits, counting a wrong try."""
        if self.tries_left > 0 and hmac.compare_digest(typed.encode(), self._digits.encode()):
            self.tries_left = TRIES
            return True
        self.tries_left = max(0, self.tries_left - 1)
        return False
