"""Whether an urgent report would call anybody."""

from __future__ import annotations

from collections.abc import Iterator

from kiosk.home import Home
from kiosk.ringing.settings import ringing_of
from kiosk.ringing.show import known_here, missing, pending
from kiosk.serving.service_files import read_address


def rings(home: Home) -> Iterator[str]:
    """Look over the settings, the addresses, the calls that did not get through; only a store rings."""
    if home.store is None or (home.config.rings is None and read_address(home.store) is None):
        # Where nothing is served the locked desk tells that it is needed.
        return
    ringing = ringing_of(home)
    yield from ringing.problems
    parts = known_here(home)
    try:
        directory = ringing.directory(parts.school)
        yield from missing(ringing, directory)
        yield from pending(home, parts, directory)
    finally:
        parts.close()
