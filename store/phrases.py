"""Filling in the blanks of a safe reply.

The replies themselves are the school's policy (store/scheme/policy.py): none promises an outcome, none asks a mentor to
find out, watch, keep or look for anything.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Final

from store.errors import KioskError
from store.language import say

LARGEST_BLANK: Final = 60
# The id of the reply that says that an adult has talked a report over with its mentor.
TALKED: Final = "talked"
# Replies that speak of a report, so that they answer one and are no message of their own.
OF_A_REPORT: Final = frozenset({"read", "looking-after", "private", "again", TALKED})
# Every reply ends with this, so that nobody is left with a sentence alone.
ALWAYS: Final = "In danger: 999. Childline: 0800 1111, day or night, free."
_BLANK: Final = re.compile(r"\b(ROOM|TIME|NAME)\b")


def blanks_of(text: str) -> tuple[str, ...]:
    """Return the names of the blanks of "Please come to ROOM at TIME.": room, then time."""
    return tuple(dict.fromkeys(name.lower() for name in _BLANK.findall(text)))


def said(text: str, replies: Iterable[str]) -> str:
    """Return one of the program's own replies in the language that is spoken now, any other text as it is."""
    for reply in replies:
        pattern = _BLANK.sub(lambda found: f"(?P<{found[1].lower()}>(?:(?!\\. ).)+)", re.escape(reply))
        if found := re.fullmatch(pattern, text):
            return _fill(say(reply), found.groupdict())
    return text


def filled(text: str, blanks: Mapping[str, str]) -> str:
    """Return the sentence with every blank filled in, or raise KioskError where one is empty or too long."""
    given = {name: " ".join(blanks.get(name, "").split()) for name in blanks_of(text)}
    if not all(given.values()):
        raise KioskError("This reply still has an empty blank. Nothing was sent. Fill it in, then send again.")
    if any(len(value) > LARGEST_BLANK for value in given.values()):
        raise KioskError(
            f"A blank holds at most {LARGEST_BLANK} letters. Nothing was sent. Make it shorter, then send again."
        )
    return _fill(text, given)


def _fill(text: str, given: Mapping[str, str]) -> str:
    return _BLANK.sub(lambda found: given[found[1].lower()], text)
