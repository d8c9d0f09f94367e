"""Prints a role's private key, for breaking glass."""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Sequence
from itertools import permutations

from kiosk.asking import asking
from kiosk.home import Home
from kiosk.parts import open_device
from kiosk.school.key_ring import KeyRing
from kiosk.school.office import Office
from kiosk.streams import complain, put
from store.errors import ConfigurationError
from store.feeds.entry import LANE_NOTICES
from store.scheme.notices import KIND_SHARE, Share, items_of, unpack_share
from store.scheme.people import StaffMember
from store.scheme.recovery import open_first, open_second
from store.scheme.routes import RECOVERY_ROLES
from store.sealing.key_file import role_identity, staff_identity
from store.sealing.xwing import Identity

WARNING = (
    "Whoever has this key reads everything that was ever sealed to the role, for ever, on any computer. "
    "Keep it on paper or offline, tell the head that it was printed, and never send it."
)
_PAGE = 200


def run(given: argparse.Namespace) -> int:
    """Print the warning on stderr, the AGE-SECRET-KEY-PQ-1 line on stdout."""
    home = Home.found_at(given.home)
    parts = open_device(home, home.desk(None))
    try:
        parts.follow()
        ring = KeyRing(home, parts.school.id, asking(given.words_from))
        there = Office(home, home.desk(None), parts, ring)
        identity = _shared(there, given.role, given.openers) if given.role in RECOVERY_ROLES else _held(there, given)
    finally:
        parts.close()
    complain(f"kiosk: {WARNING}")
    put(identity.to_text())
    return 0


def _held(there: Office, given: argparse.Namespace) -> Identity:
    opened, _words = there.ring.open(there.holder_with_key(given.role, given.openers[0] if given.openers else None))
    seed = opened.content.roles.get(given.role)
    if seed is None:
        raise ConfigurationError("That key file does not hold this role's key. Nothing was shown. Name another holder.")
    return role_identity(seed)


def _shared(there: Office, role: str, names: Sequence[str] | None) -> Identity:
    """Return a recovery key that two of its holders open together."""
    shares = [share for share in _shares(there) if share.role == role]
    if not shares:
        raise ConfigurationError(
            f"The key of {role} is not made yet. Nothing was shown. Make it with `kiosk role make`."
        )
    members = [there.holder_with_key(role, name) for name in names or ()] or _holders_here(there, role)
    if len({one.person for one in members}) < 2:
        raise ConfigurationError(
            "Two of the people who hold a part of this key open it together. Nothing was shown. "
            "Bring both key files to this computer, then name both with --as NAME --as NAME."
        )
    keys = {one.person: staff_identity(there.ring.open(one)[0].content.staff_seed) for one in members[:2]}
    for first, second in permutations(keys):
        # The newest share is that of the key in force.
        for share in reversed(shares):
            if [person.hex() for person in share.people] == [first, second]:
                return open_second(open_first(share, keys[first]), keys[second])
    raise ConfigurationError("These two people hold no part together. Nothing was shown. Name another pair.")


def _holders_here(there: Office, role: str) -> list[StaffMember]:
    return [one for one in there.parts.school.holders(role) if there.ring.path_of(one.person)]


def _shares(there: Office) -> Iterator[Share]:
    after, parts = 0, there.parts
    while True:
        with parts.database.read() as connection:
            entries = parts.feeds.entries(connection, after=after, lanes=(LANE_NOTICES,), limit=_PAGE)
        if not entries:
            return
        after = entries[-1].arrival
        for entry in entries:
            if not entry.quarantined:
                yield from (unpack_share(data) for kind, data in items_of(entry.body) if kind == KIND_SHARE)
