"""A school whose store is served over TLS by the real program, with kiosks that came by ticket."""

from __future__ import annotations

import signal
import socket
import subprocess
import sys
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from kiosk.cli import main
from kiosk.home import Device, Home
from kiosk.parts import Parts, open_device
from kiosk.serving.service_files import StoreAddress, read_address
from kiosk.syncing.exchanges import DESK_LANES, KIOSK_LANES
from kiosk.syncing.network import NetworkExchange
from store.feeds.by_network.http_line import Patience
from store.feeds.exchange import Moved

Lanes = tuple[Collection[int], Collection[int]]
FAST = Patience(connect=5, silence=10, whole=20)


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as sock:
        return int(sock.getsockname()[1])


@dataclass
class Served:
    """The office's computer with the service on it, which may be killed and started again."""

    office: Home
    port: int = field(default_factory=free_port)
    arguments: tuple[str, ...] = ()
    said: list[str] = field(default_factory=list)
    _process: subprocess.Popen[str] | None = None

    def start(self) -> None:
        command = [sys.executable, "-m", "kiosk", "serve", "--home", str(self.office.folder), "--port", str(self.port)]
        command += self.arguments
        self._process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
        assert self._process.stdout is not None
        self.said.clear()
        while not self.said or "Serving 1 school at https://127.0.0.1" not in self.said[-1]:
            line = self._process.stdout.readline()
            assert line, "the service ended before it served"
            self.said.append(line.strip())

    def kill(self) -> str:
        """End the service as a power cut does, returning what it logged."""
        assert self._process is not None
        self._process.send_signal(signal.SIGKILL)
        _out, logged = self._process.communicate(timeout=20)
        self._process = None
        return logged

    def close(self) -> None:
        if self._process is not None:
            self.kill()

    @property
    def address(self) -> StoreAddress:
        assert self.office.store is not None
        found = read_address(self.office.store)
        assert found is not None
        return found

    def ticket(self, name: str, folder: Path, *more: str) -> str:
        """Return a new ticket as it stands in the file that was handed out."""
        command = ["--home", str(self.office.folder), "invite", "kiosk", name, "--out", str(folder)]
        assert main([*command, *more]) == 0
        (path,) = folder.glob("*.txt")
        told = path.read_text("utf-8")
        for written in folder.iterdir():
            written.unlink()
        return told.split("\n\n")[1]

    def enrolled(self, name: str, folder: Path) -> Home:
        """Make a new computer a kiosk by a new ticket."""
        assert main(["enrol", self.ticket(name, folder / "tickets"), "--at", str(folder / name), "--name", name]) == 0
        return Home(folder / name)

    def sync_kiosk(self, home: Home) -> Moved:
        return self._sync(home, home.kiosk(None), KIOSK_LANES)

    def sync_desk(self, desk: str) -> Moved:
        return self._sync(self.office, self.office.desk(desk), DESK_LANES)

    @contextmanager
    def exchange(self, parts: Parts, lanes: Lanes) -> Iterator[NetworkExchange]:
        made = NetworkExchange(parts, self.address, lanes, FAST)
        try:
            yield made
        finally:
            made.close()

    def _sync(self, home: Home, device: Device, lanes: Lanes) -> Moved:
        parts = open_device(home, device)
        try:
            with self.exchange(parts, lanes) as exchange:
                moved = exchange()
            parts.follow()
            return moved
        finally:
            parts.close()
