"""TLS to the one server whose public key is known beforehand."""

from __future__ import annotations

import hashlib
import socket
import ssl
from typing import Final

from store.signed.shape import wrong_shape

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
    """Return SHA-256 of a DER certificate's SubjectPublicKeyInfo (RFC 7469), or raise NotCanonical."""
    from cryptography import x509
    from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

    try:
        public = x509.load_der_x509_certificate(certificate).public_key()
    except ValueError:
        raise wrong_shape() from None
    return hashlib.sha256(public.public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)).digest()
