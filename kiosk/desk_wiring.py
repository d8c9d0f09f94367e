"""The desk's real parts, put together for its screens."""

from __future__ import annotations

from dataclasses import dataclass

from kiosk.home import Device, Home
from kiosk.machine import machine_id
from kiosk.parts import Parts, open_device
from kiosk.ringing.desk_trial import desk_trial
from kiosk.syncing.exchanges import DeskExchange
from store.casebook.desk.unlocking import PAPERS, DeskUnlocking
from store.clock import Clock, SystemClock
from store.sealing import xwing
from store.sealing.sealed import Sealer


@dataclass(frozen=True)
class OpenDesk:
    """One locked desk with what must be closed after it."""

    unlocking: DeskUnlocking
    parts: Parts
    exchange: DeskExchange

    def close(self) -> None:
        """Close every database."""
        self.exchange.close()
        self.parts.close()


def start_desk(home: Home, device: Device, clock: Clock | None = None) -> OpenDesk:
    """Open a desk, locked."""
    xwing.self_test()
    parts = open_device(home, device)
    try:
        parts.feeds.start(machine_id(device.folder))
        parts.follow()
    except BaseException:
        parts.close()
        raise
    exchange = DeskExchange(home, parts)
    unlocking = DeskUnlocking(
        device.keys,
        device.casebooks,
        parts.database,
        parts.feeds,
        parts.school,
        Sealer.start(),
        clock or SystemClock(),
        exchange,
        papers=home.folder / PAPERS,
        ring_trial=desk_trial(home, parts.school),
    )
    return OpenDesk(unlocking, parts, exchange)
