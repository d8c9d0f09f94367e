"""Typed text as paper and tables can hold it: no control, bidi or zero-width character, every line kept."""

from __future__ import annotations

import re
import unicodedata
from typing import Final

from store.pictures import all_in_words, joined_in_words

_NEW_LINES: Final = re.compile("\r\n|[\n\r\v\f\x1c-\x1e\x85\u2028\u2029]")
_NEVER: Final = frozenset({"Cc", "Cf"})
# Default-ignorable letters that Unicode calls neither control nor format (DerivedCoreProperties.txt).
_UNSEEN: Final = re.compile(
    "[\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u2065\u3164\ufe00-\ufe0f\uffa0\ufff0-\ufff8\U000e0000-\U000e0fff]"
)
_EMOJI: Final = re.compile("[\U0001f000-\U0001faff]+")
# What no table and no page has a letter for: halves of characters, noncharacters.
_BROKEN: Final = re.compile("[\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")


def plain(text: str) -> str:
    """Return the text in NFC, lines ended by newlines, emoji kept but those of several characters in words."""
    told = _NEW_LINES.sub("\n", text).replace("\t", "    ")
    told = _BROKEN.sub("\ufffd", joined_in_words(told))
    told = _UNSEEN.sub("", told)
    kept = (one for one in told if one == "\n" or unicodedata.category(one) not in _NEVER)
    return unicodedata.normalize("NFC", "".join(kept))


def in_words(text: str) -> str:
    """Return the text with its emoji named, for fonts that have none; older signs (a tick, an arrow) stay."""
    return _EMOJI.sub(lambda found: all_in_words(found.group()), text)


def named(letter: str) -> str:
    """Return what stands for a letter that no font here can draw: its name in Unicode."""
    if (told := all_in_words(letter)) != letter:
        return told
    name = unicodedata.name(letter, "").lower() or f"U+{ord(letter):04X}"
    return f"[{name}]"
