"""What one guess at a passphrase costs: Argon2id (RFC 9106) between a floor and a ceiling."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives.kdf.argon2 import Argon2id

from store import words as word_list
from store.errors import BackendMissing, DamagedKeyFile

KEY_BYTES: Final = 32
SALT_BYTES: Final = 16


@dataclass(frozen=True)
class Costs:
    """Memory in KiB, passes, lanes."""

    m_kib: int
    t: int
    p: int


VAULT: Final = Costs(64 * 1024, 3, 4)
STAFF: Final = Costs(256 * 1024, 3, 4)
FLOOR: Final = Costs(8 * 1024, 1, 1)
CEILING: Final = Costs(1024 * 1024, 10, 16)


def check(costs: Costs) -> None:
    """Raise DamagedKeyFile for costs outside floor and ceiling, so that no file can weaken or exhaust a computer."""
    given = (costs.m_kib, costs.t, costs.p)
    allowed = zip((FLOOR.m_kib, FLOOR.t, FLOOR.p), given, (CEILING.m_kib, CEILING.t, CEILING.p), strict=True)
    if not all(least <= one <= most for least, one, most in allowed):
        raise DamagedKeyFile(
            "This key asks for a lock that the program never makes, so it was changed or damaged. "
            "Nothing was opened. Use another copy of it."
        )


def derive(words: str, salt: bytes, costs: Costs) -> bytes:
    """Return the 32-byte key behind typed words, after checking the costs; lanes are computed in turn or together."""
    check(costs)
    if len(salt) != SALT_BYTES:
        raise DamagedKeyFile("This key is damaged: its salt has the wrong length. Use another copy of it.")
    try:
        kdf = Argon2id(salt=salt, length=KEY_BYTES, iterations=costs.t, lanes=costs.p, memory_cost=costs.m_kib)
        return kdf.derive(word_list.normalise(words).encode("utf-8"))
    except (MemoryError, UnsupportedAlgorithm):
        raise BackendMissing(
            "This computer could not work out the key: it has too little free memory, or a part of the program is "
            "missing. Nothing was changed. Close other programs, then try again, or ask IT."
        ) from None


def burn(costs: Costs) -> None:
    """Spend one derivation for nothing, so that an unknown name takes as long as wrong words."""
    derive("", bytes(SALT_BYTES), costs)
