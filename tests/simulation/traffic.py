"""What goes over the lines, kept for whoever replays, delays or forges it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from store.feeds.run import Item, decode_run
from tests.simulation.devices import Device, Part
from tests.simulation.ledger import Ledger
from tests.simulation.schools import Kit

_KEPT = 20


@dataclass
class Traffic:
    """Runs on their way, receipts that were seen, and what other schools sent."""

    store: Device
    ledger: Ledger
    kits: Sequence[Kit]
    late: list[tuple[str, bytes]] = field(default_factory=list)
    receipts: list[bytes] = field(default_factory=list)
    _seen: dict[str, list[bytes]] = field(default_factory=dict)

    def sees(self, part: Part, run: bytes) -> None:
        runs = self._seen.setdefault(part.kit.name, [])
        runs.append(run)
        del runs[:-_KEPT], self.receipts[:-_KEPT]

    def runs_of(self, kit: Kit) -> list[bytes]:
        return self._seen.get(kit.name, [])

    def others(self, part: Part) -> list[Kit]:
        return [kit for kit in self.kits if kit is not part.kit]

    def foreign(self, part: Part) -> list[Item]:
        """Return genuine items of another school, as far as any were seen."""
        return [item for kit in self.others(part) for run in self.runs_of(kit)[-1:] for item in decode_run(run)]
