"""A certificate authority of its own, as an operating system would trust it, for servers on loopback."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cache
from ipaddress import ip_address

from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from cryptography.x509.oid import NameOID


@dataclass(frozen=True)
class Authority:
    """Its certificate for SSL_CERT_FILE; `signed` makes one for 127.0.0.1 with its key."""

    key: ec.EllipticCurvePrivateKey
    certificate: x509.Certificate

    @property
    def trusted(self) -> bytes:
        return self.certificate.public_bytes(Encoding.PEM)

    def signed(self, *, begins: timedelta = timedelta(days=-2), lasts: timedelta = timedelta(days=90)) -> bytes:
        key = ec.generate_private_key(ec.SECP256R1())
        begin = datetime.now(UTC) + begins
        made = _certificate("the school's store", key, begin, begin + lasts).issuer_name(self.certificate.subject)
        names = x509.SubjectAlternativeName([x509.IPAddress(ip_address("127.0.0.1"))])
        signed = made.add_extension(names, critical=False).sign(self.key, SHA256())
        private = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
        return private + signed.public_bytes(Encoding.PEM)


@cache
def authority() -> Authority:
    key, now = ec.generate_private_key(ec.SECP256R1()), datetime.now(UTC)
    made = _certificate("Some Authority", key, now - timedelta(days=400), now + timedelta(days=400))
    made = made.issuer_name(x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "Some Authority")]))
    made = made.add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
    usage = x509.KeyUsage(True, False, False, False, False, True, True, False, False)
    return Authority(key, made.add_extension(usage, critical=True).sign(key, SHA256()))


def _certificate(name: str, key: ec.EllipticCurvePrivateKey, begin: datetime, end: datetime) -> x509.CertificateBuilder:
    return (
        x509.CertificateBuilder()
        .subject_name(x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)]))
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(begin)
        .not_valid_after(end)
    )
