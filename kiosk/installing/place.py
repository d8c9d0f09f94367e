"""What the files for IT are about: one kiosk of one computer."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import PurePath
from typing import Final

ACCOUNT: Final = "mentor-kiosk"


@dataclass(frozen=True)
class Place:
    """Where the program and the kiosk's folder lie, with the kiosk's name."""

    python: PurePath
    start: PurePath
    home: PurePath
    kiosk: str

    @property
    def packages(self) -> tuple[str, ...]:
        """Where the program's own code lies, which that account may read alone: its bytecode has to be there before."""
        top = self.start.parents[1]
        return tuple(str(top / name) for name in ("kiosk", "screens", "store"))

    @property
    def command(self) -> tuple[str, ...]:
        """What starts the kiosk, deaf to PYTHON variables, to the current folder and to a person's own packages."""
        return str(self.python), "-I", str(self.start), "--home", str(self.home), "--kiosk", self.kiosk
