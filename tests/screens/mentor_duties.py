"""What the school of a kiosk in memory asks."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from store.notebook.common.facts import AgreementLine, CareFacts
from store.scheme.guidance import AGREEMENT
from tests.screens.mentor_made_up import NOON

if TYPE_CHECKING:
    from tests.screens.mentor_services import Kiosk


class Duties:
    """What the school of a kiosk in memory asks."""

    def __init__(self, kiosk: Kiosk) -> None:
        self._kiosk = kiosk

    @property
    def gate(self) -> str:
        return self._kiosk.gate

    def agreement(self) -> AgreementLine | None:
        found = [one for one in self._kiosk.pages if one.slug == AGREEMENT]
        return AgreementLine(found[0], "d1" * 32, *self._kiosk.agreed) if found else None

    def agree(self, record_id: str, digest: str) -> None:
        self._kiosk._record("agree", record_id, digest)
        self._kiosk.agreed = (NOON.date(), NOON.date())
        self._kiosk.gate = ""

    def care(self) -> CareFacts:
        return self._kiosk.care

    def talked(self) -> None:
        self._kiosk._record("talked")
        self._kiosk.care = replace(self._kiosk.care, talk_by=None)
