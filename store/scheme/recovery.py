"""Recovery keys in shares: any two of the holders open together, none of them alone."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations

from store.errors import BrokenFile, ConfigurationError
from store.scheme.notices import Share
from store.sealing import age_file
from store.sealing.xwing import Identity, Recipient


def split(role: str, seed: bytes, holders: Sequence[tuple[bytes, Recipient]]) -> tuple[Share, ...]:
    """Return one share for each pair of (person, recipient): the identity sealed to the second, that to the first."""
    if len({person for person, _ in holders}) != len(holders) or len(holders) < 2:
        raise ConfigurationError(
            "A recovery key is shared out among at least two people. Nothing was changed. Name another holder."
        )
    line = (Identity(seed).to_text() + "\n").encode("ascii")
    return tuple(
        Share(role, (first, second), age_file.seal(age_file.seal(line, [inner]), [outer]))
        for (first, outer), (second, inner) in combinations(holders, 2)
    )


def open_first(share: Share, first: Identity) -> bytes:
    """Return what the first of the two people opens: a file for the second, in which nothing can be read yet."""
    return age_file.open_file(share.age_file, [first])


def open_second(inner: bytes, second: Identity) -> Identity:
    """Return the recovery identity from what the first person opened."""
    try:
        return Identity.from_text(age_file.open_file(inner, [second]).decode("ascii"))
    except UnicodeDecodeError:
        raise BrokenFile("This share is damaged. Nothing was opened. Use the share of another two people.") from None
