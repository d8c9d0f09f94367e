"""Writes files for IT that make a computer nothing but a kiosk; it runs none of them."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

from kiosk.doctor.answer import State
from kiosk.doctor.computer import Computer
from kiosk.doctor.keyboard import keyboard
from kiosk.home import Home
from kiosk.installing.place import Place
from kiosk.new_folder import new_folder
from kiosk.telling import say
from store.errors import ConfigurationError

if TYPE_CHECKING:
    import argparse


def run(given: argparse.Namespace) -> int:
    """Write the files into a new folder."""
    place = place_of(Home.found_at(given.home), given.kiosk)
    refuse_touch_only(Computer.this())
    files = files_for(place, sys.platform)
    out = Path(given.out).absolute()
    if out.exists() and (not out.is_dir() or any(out.iterdir())):
        raise ConfigurationError(f"{out} is there already. Nothing was written. Name a new folder.")
    with new_folder(out) as folder:
        for name, text in files.items():
            (folder / name).write_text(text, encoding="utf-8")
    say(f"{', '.join(files)} are in {out}. Nothing was changed on this computer. Read README.txt, then go by it.")
    return 0


def refuse_touch_only(computer: Computer) -> None:
    """Raise ConfigurationError where nobody could type."""
    answer = keyboard(computer)
    if answer.state is State.WARNING:
        raise ConfigurationError(f"{answer.sentence} Nothing was written.")


def place_of(home: Home, name: str | None) -> Place:
    """Return what the files are about, or raise ConfigurationError where the folder is more than a kiosk's."""
    device = home.kiosk(name)
    if home.desks or home.store is not None or home.root_key.exists():
        raise ConfigurationError(
            f"{home.folder} holds more than a kiosk: a desk, the store, or the root's key. An account that pupils use "
            "must not own these. Nothing was written. Give the kiosk a folder of its own by `kiosk enrol`."
        )
    start = Path(__file__).parents[1] / "__main__.py"
    return Place(Path(sys.executable), start, home.folder.absolute(), device.name)


def files_for(place: Place, system: str) -> dict[str, str]:
    """Return the files for a system, or raise ConfigurationError where there are none for it."""
    if system == "linux":
        from kiosk.installing.linux_files import linux_files

        return linux_files(place)
    if system == "win32":
        from kiosk.installing.windows_files import windows_files

        return windows_files(place)
    raise ConfigurationError("There are files for Linux and for Windows alone. Nothing was written.")
