"""The shape of a step's form, as data."""

from __future__ import annotations

from dataclasses import dataclass, field

WHY = "Why"
_NEEDS_WHY = "Write why: each step is recorded with its reason."
DAYS = "By which day (4 Dec, fri, tomorrow, 3 days)"


@dataclass(frozen=True)
class Field:
    """One field: a choice where it has options, a box, or a line.

    `refusal` is said where it is needed and empty, `first` is what it holds at first.
    """

    name: str
    label: str
    refusal: str = ""
    options: tuple[tuple[str, str], ...] = field(default=(), repr=False)
    is_box: bool = False
    limit: int = 200
    first: str = ""


@dataclass(frozen=True)
class StepForm:
    """A step: its entry in the list, heading, note and fields of its form, what is said once it is recorded."""

    kind: str
    entry: str
    heading: str
    told: str
    fields: tuple[Field, ...] = ()
    help: str = ""
    note: str = ""


def box(name: str, label: str, refusal: str) -> Field:
    """Return a box that must be filled."""
    return Field(name, label, refusal, is_box=True, limit=4_000)


def why() -> Field:
    """Return the box for the reason."""
    return box("reason", WHY, _NEEDS_WHY)


def pairs(*told: str) -> tuple[tuple[str, str], ...]:
    """Return options that are called what they are, with a capital letter."""
    return tuple((one, one[:1].upper() + one[1:]) for one in told)
