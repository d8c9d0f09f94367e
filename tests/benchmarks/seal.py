"""Sealing one record, against the raw work under it: `python -m tests.benchmarks.seal [--quick]`."""

from __future__ import annotations

import secrets
import sys

from cryptography.hazmat.primitives.asymmetric import mlkem, x25519
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from store.sealing.sealed import PADDED_BYTES, Sealer
from store.sealing.xwing import Identity
from tests.benchmarks.pairs import ratio_line, timed_in_turn, told


class RawSeal:
    """Four ML-KEM-768 with X25519 wraps, one ChaCha20-Poly1305: the least that sealing to four can cost."""

    def __init__(self, text: bytes) -> None:
        self._text = text
        self._lattice = [mlkem.MLKEM768PrivateKey.generate().public_key() for _ in range(4)]
        self._curve = [x25519.X25519PrivateKey.generate().public_key() for _ in range(4)]

    def __call__(self) -> bytes:
        file_key = secrets.token_bytes(32)
        parts = []
        for lattice, curve in zip(self._lattice, self._curve, strict=True):
            shared, ciphertext = lattice.encapsulate()
            own = x25519.X25519PrivateKey.generate()
            key = HKDF(SHA256(), 32, None, b"").derive(shared + own.exchange(curve))
            wrapped = ChaCha20Poly1305(key).encrypt(bytes(12), file_key, None)
            parts += [ciphertext, own.public_key().public_bytes_raw(), wrapped]
        return b"".join(parts) + ChaCha20Poly1305(file_key).encrypt(bytes(12), self._text, None)


def main(quick: bool) -> None:
    record = b'{"v":1,"text":{"words":"' + b"a" * 2_000 + b'"}}'
    sealer = Sealer.start()
    recipients = [Identity.generate().recipient for _ in range(2)]
    raw = RawSeal(record.ljust(PADDED_BYTES, b" "))
    ours, yardstick = timed_in_turn(lambda: sealer.seal(record, recipients), raw, 300 if quick else 3_000)
    print(told("one record sealed to four stanzas", ours))
    print(told("four raw wraps, one cipher", yardstick))
    print(ratio_line("seal", ours, yardstick))


if __name__ == "__main__":
    main("--quick" in sys.argv)
