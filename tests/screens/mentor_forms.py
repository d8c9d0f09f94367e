"""The forms of a kiosk in memory."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from store.notebook.common.facts import FormDraft
from tests.screens.mentor_made_up import NOON

if TYPE_CHECKING:
    from tests.screens.mentor_services import Kiosk


class Forms:
    """The forms of a kiosk in memory."""

    def __init__(self, kiosk: Kiosk) -> None:
        self._kiosk = kiosk

    def save(self, form: str, draft: FormDraft) -> None:
        self._kiosk._record("save_form", form, draft)
        if draft.is_empty:
            self._kiosk.half_forms.pop((form, draft.about), None)
        else:
            self._kiosk.half_forms[form, draft.about] = draft

    def unfinished(self, form: str, about: str = "") -> FormDraft | None:
        return self._kiosk.half_forms.get((form, about))

    def add_to_session(self, record_id: str, session_id: str, words: str) -> None:
        kiosk = self._kiosk
        kiosk._record("add_to_session", record_id, session_id, words)
        kiosk.half_forms.pop(("addition", session_id), None)
        kiosk.past = tuple(
            replace(one, added=(*one.added, NOON)) if one.id == session_id else one for one in kiosk.past
        )
