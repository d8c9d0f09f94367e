"""The kiosk's real parts, put together for its screens."""

from __future__ import annotations

from dataclasses import dataclass

from kiosk.exchanges import KIOSK_LANES, DeviceExchange
from kiosk.home import Device, Home
from kiosk.machine import machine_id
from kiosk.parts import Parts, open_device
from store.clock import Clock, SystemClock
from store.errors import StorageError
from store.feeds.exchange import Moved
from store.notebook.kiosk import KioskNotebook
from store.sealing import xwing
from store.sealing.sealed import Sealer


@dataclass(frozen=True)
class OpenKiosk:
    """One kiosk's notebook with what must be closed after it."""

    notebook: KioskNotebook
    parts: Parts
    exchange: DeviceExchange

    def exchange_now(self) -> Moved:
        """Exchange by way of the notebook, which remembers when the school was last reached."""
        sentence = self.notebook.send_now()
        self.notebook.welcome()
        if self.exchange.last is None:
            raise StorageError(sentence)
        return self.exchange.last

    def close(self) -> None:
        """Close every database."""
        self.exchange.close()
        self.parts.close()


def open_kiosk(home: Home, device: Device, clock: Clock | None = None) -> OpenKiosk:
    """Open a kiosk without starting it: nothing is released and no slot is written yet."""
    xwing.self_test()
    parts = open_device(home, device)
    exchange = DeviceExchange(home, parts, KIOSK_LANES)
    notebook = KioskNotebook(
        parts.database,
        parts.feeds,
        parts.school,
        Sealer.start(),
        clock or SystemClock(),
        exchange,
        machine=machine_id(device.folder),
        welcome_file=device.welcome,
    )
    return OpenKiosk(notebook, parts, exchange)


def start_kiosk(home: Home, device: Device, clock: Clock | None = None) -> OpenKiosk:
    """Open a kiosk, then bring to its end what an earlier start left behind."""
    opened = open_kiosk(home, device, clock)
    try:
        opened.notebook.start()
    except BaseException:
        opened.close()
        raise
    return opened
