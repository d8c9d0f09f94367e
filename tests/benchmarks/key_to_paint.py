"""Key to paint in the box for exact words, against Textual's: `python -m tests.benchmarks.key_to_paint [--quick]`."""

from __future__ import annotations

import sys

from tests.benchmarks.pairs import ratio_line, told
from tests.benchmarks.terminals import PAINT_ENDS, Terminal

WORDS = "and then they all went home but nobody told us why "
_BETWEEN_SECONDS = 0.02  # as fast typing: 50 keys a second


def key_seconds(terminal: Terminal, key: str) -> float:
    """Press a key, return how long until it was painted."""
    at = terminal.press(key.encode())
    took = terminal.wait_for(key.encode(), PAINT_ENDS) - at
    terminal.rest(_BETWEEN_SECONDS)
    return took


def main(quick: bool) -> None:
    times: tuple[list[float], list[float]] = ([], [])
    with (
        Terminal("-m", "tests.benchmarks.typing_child", "ours") as ours,
        Terminal("-m", "tests.benchmarks.typing_child", "bare") as bare,
    ):
        for terminal in (ours, bare):
            terminal.wait_for(b"walked on", PAINT_ENDS)
            terminal.rest(1.0)
        for number in range(-40, 400 if quick else 2_000):
            key = WORDS[number % len(WORDS)]
            took = [0.0, 0.0]
            for which in (0, 1) if number % 2 else (1, 0):
                took[which] = key_seconds((ours, bare)[which], key)
            if number >= 0 and key != " ":
                for which in (0, 1):
                    times[which].append(took[which])
    print(told("our box", times[0]))
    print(told("Textual's box", times[1]))
    print(ratio_line("key_to_paint", *times))


if __name__ == "__main__":
    main("--quick" in sys.argv)
