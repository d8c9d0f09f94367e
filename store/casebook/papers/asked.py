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
    """One paper: of which case, child or mentor, in which form, other people masked or by name."""

    what: What
    target: str = field(default="", repr=False)
    form: Form = Form.PDF
    shows_names: bool = False
