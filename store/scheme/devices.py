"""The devices document: the kiosks of a school by key, with names for every device."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import IntEnum
from typing import Final

from store.scheme.shape import each
from store.signed.canonical import Plain
from store.signed.shape import a_number, at_least, some_bytes, some_text
from store.signed.signing_key import PUBLIC_BYTES, id16

_REVOKED: Final = 1


class DeviceKind(IntEnum):
    """What a device is; desks and stores are admitted by the keys bundle, and only named here."""

    KIOSK = 0
    DESK = 1
    STORE = 2


@dataclass(frozen=True)
class DeviceEntry:
    """One device: its key, what people call it, whether it was revoked."""

    ed: bytes = field(repr=False)
    name: str
    kind: int = DeviceKind.KIOSK
    revoked: bool = False

    @property
    def id(self) -> bytes:
        """The device's number."""
        return id16(self.ed)


def devices_content(devices: Iterable[DeviceEntry]) -> list[Plain]:
    """Return the content of a devices document."""
    return [[one.ed, int(one.kind), one.name, _REVOKED if one.revoked else 0] for one in devices]


def devices_from_content(content: Plain) -> tuple[DeviceEntry, ...]:
    """Read the content of a devices document, or raise NotCanonical."""
    return each(content, _device)


def _device(value: Plain) -> DeviceEntry:
    ed, kind, name, state = at_least(value, 4)
    return DeviceEntry(
        some_bytes(ed, PUBLIC_BYTES), some_text(name), a_number(kind), a_number(state, largest=_REVOKED) == _REVOKED
    )
