"""Which programs run on a computer, or start with it."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Mapping
from fnmatch import fnmatchcase
from pathlib import PurePosixPath
from typing import Final

from kiosk.doctor.computer import Computer

SERVICES: Final = r"HKLM\SYSTEM\CurrentControlSet\Services"
_TASKLIST: Final = r"{root}\System32\tasklist.exe"
_SYSTEM_ROOT: Final = r"HKLM\SOFTWARE\Microsoft\Windows NT\CurrentVersion"
_MAC_FOLDERS: Final = ("Applications", "Library/LaunchDaemons", "Library/LaunchAgents")
_PS: Final = ("/bin/ps", "-axco", "comm")
# What Linux keeps of a program's name (proc_pid_comm(5)).
_LINUX_LETTERS: Final = 15


def programs(computer: Computer) -> frozenset[str] | None:
    """Return names in small letters, None where this account does not see what others run."""
    if computer.system == "win32":
        return _windows(computer)
    if computer.system == "darwin":
        return _macos(computer)
    return _linux(computer)


def found(names: frozenset[str], known: Mapping[str, Iterable[str]]) -> list[str]:
    """Return which of the known things, each with the patterns of its names, is among the names."""
    return [
        what
        for what, patterns in known.items()
        if any(
            fnmatchcase(name, pattern) or (len(name) == _LINUX_LETTERS and fnmatchcase(name, pattern[:_LINUX_LETTERS]))
            for name in names
            for pattern in map(str.casefold, patterns)
        )
    ]


def windows_folder(computer: Computer) -> str:
    """Return where Windows lies, from the registry: a variable could be anybody's."""
    return str(computer.value(_SYSTEM_ROOT, "SystemRoot") or r"C:\Windows")


def _name(text: str) -> str:
    return text.strip().casefold().removesuffix(".exe").removesuffix(".app").removesuffix(".plist")


def _linux(computer: Computer) -> frozenset[str] | None:
    names: set[str] = set()
    for number in computer.names("proc"):
        if number.isdecimal():
            words = (computer.read(f"proc/{number}/cmdline") or "").split("\0")
            names |= {_name(computer.read(f"proc/{number}/comm") or ""), _name(PurePosixPath(words[0]).name)}
    # The first process is everybody's to see, unless each account sees its own alone.
    return frozenset(names - {""}) if computer.read("proc/1/comm") is not None else None


def _windows(computer: Computer) -> frozenset[str] | None:
    services = {_name(one) for one in computer.below(SERVICES)}
    told = computer.run((_TASKLIST.format(root=windows_folder(computer)), "/FO", "CSV", "/NH"))
    if told is None or told[0] != 0:
        return frozenset(services) or None
    return frozenset(services | {_name(row[0]) for row in csv.reader(told[1].splitlines()) if row} - {""})


def _macos(computer: Computer) -> frozenset[str] | None:
    there = {_name(one) for folder in _MAC_FOLDERS for one in computer.names(folder)}
    told = computer.run(_PS)
    if told is None or told[0] != 0:
        return None
    return frozenset(there | {_name(PurePosixPath(line).name) for line in told[1].splitlines()} - {""})
