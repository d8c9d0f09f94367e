"""A process that opens entries for a desk that has many to open: `python -m store.casebook.records.opening_child`.

It is told the role's seed through its standard input, and ends with it: when the desk ends, by whatever cause, nobody
holds that key any more. Both ends of the pipes are one program, so that pickle reads nothing that anybody else wrote.
"""

from __future__ import annotations

import os
import pickle
import signal
import sys
from typing import Final, NamedTuple

from store.casebook.records.opening import Asked, Opener, Opening
from store.sealing.key_file import role_identity

_POLITE: Final = 5


class Sent(NamedTuple):
    """An entry as far as it is needed to open it."""

    body: bytes | None
    lane: int
    device: bytes
    alarm: int
    slot: bool
    quarantined: bool

    def __repr__(self) -> str:
        return "Sent()"


def main() -> None:
    """Open what comes until nothing comes any more."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    if sys.platform != "win32":
        # Who sits at the desk comes first.
        os.nice(_POLITE)
    reading, writing = sys.stdin.buffer, sys.stdout.buffer
    try:
        school, role, seed = pickle.load(reading)  # noqa: S301 - from the desk that started this
        opener = Opener(school, role, role_identity(seed))
        del seed
        while True:
            lot: list[tuple[Sent, Asked]] = pickle.load(reading)  # noqa: S301 - the same
            opened: list[Opening] = [opener.open(sent, asked) for sent, asked in lot]
            pickle.dump(opened, writing, pickle.HIGHEST_PROTOCOL)
            writing.flush()
    except (EOFError, OSError):
        return


if __name__ == "__main__":
    main()
