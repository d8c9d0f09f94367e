"""What Windows tells by its registry, its screens."""

from __future__ import annotations

import sys
from typing import Final

_ACTIVE_PATHS: Final = 2
_SM_CMONITORS: Final = 80

if sys.platform == "win32":
    import ctypes
    import winreg

    _HIVES: Final = {"HKLM": winreg.HKEY_LOCAL_MACHINE, "HKCU": winreg.HKEY_CURRENT_USER}

    def value(key: str, name: str) -> str | int | None:
        """Return a value of the registry, None where there is none."""
        hive, _, path = key.partition("\\")
        try:
            with winreg.OpenKey(_HIVES[hive], path) as opened:
                found = winreg.QueryValueEx(opened, name)[0]
        except OSError:
            return None
        return found if isinstance(found, (str, int)) else None

    def below(key: str) -> tuple[str, ...]:
        """Return the names of the keys below one."""
        hive, _, path = key.partition("\\")
        names: list[str] = []
        try:
            with winreg.OpenKey(_HIVES[hive], path) as opened:
                while True:
                    names.append(winreg.EnumKey(opened, len(names)))
        except OSError:
            return tuple(names)

    def metric(number: int) -> int | None:
        """Return what GetSystemMetrics tells."""
        return int(ctypes.windll.user32.GetSystemMetrics(number))

    def displays() -> int | None:
        """Return how many screens show something; a mirrored one, which SM_CMONITORS leaves out, counts too."""
        paths, modes = ctypes.c_uint32(), ctypes.c_uint32()
        failed = ctypes.windll.user32.GetDisplayConfigBufferSizes(
            _ACTIVE_PATHS, ctypes.byref(paths), ctypes.byref(modes)
        )
        return max(metric(_SM_CMONITORS) or 0, 0 if failed else int(paths.value)) or None

else:

    def value(key: str, name: str) -> str | int | None:  # noqa: ARG001 - there is no registry here
        """Return None: only Windows has a registry."""
        return None

    def below(key: str) -> tuple[str, ...]:  # noqa: ARG001 - there is no registry here
        """Return nothing: only Windows has a registry."""
        return ()

    def metric(number: int) -> int | None:  # noqa: ARG001 - nobody to ask here
        """Return None: only Windows has these numbers."""
        return None

    def displays() -> int | None:
        """Return None: others are asked in another way."""
        return None
