"""Documents: what desks publish, each name with its own order, the highest winning everywhere."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import Final

from store.errors import NotCanonical
from store.signed import cose
from store.signed.canonical import Plain, encode
from store.signed.shape import (
    VERSION,
    a_list,
    a_number,
    read_map,
    some_bytes,
    some_bytes_or_none,
    some_text,
    wrong_shape,
)
from store.signed.signing_key import ID_BYTES, SigningKey

STAFF: Final = "staff"
PUPILS: Final = "pupils"
GUIDANCE: Final = "guidance"
POLICY: Final = "policy"
DEVICES: Final = "devices"
VAULTS: Final = "vaults"
DOCUMENTS: Final = (STAFF, PUPILS, GUIDANCE, POLICY, DEVICES, VAULTS)

# Lists of people: a copy that lost some of them would lock those people out or leave them unnamed.
COUNTED: Final = frozenset({STAFF, PUPILS, VAULTS})
# Of those, the ones whose content anybody can count against what the document says.
_COUNTED_IN_THE_CLEAR: Final = frozenset({STAFF, VAULTS})
_SIGNED_AS: Final = "document"
_HASH_BYTES: Final = 32


@dataclass(frozen=True)
class Document:
    """One published document with the desk that signed it; `replaces` is the hash of the one that desk knew."""

    school: bytes
    name: str
    counter: int
    desk: bytes
    replaces: bytes | None
    content: Plain = field(repr=False)
    count: int | None
    signed: bytes = field(repr=False)

    @cached_property
    def hash(self) -> bytes:
        """SHA-256 of the signed bytes."""
        return cose.digest(self.signed)

    @property
    def rank(self) -> tuple[int, bytes]:
        """What documents of one name are ordered by; the highest wins everywhere."""
        return self.counter, self.hash


def make_document(
    name: str,
    counter: int,
    content: Plain,
    desk: SigningKey,
    school: bytes,
    replaces: bytes | None = None,
    count: int | None = None,
) -> bytes:
    """Return a document signed by `desk`."""
    payload: dict[int, Plain] = {
        1: VERSION,
        2: school,
        3: name,
        4: counter,
        5: desk.id,
        6: replaces,
        7: content,
        8: count,
    }
    return cose.sign(_SIGNED_AS, encode(payload), desk)


def read_document(signed: bytes, public: bytes) -> Document:
    """Return a document whose signature verifies, or raise BadSignature, NotCanonical, NewerVersion."""
    cose.verify(_SIGNED_AS, signed, public)
    return unverified(signed)


def unverified(signed: bytes) -> Document:
    """Return a document without checking its signature: good only for asking whose it claims to be."""
    found = read_map(cose.payload_of(signed), range(1, 9))
    return Document(
        some_bytes(found[2], ID_BYTES),
        some_text(found[3]),
        a_number(found[4], smallest=1),
        some_bytes(found[5], ID_BYTES),
        some_bytes_or_none(found[6], _HASH_BYTES),
        found[7],
        None if found[8] is None else a_number(found[8]),
        signed,
    )


def check_whole(document: Document) -> None:
    """Raise NotCanonical where a list of people holds another number of them than the document says."""
    if document.name not in COUNTED:
        return
    if document.count is None:
        raise NotCanonical("This list does not say how many people it holds. It was not used; the last one stays.")
    if document.name in _COUNTED_IN_THE_CLEAR:
        if len(a_list(document.content)) != document.count:
            raise NotCanonical("This list of people is not complete. It was not used; the last one stays.")
    elif not isinstance(document.content, bytes):
        raise wrong_shape()


def loses_too_many(name: str, before: int | None, after: int | None) -> bool:
    """Whether a list of people falls by over 30%, so that only a person who insists may publish it."""
    if name not in COUNTED or before is None:
        return False
    return (before - (after or 0)) * 10 > before * 3
