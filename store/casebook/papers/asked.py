"""Which paper somebody asks for, in which form."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum


class What(StrEnum):
    """The papers that leave the desk, as the record of an export names them."""

    CASE = "the case file"
    MAIN_FILE = "a page for the main file"
    PERSON = "everything about a child"
    MENTOR = "everything about a mentor"
    PACK = "the inspection pack"
    SAMPLE = "a sample of cases"


class Form(StrEnum):
    """A PDF that only its words open, or a table that anybody can read."""

    PDF = "locked PDF"
    CSV = "CSV, readable by anybody"


@dataclass(frozen=True)
class Asked:
    """One paper: of which case, child or mentor, in which form, other people masked or by name.

    `also` are further names to mask, as somebody typed them.
    """

    what: What
    target: str = field(default="", repr=False)
    form: Form = Form.PDF
    shows_names: bool = False
    also: tuple[str, ...] = field(default=(), repr=False)

    @property
    def masks(self) -> bool:
        """Whether names are masked in it, so that further ones can be."""
        return not self.shows_names and self.what in (What.PERSON, What.MENTOR, What.SAMPLE)
