"""Scripts: the steps of one episode, each with all of its own chances."""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence
from typing import NamedTuple

# How often each step is drawn. A step's chance decides everything else about it, so leaving one out changes no other.
WEIGHTS: Mapping[str, int] = {
    "save": 12,
    "send": 12,
    "remove": 2,
    "danger": 2,
    "find_me": 2,
    "check_in": 2,
    "leave": 7,
    "look": 3,
    "tend": 7,
    "wall": 2,
    "power": 4,
    "contact": 14,
    "stick": 8,
    "serve": 6,
    "vandal": 4,
    "plug": 1,
    "late": 3,
    "desk": 10,
    "read": 5,
    "casework": 3,
    "unlock": 5,
    "erase": 2,
    "erase_alone": 2,
    "publish": 4,
    "rotate": 1,
    "impostor": 3,
    "foreign": 2,
    "backup": 4,
    "restore": 2,
    "clone": 1,
    "move": 1,
    "quiet": 1,
}


class Step(NamedTuple):
    """One thing that happens: to the one of its kind at `who`, counted round, with `chance` for everything else."""

    does: str
    who: int
    chance: int

    def __str__(self) -> str:
        return f"{self.does} {self.who} {self.chance}"


def draw(seed: int, episode: int, length: int, weights: Mapping[str, int] = WEIGHTS) -> list[Step]:
    """Return the script of one episode of a seed; it always ends in quiet."""
    chance = random.Random(f"{seed} episode {episode}")
    names = chance.choices(list(weights), list(weights.values()), k=length - 1)
    return [Step(name, chance.randrange(12), chance.getrandbits(40)) for name in [*names, "quiet"]]


def to_text(steps: Sequence[Step]) -> str:
    return "\n".join(map(str, steps))


def from_text(text: str) -> list[Step]:
    lines = [line.split() for line in text.splitlines() if line.strip() and not line.startswith("#")]
    return [Step(does, int(who), int(chance)) for does, who, chance in lines]
