"""Running scripts: one episode after another, the first failure made as short as it gets."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from store.notebook.of_kiosk import forgetting
from tests.simulation import casebooks, disasters, erasures, exchanges, offices, pupils, quiet
from tests.simulation.chance import seeded_secrets
from tests.simulation.ledger import Broken, Ledger, overheard
from tests.simulation.script import Step
from tests.simulation.world import World

ROOMS = (casebooks, disasters, erasures, exchanges, offices, pupils, quiet)


@dataclass(frozen=True)
class Failure:
    """What broke, after how many steps of the script."""

    name: str
    sentence: str
    after: int

    @property
    def key(self) -> str:
        """What makes two failures the same one while a script is made shorter."""
        return self.name


@contextmanager
def _forgetting_soon() -> Iterator[None]:
    """Let a few visits be enough for a kiosk to forget, for an episode has no hundreds of them."""
    kept, forgetting.LATER_PAIRS = forgetting.LATER_PAIRS, 2
    try:
        yield
    finally:
        forgetting.LATER_PAIRS = kept


def quick_folder() -> Path | None:
    """Return a folder in memory where there is one: no power is really cut, so nothing need reach a disk."""
    memory = Path("/dev/shm")  # noqa: S108 - made unique below
    return memory if memory.is_dir() else None


def run(script: Sequence[Step], watch: Callable[[World], object] = lambda world: None) -> Failure | None:
    """Run one episode from the beginning, returning what broke first; `watch` sees the world after each step."""
    at, ledger = 0, Ledger()
    with (
        tempfile.TemporaryDirectory(
            prefix="simulated-school-", dir=quick_folder(), ignore_cleanup_errors=True
        ) as folder,
        seeded_secrets() as secrets,
        overheard(ledger),
        _forgetting_soon(),
    ):
        world = World(Path(folder), secrets, ledger)
        try:
            for at, one in enumerate(script, 1):  # noqa: B007
                world.take(one)
                watch(world)
        except Broken as broken:
            return Failure(broken.name, str(broken), at)
        except Exception as error:  # noqa: BLE001 - whatever the product raises here unasked is a finding
            return Failure(type(error).__name__, f"{type(error).__name__}: {error}", at)
        finally:
            world.close()
    return None
