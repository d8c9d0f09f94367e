"""Erase notices: two people say together, each over their own signature, which entries lose their bodies."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from store.errors import BadSignature, ConfigurationError
from store.scheme.keys_bundle import KeysBundle, StaffEntry
from store.scheme.routes import CHAIR, HEAD
from store.signed import cose
from store.signed.canonical import decode, encode
from store.signed.shape import VERSION, a_list, read_map, some_bytes, some_text, wrong_shape
from store.signed.signing_key import SigningKey

_SIGNED_AS: Final = "erase"
_KEYS: Final = frozenset(range(1, 5))
_HASH_BYTES: Final = 32
_DECIDERS: Final = frozenset({HEAD, CHAIR})


@dataclass(frozen=True)
class EraseNotice:
    """The entries whose bodies are to go, the class of records they are of, the two people who signed for it."""

    school: bytes
    entries: tuple[bytes, ...]
    class_: str
    people: tuple[bytes, bytes]


def make_erase(school: bytes, entries: Iterable[bytes], class_: str, first: SigningKey, second: SigningKey) -> bytes:
    """Return the notice as both people sign it with their staff keys; its bytes hang on nothing but what is in it."""
    named = sorted(set(entries))
    if not named or first.public == second.public:
        raise ConfigurationError(
            "Two different people erase together, and at least one item. Nothing was erased. Ask a second person."
        )
    halves = [(one.public, sign_half(school, named, class_, one)) for one in (first, second)]
    return join_halves(*halves)


def sign_half(school: bytes, entries: Iterable[bytes], class_: str, key: SigningKey) -> bytes:
    """Return what one of the two people signs; alone it erases nothing."""
    return cose.sign(_SIGNED_AS, encode({1: VERSION, 2: school, 3: sorted(set(entries)), 4: class_}), key)


def join_halves(*halves: tuple[bytes, bytes]) -> bytes:
    """Return the notice of two halves, each given with the public key of whoever signed it."""
    return encode([half for _public, half in sorted(halves)])


def read_half(half: bytes, people: Iterable[StaffEntry]) -> tuple[StaffEntry, tuple[bytes, ...], str]:
    """Return who of these people signed a half, which entries it names, of which class they are.

    Raises BadSignature, NotCanonical, NewerVersion.
    """
    fields = read_map(cose.payload_of(half), _KEYS)
    signer = next((one for one in people if cose.is_genuine(_SIGNED_AS, half, one.ed)), None)
    if signer is None:
        raise BadSignature("Nobody on the school's staff has signed this. Nothing was erased. Ask whoever sent it.")
    entries = tuple(some_bytes(one, _HASH_BYTES) for one in a_list(fields[3]))
    return signer, entries, some_text(fields[4])


def read_erase(data: bytes, bundles: Sequence[KeysBundle]) -> EraseNotice:
    """Return a notice that two people of these bundles signed, one of them head or chair in it.

    Raises BadSignature, NotCanonical, NewerVersion.
    """
    first, second = (some_bytes(one) for one in a_list(decode(data), 2))
    payload = cose.payload_of(first)
    fields = read_map(payload, _KEYS)
    entries = tuple(some_bytes(one, _HASH_BYTES) for one in a_list(fields[3]))
    if cose.payload_of(second) != payload or len(set(entries)) != len(entries):
        raise wrong_shape()
    people = _signers(first, second, bundles)
    return EraseNotice(some_bytes(fields[2]), entries, some_text(fields[4]), people)


def _signers(first: bytes, second: bytes, bundles: Sequence[KeysBundle]) -> tuple[bytes, bytes]:
    """Return the two people; both must stand in one bundle, for then they decided it as what they were at one time."""
    for bundle in reversed(bundles):
        one, other = _signer(first, bundle), _signer(second, bundle)
        if one and other and one.person != other.person and _DECIDERS & {*one.roles, *other.roles}:
            return one.person, other.person
    raise BadSignature(
        "Nothing is erased but by two people of the school together, one of them head or chair. Nothing was erased."
    )


def _signer(signed: bytes, bundle: KeysBundle) -> StaffEntry | None:
    return next((one for one in bundle.staff if cose.is_genuine(_SIGNED_AS, signed, one.ed)), None)
