"""The desk at which a school's people are looked after."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from kiosk.asking import Ask
from kiosk.home import Device, Home
from kiosk.parts import Parts, open_device
from kiosk.school.key_ring import KeyRing
from kiosk.syncing.sync import sync_home, told
from kiosk.telling import say
from store import words
from store.errors import ConfigurationError
from store.scheme.people import StaffMember
from store.scheme.publications import Publisher


@dataclass(frozen=True)
class Office:
    """One open desk with the key files on this computer."""

    home: Home
    desk: Device
    parts: Parts
    ring: KeyRing
    news: tuple[str, ...] = ()
    """What came about in the exchange before it, such as who was admitted."""

    def member(self, name: str) -> StaffMember | None:
        """Return the member of staff of this name."""
        wanted = words.normalise(name)
        return next((one for one in self.parts.school.staff() if words.normalise(one.name) == wanted), None)

    def holder_with_key(self, role: str, name: str | None = None) -> StaffMember:
        """Return who holds a role and has a key file here, the one of this name if it is given."""
        wanted = None if name is None else words.normalise(name)
        for one in self.parts.school.holders(role):
            if (wanted is None or words.normalise(one.name) == wanted) and self.ring.path_of(one.person):
                return one
        raise ConfigurationError(
            f"Nobody with the role {role} has a key file on this computer{'' if name is None else ' under that name'}. "
            "Nothing was changed. Do this where that key file lies, or make the role first with `kiosk role make`."
        )

    def publish(self, acts: Iterable[Callable[[Publisher], None]]) -> None:
        """Publish in one transaction."""
        parts = self.parts
        with parts.database.write() as connection:
            publisher = Publisher(connection, parts.feeds, parts.school, parts.key)
            for act in acts:
                act(publisher)


@contextmanager
def office(home: Home, desk: str | None, ask: Ask) -> Iterator[Office]:
    """Give the desk, level with the store before; what was published has gone out when the block ends well."""
    chosen = home.desk(desk)
    news = tuple(line for one in sync_home(home) for line in one.moved.news)
    parts = open_device(home, chosen)
    try:
        parts.follow()
        yield Office(home, chosen, parts, KeyRing(home, parts.school.id, ask), news)
    finally:
        parts.close()
    for one in sync_home(home):
        if one.failure:
            say(f"What was done here has not gone out everywhere yet. {told(one)}")
