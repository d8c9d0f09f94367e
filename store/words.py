"""Words that stand for bytes: passphrases, a report's code, fingerprints (BIP39 English list)."""

from __future__ import annotations

import hashlib
import re
import secrets
import unicodedata
from functools import cache
from typing import TYPE_CHECKING, Final

from store.errors import ConfigurationError

if TYPE_CHECKING:
    from mnemonic import Mnemonic

HEAD_WORDS: Final = 12
_FINGERPRINT_WORDS: Final = 5
_BITS: Final = 11
# Hyphens and dashes of any kind, commas, dots, every kind of space: whatever people put between words.
_BETWEEN: Final = re.compile(r"[\s,.\-\u2010-\u2015\u2212]+")


def generate(count: int) -> str:
    """Return `count` words of the list joined by one space, from the operating system's randomness."""
    return " ".join(secrets.choice(_list().wordlist) for _ in range(count))


def normalise(typed: str) -> str:
    """Return typed words as they are compared: NFKC, casefolded, one space between them."""
    return _BETWEEN.sub(" ", unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", typed).casefold())).strip()


def report_code(record_id: str) -> str:
    """Return a report's code, two words and two digits, e.g. "MAPLE RIVER 17", from its id of 32 hex letters."""
    digest = hashlib.sha256(bytes.fromhex(record_id)).digest()
    number = int.from_bytes(digest[4:8], "big") % 100
    return f"{' '.join(_take(digest, 2)).upper()} {number:02}"


def fingerprint(public: bytes) -> str:
    """Return five words that stand for a public key."""
    return " ".join(_take(hashlib.sha256(public).digest(), _FINGERPRINT_WORDS))


def head_words(digest: bytes) -> str:
    """Return twelve words for the first 128 bits of `digest`, with the check bits of BIP39."""
    return str(_list().to_mnemonic(digest[:16]))


def head_bytes(words: str) -> bytes:
    """Return the 16 bytes behind twelve words, or raise ConfigurationError where they were copied wrongly."""
    checked, spelt = _list(), normalise(words)
    if len(spelt.split(" ")) != HEAD_WORDS or not checked.check(spelt):
        raise ConfigurationError(
            "These are not twelve words as the program prints them. Nothing was changed. "
            "Compare them with the paper, then type them again."
        )
    return bytes(checked.to_entropy(spelt))


def is_word(spelt: str) -> bool:
    """Return whether this is a word of the list."""
    return spelt in _list().wordlist


def _take(digest: bytes, count: int) -> list[str]:
    bits = int.from_bytes(digest, "big")
    top = len(digest) * 8
    return [_list().wordlist[bits >> top - _BITS * (place + 1) & (1 << _BITS) - 1] for place in range(count)]


@cache
def _list() -> Mnemonic:
    # Imported on the first use: the welcome screen is painted before any word is needed.
    from mnemonic import Mnemonic

    return Mnemonic("english")
