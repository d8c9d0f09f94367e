"""Memory of all of a kiosk's processes while nobody is there, against a bare app: `python -m tests.benchmarks.memory`.

It is what belongs to each process plus its share of what several have (PSS), which Linux alone tells.
"""

from __future__ import annotations

import re
import tempfile
from pathlib import Path

from tests.benchmarks.starting import BARE, found
from tests.benchmarks.terminals import Terminal
from tests.journeys.processes import family

_PSS = re.compile(r"^Pss:\s+(\d+) kB", re.MULTILINE)
_WELCOME, _IDLE_SECONDS = b"Peer mentors sign in", 45.0


def pss(pid: int) -> int:
    """Return the kilobytes of a process, 0 where it has just ended."""
    try:
        return int(_PSS.findall(Path(f"/proc/{pid}/smaps_rollup").read_text("ascii"))[0])
    except (OSError, IndexError):
        return 0


def kilobytes(*program: str, shown: bytes, seconds: float) -> list[int]:
    """Start a program, let it rest, return the memory of each of its processes."""
    with Terminal(*program) as terminal:
        terminal.wait_for(shown)
        terminal.rest(seconds)
        return [pss(pid) for pid in family(terminal.pid)]


def main(seconds: float) -> None:
    """Print both."""
    with tempfile.TemporaryDirectory() as folder:
        home = found(Path(folder))
        kiosk = "-m", "kiosk", "--home", str(home)
        # The first start writes bytecode.
        kilobytes(*kiosk, shown=_WELCOME, seconds=5.0)
        ours = kilobytes(*kiosk, shown=_WELCOME, seconds=seconds)
        bare = kilobytes("-c", BARE, shown=b"painted too", seconds=2.0)
    print(f"all processes of an idle kiosk: {' + '.join(map(str, ours))} kB")
    print(f"a bare app with Input and TextArea: {' + '.join(map(str, bare))} kB")
    print(f"ratio memory p50 {sum(ours) / sum(bare):.2f}")


if __name__ == "__main__":
    # No quicker: a process that nobody sits at rests after half a minute.
    main(_IDLE_SECONDS)
