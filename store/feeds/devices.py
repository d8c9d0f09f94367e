"""Which devices a feed may come from."""

from __future__ import annotations

from typing import Final, Literal, Protocol, TypeAlias

from sqlalchemy import Connection, func, insert, select

from store.feeds.tables import INTRODUCTIONS
from store.signed.signing_key import PUBLIC_BYTES, id16

Standing: TypeAlias = Literal["admitted", "unknown", "revoked"]
_MOST_INTRODUCED: Final = 2_000


class Devices(Protocol):
    """What the school's scheme says about devices."""

    def public_key(self, device: bytes) -> bytes | None:
        """Return the raw public key of a device, None where the scheme has none."""

    def standing(self, device: bytes) -> Standing:
        """Return whether what this device signs is taken."""

    def store_key(self, store: bytes) -> bytes | None:
        """Return the raw public key of a store of the school, None where it is not one."""


class Introductions:
    """Keeps the public keys by which devices introduced themselves, before anybody admitted them."""

    def __init__(self, school: bytes) -> None:
        self._school = school

    def add(self, connection: Connection, public: bytes) -> None:
        """Keep `public`; its id is made from it, so it need not be trusted to be kept."""
        of, device = INTRODUCTIONS.c, id16(public)
        here = of.school == self._school
        count = connection.execute(select(func.count()).select_from(INTRODUCTIONS).where(here)).scalar_one()
        if len(public) == PUBLIC_BYTES and count < _MOST_INTRODUCED and self.public_key(connection, device) is None:
            connection.execute(insert(INTRODUCTIONS), {"school": self._school, "device": device, "public": public})

    def public_key(self, connection: Connection, device: bytes) -> bytes | None:
        """Return the key under which `device` introduced itself."""
        of = INTRODUCTIONS.c
        query = select(of.public).where(of.school == self._school, of.device == device)
        return connection.execute(query).scalar()

    def every(self, connection: Connection) -> list[bytes]:
        """Return all introduced keys."""
        of = INTRODUCTIONS.c
        query = select(of.public).where(of.school == self._school).order_by(of.device)
        return list(connection.execute(query).scalars())
