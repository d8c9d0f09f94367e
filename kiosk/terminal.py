"""The terminal that a full-screen program needs."""

from __future__ import annotations

import sys

from store.errors import ConfigurationError


def need_terminal() -> None:
    """Raise ConfigurationError where there is no terminal to draw on."""
    if not (sys.stdin.isatty() and sys.stderr.isatty()):
        raise ConfigurationError("This is a full-screen program. Start it in a terminal of at least 80 by 24 letters.")


def can_supervise() -> bool:
    """Return whether this system has what one process for each visit needs."""
    return sys.platform == "linux"
