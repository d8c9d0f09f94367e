"""The public facts of the welcome screen, with the small file that brings them before anything else is loaded."""

from __future__ import annotations

import contextlib
import json
import os
from pathlib import Path

from store.clock import Clock
from store.feeds.feeds import Feeds
from store.notebook.common import people
from store.notebook.common.facts import WelcomeFacts
from store.notebook.common.public_facts import Surroundings
from store.notebook.of_kiosk.contact import last_contact
from store.notebook.of_kiosk.reach import Reach
from store.scheme.opening_hours import closing, opening
from store.scheme.school import School


def facts(feeds: Feeds, school: School, clock: Clock, reach: Reach, around: Surroundings) -> WelcomeFacts:
    """Return what may stand where everybody sees it: no pupil's name, no count of anything."""
    policy, now = school.policy(), clock.now().astimezone()
    today, hours = now.date(), opening(policy, now.replace(tzinfo=None))
    reopens = closing(policy, today)
    own = feeds.own
    return WelcomeFacts(
        school=school.name,
        adults=people.adults_of(school),
        last_contact=last_contact(feeds),
        tip=policy.tips[today.toordinal() % len(policy.tips)] if policy.tips else "",
        school_closes=reopens.isoformat() if reopens else None,
        trouble=reach.trouble or "",
        trouble_since=reach.since,
        # Before the first keys came there is nobody who could have admitted it.
        standing="admitted" if own is None or school.keys is None else school.standing(own.id),
        keeps=around.keeps,
        may_be_seen=around.may_be_seen,
        high_contrast=around.high_contrast,
        list_idle_seconds=policy.list_idle_seconds,
        page_idle_seconds=policy.page_idle_seconds,
        lock_minutes=policy.lock_minutes,
        language=policy.language,
        school_state=hours.state,
        school_ends=hours.closes,
        school_opens=hours.opens,
    )


def write(told: WelcomeFacts, path: Path) -> None:
    """Replace the public file; a disk that refuses only makes the next welcome older."""
    plain = {
        "school": told.school,
        "adults": [[one.person, one.name, one.title, one.room] for one in told.adults],
        "last_contact": told.last_contact.isoformat() if told.last_contact else None,
        "tip": told.tip,
        "school_closes": told.school_closes,
        "trouble": told.trouble,
        "trouble_since": told.trouble_since.isoformat() if told.trouble_since else None,
        "standing": told.standing,
        "language": told.language,
        "keeps": told.keeps,
        "may_be_seen": told.may_be_seen,
        "high_contrast": told.high_contrast,
        "list_idle_seconds": told.list_idle_seconds,
        "page_idle_seconds": told.page_idle_seconds,
        "lock_minutes": told.lock_minutes,
    }
    # Of each process its own: who exchanges may leave them at the same moment.
    half = path.with_suffix(f".{os.getpid()}.half")
    with contextlib.suppress(OSError):
        half.write_text(json.dumps(plain, ensure_ascii=False), encoding="utf-8")
        half.replace(path)
