"""What a pupil is told while the school is closed or closes soon."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from screens.mentor.parts.contacts import CHILDLINE, EMERGENCY, SHOUT
from screens.mentor.parts.telling import told_time
from store.language import say

if TYPE_CHECKING:
    from store.notebook.common.public_facts import WelcomeFacts

CLOSED: Final = "School is closed until {time}, so it may be that no adult reads this before then."
CLOSED_LONG: Final = "School is closed just now, so it may be that no adult reads this for some time."
CLOSING: Final = "School closes at {closes} and opens again on {time}. Tell an adult before you leave."
CLOSING_LONG: Final = "School closes at {closes}. Tell an adult before you leave."
UNTIL_THEN: Final = (
    f"If it can't wait: {EMERGENCY} in danger, Childline {CHILDLINE} or text SHOUT to {SHOUT} at any time, free, or an "
    "adult at home."
)


def told_opening(facts: WelcomeFacts | None) -> str:
    """Return when an adult may look next with what to do until then, "" while the school is open."""
    if facts is None or facts.school_state == "open":
        return ""
    opens, closes = facts.school_opens, facts.school_ends
    if facts.school_state == "closing" and closes is not None:
        ends = f"{closes:%H:%M}"
        told = say(CLOSING_LONG, closes=ends) if opens is None else say(CLOSING, closes=ends, time=told_time(opens))
    else:
        told = say(CLOSED_LONG) if opens is None else say(CLOSED, time=told_time(opens))
    return f"{told} {say(UNTIL_THEN)}"
