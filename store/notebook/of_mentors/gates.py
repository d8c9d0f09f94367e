"""What the school's policy puts before a session log; nothing here ever stands before a report (I12)."""

from __future__ import annotations

from typing import Final

from sqlalchemy import Connection

from store.notebook.common.mail import Mail
from store.notebook.common.parts import Parts
from store.notebook.of_mentors import agreement, care, training
from store.notebook.of_sessions import session_drafts
from store.scheme.vaults import MentorKeys

OPEN: Final = ""
TRAINING: Final = "training"
AGREEMENT: Final = "agreement"
LOAD: Final = "load"
REST: Final = "rest"


def gate(connection: Connection, parts: Parts, keys: MentorKeys) -> str:
    """Return which of them a session log waits for, OPEN where for none."""
    policy = parts.school.policy()
    if training.is_kept_from_logging(connection, parts, keys.person, keys.work):
        return TRAINING
    if policy.agreement_gate and _must_agree(connection, parts, keys):
        return AGREEMENT
    # A session that was begun has taken place: it is written down.
    if not policy.load_gate or session_drafts.of(connection, parts, keys.person, keys.private) is not None:
        return OPEN
    told = care.facts(connection, parts, keys, Mail(()))
    if told.rest_until is not None:
        return REST
    return LOAD if told.is_full else OPEN


def _must_agree(connection: Connection, parts: Parts, keys: MentorKeys) -> bool:
    line = agreement.line(connection, parts, keys.person, keys.work)
    return line is not None and line.agreed_on is None
