"""What a desk in memory erases."""

from __future__ import annotations

from collections.abc import Mapping

from store.casebook.case.facts import Case
from store.casebook.erasing.erase_pages import EraseLine, ErasePage
from store.casebook.erasing.erase_wanted import Wanted
from tests.screens.calls import Called


class Erasing(Called):
    """Erases cases at once, asks nobody."""

    cases: dict[str, Case]
    names: tuple[str, ...]
    person: str

    def __init__(self) -> None:
        super().__init__()
        self.erase_lines: tuple[EraseLine, ...] = ()

    def erase_people(self) -> tuple[tuple[str, str], ...]:
        return tuple((f"{number}" * 32, name) for number, name in enumerate(self.names) if name != self.person)

    def kiosk_names(self) -> tuple[str, ...]:
        return ("Library",)

    def erasures(self, *, offset: int = 0) -> ErasePage:
        return ErasePage(self.erase_lines[offset : offset + 200], len(self.erase_lines), offset)

    def erase(self, wanted: Wanted, typed: Mapping[str, str]) -> str:
        self._record("erase", wanted, dict(typed))
        self.cases.pop(wanted.case_id, None)
        return "Erased: 1 item."

    def sign_erasure(self, erasure_id: str, words: str) -> str:
        self._record("sign_erasure", erasure_id, words)
        return "Erased: 1 item."

    def answer_erasure(self, erasure_id: str, reason: str) -> str:
        self._record("answer_erasure", erasure_id, reason)
        return "It is refused. Nothing was erased."
