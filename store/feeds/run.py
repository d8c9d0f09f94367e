"""Runs: consecutive entries with their bodies, as they travel between peers."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, TypeAlias

from store.errors import TooLarge
from store.signed import canonical
from store.signed.shape import wrong_shape

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
    # Put together as it stands, for these are 8 MiB, of which everything else would make more copies.
    pieces = [canonical.list_head(len(items))]
    for signed, body in items:
        pieces += [canonical.list_head(2), canonical.bytes_head(len(signed)), signed]
        pieces += [canonical.NULL] if body is None else [canonical.bytes_head(len(body)), body]
    data = b"".join(pieces)
    if len(data) > MOST_BYTES:
        raise _too_large()
    return data


def decode_run(data: bytes | memoryview) -> list[Item]:
    """Return the signed entries of a run with their bodies, unchecked, or raise TooLarge or NotCanonical."""
    if len(data) > MOST_BYTES:
        raise _too_large()
    kind, count, at = canonical.head(data, 0)
    if kind != canonical.LIST:
        raise wrong_shape()
    if not 1 <= count <= MOST_ENTRIES:
        raise _too_large()
    items = list[Item]()
    for _ in range(count):
        item, at = _item_at(data, at)
        items.append(item)
    if at != len(data):
        raise canonical.not_canonical()
    return items


def entries_in(run: bytes) -> int:
    """Return how many entries a run of this program's own holds."""
    _kind, count, _at = canonical.head(run, 0)
    return count


def _item_at(data: bytes | memoryview, at: int) -> tuple[Item, int]:
    kind, size, at = canonical.head(data, at)
    if (kind, size) != (canonical.LIST, 2):
        raise wrong_shape()
    signed, at = canonical.bytes_at(data, at)
    if data[at : at + len(canonical.NULL)] == canonical.NULL:
        return (signed, None), at + len(canonical.NULL)
    body, at = canonical.bytes_at(data, at)
    return (signed, body), at


def _too_large() -> TooLarge:
    return TooLarge(
        f"A delivery holds 1 to {MOST_ENTRIES} entries, {MOST_BYTES // 1024 // 1024} MiB at most. "
        "This one was not taken in; nothing was changed. Whoever sent it still has it."
    )
