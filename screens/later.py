"""Stand-ins for modules of which nothing is used before the first paint."""

from __future__ import annotations

import importlib
import sys
import typing
from collections.abc import Callable
from types import ModuleType
from typing import Any

_LATER: dict[str, tuple[str, ...]] = {
    # What each is asked for by name while others are imported: functions, or a class that is only called.
    "asyncio.sslproto": (),
    "difflib": ("get_close_matches",),
    "mimetypes": (),
    "platformdirs": ("user_downloads_path",),
    "rich.markup": ("render",),
    "rich.table": ("Table",),
    "textwrap": (),
    "urllib.parse": ("quote_from_bytes",),
    "uuid": ("uuid4",),
}
# What shutil packs with.
_PACKING = ("bz2", "lzma", "zlib")


class Later(ModuleType):
    """A module that is imported when something of it is used."""

    def __init__(self, name: str, called: tuple[str, ...] = ()) -> None:
        super().__init__(name)
        for each in called:
            setattr(self, each, self._called(each))

    def _called(self, function: str) -> Callable[..., object]:
        return lambda *given, **named: getattr(_real(self.__name__), function)(*given, **named)

    def __getattr__(self, name: str) -> Any:  # noqa: ANN401 - whatever the module has
        if name.startswith("__"):
            raise AttributeError(name)
        return getattr(_real(self.__name__), name)


class _Typing(Later):
    """What typing has as well; whoever is told apart by the one or the other must not be imported meanwhile."""

    def __getattr__(self, name: str) -> Any:  # noqa: ANN401 - whatever the module has
        return getattr(typing, name) if hasattr(typing, name) else super().__getattr__(name)


class _Subprocess(Later):
    """The numbers that asyncio names in its own definitions."""

    PIPE, STDOUT, DEVNULL = -1, -2, -3


def stand_ins() -> dict[str, ModuleType | None]:
    """Return new ones, by the name of the module, None for what is done without."""
    made: dict[str, ModuleType | None] = {name: Later(name, called) for name, called in _LATER.items()}
    made |= dict.fromkeys(_PACKING)
    return made | {"subprocess": _Subprocess("subprocess"), "typing_extensions": _Typing("typing_extensions")}


def _real(name: str) -> ModuleType:
    if isinstance(sys.modules.get(name), Later):
        del sys.modules[name]
    return importlib.import_module(name)
