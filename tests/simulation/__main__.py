"""The simulation from the command line: `python -m tests.simulation --steps 1000000 --seed 7`."""

from __future__ import annotations

import argparse
import secrets
import sys
import time
from collections.abc import Sequence
from pathlib import Path

from tests.simulation.running import Failure, run
from tests.simulation.script import Step, draw, from_text, to_text
from tests.simulation.shrinking import shrunk

EPISODE = 150


def main(arguments: Sequence[str] | None = None) -> int:
    """Run until a failure or the end of the steps, returning 1 after a failure."""
    parser = argparse.ArgumentParser(prog="python -m tests.simulation", description=__doc__)
    parser.add_argument("--steps", type=int, default=3000, help="how many steps in all")
    parser.add_argument("--seed", type=int, default=None, help="the seed; a random one without it")
    parser.add_argument("--episode", type=int, default=None, help="only this episode of the seed")
    parser.add_argument("--length", type=int, default=EPISODE, help="steps in one episode")
    parser.add_argument("--script", type=Path, default=None, help="run the steps in this file instead")
    parser.add_argument("--tries", type=int, default=200, help="how often to try a shorter script after a failure")
    told = parser.parse_args(arguments)
    if told.script is not None:
        return _report(from_text(told.script.read_text("utf-8")), told.tries)
    seed = secrets.randbelow(1 << 32) if told.seed is None else told.seed
    print(f"seed {seed}", flush=True)
    episodes = [told.episode] if told.episode is not None else range(-(-told.steps // told.length))
    begun, steps = time.monotonic(), 0
    for episode in episodes:
        script = draw(seed, episode, told.length)
        if _report(
            script, told.tries, f"python -m tests.simulation --seed {seed} --episode {episode} --length {told.length}"
        ):
            return 1
        steps += len(script)
        print(f"episode {episode}: {steps} steps, {steps / (time.monotonic() - begun):.0f} a second", flush=True)
    return 0


def _report(script: Sequence[Step], tries: int, replay: str = "") -> int:
    """Run a script; after a failure print it, then the shortest script that fails alike."""
    failure = run(script)
    if failure is None:
        return 0
    print(f"{failure.sentence}\nafter {failure.after} steps. {replay}", flush=True)
    print(to_text(shortest(script, failure, tries)), flush=True)
    return 1


def shortest(script: Sequence[Step], failure: Failure, tries: int) -> list[Step]:
    """Return the shortest script found that fails in the same way."""

    def fails(steps: Sequence[Step]) -> bool:
        again = run(steps)
        return again is not None and again.key == failure.key

    # Only the steps up to the failure matter.
    until = list(script[: failure.after])
    return shrunk(until, fails, most=tries) if fails(until) else until


if __name__ == "__main__":
    sys.exit(main())
