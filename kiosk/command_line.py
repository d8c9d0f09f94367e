"""What the arguments of several commands have in common, without importing what they start."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    Commands = argparse._SubParsersAction[argparse.ArgumentParser]

_WITHOUT_HOME = frozenset({"init", "demo", "open"})


def new_command(commands: Commands, name: str, module: str, told: str) -> argparse.ArgumentParser:
    """Add a command that starts `module`."""
    made = commands.add_parser(name, help=told, description=told[0].upper() + told[1:] + ".", allow_abbrev=False)
    made.set_defaults(module=module)
    if name not in _WITHOUT_HOME:
        # Suppressed, so that leaving it out here does not undo what stood before the command.
        made.add_argument("--home", type=Path, metavar="DIR", default=argparse.SUPPRESS, help="the school's folder")
    return made


def add_opening(to: argparse.ArgumentParser) -> None:
    """Add whose key file to open."""
    to.add_argument(
        "--as",
        action="append",
        dest="openers",
        metavar="NAME",
        help="whose key file to open (default: the first that has the role)",
    )


def add_words(to: argparse.ArgumentParser) -> None:
    """Add where words come from and go to."""
    add_words_from(to)
    add_words_to(to)


def add_words_from(to: argparse.ArgumentParser) -> None:
    """Add where words that are asked for come from."""
    to.add_argument(
        "--words-from",
        metavar="FILE",
        help="read the words that are asked for from this file, a line each; - is standard input",
    )


def add_words_to(to: argparse.ArgumentParser) -> None:
    """Add where new words go to."""
    to.add_argument(
        "--words-to",
        metavar="FILE",
        help="write new words into this new file instead of on the terminal; - is standard output",
    )
