"""What an open desk answers about erasing."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from store.casebook.desk.desk_pages import PAGE, DeskPages
from store.casebook.erasing.erase_desk import EraseDesk
from store.casebook.erasing.erase_pages import ErasePage
from store.casebook.erasing.erase_wanted import Wanted
from store.casebook.role.shelf import Shelf
from store.errors import KioskError

NOT_YET: Final = (
    "Not all that came is opened yet, so a part of it could stay behind. Nothing was erased. "
    "Try again when the desk has opened everything."
)


class DeskErasures(DeskPages):
    """Erases with two people, tells what was erased; many threads may call it."""

    def erase_people(self) -> tuple[tuple[str, str], ...]:
        """Return who may sign as the second when something is erased, as (id, name)."""
        with self._shelf() as shelf:
            return self._erasing(shelf).people()

    def kiosk_names(self) -> tuple[str, ...]:
        """Return the names of the school's kiosks."""
        with self._shelf() as shelf:
            return self._erasing(shelf).kiosks()

    def erasures(self, *, offset: int = 0) -> ErasePage:
        """Return at most 200 of what is erased or asked to be, those first that wait for this person."""
        with self._shelf() as shelf:
            return self._erasing(shelf).page(offset, PAGE)

    def erase(self, wanted: Wanted, typed: Mapping[str, str]) -> str:
        """Erase with a second person, or ask one to sign at their own desk, returning a sentence that says which."""
        with self._shelf() as shelf:
            if shelf.behind is not None:
                raise KioskError(NOT_YET)
            return self._erasing(shelf).erase(wanted, typed)

    def sign_erasure(self, erasure_id: str, words: str) -> str:
        """Sign as the second person with this person's own words, returning what was done."""
        # Whoever asked may have withdrawn it meanwhile.
        troubles = self._desk.exchange()
        with self._shelf() as shelf:
            self._troubles = troubles
            for casebook in shelf.casebooks.values():
                casebook.follow()
            return self._erasing(shelf).sign(erasure_id, words)

    def answer_erasure(self, erasure_id: str, reason: str) -> str:
        """Refuse to sign, or withdraw what this person asked, returning what was done."""
        with self._shelf() as shelf:
            return self._erasing(shelf).answer(erasure_id, reason)

    def _erasing(self, shelf: Shelf) -> EraseDesk:
        return EraseDesk(self._desk, self._actor, shelf)
