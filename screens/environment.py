"""What a program of this product starts with, before the first import of textual."""

from __future__ import annotations

import gc
import os
import sys
from collections.abc import Iterator, MutableMapping
from contextlib import contextmanager

_DROPPED_STARTS = ("TEXTUAL", "PYTHON")
# COLUMNS and LINES would stand above the terminal's true size.
_DROPPED = frozenset({"COLUMNS", "LINES", "ESCDELAY", "SSLKEYLOGFILE"})
_ANIMATIONS = frozenset({"none", "basic", "full"})
FRAMES_PER_SECOND = 240


def clean_environment(environ: MutableMapping[str, str] | None = None) -> None:
    """Drop every TEXTUAL* and PYTHON* variable but a choice of animations, then set the frame rate.

    Without this, variables could switch on Textual's log files, its remote console, screenshots or signals.
    """
    environ = os.environ if environ is None else environ
    animations = environ.get("TEXTUAL_ANIMATIONS", "").lower()
    for name in list(environ):
        if name.upper().startswith(_DROPPED_STARTS) or name.upper() in _DROPPED:
            del environ[name]
    environ["TEXTUAL_FPS"] = str(FRAMES_PER_SECOND)
    if animations in _ANIMATIONS:
        environ["TEXTUAL_ANIMATIONS"] = animations


@contextmanager
def quick_imports() -> Iterator[None]:
    """Import faster inside: no garbage is collected, and asyncio, which has no use for it here, gets no ssl."""
    held = "ssl" in sys.modules
    collecting = gc.isenabled()
    gc.disable()
    if not held:
        sys.modules["ssl"] = None  # type: ignore[assignment]  # an import of it fails, which asyncio allows for
    try:
        yield
    finally:
        if not held:
            del sys.modules["ssl"]
        # What is imported stays: no later collection need look at it.
        gc.freeze()
        if collecting:
            gc.enable()
