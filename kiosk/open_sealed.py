"""Opens one sealed file with a role's printed key, for breaking glass."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import Final

from kiosk.streams import put_bytes
from store.errors import BrokenFile, ConfigurationError
from store.sealing import age_file
from store.sealing.xwing import Identity

_LARGEST_IDENTITY_FILE: Final = 1 << 16
_LARGEST_SEALED: Final = 1 << 28


def run(given: argparse.Namespace) -> int:
    """Write the plaintext to standard output once the whole file has opened."""
    identities = read_identities(given.identity)
    sealed = sys.stdin.buffer.read(_LARGEST_SEALED + 1)
    if len(sealed) > _LARGEST_SEALED:
        raise BrokenFile("This file is larger than any sealed record. Nothing was opened. Choose the right file.")
    plain = age_file.open_file(sealed, identities)
    put_bytes(plain)
    return 0


def read_identities(path: Path) -> list[Identity]:
    """Return every key in a file, where empty lines and lines that begin with # count for nothing."""
    try:
        with path.open("rb") as file:
            data = file.read(_LARGEST_IDENTITY_FILE + 1)
    except OSError:
        raise ConfigurationError(
            "The file with the key can't be read. Nothing was opened. Check its name, and that you may read it."
        ) from None
    lines = [line.strip() for line in data.decode("utf-8-sig", "replace").splitlines()]
    identities = [Identity.from_text(line) for line in lines if line and not line.startswith("#")]
    if not identities or len(data) > _LARGEST_IDENTITY_FILE:
        raise ConfigurationError(
            "The file holds no key. Nothing was opened. A key is a line that begins with AGE-SECRET-KEY-PQ-1."
        )
    return identities
