"""The file that holds the signing key of a device or a store."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from store.errors import DamagedKeyFile
from store.private_file import write_private
from store.signed.signing_key import SigningKey

_PREFIX: Final = "PMK-DEVICE-KEY-1 "
_SEED_BYTES: Final = 32


def write_device_key(path: Path, key: SigningKey) -> None:
    """Write a new key that only this account can read; an existing file is never overwritten."""
    write_private(path, f"{_PREFIX}{key.seed.hex()}\n".encode())


def read_device_key(path: Path) -> SigningKey:
    """Read a device's key, or raise DamagedKeyFile."""
    try:
        data = path.read_bytes()[:200]
    except OSError:
        raise DamagedKeyFile(
            f"The key of this device can't be read ({_place(path)}). Nothing was changed. "
            "Ask IT to put the file back, or for the right to read it."
        ) from None
    text = data.decode("ascii", "replace").rstrip("\r\n")
    digits = text.removeprefix(_PREFIX)
    if not text.startswith(_PREFIX) or len(digits) != 2 * _SEED_BYTES or not set(digits) <= set("0123456789abcdef"):
        raise DamagedKeyFile(
            f"The key of this device is damaged ({_place(path)}). Nothing was changed. Ask IT to put the file back."
        )
    return SigningKey(bytes.fromhex(digits))


def _place(path: Path) -> str:
    # The folder tells which device is meant; those above it may carry a person's account name.
    return f"{path.parent.name}/{path.name}"
