"""Runs: consecutive entries with their bodies, as they travel between peers."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, TypeAlias

from store.errors import TooLarge
from store.signed import canonical
from store.signed.shape import a_list, some_bytes

MOST_ENTRIES: Final = 350
MOST_BYTES: Final = 8 * 1024 * 1024
# What an entry adds to its body in a run: the signed entry of under 300 bytes, array and length heads.
ENTRY_ALLOWANCE: Final = 512
LARGEST_BODY: Final = MOST_BYTES - 2 * ENTRY_ALLOWANCE

Item: TypeAlias = tuple[bytes, bytes | None]


def encode_run(items: Sequence[Item]) -> bytes:
    """Return the bytes of a run, the same over any peer, or raise TooLarge."""
    if not items or len(items) > MOST_ENTRIES:
        raise _too_large()
    data = canonical.encode([[signed, body] for signed, body in items])
    if len(data) > MOST_BYTES:
        raise _too_large()
    return data


def decode_run(data: bytes) -> list[Item]:
    """Return the signed entries of a run with their bodies, unchecked, or raise TooLarge or NotCanonical."""
    if len(data) > MOST_BYTES:
        raise _too_large()
    items = a_list(canonical.decode(data))
    if not items or len(items) > MOST_ENTRIES:
        raise _too_large()
    pairs = [a_list(item, 2) for item in items]
    return [(some_bytes(signed), None if body is None else some_bytes(body)) for signed, body in pairs]


def _too_large() -> TooLarge:
    return TooLarge(
        f"A delivery holds 1 to {MOST_ENTRIES} entries, {MOST_BYTES // 1024 // 1024} MiB at most. "
        "This one was not taken in; nothing was changed. Whoever sent it still has it."
    )
