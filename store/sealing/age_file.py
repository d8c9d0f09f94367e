"""The age v1 binary file format: header, header MAC, payload in chunks (C2SP age.md)."""

from __future__ import annotations

import base64
import binascii
import hashlib
import hmac
import re
import secrets
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Final

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from store.errors import BrokenFile, NotForThisKey
from store.sealing.xwing import ENCAPSULATED_BYTES, Identity, Recipient

STANZA_TYPE: Final = "mlkem768x25519"
FILE_KEY_BYTES: Final = 16
NONCE_BYTES: Final = 16
_TAG_BYTES: Final = 16
_CHUNK: Final = 64 * 1024
_VERSION: Final = b"age-encryption.org/v1\n"
_COLUMNS: Final = 64
_VISIBLE: Final = re.compile(rb"[\x21-\x7e]+")


@dataclass(frozen=True)
class Stanza:
    """One recipient stanza: its arguments, then its body, which wraps the file key."""

    args: tuple[str, ...] = field(repr=False)
    body: bytes = field(repr=False)


@dataclass(frozen=True)
class Header:
    """A parsed header: the stanzas, the bytes that the MAC covers, the MAC, where the payload begins."""

    stanzas: tuple[Stanza, ...]
    covered: bytes = field(repr=False)
    mac: bytes = field(repr=False)
    end: int

    def check(self, file_key: bytes) -> None:
        """Raise BrokenFile unless the MAC commits to `file_key` with exactly this header."""
        if not hmac.compare_digest(_header_mac(file_key, self.covered), self.mac):
            raise BrokenFile("The beginning of this sealed file was changed. Keep it, and fetch another copy.")


def seal(plaintext: bytes, recipients: Sequence[Recipient]) -> bytes:
    """Return `plaintext` as an age v1 file with one stanza for each of `recipients`, in their order."""
    file_key = secrets.token_bytes(FILE_KEY_BYTES)
    covered = _VERSION + b"".join(_write_stanza(recipient, file_key) for recipient in recipients) + b"---"
    mac = base64.b64encode(_header_mac(file_key, covered)).rstrip(b"=")
    return covered + b" " + mac + b"\n" + _seal_payload(file_key, plaintext)


def open_file(data: bytes, identities: Iterable[Identity]) -> bytes:
    """Return the plaintext, raising NotForThisKey where no identity fits, BrokenFile where the file is damaged."""
    header = parse_header(data)
    file_key = find_file_key(header, identities)
    if file_key is None:
        raise NotForThisKey("None of these keys opens this file. It was not changed. Try the other key holders.")
    return open_with_file_key(data, header, file_key)


def open_with_file_key(data: bytes, header: Header, file_key: bytes) -> bytes:
    """Return the plaintext of a file whose file key is known, or raise BrokenFile."""
    header.check(file_key)
    return _open_payload(file_key, data[header.end :])


def find_file_key(header: Header, identities: Iterable[Identity]) -> bytes | None:
    """Return the first file key that an identity unwraps; a malformed hybrid stanza raises BrokenFile."""
    wrapped = [_hybrid_parts(stanza) for stanza in header.stanzas if stanza.args[0] == STANZA_TYPE]
    for identity in identities:
        for encapsulated, body in wrapped:
            file_key = identity.unwrap(encapsulated, body)
            if file_key is not None:
                return file_key
    return None


def parse_header(data: bytes) -> Header:
    """Return the header of an age v1 file, or raise BrokenFile at the first byte that isn't as age.md says."""
    if not data.startswith(_VERSION):
        raise BrokenFile("This is not an age v1 file, or it was made by a newer tool. Nothing was opened.")
    lines, stanzas = _Lines(data, len(_VERSION)), list[Stanza]()
    while True:
        start = lines.at
        line = lines.take()
        if line.startswith(b"--- "):
            break
        if not line.startswith(b"-> "):
            raise _broken_header()
        stanzas.append(Stanza(_arguments(line[3:]), _stanza_body(lines)))
    mac = _unpadded_base64(line[4:])
    if not stanzas or len(mac) != 32:
        raise _broken_header()
    return Header(tuple(stanzas), data[: start + 3], mac, lines.at)


class _Lines:
    """Takes one line after another from bytes, each ended by a line feed."""

    def __init__(self, data: bytes, at: int) -> None:
        self._data = data
        self.at = at

    def take(self) -> bytes:
        end = self._data.find(b"\n", self.at)
        if end < 0:
            raise _broken_header()
        line, self.at = self._data[self.at : end], end + 1
        return line


def _arguments(line: bytes) -> tuple[str, ...]:
    words = line.split(b" ")
    if not all(_VISIBLE.fullmatch(word) for word in words):
        raise _broken_header()
    return tuple(word.decode("ascii") for word in words)


def _stanza_body(lines: _Lines) -> bytes:
    gathered = bytearray()
    while True:
        line = lines.take()
        if len(line) > _COLUMNS:
            raise _broken_header()
        gathered += line
        if len(line) < _COLUMNS:
            return _unpadded_base64(bytes(gathered))


def _hybrid_parts(stanza: Stanza) -> tuple[bytes, bytes]:
    if len(stanza.args) != 2 or len(stanza.body) != FILE_KEY_BYTES + _TAG_BYTES:
        raise _broken_header()
    encapsulated = _unpadded_base64(stanza.args[1].encode("ascii"))
    if len(encapsulated) != ENCAPSULATED_BYTES:
        raise _broken_header()
    return encapsulated, stanza.body


def _write_stanza(recipient: Recipient, file_key: bytes) -> bytes:
    encapsulated, body = recipient.wrap(file_key)
    argument = base64.b64encode(encapsulated).rstrip(b"=")
    return b"-> " + STANZA_TYPE.encode() + b" " + argument + b"\n" + base64.b64encode(body).rstrip(b"=") + b"\n"


def _unpadded_base64(text: bytes) -> bytes:
    """Decode base64 without padding, refusing every text but the canonical one (RFC 4648 section 3.5)."""
    try:
        decoded = base64.b64decode(text + b"=" * (-len(text) % 4), validate=True)
    except binascii.Error:
        raise _broken_header() from None
    if base64.b64encode(decoded).rstrip(b"=") != text:
        raise _broken_header()
    return decoded


def _header_mac(file_key: bytes, covered: bytes) -> bytes:
    return hmac.digest(_derive(file_key, b"", b"header"), covered, hashlib.sha256)


def _derive(file_key: bytes, salt: bytes, info: bytes) -> bytes:
    return HKDF(SHA256(), 32, salt, info).derive(file_key)


def _seal_payload(file_key: bytes, plaintext: bytes) -> bytes:
    nonce = secrets.token_bytes(NONCE_BYTES)
    cipher = ChaCha20Poly1305(_derive(file_key, nonce, b"payload"))
    starts = range(0, max(len(plaintext), 1), _CHUNK)
    return nonce + b"".join(
        cipher.encrypt(_chunk_nonce(number, last=start == starts[-1]), plaintext[start : start + _CHUNK], None)
        for number, start in enumerate(starts)
    )


def _open_payload(file_key: bytes, payload: bytes) -> bytes:
    nonce, chunks = payload[:NONCE_BYTES], payload[NONCE_BYTES:]
    if len(nonce) < NONCE_BYTES or len(chunks) < _TAG_BYTES:
        raise _broken_payload()
    cipher = ChaCha20Poly1305(_derive(file_key, nonce, b"payload"))
    starts = range(0, len(chunks), _CHUNK + _TAG_BYTES)
    opened = []
    for number, start in enumerate(starts):
        try:
            chunk = cipher.decrypt(
                _chunk_nonce(number, last=start == starts[-1]), chunks[start : start + _CHUNK + _TAG_BYTES], None
            )
        except (InvalidTag, ValueError):
            raise _broken_payload() from None
        # An empty last chunk is one of two ways to write a file that ends at a chunk's edge: only one is allowed.
        if not chunk and number:
            raise _broken_payload()
        opened.append(chunk)
    return b"".join(opened)


def _chunk_nonce(number: int, *, last: bool) -> bytes:
    return number.to_bytes(11, "big") + (b"\x01" if last else b"\x00")


def _broken_header() -> BrokenFile:
    return BrokenFile("The beginning of this file is damaged. Nothing was opened. Keep it, and fetch another copy.")


def _broken_payload() -> BrokenFile:
    return BrokenFile("This file is cut short or damaged. Nothing of it was shown. Keep it, and fetch another copy.")
