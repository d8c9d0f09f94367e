"""Further shapes of published content, beside those of everything signed."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final, TypeVar

from store.signed.canonical import Plain
from store.signed.shape import a_list, some_bytes

PERSON_BYTES: Final = 16
_T = TypeVar("_T")


def each(value: Plain, read: Callable[[Plain], _T]) -> tuple[_T, ...]:
    """Return every item of a list as `read` returns it."""
    return tuple(read(one) for one in a_list(value))


def person_text(value: Plain) -> str:
    """Return the 32 hex letters of a person's 16 bytes."""
    return some_bytes(value, PERSON_BYTES).hex()
