"""Facts that may stand on the welcome screen, apart from the others so that it is painted sooner."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True)
class Adult:
    """An adult whom a pupil can go to: name, title in a child's words, room."""

    person: str
    name: str
    title: str
    room: str


@dataclass(frozen=True)
class Surroundings:
    """What is known of the computer itself: reports outlive a restart, others may see its screen, its colours."""

    keeps: bool = True
    may_be_seen: bool = False
    high_contrast: bool = False


@dataclass(frozen=True)
class WelcomeFacts:
    """What may stand on the welcome screen, where everybody sees it.

    `trouble` is what keeps the computer from the school's store, as http_trouble.py names it, "" while nothing
    does; `standing` is what the school says of this computer: "admitted", "unknown", "revoked"; `keeps`, `may_be_seen`
    and `high_contrast` are its Surroundings. How long a page waits for a key, and which language comes first, are the
    school's settings; these are the program's own until the store is there. `school_closes` is set on the last day
    before a holiday: the day on which the school opens again, ISO 8601, "" where that is not known. `school_state` is
    how the school stands, as store.scheme.opening_hours names it, with when its day ends and when it opens next, both
    by the school's clock.
    """

    school: str
    adults: tuple[Adult, ...]
    last_contact: datetime | None
    tip: str
    school_closes: str | None = None
    trouble: str = ""
    trouble_since: datetime | None = None
    standing: str = "admitted"
    keeps: bool = True
    may_be_seen: bool = False
    high_contrast: bool = False
    list_idle_seconds: int = 90
    page_idle_seconds: int = 240
    lock_minutes: int = 10
    language: str = "en"
    school_state: str = "open"
    school_ends: datetime | None = None
    school_opens: datetime | None = None
