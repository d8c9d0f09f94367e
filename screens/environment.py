"""What a program of this product starts with, before the first import of textual."""

from __future__ import annotations

import gc
import os
import sys
from collections.abc import Iterator, MutableMapping
from contextlib import contextmanager
from types import ModuleType

_DROPPED_STARTS = ("TEXTUAL", "PYTHON")
# COLUMNS and LINES would stand above the terminal's true size.
_DROPPED = frozenset({"COLUMNS", "LINES", "ESCDELAY", "SSLKEYLOGFILE"})
_ANIMATIONS = frozenset({"none", "basic", "full"})
_PALETTE = "textual.command"
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


class _NoPalette(ModuleType):
    """Stands in for Textual's palette of commands, which no program here has: a tenth of the import of an App."""

    def __getattr__(self, name: str) -> type:
        if name.startswith("__"):
            raise AttributeError(name)
        return type(name, (), {})


@contextmanager
def quick_imports(*, to_draw: bool = False) -> Iterator[None]:
    """Import faster inside: no garbage is collected, nothing comes along that an App here has no use for.

    That is ssl for asyncio, which allows for its absence, and the palette of commands; where nothing is imported but
    what is needed `to_draw` a first screen, also what no first screen uses, which then comes with its first use.
    """
    left_out: dict[str, ModuleType | None] = {"ssl": None, _PALETTE: _NoPalette(_PALETTE)}
    if to_draw:
        from screens.later import stand_ins

        left_out |= stand_ins()
    left_out = {name: none for name, none in left_out.items() if name not in sys.modules}
    collecting = gc.isenabled()
    gc.disable()
    sys.modules.update(left_out)  # type: ignore[arg-type]  # an import of None fails
    try:
        yield
    finally:
        for name, instead in left_out.items():
            # Something of it may have been used meanwhile.
            if sys.modules.get(name) is instead:
                del sys.modules[name]
        # What is imported stays: no later collection need look at it.
        gc.freeze()
        if collecting:
            gc.enable()
