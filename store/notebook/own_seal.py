"""Sealing to a mentor's own key what only that mentor reads again."""

from __future__ import annotations

import json
from typing import Any, Final

from store.errors import BrokenFile
from store.sealing import age_file
from store.sealing.xwing import Identity, Recipient

# Sizes tell nothing of what was written: a draft fills as much as a report.
SMALL: Final = 1024
LARGE: Final = 20_480


def seal_own(value: dict[str, Any], recipient: Recipient, padded: int) -> bytes:
    """Return an age file of the JSON of `value`, padded to a multiple of `padded` bytes, for one key."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "replace") + b"\n"
    return age_file.seal(text.ljust(-(-len(text) // padded) * padded, b" "), [recipient])


def open_own(sealed: bytes, identity: Identity) -> dict[str, Any]:
    """Return what `seal_own` sealed, or raise BrokenFile, NotForThisKey."""
    try:
        value = json.loads(age_file.open_file(sealed, [identity]))
    except ValueError:
        value = None
    if not isinstance(value, dict):
        raise BrokenFile("A part of what was kept on this computer is damaged. It was left as it is. Tell an adult.")
    return value
