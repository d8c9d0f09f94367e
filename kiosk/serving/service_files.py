"""The files by which programs on this computer know a store on the network."""

from __future__ import annotations

import base64
import json
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from store.errors import ConfigurationError, DamagedDatabase
from store.private_file import replace_private, write_private

CERTIFICATE: Final = "tls.pem"
ADDRESS: Final = "address.json"
ENROLLED: Final = "enrolled.json"
ENROLMENTS: Final = "enrolments"
_LARGEST: Final = 1 << 16


@dataclass(frozen=True)
class StoreAddress:
    """Where a store is reached, with the pin of its certificate."""

    address: str
    spki: bytes


@dataclass(frozen=True)
class Enrolled:
    """What a device keeps of its enrolment: where the store was then, the request to repeat until it is admitted."""

    at: StoreAddress
    request: bytes = field(repr=False)


def own_certificate(store: Path) -> Path:
    """Return the store's certificate with its private key, made now if there is none yet."""
    from store.service.certificate import make_certificate

    path = store / CERTIFICATE
    if not path.is_file():
        write_private(path, make_certificate(datetime.now(UTC)))
    return path


def read_address(folder: Path) -> StoreAddress | None:
    """Return where the store of this folder said that it is served, None where it never was."""
    found = _read(folder / ADDRESS)
    return None if found is None else StoreAddress(str(found["address"]), _from_hex(found["spki"]))


def write_address(folder: Path, at: StoreAddress) -> None:
    """Note where a store is served, for the tickets."""
    if read_address(folder) != at:
        replace_private(folder / ADDRESS, _json({"address": at.address, "spki": at.spki.hex()}))


def read_enrolled(folder: Path) -> Enrolled | None:
    """Return what a device keeps of its enrolment, None where it was made with its school."""
    found = _read(folder / ENROLLED)
    if found is None:
        return None
    try:
        request = base64.b64decode(str(found["request"]), validate=True)
    except (KeyError, ValueError):
        raise _damaged(folder / ENROLLED) from None
    return Enrolled(StoreAddress(str(found["address"]), _from_hex(found["spki"])), request)


def write_enrolled(folder: Path, enrolled: Enrolled) -> None:
    """Keep what a device needs until it is admitted."""
    told = {
        "address": enrolled.at.address,
        "spki": enrolled.at.spki.hex(),
        "request": base64.b64encode(enrolled.request).decode("ascii"),
    }
    write_private(folder / ENROLLED, _json(told))


def certificate_at(given: Path) -> Path:
    """Return a certificate that was named, or raise ConfigurationError where it is not there."""
    if not given.is_file():
        raise ConfigurationError(f"There is no certificate at {given}. Nothing was started. Check its name.")
    return given.absolute()


def _read(path: Path) -> dict[str, object] | None:
    try:
        with path.open("rb") as file:
            found = json.loads(file.read(_LARGEST))
    except FileNotFoundError:
        return None
    except (OSError, ValueError):
        raise _damaged(path) from None
    if not isinstance(found, dict) or not {"address", "spki"} <= set(found):
        raise _damaged(path)
    return found


def _from_hex(value: object) -> bytes:
    try:
        return bytes.fromhex(str(value))
    except ValueError:
        return b""


def _json(told: dict[str, str]) -> bytes:
    return (json.dumps(told, indent=1) + "\n").encode("ascii")


def _damaged(path: Path) -> DamagedDatabase:
    return DamagedDatabase(
        f"{path.name} is damaged. Nothing was changed, nothing was lost. Ask IT to put it back from the last backup."
    )
