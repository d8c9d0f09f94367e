"""Sealed records: four stanzas of one type round a text padded to one size."""

from __future__ import annotations

import secrets
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Final

from store.errors import BrokenFile, NotForThisKey, TooLong
from store.sealing import age_file
from store.sealing.xwing import Identity, Recipient

STANZAS: Final = 4
PADDED_BYTES: Final = 16_384
SEALED_BYTES: Final = 22_714
_LARGEST_SEALED: Final = 1 << 20


@dataclass(frozen=True)
class Sealer:
    """Seals records to one to four recipients, hiding how many there are behind this start's decoys."""

    decoys: tuple[Recipient, ...] = field(repr=False)

    def __post_init__(self) -> None:
        if len(self.decoys) < STANZAS - 1:
            raise BrokenFile("Sealing needs three decoys, so that nobody can count who a report is for.")

    @classmethod
    def start(cls) -> Sealer:
        """Make the decoys of this program start; their private halves are dropped at once."""
        return cls(tuple(Identity.generate().recipient for _ in range(STANZAS - 1)))

    def seal(self, json_text: bytes, recipients: Sequence[Recipient], *, padded: int = PADDED_BYTES) -> bytes:
        """Return an age file of `json_text`, a newline, then spaces up to `padded` bytes, or raise TooLong."""
        if not 1 <= len(recipients) <= STANZAS or len({one.raw for one in recipients}) != len(recipients):
            raise BrokenFile("A record is sealed to between one and four different keys. Nothing was sealed.")
        if len(json_text) + 1 > padded:
            raise TooLong("This is longer than one report can hold. What you wrote is still here. Please shorten it.")
        stanzas = [*recipients, *self.decoys[: STANZAS - len(recipients)]]
        secrets.SystemRandom().shuffle(stanzas)
        return age_file.seal((json_text + b"\n").ljust(padded, b" "), stanzas)


def open_sealed(data: bytes, identities: Iterable[Identity]) -> bytes:
    """Return the JSON text of a sealed record, raising BrokenFile for any file that a Sealer would not have made."""
    if len(data) > _LARGEST_SEALED:
        raise BrokenFile("This item is larger than any sealed record. It was kept as it is, unopened.")
    header = age_file.parse_header(data)
    if len(header.stanzas) != STANZAS or any(one.args[0] != age_file.STANZA_TYPE for one in header.stanzas):
        raise BrokenFile("This item was not sealed by this program. It was kept as it is, unopened.")
    file_key = age_file.find_file_key(header, identities)
    if file_key is None:
        raise NotForThisKey("This item is for somebody else.")
    text, newline, padding = age_file.open_with_file_key(data, header, file_key).partition(b"\n")
    if not newline or padding.strip(b" "):
        raise BrokenFile("This item holds something other than one record. It was kept as it is.")
    return text
