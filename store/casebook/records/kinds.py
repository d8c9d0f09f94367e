"""What a casebook makes of each kind of record."""

from __future__ import annotations

from typing import Final

CONCERN: Final = "concern"
UNFINISHED: Final = "unfinished"
DANGER: Final = "danger"
REMOVED: Final = "removed"
FIND_ME: Final = "find-me"
PRACTICE: Final = "practice"
SESSION: Final = "session"
SESSION_ADDED: Final = "session-added"
AGREED: Final = "agreed"
CHECK_IN: Final = "check-in"
REVIEW: Final = "review"
TRAINING: Final = "training"
VAULT: Final = "vault"
COVER: Final = "cover"
DEVICE: Final = "device"

READ: Final = "read"
LEVEL: Final = "level"
NOTE: Final = "note"
REPLY: Final = "reply"
CLOSE: Final = "close"
REOPEN: Final = "reopen"
VIEW: Final = "view"
TOMBSTONE: Final = "tombstone"

DECISION: Final = "decision"
ACTION: Final = "action"
NOTIFIED: Final = "notified"
DONE: Final = "done"
ASSIGN: Final = "assign"
ACCEPT: Final = "accept"
REJECT: Final = "reject"
WAIT: Final = "wait"
VOICE: Final = "voice"
CONFIRMED: Final = "confirmed"
CORRECTION: Final = "correction"
TALKED: Final = "talked"
MOVED: Final = "moved"
HARM_TEST: Final = "harm-test"
LOW_LEVEL: Final = "low-level"
CHILD: Final = "child"
LINK: Final = "link"
JOIN: Final = "join"
RECUSE: Final = "recuse"
HOLD: Final = "hold"
FORWARDED: Final = "forwarded"
MESSAGE: Final = "message"
ERASE_ASKED: Final = "erase-asked"
ERASE_ANSWER: Final = "erase-answer"
TRANSFER_ADDRESS: Final = "transfer-address"
TRANSFER_OUT: Final = "transfer-out"
TRANSFER_ANSWER: Final = "transfer-answer"
TRANSFER_IN: Final = "transfer-in"
RECEIVED: Final = "received"
ELSEWHERE: Final = "elsewhere"
EXPORT: Final = "export"
SCHEME_ACTION: Final = "scheme-action"
SCHEME_DONE: Final = "scheme-done"

# What somebody wrote for an adult to read: each is a case, or a part of one.
REPORTS: Final = frozenset({CONCERN, UNFINISHED, DANGER, REMOVED, FIND_ME, PRACTICE})
# What is only counted, or read on other pages than the inbox.
LOGS: Final = frozenset({SESSION, SESSION_ADDED, AGREED, CHECK_IN, REVIEW, TRAINING, VAULT, COVER, DEVICE})
# What adults do on a case: believed from the casework of a desk of the role, from nowhere else.
# What a person decides, does or finds on a case: each is work on it.
STEPS: Final = frozenset(
    {DECISION, ACTION, NOTIFIED, DONE, ASSIGN, ACCEPT, REJECT, WAIT, VOICE, CONFIRMED, CORRECTION, TALKED, MOVED}
)
STAFF_MATTERS: Final = frozenset({HARM_TEST, LOW_LEVEL})
ACTS: Final = (
    frozenset({READ, LEVEL, NOTE, REPLY, CLOSE, REOPEN, VIEW, TOMBSTONE, CHILD, LINK, JOIN, RECUSE, FORWARDED, HOLD})
    | STEPS
    | STAFF_MATTERS
    | {ERASE_ASKED, ERASE_ANSWER, MESSAGE}
    | {TRANSFER_ADDRESS, TRANSFER_OUT, TRANSFER_ANSWER, TRANSFER_IN, RECEIVED, ELSEWHERE}
    | {EXPORT, SCHEME_ACTION, SCHEME_DONE}
)

NEWER: Final = "written by a newer version"
_TOLD: Final = {
    CONCERN: "concern",
    UNFINISHED: "unfinished report",
    DANGER: "somebody is in danger now",
    REMOVED: "removed by its author",
    FIND_ME: "asks for an adult",
    PRACTICE: "PRACTICE report",
    CHECK_IN: "check-in",
}


def told_kind(kind: str, *, newer: bool) -> str:
    """Return a kind in the words of the desk."""
    return NEWER if newer else _TOLD.get(kind, NEWER)
