"""Memory of an idle kiosk, of a large desk, against a bare app: `python -m tests.benchmarks.memory [--quick]`.

It is what belongs to each process plus its share of what several have (PSS), which Linux alone tells. The desk shows
its inbox, a page further on, with few cases behind it, then with a million, which `--quick` leaves out.
"""

from __future__ import annotations

import re
import sys
import tempfile
from pathlib import Path

from tests.benchmarks.big_school import FULL, QUICK
from tests.benchmarks.long_list import ours
from tests.benchmarks.starting import BARE, found
from tests.benchmarks.terminals import PAINT_ENDS, Terminal
from tests.journeys.processes import family

_PSS = re.compile(r"^Pss:\s+(\d+) kB", re.MULTILINE)
_WELCOME, _IDLE_SECONDS = b"Peer mentors sign in", 45.0
_DESK_SECONDS, _PAGE = 10.0, 200


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


def desk_kilobytes(cases: int) -> int:
    """Open the inbox of a desk, turn a page, return the memory of the desk's processes."""
    with ours(cases) as terminal:
        terminal.press(b"o")
        terminal.wait_for(f"Shown: 1 to {_PAGE}".encode(), PAINT_ENDS)
        terminal.press(b"\x1b[C")
        terminal.wait_for(f"Shown: {_PAGE + 1} to {2 * _PAGE}".encode(), PAINT_ENDS)
        terminal.rest(_DESK_SECONDS)
        return sum(pss(pid) for pid in family(terminal.pid))


def main(seconds: float, sizes: tuple[int, ...]) -> None:
    """Print all."""
    with tempfile.TemporaryDirectory() as folder:
        home = found(Path(folder))
        kiosk = "-m", "kiosk", "--home", str(home)
        # The first start writes bytecode.
        kilobytes(*kiosk, shown=_WELCOME, seconds=5.0)
        idle = kilobytes(*kiosk, shown=_WELCOME, seconds=seconds)
        bare = kilobytes("-c", BARE, shown=b"painted too", seconds=2.0)
    desks = {size: desk_kilobytes(size) for size in sizes}
    for size, kilo in desks.items():
        print(f"a desk of {size} cases: {kilo} kB, {kilo / sum(bare):.2f} times a bare app")
    print(f"ratio memory-desk p50 {desks[sizes[-1]] / sum(bare):.2f}")
    print(f"all processes of an idle kiosk: {' + '.join(map(str, idle))} kB")
    print(f"a bare app with Input and TextArea: {' + '.join(map(str, bare))} kB")
    print(f"ratio memory p50 {sum(idle) / sum(bare):.2f}")


if __name__ == "__main__":
    # No quicker: a process that nobody sits at rests after half a minute.
    main(_IDLE_SECONDS, (QUICK,) if "--quick" in sys.argv else (QUICK, FULL))
