"""Bodies of the notice lane: a list of kinds with their bytes."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Final

from store.errors import NotCanonical
from store.scheme.shape import PERSON_BYTES, each
from store.signed.canonical import Plain, decode, encode
from store.signed.shape import a_number, at_least, some_bytes, some_text, wrong_shape

KIND_DOCUMENT: Final = 1
KIND_KEYS: Final = 2
KIND_CHECKPOINT: Final = 3
KIND_POST: Final = 4
KIND_ERASE: Final = 5
KIND_SHARE: Final = 6
POST_MESSAGES: Final = 4


@dataclass(frozen=True)
class Share:
    """A part of a role's key for several people together: `age_file` is sealed to the first, inside it to the next."""

    role: str
    people: tuple[bytes, ...]
    age_file: bytes = field(repr=False)


def pack_notice(items: Iterable[tuple[int, bytes]]) -> bytes:
    """Return the body of one entry of the notice lane."""
    return encode([[kind, data] for kind, data in items])


def unpack_notice(body: bytes) -> list[tuple[int, bytes]]:
    """Return (kind, bytes) pairs, unknown kinds among them, or raise NotCanonical."""
    return list(each(decode(body), _item))


def items_of(body: bytes | None) -> list[tuple[int, bytes]]:
    """Return (kind, bytes) pairs, none where there is no body or it has another shape."""
    try:
        return unpack_notice(body) if body is not None else []
    except NotCanonical:
        return []


def pack_post(messages: Sequence[bytes]) -> bytes:
    """Return the bytes of a post of one to four age files."""
    if not 1 <= len(messages) <= POST_MESSAGES:
        raise wrong_shape()
    return encode(list(messages))


def unpack_post(data: bytes) -> list[bytes]:
    """Return the age files of a post, or raise NotCanonical."""
    messages = each(decode(data), some_bytes)
    if not 1 <= len(messages) <= POST_MESSAGES:
        raise wrong_shape()
    return list(messages)


def pack_share(share: Share) -> bytes:
    """Return the bytes of a share."""
    return encode([share.role, list(share.people), share.age_file])


def unpack_share(data: bytes) -> Share:
    """Return a share, or raise NotCanonical."""
    role, people, age_file = at_least(decode(data), 3)
    return Share(some_text(role), each(people, _person), some_bytes(age_file))


def _item(value: Plain) -> tuple[int, bytes]:
    kind, data = at_least(value, 2)
    return a_number(kind), some_bytes(data)


def _person(value: Plain) -> bytes:
    return some_bytes(value, PERSON_BYTES)
