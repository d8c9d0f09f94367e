"""Opening and paging a list of a million, against a bare ScrollView: `python -m tests.benchmarks.long_list [--quick]`.

Ours is the inbox of a desk, from the key to the painted page: counted, read from the casebook, decrypted. The bare one
makes its lines out of their numbers.
"""

from __future__ import annotations

import sys
from statistics import median

from tests.benchmarks.big_school import FULL, QUICK, filled
from tests.benchmarks.list_child import WAITING
from tests.benchmarks.pairs import ratio_line, told
from tests.benchmarks.terminals import PAINT_ENDS, Terminal

_PAGE, _SETTLED_SECONDS = 200, 0.5
_RIGHT = b"\x1b[C"
_PAGES = 8
Times = tuple[list[float], list[float]]


def pages(terminal: Terminal, shown: list[bytes]) -> Times:
    """Open the list, turn its pages, leave it; return the seconds of each."""
    opened, turned = list[float](), list[float]()
    for number, words in enumerate(shown):
        at = terminal.press(_RIGHT if number else b"o")
        (turned if number else opened).append(terminal.wait_for(words, PAINT_ENDS) - at)
        terminal.rest(_SETTLED_SECONDS)
    terminal.press(b"x")
    terminal.rest(_SETTLED_SECONDS)
    return opened, turned


def ours(cases: int) -> Terminal:
    """Start the desk."""
    filled(cases)
    terminal = Terminal("-m", "tests.benchmarks.list_child", "ours", str(cases))
    terminal.wait_for(b"Locked", PAINT_ENDS)
    terminal.rest(1.0)
    return terminal


def bare(cases: int) -> Terminal:
    """Start the bare app."""
    terminal = Terminal("-m", "tests.benchmarks.list_child", "bare", str(cases))
    terminal.wait_for(WAITING.encode(), PAINT_ENDS)
    terminal.rest(1.0)
    return terminal


def main(quick: bool) -> None:
    """Print how long both take, then how much longer ours takes than with as few as are quick to make."""
    cases, rounds = (QUICK, 2) if quick else (FULL, 6)
    ours_shown = [f"Shown: {1 + n * _PAGE} to {(n + 1) * _PAGE}".encode() for n in range(_PAGES)]
    bare_shown = [f"line {n * 24:>9}".encode() for n in range(_PAGES)]
    opened: Times = ([], [])
    turned: Times = ([], [])
    few: Times = ([], [])
    with ours(cases) as large, bare(cases) as plain, ours(QUICK) as small:
        for _ in range(rounds + 1):
            for which, (terminal, shown) in enumerate(((large, ours_shown), (plain, bare_shown), (small, ours_shown))):
                times = pages(terminal, shown)
                if which == 2:
                    few[0].extend(times[0])
                    few[1].extend(times[1])
                else:
                    opened[which].extend(times[0])
                    turned[which].extend(times[1])
    for times in (opened, turned):
        # The first round finds nothing warm.
        for one in times:
            del one[: len(one) // (rounds + 1)]
    print(told(f"the inbox of {cases} cases opened", opened[0]))
    print(told("a bare ScrollView opened", opened[1]))
    print(told("a page of the inbox turned", turned[0]))
    print(told("a page of the ScrollView turned", turned[1]))
    growth = (median(opened[0]) / median(few[0]), median(turned[0]) / median(few[1]))
    print(f"opened {growth[0]:.2f} times, turned {growth[1]:.2f} times as long as with {QUICK}")
    print(ratio_line("long_list-open", *opened))
    print(ratio_line("long_list", *turned))


if __name__ == "__main__":
    main("--quick" in sys.argv)
