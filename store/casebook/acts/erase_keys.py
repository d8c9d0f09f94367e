"""What two people who erase at an unlocked desk open their key files with."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from store.casebook.role.role_casebook import RoleCasebook
from store.sealing.key_file import KeyFile


@dataclass(frozen=True)
class EraseKeys:
    """Opens a key file by a person's id with their words, then the casebooks of further roles."""

    open: Callable[[str, str], KeyFile] = field(repr=False)
    books: Callable[[dict[str, bytes]], dict[str, RoleCasebook]] = field(repr=False)
