"""Prints the line that goes on paper today."""

from __future__ import annotations

import argparse

from kiosk.home import Home
from kiosk.parts import open_device
from kiosk.proof.head_line import line_of
from kiosk.streams import put
from kiosk.telling import say
from store.errors import ConfigurationError
from store.scheme.heads import newest_head


def run(given: argparse.Namespace) -> int:
    """Print the reference of the desk's newest checkpoint, which commits to what it held of every feed."""
    home = Home.found_at(given.home)
    parts = open_device(home, home.desk(given.desk))
    try:
        with parts.database.read() as connection:
            head = newest_head(connection, parts.school, parts.key.id)
    finally:
        parts.close()
    if head is None or head.checkpoint is None:
        raise ConfigurationError(
            "This desk has not said yet what it holds, so there is nothing to put on paper. Nothing was changed. "
            "Unlock the desk and lock it again, then start this anew."
        )
    entries = sum(one.last - one.first + 1 for one in head.checkpoint.held)
    say(f"{parts.school.name}: {entries} entries in {len({one.feed for one in head.checkpoint.held})} feeds.")
    # By itself and whole: a line broken in two would be copied wrongly.
    put(f"    {line_of(head.desk, head.seq, head.hash)}")
    say(
        'Keep it on paper, with the date. Months later `kiosk verify --against "LINE"` tells what of it is still there.'
    )
    return 0
