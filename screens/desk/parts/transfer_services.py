"""What the desk's screens need for transfers to other schools, or from them.

As with every service of the desk, calls may block, and raise store.errors.KioskError with a sentence for a person.
"""

from __future__ import annotations

from pathlib import Path
from typing import Protocol

from store.casebook.transfer.pages import KnownSchool, Offered, TransferPage


class Transfers(Protocol):
    """Sending a child's cases to another school, taking those that another school sends."""

    def schools(self) -> tuple[KnownSchool, ...]:
        """Return the schools whose addresses are kept here, by name."""
        ...

    def look_at_address(self, path: str) -> KnownSchool:
        """Return what an address in a file says, before it is used."""
        ...

    def add_school(self, path: str) -> KnownSchool:
        """Keep another school's address."""
        ...

    def send(self, child_id: str, school: str, starts: str, folder: str) -> Path:
        """Write a child's cases for another school into a folder, returning the file."""
        ...

    def take_receipt(self, path: str) -> str:
        """Take in the receipt that another school sent back, returning what it says."""
        ...

    def look(self, path: str) -> Offered:
        """Return what a file from another school holds; nothing is changed."""
        ...

    def answer(self, path: str, folder: str, *, accept: bool, reason: str = "") -> Path:
        """Take another school's cases in, or say why not, returning the receipt that goes back."""
        ...

    def page(self, offset: int, most: int) -> TransferPage:
        """Return a page of what was sent and taken in, the newest first."""
        ...
