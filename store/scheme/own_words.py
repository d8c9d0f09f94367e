"""A mentor's own change of words: the same two keys under other words, told to those who publish vaults."""

from __future__ import annotations

import hashlib
import hmac
import secrets
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from store.errors import KioskError
from store.scheme.vaults import NONCE_BYTES, MentorKeys, Vault, seal_seeds
from store.sealing.costs import SALT_BYTES, Costs
from store.sealing.xwing import Identity
from store.signed.canonical import encode
from store.signed.signing_key import hkdf


@dataclass(frozen=True)
class WordsChange:
    """A vault made on a kiosk, without its card; `replaces` are the digests of the words that it may stand in for."""

    vault: Vault
    replaces: tuple[bytes, ...]
    proof: bytes = field(repr=False)

    def to_text(self) -> dict[str, Any]:
        """Return the change as a record's text."""
        return {
            "vault": self.vault.to_bytes().hex(),
            "replaces": [one.hex() for one in self.replaces],
            "proof": self.proof.hex(),
        }

    @classmethod
    def from_text(cls, text: Mapping[str, Any]) -> WordsChange | None:
        """Read a record's text, None where it is not the change of words that this version knows."""
        try:
            vault = Vault.from_bytes(bytes.fromhex(text["vault"]))
            replaces = tuple(bytes.fromhex(one) for one in text["replaces"])
            return cls(vault, replaces, bytes.fromhex(text["proof"]))
        except (ValueError, KeyError, TypeError, KioskError):
            return None


def digest_of_words(vault: Vault) -> bytes:
    """Return the SHA-256 that tells whether two vaults are opened by the same words in the same way.

    The card is left out: who meets whom changes, the words stay.
    """
    return hashlib.sha256(encode([*vault.head(), vault.ct])).digest()


def same_keys(one: Vault, other: Vault) -> bool:
    """Return whether two vaults hold one mentor's same two keys."""
    ours, theirs = ((vault.person, vault.work_public, vault.private_public) for vault in (one, other))
    return ours == theirs


def under_new_words(
    vault: Vault,
    keys: MentorKeys,
    words: str,
    *,
    made_at: str,
    costs: Costs,
    random: Callable[[int], bytes] = secrets.token_bytes,
) -> Vault:
    """Return a vault with the same keys under other words, made by the mentor."""
    unsealed = replace(
        vault,
        made_by=vault.person,
        made_at=made_at,
        costs=costs,
        salt=random(SALT_BYTES),
        nonce=random(NONCE_BYTES),
        ct=b"",
    )
    return seal_seeds(unsealed, words, keys)


def make_change(new: Vault, replaces: tuple[bytes, ...], work: Identity) -> WordsChange:
    """Return what tells the desks of a vault, proved by the mentor's work key."""
    bare = replace(new, work_copy=b"", card=b"")
    return WordsChange(bare, replaces, _proof(bare, replaces, work))


def fits(change: WordsChange, published: Vault) -> bool:
    """Return whether a change goes on from what is published, so that a late one never brings older words back."""
    return same_keys(change.vault, published) and digest_of_words(published) in change.replaces


def published_anew(change: WordsChange, published: Vault, work: Identity) -> Vault | None:
    """Return the vault to publish in place of `published`, None where the mentor's work key did not prove the change.

    Whoever can seal to a role could send garbage in a mentor's name, and so lock them out everywhere.
    """
    if not fits(change, published) or not hmac.compare_digest(
        change.proof, _proof(change.vault, change.replaces, work)
    ):
        return None
    return replace(change.vault, work_copy=published.work_copy, card=published.card)


def _proof(vault: Vault, replaces: tuple[bytes, ...], work: Identity) -> bytes:
    told = encode([digest_of_words(vault), *replaces])
    return hmac.digest(hkdf(work.seed, "pmk/own-words/1"), told, hashlib.sha256)
