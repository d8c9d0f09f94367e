"""The small file of public facts that a kiosk's welcome shows, read before anything else is imported."""

from __future__ import annotations

import json
from datetime import datetime
from pathlib import Path
from typing import Any, Final

from store.notebook.common.public_facts import Adult, WelcomeFacts

_LARGEST: Final = 1 << 16


def read_welcome(path: Path) -> WelcomeFacts | None:
    """Return the facts, None where the file is not there or not whole: the welcome then waits for the store."""
    try:
        with path.open("rb") as file:
            found = json.loads(file.read(_LARGEST))
        return WelcomeFacts(
            school=str(found["school"]),
            adults=tuple(Adult(*(str(part) for part in one)) for one in found["adults"]),
            last_contact=_time(found["last_contact"]),
            tip=str(found["tip"]),
            school_closes=None if found["school_closes"] is None else str(found["school_closes"]),
            # These an older version did not write.
            trouble=str(found.get("trouble", "")),
            trouble_since=_time(found.get("trouble_since")),
            standing=str(found.get("standing", "admitted")),
            language=str(found.get("language", "en")),
            keeps=found.get("keeps") is not False,
            may_be_seen=found.get("may_be_seen") is True,
            high_contrast=found.get("high_contrast") is True,
            list_idle_seconds=_whole(found, "list_idle_seconds", 90),
            page_idle_seconds=_whole(found, "page_idle_seconds", 240),
            lock_minutes=_whole(found, "lock_minutes", 10),
        )
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return None


def _whole(found: dict[str, Any], name: str, ordinary: int) -> int:
    value = found.get(name)
    return value if type(value) is int and value > 0 else ordinary


def _time(found: str | None) -> datetime | None:
    """Return a time with its zone, for another one can't be compared with now, or raise ValueError."""
    at = None if found is None else datetime.fromisoformat(found)
    if at is not None and at.tzinfo is None:
        raise ValueError
    return at
