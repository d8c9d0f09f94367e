"""What one person typed at a desk but did not record, in a sealed file that this person's key alone opens.

    byte 0    version, 1
    1 to 12   nonce
    the rest  ChaCha20-Poly1305 under a key from the person's staff seed, the version authenticated beside it:
              a JSON list of {about, form, fields}, then spaces, so that its size tells little

It is no part of a casebook: whoever else holds the role can't read it, and a rebuild leaves it alone.
"""

from __future__ import annotations

import json
import secrets
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305

from store.database import disk_error
from store.errors import BrokenFile, NewerVersion
from store.private_file import replace_private

ENDING: Final = ".typed"
_VERSION: Final = b"\x01"
_NONCE_BYTES: Final = 12
_STEP_BYTES: Final = 16_384
DAMAGED: Final = (
    "What was typed at this desk but not recorded can't be read any more: its file is damaged, and was set aside as "
    "it is. All that was recorded is safe. Type it again."
)
NEWER: Final = (
    "What was typed at this desk but not recorded was kept by a newer version of this program. It stays as it is. "
    "Use that version to see it."
)


@dataclass(frozen=True)
class TypedForm:
    """One form as it stood: of which case, "" where it is of none, which form, its fields; `code` is the case's."""

    about: str = field(repr=False)
    form: str
    fields: dict[str, str] = field(repr=False)
    code: str = field(default="", repr=False)


class HalfTyped:
    """Reads and writes the file; many threads must not do so at once."""

    def __init__(self, path: Path, key: bytes) -> None:
        self._path = path
        self._cipher: ChaCha20Poly1305 | None = ChaCha20Poly1305(key)

    def read(self) -> tuple[TypedForm, ...]:
        """Return what is kept, nothing where there is no file; raise BrokenFile, NewerVersion or StorageError."""
        try:
            data = self._path.read_bytes()
        except FileNotFoundError:
            return ()
        except OSError as error:
            raise disk_error(error) from error
        if data[:1] > _VERSION:
            raise NewerVersion(NEWER)
        if self._cipher is None:
            return ()
        start = 1 + _NONCE_BYTES
        try:
            plain = self._cipher.decrypt(data[1:start], data[start:], data[:1])
            return tuple(TypedForm(one["about"], one["form"], dict(one["fields"])) for one in json.loads(plain))
        except (InvalidTag, ValueError, KeyError, TypeError):
            self._set_aside()
            raise BrokenFile(DAMAGED) from None

    def keep(self, forms: Sequence[TypedForm]) -> None:
        """Keep these forms in place of those before, durably; where there are none the file goes."""
        if self._cipher is None:
            return
        try:
            if self._is_newers():
                return
            if not forms:
                self._path.unlink(missing_ok=True)
                return
        except OSError as error:
            raise disk_error(error) from error
        told = [{"about": one.about, "form": one.form, "fields": one.fields} for one in forms]
        plain = json.dumps(told, ensure_ascii=False).encode("utf-8", "surrogatepass")
        padded = plain.ljust(-(-len(plain) // _STEP_BYTES) * _STEP_BYTES)
        nonce = secrets.token_bytes(_NONCE_BYTES)
        replace_private(self._path, _VERSION + nonce + self._cipher.encrypt(nonce, padded, _VERSION))

    def forget(self) -> None:
        """Let go of the key."""
        self._cipher = None

    def _set_aside(self) -> None:
        try:
            self._path.replace(self._path.with_name(self._path.name + ".damaged"))
        except OSError as error:
            raise disk_error(error) from error

    def _is_newers(self) -> bool:
        try:
            with self._path.open("rb") as file:
                return file.read(1) > _VERSION
        except FileNotFoundError:
            return False
