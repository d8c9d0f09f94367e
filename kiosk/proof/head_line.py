"""The line on paper that stands for everything a school held on a day."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from store import words
from store.errors import ConfigurationError

_DESK_DIGITS: Final = 8
_LONGEST_NUMBER: Final = 16
_HEX: Final = frozenset("0123456789abcdef")


@dataclass(frozen=True)
class PaperLine:
    """What a line says: the beginning of the desk's number, the entry's number there, 16 bytes of its hash."""

    desk: str
    seq: int
    digest: bytes


def line_of(desk: bytes, seq: int, hashed: bytes) -> str:
    """Return the line for an entry of a desk."""
    return f"desk {desk.hex()[:_DESK_DIGITS]} number {seq} {words.head_words(hashed)}"


def read_line(typed: str) -> PaperLine:
    """Return what a typed line says, or raise ConfigurationError that tells which part of it is wrong."""
    parts = [part for part in words.normalise(typed).split(" ") if part not in ("desk", "number")]
    if len(parts) != 2 + words.HEAD_WORDS:
        raise ConfigurationError(
            f"A line on paper has the desk's number, a number, then {words.HEAD_WORDS} words; this one has "
            f"{len(parts)} parts in place of {2 + words.HEAD_WORDS}. Nothing was changed. "
            "Copy it whole from the paper, in quotes."
        )
    desk, seq, *typed_words = parts
    if len(desk) != _DESK_DIGITS or not set(desk) <= _HEX:
        raise _wrong(f"The desk's number has {_DESK_DIGITS} letters from 0 to f")
    if not (seq.isascii() and seq.isdigit() and len(seq) <= _LONGEST_NUMBER):
        raise _wrong("After the desk's number stands a number")
    unknown = [str(place) for place, word in enumerate(typed_words, 1) if not words.is_word(word)]
    if unknown:
        raise _wrong(f"No such word is ever printed: word {', '.join(unknown)} of {words.HEAD_WORDS}")
    return PaperLine(desk, int(seq), words.head_bytes(" ".join(typed_words)))


def _wrong(what: str) -> ConfigurationError:
    return ConfigurationError(f"{what}. Nothing was changed. Compare the line with the paper, then type it again.")
