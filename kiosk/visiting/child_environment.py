"""The environment of a visit process: what a screen needs to be drawn, nothing that changes what runs."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

_KEPT: Final = frozenset(
    {"PATH", "HOME", "LANG", "LANGUAGE", "TZ", "TERM", "COLORTERM", "TERM_PROGRAM", "NO_COLOR", "TEXTUAL_ANIMATIONS"}
)


def child_environment(environ: Mapping[str, str]) -> dict[str, str]:
    """Return the variables to hand on; the choice of animations is a person's, so it stays."""
    return {name: value for name, value in environ.items() if name in _KEPT or name.startswith("LC_")}
