"""What can be wrong with an item that a peer sent, as the codes of a receipt."""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum
from typing import Final


class Code(IntEnum):
    """Why an item was not simply taken; the numbers stand in receipts, so they never change."""

    MALFORMED = 1
    FOREIGN = 2
    SIGNATURE = 3
    UNKNOWN_KEY = 4
    BODY = 5
    CAPS = 6
    QUARANTINED = 7
    LOST = 8


SENTENCES: Final = {
    Code.MALFORMED: "One item is damaged or was made by another program. It was not taken in; its sender still has it.",
    Code.FOREIGN: "One item belongs to another school. It was not taken in; its sender still has it.",
    Code.SIGNATURE: "One item has a signature that is not right. It was not taken in; its sender still has it.",
    Code.UNKNOWN_KEY: "One item is from a computer that this one does not know. Its sender still has it.",
    Code.BODY: "The content of one item was damaged on the way. It was not taken in; its sender still has it.",
    Code.CAPS: "A computer that is not admitted sent more than is kept for it. The rest stays with its sender.",
    Code.QUARANTINED: "One item from a computer that is not admitted, or is newer, was put aside to be looked at.",
    Code.LOST: "The store was put back to an older state; what it lost is sent to it again.",
}
_UNKNOWN: Final = "The other side told of a trouble that this version does not know. Nothing was changed by it."


@dataclass(frozen=True)
class Problem:
    """One item that was refused or quarantined, by its hash as far as that is known."""

    code: int
    entry_hash: bytes | None
    sentence: str

    @property
    def refused(self) -> bool:
        """Whether the item was not stored at all."""
        return self.code != Code.QUARANTINED


def problem(code: int, entry_hash: bytes | None) -> Problem:
    """Return the problem of this code with its sentence."""
    return Problem(code, entry_hash, sentence_of(code))


def sentence_of(code: int) -> str:
    """Return the sentence for a code, also for one that a newer version made."""
    return SENTENCES[Code(code)] if code in list(Code) else _UNKNOWN
