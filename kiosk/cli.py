"""The command line: which program is meant, with what."""

from __future__ import annotations

import gc
import importlib
import os
import sys
from collections.abc import Sequence
from pathlib import Path
from types import SimpleNamespace, TracebackType
from typing import TYPE_CHECKING, Final

from kiosk.desk_guard import PROGRAM
from kiosk.streams import complain, drop_output, flush_output, open_missing
from kiosk.visiting.spawn import kiosk_alone
from screens.environment import clean_environment
from store.errors import KioskError

if TYPE_CHECKING:
    import argparse

_INTERRUPTED: Final = 130
# Programs that only a kiosk or the guard of a desk starts, with its folder and its name.
_INNER: Final = {
    "sync-loop": "kiosk.syncing.loop",
    "sync-once": "kiosk.syncing.once",
    "visit": "kiosk.visiting.visit",
    PROGRAM: "kiosk.sit_at_desk",
}
_INNER_PARTS: Final = 3
_EPILOG: Final = (
    "Without a command this is the kiosk itself. Words are asked for on the terminal, never given as arguments. "
    "Exit code 0: done; 1: not done, with one sentence why; 2: the command line is wrong."
)


def parser() -> argparse.ArgumentParser:
    """Return the whole command line; building it imports no program."""
    import argparse

    from kiosk.commands import add_commands

    root = argparse.ArgumentParser(
        prog="kiosk",
        description="Sealed reports from pupil mentors to the adults whose job it is to read them.",
        epilog=_EPILOG,
        allow_abbrev=False,
    )
    root.add_argument("--version", action="store_true", help="print the version, then end")
    root.add_argument(
        "--home",
        type=Path,
        metavar="DIR",
        help="the folder that holds kiosk.toml (default: this folder if it has one, else this person's data folder)",
    )
    root.add_argument("--kiosk", metavar="NAME", help="which kiosk of this folder to be (default: the first)")
    root.add_argument(
        "--plain",
        dest="module",
        action="store_const",
        const="kiosk.run_plain",
        help="be the kiosk line by line, for a screen reader",
    )
    root.set_defaults(module="kiosk.run_kiosk")
    add_commands(root)
    return root


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one program, returning its exit code; every foreseen trouble is one sentence on stderr."""
    clean_environment()
    open_missing()
    for stream in (sys.stdout, sys.stderr):
        if reconfigure := getattr(stream, "reconfigure", None):
            reconfigure(errors="backslashreplace")
    arguments = sys.argv[1:] if arguments is None else arguments
    if (alone := kiosk_alone(arguments)) is not None:
        home = None if alone["home"] is None else Path(alone["home"])
        return _run("kiosk.run_kiosk", SimpleNamespace(home=home, kiosk=alone["kiosk"]))
    if len(arguments) == _INNER_PARTS and arguments[0] in _INNER:
        home = Path(arguments[1]) if arguments[1] else None
        return _run(_INNER[arguments[0]], SimpleNamespace(home=home, kiosk=arguments[2]))
    given = parser().parse_args(arguments)
    if given.version:
        from store.version import PROGRAM

        print(f"mentor-kiosk {PROGRAM}")
        return 0
    return _run(given.module, given)


def _run(module: str, given: argparse.Namespace | SimpleNamespace) -> int:
    _tell_crashes(given.home)
    try:
        return _ran(module, given)
    except KioskError as error:
        _complain(str(error))
        return 1
    except KeyboardInterrupt:
        _complain("stopped. What was saved before is safe.")
        return _INTERRUPTED
    except BrokenPipeError:
        # Whoever read the output has gone, and wants to hear nothing.
        drop_output()
        return 1


def _ran(module: str, given: argparse.Namespace | SimpleNamespace) -> int:
    # Nothing of what is imported is ever thrown away, so looking for that would only take longer.
    gc.disable()
    try:
        program = importlib.import_module(module)
    finally:
        gc.enable()
    code = int(program.run(given))
    flush_output()
    return code


def _complain(sentence: str) -> None:
    from screens.text import clean

    complain(f"kiosk: {clean(sentence)}")


def _tell_crashes(home: Path | None) -> None:
    """Print a reference in place of Python's traceback, whose message could hold a person's words."""

    def told(_kind: type[BaseException], error: BaseException, _traceback: TracebackType | None) -> None:
        from kiosk.home import home_folder
        from screens.crash import CrashLog

        log = CrashLog(home_folder(home), os._exit)
        reference = log.write(error)
        complain(
            "kiosk: something went wrong that nobody foresaw. What was saved before is safe. "
            f"Please tell IT this code: {reference} (it stands in {log.path})."
        )
        log.leave()

    sys.excepthook = told
