"""The exchanges of this computer's devices with its store and its folders."""

from __future__ import annotations

import threading
from collections.abc import Callable, Collection, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Final

from kiosk.backups.state import backup_trouble
from kiosk.home import Home
from kiosk.parts import Parts, open_store
from store.errors import StorageError
from store.feeds.by_folder.folder import FolderPeer, ServedFolder
from store.feeds.by_network.http_trouble import NotReached, Trouble, trouble_of
from store.feeds.entry import LANE_CASEWORK, LANE_NOTICES, LANE_RECORDS, LANES
from store.feeds.exchange import Moved, exchange
from store.feeds.local import LocalPeer
from store.feeds.peer import Peer

if TYPE_CHECKING:
    from kiosk.syncing.network import Network

# A kiosk hands on the notices that it has as well: a store that was put back may find what erases nowhere else.
KIOSK_LANES: Final = ((LANE_RECORDS, LANE_NOTICES), (LANE_NOTICES,))
# A desk sends the reports as well: what kiosks have forgotten comes back to such a store from desks alone.
DESK_LANES: Final = (LANES, LANES)
NOTHING: Final = Moved(0, 0, 0, ())


class DeviceExchange:
    """One device's exchange with every peer in reach; `lanes` are those to send, those to want.

    Peers are opened at the first exchange, for a device goes on working where its store is damaged. Trouble with one
    peer never keeps another from being reached; with none in reach it is a StorageError.
    """

    def __init__(self, home: Home, device: Parts, lanes: tuple[Collection[int], Collection[int]]) -> None:
        self._home = home
        self._device = device
        self._lanes = lanes
        self._store: Parts | None = None
        self._peers: list[Peer] = []
        self._network: Network | None = None
        self.last: Moved | None = None
        """What the last exchange moved, None where it reached nothing."""

    def __call__(self) -> Moved:
        """Exchange with every peer once; the caller follows the notices that came."""
        self.last = None
        if self._store is None and self._network is None:
            self._open()
        told = self._admitted()
        remote = [] if self._network is None else self._network.exchanges()
        if not self._peers and not remote:
            raise NotReached(Trouble.NOWHERE)
        moved = _all_of([*[partial(self._with, peer) for peer in self._peers], *remote])
        moved = added(moved, Moved(0, 0, 0, told, news=told))
        if self._store is not None:
            self._store.follow()
        self.last = moved
        return moved

    def close(self) -> None:
        """Close the store, if it was opened here."""
        if self._store is not None:
            self._store.close()
        if self._network is not None:
            self._network.close()
        self._store, self._network, self._peers = None, None, []

    def _open(self) -> None:
        self._store = open_store(self._home)
        if self._store is not None:
            # A store on this computer serves the folders; without one they are the device's own way out.
            self._peers = [LocalPeer(self._store.feeds, self._store.key)]
        else:
            from kiosk.syncing.network import Network  # brings the HTTP client along, so only when it is needed

            self._peers = [FolderPeer(folder, self._device.feeds) for folder in self._home.folders]
            self._network = Network(self._device, self._lanes)

    def _admitted(self) -> tuple[str, ...]:
        """Admit, at a desk, the kiosks that asked with its tickets, before what is published for that goes out."""
        if LANE_CASEWORK not in self._lanes[0]:
            return ()
        from kiosk.joining.admitting import admit, requests_here

        return admit(self._device, requests_here(self._home, self._device.school, self._store))

    def _with(self, peer: Peer) -> Moved:
        send, want = self._lanes
        if isinstance(peer, FolderPeer) and LANE_CASEWORK not in send:
            # In a folder nothing is lost by a restore, so a kiosk leaves there only what it wrote.
            send = (LANE_RECORDS,)
        return exchange(self._device.feeds, peer, send=send, want=want)


class DeskExchange:
    """A desk's exchange, which also brings in what lies in the folders that its store serves; one at a time."""

    def __init__(self, home: Home, desk: Parts) -> None:
        self._home = home
        self._exchange = DeviceExchange(home, desk, DESK_LANES)
        self._folders = FolderServing(home)
        self._turn = threading.Lock()

    def __call__(self) -> Moved:
        """Bring in the folders, exchange, leave in the folders what is new; a failed backup is told along."""
        with self._turn:
            brought = self._folders.serve()
            moved = added(self._exchange(), Moved(0, 0, 0, backup_trouble(self._home)))
            return added(added(moved, brought), self._folders.serve())

    def close(self) -> None:
        """Close the store, if it was opened here."""
        with self._turn:
            self._exchange.close()
            self._folders.close()


class FolderServing:
    """The folders of a home that has a store, as that store serves them; in another home it does nothing."""

    def __init__(self, home: Home) -> None:
        self._home = home
        self._store: Parts | None = None
        self._served: list[ServedFolder] = []

    def serve(self) -> Moved:
        """Import from every folder, leave there what devices are to have; trouble is told among the problems."""
        if self._store is None:
            self._store = open_store(self._home) if self._home.folders else None
            if self._store is None:
                return NOTHING
            self._served = [served_folder(self._store, folder) for folder in self._home.folders]
        moved = _all_of([one.serve for one in self._served], told=True)
        self._store.follow()
        return moved

    def close(self) -> None:
        """Close the store, if it was opened."""
        if self._store is not None:
            self._store.close()
        self._store, self._served = None, []


def served_folder(store: Parts, folder: Path) -> ServedFolder:
    """Return a folder as a school's store serves it: only a desk of the school is given reports by it."""

    def is_desk(device: bytes) -> bool:
        return store.school.keys is not None and store.school.keys.desk(device) is not None

    return ServedFolder(store.feeds, store.key, folder, is_desk)


def serve_home(home: Home) -> Moved:
    """Serve the folders of a home once."""
    serving = FolderServing(home)
    try:
        return serving.serve()
    finally:
        serving.close()


def _all_of(tries: Sequence[Callable[[], Moved]], *, told: bool = False) -> Moved:
    """Add up what moved; trouble is raised only where every try failed, or never if it is `told` among the problems."""
    total, failures = NOTHING, list[StorageError]()
    for attempt in tries:
        try:
            total = added(total, attempt())
        except StorageError as error:
            failures.append(error)
    if failures and len(failures) == len(tries) and not told:
        raise failures[0]
    kinds = tuple(trouble_of(error) for error in failures)
    return added(total, Moved(0, 0, 0, tuple(str(error) for error in failures), kinds))


def added(one: Moved, other: Moved) -> Moved:
    """Return the sum of two exchanges, each problem once."""
    return Moved(
        one.sent + other.sent,
        one.received + other.received,
        one.receipts + other.receipts,
        tuple(dict.fromkeys([*one.problems, *other.problems])),
        tuple(dict.fromkeys([*one.troubles, *other.troubles])),
        tuple(dict.fromkeys([*one.news, *other.news])),
    )
