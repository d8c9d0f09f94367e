"""A computer as the checks see it: where its files begin, who answers for the rest."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from kiosk.doctor import windows_facts

_PATIENCE_SECONDS: Final = 10.0


def run_program(command: Sequence[str]) -> tuple[int, str] | None:
    """Return a program's exit code with what it prints, None where it can't be run here."""
    try:
        done = subprocess.run(  # noqa: S603 - whole paths of the system's own programs, no word of a person
            list(command), capture_output=True, stdin=subprocess.DEVNULL, timeout=_PATIENCE_SECONDS, check=False
        )
    except (OSError, ValueError, subprocess.SubprocessError):
        return None
    return done.returncode, (done.stdout + done.stderr).decode("utf-8", "replace")


def _person() -> Path:
    try:
        return Path.home()
    except RuntimeError:
        return Path("/")


@dataclass(frozen=True)
class Computer:
    """What the checks ask; a test hands in another root with callables of its own."""

    system: str
    root: Path
    person: Path
    """The account's own folder."""
    run: Callable[[Sequence[str]], tuple[int, str] | None] = run_program
    value: Callable[[str, str], str | int | None] = windows_facts.value
    below: Callable[[str], tuple[str, ...]] = windows_facts.below
    metric: Callable[[int], int | None] = windows_facts.metric
    displays: Callable[[], int | None] = windows_facts.displays

    @classmethod
    def this(cls) -> Computer:
        """Return the one that this program runs on."""
        return cls(sys.platform, Path("/"), _person())

    def read(self, path: str) -> str | None:
        """Return the text of a file below the root, None where it can't be read."""
        try:
            return (self.root / path).read_text("utf-8", "replace")
        except OSError:
            return None

    def names(self, path: str) -> tuple[str, ...]:
        """Return what a folder below the root holds, nothing where it can't be read."""
        try:
            return tuple(sorted(one.name for one in (self.root / path).iterdir()))
        except OSError:
            return ()
