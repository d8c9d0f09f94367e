"""Checkpoints: what one desk says, over its role's signature, that the role holds, with what a person has read."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from store.feeds import ranges
from store.feeds.ranges import Range
from store.signed import canonical, cose
from store.signed.shape import VERSION, a_list, read_map, some_bytes, some_text
from store.signed.signing_key import SigningKey

NAME: Final = "checkpoint"
_KEYS: Final = frozenset(range(1, 7))


@dataclass(frozen=True)
class Checkpoint:
    """The ranges that a role holds at one desk; `met` are the red or amber entries that a person has acknowledged.

    Marks of another kind may stand among these hashes, which are the hash of no entry (`scheme/practised.py`).
    """

    school: bytes
    role: str
    desk: bytes
    held: tuple[Range, ...]
    met: tuple[bytes, ...] = ()


def make_checkpoint(checkpoint: Checkpoint, role_key: SigningKey) -> bytes:
    """Return `checkpoint` signed by the role's key."""
    payload = {
        1: VERSION,
        2: checkpoint.school,
        3: checkpoint.role,
        4: checkpoint.desk,
        5: ranges.encode(checkpoint.held),
        6: list(checkpoint.met),
    }
    return cose.sign(NAME, canonical.encode(payload), role_key)


def read_checkpoint(signed: bytes) -> Checkpoint:
    """Return what a checkpoint says, its signature unchecked, or raise NotCanonical, NewerVersion or TooLarge."""
    fields = read_map(cose.payload_of(signed), _KEYS)
    return Checkpoint(
        school=some_bytes(fields[2], 16),
        role=some_text(fields[3]),
        desk=some_bytes(fields[4], 16),
        held=tuple(ranges.decode(fields[5])),
        met=tuple(some_bytes(each, 32) for each in a_list(fields[6])),
    )


def verify_checkpoint(signed: bytes, role_public: bytes) -> Checkpoint:
    """Return what a checkpoint says, or raise BadSignature where it is not by the role with this public key."""
    cose.verify(NAME, signed, role_public)
    return read_checkpoint(signed)
