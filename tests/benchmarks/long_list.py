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
_FEW = 100
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
    """Print how long both take, then how much longer ours takes than with few cases: 100 opened, 20,000 turned."""
    cases, rounds = (QUICK, 2) if quick else (FULL, 6)
    ours_shown = [f"Shown: {1 + n * _PAGE} to {(n + 1) * _PAGE}".encode() for n in range(_PAGES)]
    bare_shown = [f"line {n * 24:>9}".encode() for n in range(_PAGES)]
    took: list[Times] = [([], []) for _ in range(4)]
    with ours(cases) as large, bare(cases) as plain, ours(QUICK) as small, ours(_FEW) as tiny:
        terminals = (large, plain, small, tiny)
        shown = (ours_shown, bare_shown, ours_shown, [f"{_FEW} cases".encode()])
        for number in range(rounds + 1):
            for all_times, terminal, words in zip(took, terminals, shown, strict=True):
                times = pages(terminal, words)
                # The first round finds nothing warm.
                if number:
                    all_times[0].extend(times[0])
                    all_times[1].extend(times[1])
    (opened, turned), (bare_opened, bare_turned), (_, small_turned), (tiny_opened, _) = took
    print(told(f"the inbox of {cases} cases opened", opened))
    print(told(f"the inbox of {_FEW} cases opened", tiny_opened))
    print(told("a bare ScrollView opened", bare_opened))
    print(told("a page of the inbox turned", turned))
    print(told("a page of the ScrollView turned", bare_turned))
    print(f"opened {median(opened) / median(tiny_opened):.2f} times as long as with {_FEW}")
    print(f"turned {median(turned) / median(small_turned):.2f} times as long as with {QUICK}")
    print(ratio_line("long_list-open", opened, bare_opened))
    print(ratio_line("long_list", turned, bare_turned))


if __name__ == "__main__":
    main("--quick" in sys.argv)
