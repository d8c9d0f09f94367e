"""The small file of public facts that a kiosk's welcome shows, read before anything else is imported."""

from __future__ import annotations

import json
from datetime import datetime
from pathlib import Path
from typing import Final

from store.notebook.public_facts import Adult, WelcomeFacts

_LARGEST: Final = 1 << 16


def read_welcome(path: Path) -> WelcomeFacts | None:
    """Return the facts, None where the file is not there or not whole: the welcome then waits for the store."""
    try:
        with path.open("rb") as file:
            found = json.loads(file.read(_LARGEST))
        last, closes = found["last_contact"], found["school_closes"]
        at = None if last is None else datetime.fromisoformat(last)
        adults = [Adult(*(str(part) for part in one)) for one in found["adults"]]
        facts = WelcomeFacts(
            str(found["school"]), tuple(adults), at, str(found["tip"]), None if closes is None else str(closes)
        )
    except (OSError, ValueError, KeyError, TypeError):
        return None
    # A date without a zone can't be compared with now.
    return facts if at is None or at.tzinfo is not None else None
