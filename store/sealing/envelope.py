"""Envelopes: the part of sealing that needs no text yet, done while somebody still writes."""

from __future__ import annotations

import base64
import secrets
from collections.abc import Sequence

from store.errors import BrokenFile, TooLong
from store.sealing import age_file
from store.sealing.sealed import PADDED_BYTES, STANZAS, Sealer
from store.sealing.xwing import Recipient


class Envelope:
    """A new file key wrapped to one to four readers behind decoys, for one text that is sealed as a Sealer does it.

    Wrapping is nearly all the work of sealing. The file key stays in memory until the text is in; it serves once.
    """

    def __init__(self, sealer: Sealer, recipients: Sequence[Recipient]) -> None:
        if not 1 <= len(recipients) <= STANZAS or len({one.raw for one in recipients}) != len(recipients):
            raise BrokenFile("A record is sealed to between one and four different keys. Nothing was sealed.")
        self._readers = [one.raw for one in recipients]
        stanzas = [*recipients, *sealer.decoys[: STANZAS - len(recipients)]]
        secrets.SystemRandom().shuffle(stanzas)
        file_key = secrets.token_bytes(age_file.FILE_KEY_BYTES)
        covered = age_file._VERSION + b"".join(age_file._write_stanza(one, file_key) for one in stanzas) + b"---"
        mac = base64.b64encode(age_file._header_mac(file_key, covered)).rstrip(b"=")
        self._header = covered + b" " + mac + b"\n"
        self._file_key: bytes | None = file_key

    def fits(self, recipients: Sequence[Recipient]) -> bool:
        """Return whether it is still unused and for just these readers."""
        return self._file_key is not None and self._readers == [one.raw for one in recipients]

    def seal(self, json_text: bytes, *, padded: int = PADDED_BYTES) -> bytes:
        """Return the text sealed, which uses this up, or raise TooLong."""
        if len(json_text) + 1 > padded:
            raise TooLong("This is longer than one report can hold. What you wrote is still here. Please shorten it.")
        file_key, self._file_key = self._file_key, None
        if file_key is None:
            # Two files with one header would be seen to belong together.
            raise BrokenFile("This envelope was used before. Nothing was sealed with it. Please report this.")
        return self._header + age_file._seal_payload(file_key, (json_text + b"\n").ljust(padded, b" "))
