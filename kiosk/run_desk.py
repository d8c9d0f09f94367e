"""What `kiosk desk` means: the desk with its guard, or making its casebooks anew."""

from __future__ import annotations

import argparse

from kiosk.desk_guard import guard_desk
from kiosk.terminal import need_terminal


def run(given: argparse.Namespace) -> int:
    """Be the guard of a desk until that is closed, or make its casebooks anew."""
    if given.act == "rebuild":
        from kiosk import rebuild_desk

        return rebuild_desk.run(given)
    need_terminal()
    return guard_desk("" if given.home is None else str(given.home), given.desk or "")
