"""What goes from a desk in memory to other schools, what comes from them."""

from __future__ import annotations

from pathlib import Path

from store.casebook.transfer.pages import KnownSchool, Offered, TransferLine, TransferPage
from tests.screens.calls import Called


class Transfers:
    """What goes to other schools, what comes from them, for a desk in memory."""

    def __init__(self, desk: Called) -> None:
        self.desk = desk
        self.known: tuple[KnownSchool, ...] = (KnownSchool("aa" * 16, "Hill Top", "oak gate lamp"),)
        self.lines: tuple[TransferLine, ...] = ()
        self.offered = Offered("Hill Top", "oak gate lamp", True, "Kit Bell, Year 9", "2026-11-20", 2, 5, "")

    def schools(self) -> tuple[KnownSchool, ...]:
        return self.known

    def look_at_address(self, path: str) -> KnownSchool:
        return self.known[0]

    def add_school(self, path: str) -> KnownSchool:
        self.desk._record("add_school", path)
        return self.known[0]

    def send(self, child_id: str, school: str, starts: str, folder: str) -> Path:
        self.desk._record("send", child_id, school, starts, folder)
        return Path("kit.transfer")

    def take_receipt(self, path: str) -> str:
        self.desk._record("take_receipt", path)
        return "Hill Top took the cases."

    def look(self, path: str) -> Offered:
        self.desk._record("look", path)
        return self.offered

    def answer(self, path: str, folder: str, *, accept: bool, reason: str = "") -> Path:
        self.desk._record("answer", path, folder, accept, reason)
        return Path("kit.receipt")

    def page(self, offset: int, most: int) -> TransferPage:
        return TransferPage(self.lines[offset : offset + most], len(self.lines), offset)
