"""A new device's request to be admitted, which only who has its ticket's secret can make."""

from __future__ import annotations

import hashlib
import hmac
from dataclasses import dataclass, field
from typing import Final

from store.errors import TooLarge
from store.scheme.devices import DeviceKind
from store.scheme.shape import each
from store.scheme.ticket import SECRET_BYTES
from store.sealing.xwing import PUBLIC_BYTES as XWING_BYTES
from store.signed import canonical, cose
from store.signed.canonical import Plain
from store.signed.shape import VERSION, a_list, a_number, read_map, some_bytes, some_text, wrong_shape
from store.signed.signing_key import ID_BYTES, PUBLIC_BYTES, SigningKey, id16

NAME: Final = "enrol"
LARGEST: Final = 16 * 1024
_LONGEST_NAME: Final = 60
_PROOF_BYTES: Final = 32

StaffKeys = tuple[bytes, bytes]
RoleKeys = tuple[str, bytes, bytes]


@dataclass(frozen=True)
class EnrolRequest:
    """What a device asks: its key with its kind and name; a desk may bring a person's public keys and roles' too."""

    school: bytes
    public: bytes = field(repr=False)
    kind: int = DeviceKind.KIOSK
    name: str = ""
    staff: StaffKeys | None = field(default=None, repr=False)
    roles: tuple[RoleKeys, ...] = field(default=(), repr=False)
    proof: bytes = field(default=b"", repr=False)

    @property
    def device(self) -> bytes:
        """The device's number."""
        return id16(self.public)


def make_enrol(request: EnrolRequest, secret: bytes, device: SigningKey) -> bytes:
    """Return the request with the proof that its device has the ticket, signed by the device."""
    fields = _fields(request)
    return cose.sign(NAME, canonical.encode(fields | {8: _proof(fields, secret)}), device)


def read_enrol(signed: bytes) -> EnrolRequest:
    """Return a request that the device itself signed, or raise BadSignature, NotCanonical, NewerVersion, TooLarge.

    Whether it has a ticket only `has_ticket` tells.
    """
    if len(signed) > LARGEST:
        raise TooLarge("This request is larger than any real one. It was not read; nothing was changed.")
    found = read_map(cose.payload_of(signed), range(1, 9))
    request = EnrolRequest(
        some_bytes(found[2], ID_BYTES),
        some_bytes(found[3], PUBLIC_BYTES),
        a_number(found[4], largest=DeviceKind.STORE),
        some_text(found[5]),
        None if found[6] is None else _staff(found[6]),
        each(found[7], _role),
        some_bytes(found[8], _PROOF_BYTES),
    )
    if len(request.name) > _LONGEST_NAME:
        raise wrong_shape()
    cose.verify(NAME, signed, request.public)
    return request


def has_ticket(request: EnrolRequest, secret: bytes) -> bool:
    """Whether the request was made by somebody who has the ticket with this secret."""
    return len(secret) == SECRET_BYTES and hmac.compare_digest(request.proof, _proof(_fields(request), secret))


def _fields(request: EnrolRequest) -> dict[int, Plain]:
    return {
        1: VERSION,
        2: request.school,
        3: request.public,
        4: int(request.kind),
        5: request.name,
        6: None if request.staff is None else list(request.staff),
        7: [list(one) for one in request.roles],
    }


def _proof(fields: dict[int, Plain], secret: bytes) -> bytes:
    return hmac.new(secret, canonical.encode(dict(fields)), hashlib.sha256).digest()


def _staff(value: Plain) -> StaffKeys:
    ed, xwing = a_list(value, 2)
    return some_bytes(ed, PUBLIC_BYTES), some_bytes(xwing, XWING_BYTES)


def _role(value: Plain) -> RoleKeys:
    name, xwing, ed = a_list(value, 3)
    return some_text(name), some_bytes(xwing, XWING_BYTES), some_bytes(ed, PUBLIC_BYTES)
