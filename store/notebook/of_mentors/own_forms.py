"""One mentor's forms of several boxes: kept while they are written, and what is added to a session."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from sqlalchemy import Connection

from store.notebook.common.facts import FormDraft
from store.notebook.common.own_notes import Notes
from store.notebook.common.parts import Parts
from store.notebook.of_mentors import form_drafts, reviews
from store.notebook.of_mentors.form_drafts import ADDITION, REVIEW
from store.notebook.of_sessions import session_additions
from store.scheme.vaults import MentorKeys

FORMS: Final = {"review": REVIEW, "addition": ADDITION}


class OwnForms:
    """What the screens with a mentor's forms ask; `form` is a key of FORMS."""

    def __init__(self, parts: Parts, keys: MentorKeys, begun: Callable[[Connection], None]) -> None:
        self._parts = parts
        self._keys = keys
        self._begun = begun

    def save(self, form: str, draft: FormDraft) -> None:
        """Keep a form that is not sent yet."""
        with self._parts.database.write() as connection:
            self._begun(connection)
            # A save that was on its way must not bring a form back that is sent meanwhile.
            if not self._is_sent(connection, form, draft.id):
                form_drafts.keep(connection, self._notes(form), draft)

    def unfinished(self, form: str, about: str = "") -> FormDraft | None:
        """Return the form to go on with, or None."""
        with self._parts.database.read() as connection:
            return form_drafts.of(connection, self._notes(form), about)

    def add_to_session(self, record_id: str, session_id: str, words: str) -> None:
        """Queue what is added to a session, its draft gone in the same durable transaction."""
        parts, keys = self._parts, self._keys
        with parts.database.write() as connection:
            self._begun(connection)
            session_additions.add(connection, parts, keys.person, keys.work, record_id, session_id, words)
            self.let_go(connection, "addition", record_id, session_id)

    def let_go(self, connection: Connection, form: str, record_id: str, about: str = "") -> None:
        """Take away the draft of a form that is sent now."""
        form_drafts.drop(connection, self._notes(form), record_id, about)

    def _is_sent(self, connection: Connection, form: str, record_id: str) -> bool:
        is_sent = session_additions.is_sent if form == "addition" else reviews.is_sent
        return is_sent(connection, self._parts, self._keys.person, record_id)

    def _notes(self, form: str) -> Notes:
        return form_drafts.notes_of(self._parts, self._keys.person, self._keys.private, FORMS[form])
