"""Where the fields of an entry's payload stand, so that it can be read without decoding it.

A store reads hundreds at a time: to look where things must stand takes a fraction of decoding them, then comparing
what they would be encoded as. Whatever stands otherwise is left to the decoder, which says what is wrong with it.
"""

from __future__ import annotations

from typing import Final, TypeAlias

from store.errors import NotCanonical
from store.signed import canonical
from store.signed.shape import LARGEST_NUMBER

Fields: TypeAlias = tuple[bytes, bytes, int, bytes, int, bytes, bytes, int, int, bool]
"""School, device, lane, epoch, number, hash of the entry before, body's hash, size, alarm, slot."""

_RECORDS: Final = 0
_LAST_LANE: Final = 2
_ID_BYTES: Final = 16
_HASH_BYTES: Final = 32
# How a payload of version 1 begins, where things stand in it, what stands before them.
_RECORD_BEGINS: Final = b"\xab\x01\x01\x02\x50"
_OTHER_BEGINS: Final = b"\xa9\x01\x01\x02\x50"
_SCHOOL_AT: Final = len(_RECORD_BEGINS)
_DEVICE: Final = b"\x03\x50"
_DEVICE_AT: Final = _SCHOOL_AT + _ID_BYTES + len(_DEVICE)
_LANE: Final = 4
_LANE_AT: Final = _DEVICE_AT + _ID_BYTES + 1
_EPOCH: Final = b"\x05\x50"
_EPOCH_AT: Final = _LANE_AT + 1 + len(_EPOCH)
_SEQ: Final = 6
_SEQ_AT: Final = _EPOCH_AT + _ID_BYTES + 1
_PREV: Final = b"\x07\x58\x20"
_BODY_HASH: Final = b"\x08\x58\x20"
_SIZE: Final = b"\x09"
_SHORTEST: Final = _SEQ_AT + 1 + len(_PREV) + len(_BODY_HASH) + 2 * _HASH_BYTES + 2
_TRUE: Final = b"\xf5"
_ENDS: Final = frozenset(bytes((10, alarm, 11, slot)) for alarm in range(3) for slot in (0xF4, 0xF5))


def fields_in(payload: bytes) -> Fields | None:
    """Return the fields of a payload of version 1 that stands just as it must be written, None for any other."""
    if len(payload) < _SHORTEST:
        return None
    lane = payload[_LANE_AT]
    is_record = lane == _RECORDS
    if not payload.startswith(_RECORD_BEGINS if is_record else _OTHER_BEGINS) or lane > _LAST_LANE:
        return None
    seq, at = _number_at(payload, _SEQ_AT)
    size_at = at + len(_PREV) + len(_BODY_HASH) + 2 * _HASH_BYTES
    size, end = _number_at(payload, size_at + 1)
    alarm = payload[end + 1 : end + 2]
    slot = payload[end + 3 : end + 4]
    prev_at = at + len(_PREV)
    hash_at = prev_at + _HASH_BYTES + len(_BODY_HASH)
    stands = (
        payload[_DEVICE_AT - 2 : _DEVICE_AT] == _DEVICE
        and payload[_LANE_AT - 1] == _LANE
        and payload[_EPOCH_AT - 2 : _EPOCH_AT] == _EPOCH
        and payload[_SEQ_AT - 1] == _SEQ
        and payload[at:prev_at] == _PREV
        and payload[prev_at + _HASH_BYTES : hash_at] == _BODY_HASH
        and payload[size_at : size_at + 1] == _SIZE
        and 1 <= seq <= LARGEST_NUMBER
        and 0 <= size <= LARGEST_NUMBER
        and (payload[end:] in _ENDS if is_record else end == len(payload))
    )
    if not stands:
        return None
    return (
        payload[_SCHOOL_AT : _SCHOOL_AT + _ID_BYTES],
        payload[_DEVICE_AT : _DEVICE_AT + _ID_BYTES],
        lane,
        payload[_EPOCH_AT : _EPOCH_AT + _ID_BYTES],
        seq,
        payload[prev_at : prev_at + _HASH_BYTES],
        payload[hash_at : hash_at + _HASH_BYTES],
        size,
        alarm[0] if is_record else 0,
        is_record and slot == _TRUE,
    )


def _number_at(payload: bytes, at: int) -> tuple[int, int]:
    """Return the number at `at` with where it ends, -1 where none stands there."""
    try:
        kind, number, end = canonical.head(payload, at)
    except NotCanonical:
        return -1, at
    return (number, end) if kind == canonical.NUMBER else (-1, at)
