"""The kiosk's real parts, put together for its screens."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kiosk.doctor.computer import Computer
from kiosk.doctor.surroundings import in_short
from kiosk.home import Device, Home
from kiosk.machine import machine_id
from kiosk.parts import Parts, open_device
from kiosk.syncing.exchanges import KIOSK_LANES, DeviceExchange
from kiosk.syncing.process import SyncProcess
from kiosk.welcome_leaving import reach_of
from store.clock import Clock, SystemClock
from store.errors import StorageError
from store.feeds.exchange import Moved
from store.feeds.feeds import Feeds
from store.notebook.of_kiosk.going_on import GoingOn
from store.notebook.of_kiosk.kiosk import KioskNotebook
from store.scheme.school import School
from store.sealing import xwing
from store.sealing.sealed import Sealer

if TYPE_CHECKING:
    from kiosk.visiting.loop_apart import LoopApart


@dataclass(frozen=True)
class OpenKiosk:
    """One kiosk's notebook with what must be closed after it."""

    notebook: KioskNotebook
    parts: Parts
    exchange: DeviceExchange
    process: SyncProcess | None = None
    loop: LoopApart | None = None

    def exchange_now(self) -> Moved:
        """Exchange by way of the notebook, which remembers when the school was last reached."""
        sentence = self.notebook.send_now()
        self.notebook.welcome()
        if self.exchange.last is None:
            raise StorageError(sentence)
        return self.exchange.last

    def close(self) -> None:
        """Close every database."""
        if self.process is not None:
            self.process.close()
        self.exchange.close()
        self.parts.close()


def open_kiosk(
    home: Home,
    device: Device,
    clock: Clock | None = None,
    *,
    apart: bool = False,
    loop: Callable[[Feeds, School], LoopApart] | None = None,
    left: GoingOn | None = None,
) -> OpenKiosk:
    """Open a kiosk without starting it: nothing is released and no slot is written yet.

    With `apart` it exchanges in a process of its own, with `loop` by way of the supervisor's, else in this one. `left`
    is what the process before this one left of the same start.
    """
    xwing.self_test()
    parts = open_device(home, device)
    exchange = DeviceExchange(home, parts, KIOSK_LANES)
    clock = clock or SystemClock()
    process = SyncProcess(home.folder, device.name, parts.feeds, parts.school, clock) if apart else None
    asking = loop(parts.feeds, parts.school) if loop is not None else None
    notebook = KioskNotebook(
        parts.database,
        parts.feeds,
        parts.school,
        Sealer.start(),
        clock,
        exchange,
        machine=machine_id(device.folder),
        welcome_file=device.welcome,
        loop=process or asking,
        reach=reach_of(device),
        going_on=left,
        around=in_short(home, Computer.this()),
    )
    return OpenKiosk(notebook, parts, exchange, process, asking)


def start_kiosk(
    home: Home,
    device: Device,
    clock: Clock | None = None,
    *,
    apart: bool = False,
    loop: Callable[[Feeds, School], LoopApart] | None = None,
    left: GoingOn | None = None,
) -> OpenKiosk:
    """Open a kiosk, then bring to its end what an earlier start left behind, or go on with this one."""
    opened = open_kiosk(home, device, clock, apart=apart, loop=loop, left=left)
    try:
        opened.notebook.start()
        if opened.process is not None:
            opened.process.tend()
    except BaseException:
        opened.close()
        raise
    return opened
