"""What a pupil is told of a computer that reaches no store, is off the school's list, keeps or hides too little."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from screens.mentor.parts.telling import told_adults
from store.language import say
from store.notebook.common.public_facts import WelcomeFacts

if TYPE_CHECKING:
    from store.notebook.common.facts import SentReport

# By the names that http_trouble.py gives them; nothing of the store is imported before the welcome is painted.
CAUSES: Final = {
    "no network": "This computer has no network just now.",
    "name not found": "This computer can't find the school's store just now.",
    "nothing there": "The school's store is switched off just now.",
    "no answer": "The school's store does not answer just now.",
    "cut off": "The way to the school's store broke off just now.",
    "captive portal or proxy": "Something else answers in place of the school's store just now.",
    "intercepted": "This computer is not sure that it talks to the school's own store, so it sends nothing.",
    "certificate or clock": "This computer can't make a safe connection to the school's store just now.",
    "refused": "The school's store takes nothing from this computer just now.",
    "busy": "The school's store has too much to do just now.",
    "server fault": "The school's store has a problem of its own just now.",
    "bad receipt": "The school's store gave an answer that this computer does not believe.",
    "nowhere to go": "This computer has no way to the school's store yet.",
    "disk full": "There is no room left on a disk, so this computer can't send anything just now.",
    "can't be written to": "This computer can't send anything just now: a folder takes nothing in.",
    "damaged": "This computer can't send anything just now: a file is damaged.",
    "on this computer": "This computer can't send anything just now.",
}
UNKNOWN: Final = "This computer can't reach the school's store just now."
# Where a disk refuses, nobody can say that what comes next will be saved.
_DISKS: Final = frozenset({"disk full", "can't be written to", "damaged"})
SAFE: Final = "What you write is kept safe here, but no adult can see it yet."
SAFE_BEFORE: Final = "What was saved here before is safe, but no adult can see it yet."
TELL: Final = "If it can't wait, tell an adult now: {adults}."
REVOKED: Final = (
    "The school has taken this computer off its list. You can write here, but it may take long until an adult looks. "
    "Tell an adult face to face: {adults}. If you work here: please tell the office."
)
NOT_SAFE: Final = (
    "Not safe to keep reports on this computer yet. It may lose what you write before an adult has it. You can write "
    "all the same, and tell an adult face to face: {adults}. If you work here: please tell IT."
)
SEEN: Final = "This computer may show your screen to a teacher. For something private, tell an adult face to face."
MAY_BE_LOST: Final = "This computer may lose what you write before an adult has it. Tell an adult face to face, too."


def told_reach(facts: WelcomeFacts | None) -> str:
    """Return what stands between this computer and the adults, with whom to tell now; "" where nothing does."""
    if facts is None:
        return ""
    # Whoever has neither room nor title is not named here yet.
    adults = told_adults([one for one in facts.adults if one.room or one.title][:2])
    if facts.standing == "revoked":
        return say(REVOKED, adults=adults)
    if not facts.keeps:
        # Before any trouble on the way: that it is kept safe here could not be said.
        return say(NOT_SAFE, adults=adults)
    if not facts.trouble:
        return ""
    safe = say(SAFE_BEFORE if facts.trouble in _DISKS else SAFE)
    return f"{say(CAUSES.get(facts.trouble, UNKNOWN))} {safe} {say(TELL, adults=adults)}"


def told_after_writing(facts: WelcomeFacts | None, report: SentReport) -> str:
    """Return that a report which has not left this computer yet may be lost with it, "" where it may not."""
    return say(MAY_BE_LOST) if facts is not None and not facts.keeps and report.state == "saved" else ""


def told_before_writing(facts: WelcomeFacts | None) -> str:
    """Return what somebody is to know of this computer before they write on it; "" where there is nothing."""
    if facts is None:
        return ""
    return "\n".join([say(SEEN)] * facts.may_be_seen + [say(MAY_BE_LOST)] * (not facts.keeps))
