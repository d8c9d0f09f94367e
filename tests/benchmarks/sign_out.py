"""Sign-out to the next welcome, against the start of a bare app: `python -m tests.benchmarks.sign_out [--quick]`."""

from __future__ import annotations

import contextlib
import io
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from tests.benchmarks.pairs import ratio_line, told
from tests.benchmarks.starting import seconds_to_bare
from tests.benchmarks.terminals import Terminal
from tests.journeys.brook_field import MENTOR, found_brook_field

_WELCOME, _HOME, _F10 = b"Peer mentors sign in", b"Signed in as", b"\x1b[21~"
_WARM_SECONDS = 8.0


def seconds_to_next(kiosk: Terminal, words: str) -> float:
    """Sign in, wait until the next process may be warm, sign out, return how long until its welcome is painted."""
    for typed, shown in ((b"1", b"four words"), (f"{MENTOR}\r".encode(), b""), (f"{words}\r".encode(), _HOME)):
        kiosk.press(typed)
        kiosk.wait_for(shown)
    kiosk.rest(_WARM_SECONDS)
    at = kiosk.press(_F10)
    took = kiosk.wait_for(_WELCOME) - at
    kiosk.rest(1.0)
    return took


def _rounds(folder: Path, count: int) -> Iterator[tuple[float, float]]:
    with contextlib.redirect_stdout(io.StringIO()):
        school = found_brook_field(folder / "school")
    with Terminal("-m", "kiosk", "--home", str(school.folder)) as kiosk:
        kiosk.wait_for(_WELCOME)
        for number in range(-1, count):
            took = seconds_to_next(kiosk, school.words[MENTOR]), seconds_to_bare()
            # The first visit writes bytecode.
            if number >= 0:
                yield took


def main(count: int) -> None:
    """Print how long both take."""
    with tempfile.TemporaryDirectory() as folder:
        ours, bare = (list(times) for times in zip(*_rounds(Path(folder), count), strict=True))
    print(told("the next welcome after a sign-out", ours))
    print(told("a bare app with Input and TextArea painted", bare))
    print(ratio_line("sign_out", ours, bare))


if __name__ == "__main__":
    main(4 if "--quick" in sys.argv else 40)
