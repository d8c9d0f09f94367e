"""Starting the kiosk in a terminal, in turn with a bare app."""

from __future__ import annotations

import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

from tests.benchmarks.pairs import ratio_line, told
from tests.benchmarks.terminals import TOP, Terminal

_SCHOOL = "Maple School"
BARE = """
from textual.app import App
from textual.widgets import Input, TextArea
class Bare(App):
    def compose(self):
        yield Input("painted")
        yield TextArea("painted too")
Bare().run()
"""


def found(folder: Path) -> Path:
    """Found a school, return its folder."""
    home = folder / "school"
    name = ("--school", _SCHOOL, "--founder", "Ann Lee", "--costs", "floor")
    subprocess.run(
        [sys.executable, "-m", "kiosk", "init", "--at", home, *name, "--words-to", folder / "words"],
        cwd=TOP,
        check=True,
        capture_output=True,
    )
    return home


def seconds_to_welcome(home: Path) -> float:
    """Start the kiosk, return how long until its welcome is painted."""
    return _seconds(("-m", "kiosk", "--home", str(home)), b"Peer mentors sign in")


def seconds_to_ready(home: Path) -> float:
    """Start the kiosk without what it keeps for its welcome: the school's name then comes when all is imported."""
    for kept in home.glob("kiosks/*/welcome.json"):
        kept.unlink()
    return _seconds(("-m", "kiosk", "--home", str(home)), b"Peer mentors sign in", _SCHOOL.encode())


def seconds_to_bare() -> float:
    """Start Textual's own app with an Input and a TextArea, return how long until both are painted."""
    return _seconds(("-c", BARE), b"painted too")


def _seconds(program: tuple[str, ...], *shown: bytes) -> float:
    with Terminal(*program) as terminal:
        return terminal.wait_for(*shown) - terminal.started


def in_turn(name: str, what: str, ours: Callable[[Path], float], rounds: int) -> None:
    """Print how long both take; the first starts, which write bytecode, are not counted."""
    times: tuple[list[float], list[float]] = ([], [])
    with tempfile.TemporaryDirectory() as folder:
        home = found(Path(folder))
        for number in range(-2, rounds):
            took = [0.0, 0.0]
            for which in (0, 1) if number % 2 else (1, 0):
                took[which] = seconds_to_bare() if which else ours(home)
            if number >= 0:
                for which in (0, 1):
                    times[which].append(took[which])
    print(told(what, times[0]))
    print(told("a bare app with Input and TextArea painted", times[1]))
    print(ratio_line(name, *times))
