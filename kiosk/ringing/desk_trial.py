"""The rings of a home as its desk tries them out."""

from __future__ import annotations

from kiosk.doctor.rings import rings
from kiosk.home import Home
from kiosk.ringing.settings import ringing_of
from kiosk.ringing.trial import ring_out, told
from store.scheme.school import School


class DeskTrial:
    """The rings of a home, for its desk."""

    def __init__(self, home: Home, school: School) -> None:
        self._home = home
        self._school = school

    def troubles(self) -> tuple[str, ...]:
        """Return what the doctor says of rings."""
        return tuple(rings(self._home))

    def ring(self) -> tuple[str, ...]:
        """Call everybody, returning what came of each address."""
        ringing = ringing_of(self._home)
        found = tuple(told(one) for one in ring_out(ringing, ringing.directory(self._school)))
        return found or ("Nobody was rung: no address is known.",)


def desk_trial(home: Home, school: School) -> DeskTrial | None:
    """Return them where rings leave from this computer."""
    # What is wrong with that part is told at the start, by the real reader.
    return DeskTrial(home, school) if home.rings and home.config.rings else None
