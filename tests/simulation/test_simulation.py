"""Short runs of the simulation, its replay, its shrinking; the long one is `python -m tests.simulation`."""

from __future__ import annotations

import random
from collections.abc import Sequence

import pytest

from tests.simulation.__main__ import main
from tests.simulation.running import run
from tests.simulation.script import Step, draw, from_text, to_text
from tests.simulation.shrinking import shrunk
from tests.simulation.world import STEPS, World


@pytest.mark.timeout(100)
@pytest.mark.parametrize("episode", [0, pytest.param(1, marks=pytest.mark.long)])
def test_no_fault_breaks_an_invariant(episode: int) -> None:
    seed = 2026
    print(f"seed {seed}, episode {episode}")
    assert run(draw(seed, episode, 40)) is None


@pytest.mark.timeout(100)
def test_a_seed_comes_to_the_same_again() -> None:
    script = draw(7, 0, 10)
    pictures: list[list[object]] = [[], []]
    for seen in pictures:

        def watch(world: World, seen: list[object] = seen) -> None:
            seen.append(world.picture())

        assert run(script, watch) is None
    assert pictures[0] == pictures[1]


@pytest.mark.long
@pytest.mark.timeout(4 * 3600)
def test_no_fault_breaks_an_invariant_for_long() -> None:
    assert main(["--steps", "50000", "--seed", str(random.randrange(1 << 32))]) == 0


def test_a_script_is_read_as_it_was_printed() -> None:
    script = draw(3, 1, 30)
    assert from_text(f"# found today\n{to_text(script)}\n") == script


def test_every_step_is_drawn_in_the_end() -> None:
    assert {one.does for one in draw(1, 0, 4000)} == set(STEPS)


def test_what_is_not_needed_for_a_failure_is_left_out() -> None:
    script = [Step("save", number, number) for number in range(60)]

    def fails(steps: Sequence[Step]) -> bool:
        left = [one.who for one in steps]
        return 41 in left and 17 in left and left.index(17) < left.index(41)

    assert [one.who for one in shrunk(script, fails)] == [17, 41]
