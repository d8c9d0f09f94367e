"""Deterministic CBOR, read as strictly as it is written (RFC 8949 section 4.2)."""

from __future__ import annotations

from functools import lru_cache
from typing import Any, Final, TypeAlias

import cbor2

from store.errors import NotCanonical

Plain: TypeAlias = int | bytes | str | bool | list[Any] | dict[Any, Any] | None

NUMBER: Final = 0
BYTES: Final = 2
LIST: Final = 4
NULL: Final = b"\xf6"
_LARGEST: Final = 2**64
# What the number after a head of 1, 2, 4, 8 bytes must reach, for a smaller one goes into less.
_SMALLEST: Final = {24: 24, 25: 2**8, 26: 2**16, 27: 2**32}
_DEEPEST: Final = 16
_SIMPLE: Final = frozenset((bytes, str, bool, type(None)))


def encode(value: Plain) -> bytes:
    """Return the one encoding of `value`, raising NotCanonical for anything but plain values."""
    try:
        return cbor2.dumps(_plain(value, 0))
    except UnicodeEncodeError:
        raise not_canonical() from None


def decode(data: bytes) -> Plain:
    """Return the value of `data`, raising NotCanonical unless encoding it again gives the same bytes."""
    try:
        value: Plain = cbor2.loads(data, max_depth=_DEEPEST, allow_indefinite=False, allow_duplicate_keys=False)
    except (cbor2.CBORDecodeError, ValueError, TypeError, OverflowError, MemoryError):
        raise not_canonical() from None
    # As nothing was put into another order while it was read, encoding it as it stands tells whether it stood so.
    if not _is_plain(value, 0) or cbor2.dumps(value) != data:
        raise not_canonical()
    return value


def list_head(size: int) -> bytes:
    """Return the head of a list of so many items, which follow it as they are encoded."""
    return _head(LIST, size)


def bytes_head(size: int) -> bytes:
    """Return the head of a byte string of this size, which follows it."""
    return _head(BYTES, size)


@lru_cache(256)
def _head(kind: int, number: int) -> bytes:
    for told, smallest in reversed(_SMALLEST.items()):
        if number >= smallest:
            return bytes((kind << 5 | told,)) + number.to_bytes(1 << (told - 24), "big")
    return bytes((kind << 5 | number,))


def head(data: bytes | memoryview, at: int) -> tuple[int, int, int]:
    """Return the kind of the item at `at`, the number in its head, where its content begins, or raise NotCanonical.

    With that whoever knows what to expect reads large byte strings without copying them more than once.
    """
    if at >= len(data):
        raise not_canonical()
    kind, told = data[at] >> 5, data[at] & 31
    if told < 24:
        return kind, told, at + 1
    if told not in _SMALLEST:
        raise not_canonical()
    end = at + 1 + (1 << (told - 24))
    number = int.from_bytes(data[at + 1 : end], "big")
    if end > len(data) or number < _SMALLEST[told]:
        raise not_canonical()
    return kind, number, end


def bytes_at(data: bytes | memoryview, at: int) -> tuple[bytes, int]:
    """Return the byte string at `at`, then where it ends, or raise NotCanonical where there is none."""
    kind, size, start = head(data, at)
    if kind != BYTES or start + size > len(data):
        raise not_canonical()
    return bytes(data[start : start + size]), start + size


def _is_plain(value: object, depth: int) -> bool:
    """Return whether `value` is what `_plain` returns for it."""
    kind = type(value)
    if kind in _SIMPLE:
        return True
    if kind is int:
        return -_LARGEST <= value < _LARGEST  # type: ignore[operator]  # the comparison above is the check
    if depth >= _DEEPEST:
        return value in ([], {})
    if isinstance(value, list):
        return all(type(each) in _SIMPLE or _is_plain(each, depth + 1) for each in value)
    if isinstance(value, dict):
        keys = list(value)
        return _ordered(keys) == keys and all(
            type(each) in _SIMPLE or _is_plain(each, depth + 1) for each in value.values()
        )
    return False


def _ordered(keys: list[Any]) -> list[Any]:
    """Return the keys of a map in the order of their encoded bytes (RFC 8949 section 4.2.1)."""
    if all(type(key) is int and key >= 0 for key in keys):
        # Numbers from 0 on are in the order of their bytes as they are in their own.
        return sorted(keys)
    if any(type(key) not in (int, str) for key in keys):
        raise not_canonical()
    return sorted(keys, key=lambda key: cbor2.dumps(_plain(key, 0)))


def _plain(value: object, depth: int) -> Plain:
    """Return `value` with its map keys in their order."""
    if depth > _DEEPEST:
        raise not_canonical()
    kind = type(value)
    if value is None or kind is bytes or kind is str or kind is bool:
        return value  # type: ignore[return-value]  # the comparisons above are the check
    if isinstance(value, int) and -_LARGEST <= value < _LARGEST:
        return value
    if isinstance(value, list):
        return [_plain(each, depth + 1) for each in value]
    if isinstance(value, dict):
        return {key: _plain(value[key], depth + 1) for key in _ordered(list(value))}
    raise not_canonical()


def not_canonical() -> NotCanonical:
    """Return the error for what is not written as it must be."""
    return NotCanonical(
        "This item is not written in the one way the program accepts. It was not taken in; nothing else was changed. "
        "Whoever sent it still has it."
    )
