"""TLS to the one server whose public key is known beforehand."""

from __future__ import annotations

import hashlib
import socket
import ssl
from typing import Final

from store.signed.shape import wrong_shape

_SEQUENCE: Final = 0x30
_VERSION: Final = 0xA0
_NUMBER: Final = 0x02
# Version, serial number, algorithm, issuer, validity, subject (RFC 5280).
_BEFORE_THE_KEY: Final = (_VERSION, _NUMBER, _SEQUENCE, _SEQUENCE, _SEQUENCE, _SEQUENCE)
_LONG: Final = 0x80
_MOST_LENGTH: Final = 3
# A store without a certificate of its own to pin is trusted as any server on the web is.
NO_PIN: Final = bytes(32)


class PinMismatch(ssl.SSLError):
    """The server's public key is not the one that is pinned."""


class _PinnedContext(ssl.SSLContext):
    """Finishes a handshake, then looks at the key before a single byte of ours is sent."""

    pin: bytes = NO_PIN

    def wrap_socket(
        self,
        sock: socket.socket,
        server_side: bool = False,
        do_handshake_on_connect: bool = True,
        suppress_ragged_eofs: bool = True,
        server_hostname: str | bytes | None = None,
        session: ssl.SSLSession | None = None,
    ) -> ssl.SSLSocket:
        """Return the socket with TLS on it, raising PinMismatch where another key answered."""
        wrapped = super().wrap_socket(
            sock, server_side, do_handshake_on_connect, suppress_ragged_eofs, server_hostname, session
        )
        certificate = wrapped.getpeercert(binary_form=True)
        if certificate is None or spki_hash(certificate) != self.pin:
            wrapped.close()
            raise PinMismatch
        return wrapped


def client_context(pin: bytes) -> ssl.SSLContext:
    """Return the context for a server with this pin; NO_PIN asks the operating system's authorities."""
    if pin == NO_PIN:
        return ssl.create_default_context()
    context = _PinnedContext(ssl.PROTOCOL_TLS_CLIENT)
    context.minimum_version = ssl.TLSVersion.TLSv1_3
    # The pin says more than any authority, and a date that has passed must never stop a report.
    context.check_hostname = False
    context.verify_mode = ssl.CERT_NONE
    context.pin = pin
    return context


def spki_hash(certificate: bytes) -> bytes:
    """Return SHA-256 of a DER certificate's SubjectPublicKeyInfo (RFC 7469), or raise NotCanonical.

    Every exchange needs these few bytes of a certificate, and to import what reads all of it takes as long as the
    handshake and everything else of the connection.
    """
    whole, end = _content(certificate, 0, _SEQUENCE)
    signed, _ = _content(certificate, whole, _SEQUENCE)
    if end != len(certificate):
        raise wrong_shape()
    at = signed
    for tag in _BEFORE_THE_KEY:
        # The version stands there in every certificate but those of the first one.
        if tag != _VERSION or certificate[at : at + 1] == bytes((tag,)):
            at = _content(certificate, at, tag)[1]
    return hashlib.sha256(certificate[at : _content(certificate, at, _SEQUENCE)[1]]).digest()


def _content(data: bytes, at: int, tag: int) -> tuple[int, int]:
    """Return where the content of the DER item at `at` begins, where it ends, or raise NotCanonical."""
    if at + 2 > len(data) or data[at] != tag:
        raise wrong_shape()
    size, start = data[at + 1], at + 2
    if size >= _LONG:
        start += size - _LONG
        told = data[at + 2 : start]
        size = int.from_bytes(told, "big")
        # One way alone to write a length: none where it is not told, no longer than need be.
        if not 1 <= len(told) <= _MOST_LENGTH or told[0] == 0 or size < _LONG:
            raise wrong_shape()
    if start + size > len(data):
        raise wrong_shape()
    return start, start + size
