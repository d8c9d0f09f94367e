"""The self-made certificate of a store, good for ten years, known by its public key."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Final

from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from cryptography.x509.oid import NameOID

from store.errors import ConfigurationError
from store.feeds.by_network.http_tls import spki_hash

_YEARS: Final = timedelta(days=3653)
# A kiosk whose clock is a little behind must not find the certificate too young.
_BEFORE: Final = timedelta(days=2)
_NAME: Final = "mentor kiosk store"


def make_certificate(now: datetime) -> bytes:
    """Return a new private key with its certificate, both in one PEM file."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, _NAME)])
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - _BEFORE)
        .not_valid_after(now + _YEARS)
        .add_extension(x509.SubjectAlternativeName([x509.DNSName("store.invalid")]), critical=False)
        .sign(key, SHA256())
    )
    private = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    return private + certificate.public_bytes(Encoding.PEM)


def pin_of(pem: bytes) -> bytes:
    """Return the pin of the first certificate in a PEM file, or raise ConfigurationError."""
    return spki_hash(_first(pem).public_bytes(Encoding.DER))


def _first(pem: bytes) -> x509.Certificate:
    try:
        return x509.load_pem_x509_certificates(pem)[0]
    except ValueError:
        raise ConfigurationError(
            "There is no certificate in that file. Nothing was started. Name a PEM file that holds one."
        ) from None


def is_signed_by_authority(pem: bytes) -> bool:
    """Return whether somebody else than its own key signed the first certificate in a PEM file."""
    certificate = _first(pem)
    return certificate.issuer != certificate.subject
