"""The file that holds the signing key of a device or a store."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Final

from store.errors import ConfigurationError, DamagedKeyFile
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


def write_private(path: Path, data: bytes) -> None:
    """Write a new file that only this account can read, on the disk when this returns."""
    from store.database import disk_error

    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), 0o600)
        try:
            with os.fdopen(descriptor, "wb") as file:
                file.write(data)
                file.flush()
                os.fsync(file.fileno())
        except OSError:
            # Half a file would keep its name from the next try.
            path.unlink()
            raise
    except FileExistsError:
        raise ConfigurationError(f"{path} exists already, and was left as it is. Choose another name.") from None
    except OSError as error:
        raise disk_error(error) from error


def replace_private(path: Path, data: bytes) -> None:
    """Put a file in the place of another in one step, so that a crash leaves one of them whole."""
    from store.database import disk_error

    beside = path.with_name(path.name + ".new")
    beside.unlink(missing_ok=True)
    write_private(beside, data)
    try:
        beside.replace(path)
    except OSError as error:
        raise disk_error(error) from error
