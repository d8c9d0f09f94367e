"""Names as the command line takes them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from screens.text import clean
from store.errors import ConfigurationError

if TYPE_CHECKING:
    from store.scheme.school import School

_LONGEST: Final = 60


def checked_name(given: str) -> str:
    """Return a name on one line, or raise ConfigurationError where it is empty or too long."""
    name = " ".join(clean(given).split())
    if not 1 <= len(name) <= _LONGEST:
        raise ConfigurationError(
            f"A name has between 1 and {_LONGEST} letters. Nothing was changed. Choose a shorter one."
        )
    return name


def person_name(school: School, person: bytes) -> str:
    """Return a member of staff's name, else the beginning of the person's number."""
    named = (one.name for one in school.staff() if one.person == person.hex())
    return next(named, f"person {person.hex()[:8]}")


def checked_names(given: Sequence[str] | None, usual: str) -> tuple[str, ...]:
    """Return the names, `usual` where there are none, or raise ConfigurationError where two are the same."""
    names = tuple(checked_name(name) for name in given or (usual,))
    if len({name.casefold() for name in names}) < len(names):
        raise ConfigurationError("Two of them have the same name. Nothing was changed. Give each its own.")
    return names
