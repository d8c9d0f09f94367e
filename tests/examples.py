"""How many examples a property is tried with: EXAMPLES=20 before the command tries twenty times as many."""

from __future__ import annotations

import os


def examples(usual: int) -> int:
    """Return the number of examples for a property that is usually tried with so many."""
    return usual * int(os.environ.get("EXAMPLES", "1"))
