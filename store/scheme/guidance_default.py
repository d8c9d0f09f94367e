"""The guidance pack that comes with the program."""

from __future__ import annotations

from functools import lru_cache
from importlib.resources import files
from typing import TYPE_CHECKING

from store.scheme.guidance import GuidancePage
from store.scheme.guidance_pack import MODULE_ENDING, PAGE_ENDING, read_pack

if TYPE_CHECKING:
    from importlib.resources.abc import Traversable


def default_files() -> tuple[Traversable, ...]:
    """Return the files of the pack."""
    return tuple(
        one
        for one in files("store.scheme").joinpath("pack").iterdir()
        if one.name.endswith((PAGE_ENDING, MODULE_ENDING))
    )


@lru_cache(maxsize=1)
def default_pack() -> tuple[GuidancePage, ...]:
    """Return the pages of the pack."""
    return read_pack(default_files())
