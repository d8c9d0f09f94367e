"""The made-up people of the demonstration school."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

SCHOOL: Final = "Harbour Bridge School"
KIOSKS: Final = ("Library", "Room 14", "Canteen corridor")
OFFICE: Final = "Office"
DEPUTY_DESK: Final = "Deputy's desk"
HEAD_DESK: Final = "Head's desk"
DESKS: Final = (OFFICE, DEPUTY_DESK, HEAD_DESK)


@dataclass(frozen=True)
class Adult:
    """An adult of the demonstration school; `desk` is where their key file lies, `why` what they do."""

    name: str
    title: str
    room: str
    desk: str
    why: str


LEAD: Final = Adult("Ms Okafor", "keeps pupils safe", "B12", OFFICE, "safeguarding lead")
DEPUTY: Final = Adult("Mr Hughes", "keeps pupils safe", "B14", DEPUTY_DESK, "deputy safeguarding lead")
COORDINATOR: Final = Adult("Mr Brennan", "runs peer mentoring", "C3", DEPUTY_DESK, "coordinator of the mentors")
HEAD: Final = Adult("Mrs Price", "head teacher", "A1", HEAD_DESK, "head teacher")
CHAIR: Final = Adult("Dr Mehta", "chair of governors", "", HEAD_DESK, "chair of governors")
SECOND: Final = Adult("Mrs Whyte", "second reader", "", HEAD_DESK, "second reader beside the chair")
OUTSIDE: Final = Adult("Revd Shaw", "outside holder", "", HEAD_DESK, "holds parts of the recovery keys")

# In the order in which keys are made: who hands a key on must hold it already.
ROLES: Final[tuple[tuple[str, tuple[Adult, ...]], ...]] = (
    ("safeguarding", (DEPUTY,)),
    ("coordinator", (COORDINATOR,)),
    ("head", (HEAD,)),
    ("chair", (CHAIR,)),
    ("chair", (SECOND,)),
    ("recovery", (HEAD, CHAIR, OUTSIDE)),
    ("chair-recovery", (CHAIR, SECOND, OUTSIDE)),
)
ADULTS: Final = (LEAD, DEPUTY, COORDINATOR, HEAD, CHAIR, SECOND, OUTSIDE)

MENTORS: Final[tuple[tuple[str, tuple[str, ...]], ...]] = (
    ("Aisha K", ("Mia 7A", "Noah 7B")),
    ("Ben T", ("Oscar 7C", "Ruby 7A")),
    ("Carys L", ("Leo 7B", "Isla 8A")),
    ("Dylan M", ("Freya 7D", "Jack 7A")),
    ("Ella R", ("Zara 8B", "Harry 7C")),
    ("Farid S", ("Poppy 7B", "Adam 8C")),
    ("Grace W", ("Lily 7D", "Sami 7A")),
    ("Hassan O", ("Theo 8A", "Nia 7C")),
    ("Imogen P", ("Ava 7B", "Luca 8D")),
    ("Jacob F", ("Maya 7A", "Tom 7D")),
    ("Keira N", ("Erin 8B", "Alfie 7C")),
    ("Liam D", ("Hana 7B", "George 8A")),
)
FIRST_MENTOR: Final = MENTORS[0][0]
