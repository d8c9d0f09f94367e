"""A mentor's vault: two keys under four generated words, found by name without holding it."""

from __future__ import annotations

import hashlib
import hmac
import json
import secrets
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from typing import Final

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305

from store import words as word_list
from store.errors import BrokenFile, DamagedKeyFile, NewerVersion, WrongWords
from store.scheme.shape import PERSON_BYTES
from store.sealing import age_file
from store.sealing.costs import SALT_BYTES, Costs, derive
from store.sealing.xwing import PUBLIC_BYTES, Identity, Recipient
from store.signed.canonical import Plain, decode, encode
from store.signed.shape import a_list, a_number, at_least, some_bytes, some_text, wrong_shape

VERSION: Final = 1
VAULT_WORDS: Final = 4
NONCE_BYTES: Final = 12
_LOOKUP_BYTES: Final = 32
_ITEMS: Final = 15
# A card's size tells only how many steps of this its name with its mentees fills.
_CARD_STEP: Final = 1024


@dataclass(frozen=True)
class Vault:
    """A published vault: everything but the seeds is in the clear, and nothing in it is a name."""

    person: bytes
    lookup: bytes = field(repr=False)
    work_public: bytes = field(repr=False)
    private_public: bytes = field(repr=False)
    made_by: bytes
    made_at: str
    costs: Costs
    salt: bytes = field(repr=False)
    nonce: bytes = field(repr=False)
    ct: bytes = field(repr=False)
    work_copy: bytes = field(repr=False)
    card: bytes = field(repr=False)

    @property
    def work(self) -> Recipient:
        """The public half of the key for session logs with check-ins."""
        return Recipient(self.work_public)

    @property
    def private(self) -> Recipient:
        """The public half of the key for drafts, messages, "My reports"."""
        return Recipient(self.private_public)

    def to_plain(self) -> list[Plain]:
        """Return the vault as it stands in a vaults document."""
        return [*self.head(), self.ct, self.work_copy, self.card]

    def head(self) -> list[Plain]:
        """Return what the words' seal commits to: all up to the nonce."""
        return [
            VERSION,
            self.person,
            self.lookup,
            self.work_public,
            self.private_public,
            self.made_by,
            self.made_at,
            self.costs.m_kib,
            self.costs.t,
            self.costs.p,
            self.salt,
            self.nonce,
        ]

    @classmethod
    def from_plain(cls, value: Plain) -> Vault:
        """Read a vault of a vaults document, or raise NotCanonical, NewerVersion."""
        version = a_number(at_least(value, 1)[0])
        if version > VERSION:
            raise NewerVersion("This sign-in was made by a newer version of the program. Update this computer first.")
        _, person, lookup, work, private, made_by, made_at, m_kib, t, p, salt, nonce, ct, copy, card = a_list(
            value, _ITEMS
        )
        if version != VERSION:
            raise wrong_shape()
        return cls(
            some_bytes(person, PERSON_BYTES),
            some_bytes(lookup, _LOOKUP_BYTES),
            some_bytes(work, PUBLIC_BYTES),
            some_bytes(private, PUBLIC_BYTES),
            some_bytes(made_by, PERSON_BYTES),
            some_text(made_at),
            Costs(a_number(m_kib), a_number(t), a_number(p)),
            some_bytes(salt, SALT_BYTES),
            some_bytes(nonce, NONCE_BYTES),
            some_bytes(ct),
            some_bytes(copy),
            some_bytes(card),
        )

    def to_bytes(self) -> bytes:
        """Return the vault as canonical CBOR."""
        return encode(self.to_plain())

    @classmethod
    def from_bytes(cls, data: bytes) -> Vault:
        """Read a vault from canonical CBOR, or raise NotCanonical, NewerVersion."""
        return cls.from_plain(decode(data))

    def digest(self) -> bytes:
        """Return the SHA-256 that tells whether another copy is this very vault."""
        return hashlib.sha256(self.to_bytes()).digest()


@dataclass(frozen=True)
class MentorKeys:
    """What the words open: a mentor's two identities."""

    person: bytes
    work: Identity = field(repr=False)
    private: Identity = field(repr=False)


@dataclass(frozen=True)
class Card:
    """A mentor's own name with the (id, label) pairs of the pupils they meet."""

    name: str = field(repr=False)
    mentees: tuple[tuple[str, str], ...] = field(repr=False)


def lookup_of(lookup_key: bytes, name: str) -> bytes:
    """Return what a name is found by: HMAC-SHA256 of the name as it is compared, under the school's lookup key."""
    return hmac.digest(lookup_key, word_list.normalise(name).encode("utf-8"), hashlib.sha256)


def make_vault(
    person: bytes,
    name: str,
    mentees: Sequence[tuple[str, str]],
    *,
    lookup_key: bytes,
    coordinator: Recipient,
    made_by: bytes,
    made_at: str,
    costs: Costs,
    work: Identity | None = None,
    private: Identity | None = None,
    random: Callable[[int], bytes] = secrets.token_bytes,
) -> tuple[Vault, str]:
    """Return a new vault with its four words, keeping the seeds that are given and making those that are not."""
    work = work or Identity.generate()
    private = private or Identity.generate()
    words = word_list.generate(VAULT_WORDS)
    unsealed = Vault(
        person,
        lookup_of(lookup_key, name),
        work.recipient.raw,
        private.recipient.raw,
        made_by,
        made_at,
        costs,
        random(SALT_BYTES),
        random(NONCE_BYTES),
        b"",
        age_file.seal(_json({"v": 1, "person": person.hex(), "work": work.seed.hex()}), [coordinator]),
        _seal_card(Card(name, tuple(mentees)), work.recipient),
    )
    return seal_seeds(unsealed, words, MentorKeys(person, work, private)), words


def seal_seeds(vault: Vault, words: str, keys: MentorKeys) -> Vault:
    """Return the vault with its two seeds sealed under these words, which its salt and its nonce serve for once."""
    plain = _json({"work": keys.work.seed.hex(), "private": keys.private.seed.hex()})
    cipher = ChaCha20Poly1305(derive(words, vault.salt, vault.costs))
    return replace(vault, ct=cipher.encrypt(vault.nonce, plain, encode(vault.head())))


def open_vault(vault: Vault, words: str) -> MentorKeys:
    """Return the two keys, or raise WrongWords; a damaged vault raises DamagedKeyFile, before deriving where it can."""
    key = derive(words, vault.salt, vault.costs)
    try:
        plain = ChaCha20Poly1305(key).decrypt(vault.nonce, vault.ct, encode(vault.head()))
    except (InvalidTag, ValueError):
        raise WrongWords("That name and those words do not fit together. Please try again.") from None
    try:
        seeds = json.loads(plain)
        keys = MentorKeys(
            vault.person, Identity(bytes.fromhex(seeds["work"])), Identity(bytes.fromhex(seeds["private"]))
        )
    except (ValueError, KeyError, TypeError, BrokenFile):
        raise _damaged() from None
    if keys.work.recipient != vault.work or keys.private.recipient != vault.private:
        raise _damaged()
    return keys


def read_card(vault: Vault, work: Identity) -> Card:
    """Return the card of a vault whose work key is open."""
    try:
        text = json.loads(age_file.open_file(vault.card, [work]))
        return Card(str(text["name"]), tuple((str(key), str(label)) for key, label in text["mentees"]))
    except (ValueError, KeyError, TypeError):
        raise _damaged() from None


def open_work_copy(vault: Vault, coordinator: Identity) -> Identity:
    """Return the mentor's work key from the copy that is sealed to the coordinator."""
    try:
        text = json.loads(age_file.open_file(vault.work_copy, [coordinator]))
        work, person = Identity(bytes.fromhex(text["work"])), text["person"]
    except (ValueError, KeyError, TypeError):
        raise _damaged() from None
    # A copy moved over from another vault would hand the coordinator somebody else's key under this name.
    if person != vault.person.hex() or work.recipient != vault.work:
        raise _damaged()
    return work


def _seal_card(card: Card, work: Recipient) -> bytes:
    text = _json({"v": 1, "name": card.name, "mentees": [list(pair) for pair in card.mentees]}) + b"\n"
    return age_file.seal(text.ljust(-(-len(text) // _CARD_STEP) * _CARD_STEP, b" "), [work])


def _json(value: dict[str, object]) -> bytes:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode("utf-8")


def _damaged() -> DamagedKeyFile:
    return DamagedKeyFile(
        "This sign-in is damaged. What you wrote before was kept. Ask the teacher who runs this for new words."
    )
