"""The shapes that signed payloads must have, read strictly."""

from __future__ import annotations

from collections.abc import Collection
from typing import Final

from store.errors import NewerVersion, NotCanonical
from store.signed import canonical
from store.signed.canonical import Plain

LARGEST_NUMBER: Final = 2**53 - 1
VERSION: Final = 1


def read_map(payload: bytes, keys: Collection[int]) -> dict[int, Plain]:
    """Return the map in `payload`, raising NewerVersion for a later `1 v`, NotCanonical unless it has just `keys`."""
    value = canonical.decode(payload)
    if not isinstance(value, dict):
        raise wrong_shape()
    if a_number(value.get(1)) != VERSION:
        raise NewerVersion(
            "This was written by a newer version of the program. It is kept as it is. Update this computer to read it."
        )
    if set(value) != set(keys):
        raise wrong_shape()
    return value


def a_number(value: Plain, largest: int = LARGEST_NUMBER, smallest: int = 0) -> int:
    """Return `value` where it is a whole number from `smallest` to `largest`, or raise NotCanonical."""
    if type(value) is not int or not smallest <= value <= largest:
        raise wrong_shape()
    return value


def some_bytes(value: Plain, size: int | None = None) -> bytes:
    """Return `value` where it is bytes, exactly `size` of them if given, or raise NotCanonical."""
    if not isinstance(value, bytes) or (size is not None and len(value) != size):
        raise wrong_shape()
    return value


def some_bytes_or_none(value: Plain, size: int) -> bytes | None:
    """Return `value` where it is null or exactly `size` bytes, or raise NotCanonical."""
    return None if value is None else some_bytes(value, size)


def a_truth(value: Plain) -> bool:
    """Return `value` where it is true or false, or raise NotCanonical."""
    if not isinstance(value, bool):
        raise wrong_shape()
    return value


def some_text(value: Plain) -> str:
    """Return `value` where it is text, or raise NotCanonical."""
    if not isinstance(value, str):
        raise wrong_shape()
    return value


def a_list(value: Plain, size: int | None = None) -> list[Plain]:
    """Return `value` where it is a list, exactly `size` long if given, or raise NotCanonical."""
    if not isinstance(value, list) or (size is not None and len(value) != size):
        raise wrong_shape()
    return value


def at_least(value: Plain, size: int) -> list[Plain]:
    """Return the first `size` items of a list: later versions may add items at its end."""
    found = a_list(value)
    if len(found) < size:
        raise wrong_shape()
    return found[:size]


def wrong_shape() -> NotCanonical:
    """Return the error for a payload whose content is not what its name says."""
    return NotCanonical(
        "This item does not hold what it should. It was not taken in; nothing else was changed. "
        "Whoever sent it still has it."
    )
