"""How one request or answer of an exchange stands on the wire: a CBOR sequence (RFC 8742)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from store.errors import NotCanonical, TooLarge
from store.feeds.run import MOST_BYTES, MOST_ENTRIES
from store.signed import canonical
from store.signed.shape import wrong_shape
from store.signed.signing_key import PUBLIC_BYTES

EXCHANGE: Final = "/v1/exchange"
ENROL: Final = "/v1/enrol"
MEDIA_TYPE: Final = "application/cbor-seq"
LARGEST_OFFER: Final = 1024 * 1024
LARGEST_REQUEST: Final = LARGEST_OFFER + MOST_BYTES + 64 * 1024
# A receipt may be as large as a delivery; keys and letters come on top.
LARGEST_ANSWER: Final = 2 * MOST_BYTES + 2 * 1024 * 1024
# The words of every refusal, the same whatever was wrong.
REFUSED: Final = b"refused\n"
BUSY: Final = b"busy\n"
FAULT: Final = b"fault\n"

_SIGNED: Final = 6
_BYTES: Final = 2
_LIST: Final = 4
_ORDER: Final = (_SIGNED, _BYTES, _LIST)
_MOST_HEADS: Final = 20_000
_DEEPEST: Final = 8


@dataclass(frozen=True)
class Sequence:
    """An offer or a receipt, then what goes with it: further signed letters, public keys of devices, runs."""

    head: bytes
    letters: tuple[bytes, ...] = ()
    keys: tuple[bytes, ...] = ()
    runs: tuple[bytes, ...] = ()


@dataclass(frozen=True)
class Glance:
    """What can be told of a run without decoding its bodies."""

    entries: int
    first: bytes
    last: bytes


def join(sequence: Sequence) -> bytes:
    """Return the bytes of a sequence."""
    keys = [canonical.encode(key) for key in sequence.keys]
    return b"".join((sequence.head, *sequence.letters, *keys, *sequence.runs))


def split(data: bytes) -> Sequence:
    """Return the parts of a sequence, nothing in them checked, or raise NotCanonical or TooLarge."""
    parts = _parts(data)
    head, *letters = (data[part] for part in parts[_SIGNED])
    keys = tuple(_key(data[part]) for part in parts[_BYTES])
    return Sequence(head, tuple(letters), keys, tuple(data[part] for part in parts[_LIST]))


def runs_within(request: memoryview) -> tuple[memoryview, ...]:
    """Return the runs that a device sends, not copied; what else it may not send is NotCanonical or TooLarge."""
    parts = _parts(request)
    if len(parts[_SIGNED]) > 1 or len(parts[_BYTES]) > 1:
        raise wrong_shape()
    for part in parts[_BYTES]:
        _key(bytes(request[part]))
    return tuple(request[part] for part in parts[_LIST])


def _parts(data: bytes | memoryview) -> dict[int, list[slice]]:
    """Return where the parts of each kind stand."""
    walk, at, before = _Walk(data), 0, _SIGNED
    parts: dict[int, list[slice]] = {_SIGNED: [], _BYTES: [], _LIST: []}
    while at < len(data):
        end, kind = walk.end(at), data[at] >> 5
        if kind not in parts or _ORDER.index(kind) < _ORDER.index(before):
            raise wrong_shape()
        parts[kind].append(slice(at, end))
        at, before = end, kind
    if not parts[_SIGNED]:
        raise wrong_shape()
    return parts


def begun(data: bytes | bytearray) -> bytes | None:
    """Return the signed thing with which `data` begins, None while it is not whole, or raise NotCanonical."""
    if data and data[0] >> 5 != _SIGNED:
        raise wrong_shape()
    try:
        return bytes(data[: _Walk(data).end(0)])
    except _Short:
        return None


def glance(run: bytes) -> Glance | None:
    """Return the number of entries of a run with its first and its last signed entry, None for no run at all."""
    walk = _Walk(run)
    try:
        kind, count, at = walk.head(0)
        if kind != _LIST or not 1 <= count <= MOST_ENTRIES:
            return None
        signed = [_signed_of_pair(walk, at) for at in walk.each(at, count)]
    except NotCanonical:
        return None
    return Glance(count, signed[0], signed[-1])


def _signed_of_pair(walk: _Walk, at: int) -> bytes:
    kind, size, inside = walk.head(at)
    signed_kind, length, start = walk.head(inside)
    if (kind, size, signed_kind) != (_LIST, 2, _BYTES):
        raise wrong_shape()
    return bytes(walk.data[start : start + length])


def _key(item: bytes) -> bytes:
    key = canonical.decode(item)
    if not isinstance(key, bytes) or len(key) != PUBLIC_BYTES:
        raise wrong_shape()
    return key


class _Short(NotCanonical):
    """The bytes end within an item."""


def _short() -> _Short:
    return _Short(str(wrong_shape()))


class _Walk:
    """Finds where items end, whose content is never looked at."""

    def __init__(self, data: bytes | bytearray | memoryview) -> None:
        self.data = data
        self._heads = 0

    def head(self, at: int) -> tuple[int, int, int]:
        """Return the kind of the item at `at`, the number in its head, where its content begins."""
        self._heads += 1
        if self._heads > _MOST_HEADS:
            raise TooLarge("This delivery is in too many pieces. It was not taken in; its sender still has it.")
        if at >= len(self.data):
            raise _short()
        kind, told = self.data[at] >> 5, self.data[at] & 31
        if told < 24:
            return kind, told, at + 1
        if told > 27:
            raise wrong_shape()
        end = at + 1 + (1 << (told - 24))
        if end > len(self.data):
            raise _short()
        return kind, int.from_bytes(self.data[at + 1 : end], "big"), end

    def end(self, at: int, depth: int = 0) -> int:
        """Return where the item at `at` ends."""
        if depth > _DEEPEST:
            raise wrong_shape()
        kind, number, at = self.head(at)
        if kind in (2, 3):
            if at + number > len(self.data):
                raise _short()
            return at + number
        for _ in range({4: number, 5: 2 * number, 6: 1}.get(kind, 0)):
            at = self.end(at, depth + 1)
        return at

    def each(self, at: int, count: int) -> Iterator[int]:
        """Yield where each of `count` items begins."""
        for _ in range(count):
            yield at
            at = self.end(at)
