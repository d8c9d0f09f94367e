"""A device's exchanges with the stores of its school on the network."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace
from typing import Final, TypeAlias

from kiosk.parts import Parts
from kiosk.serving.service_files import StoreAddress, read_enrolled
from store.errors import ConfigurationError
from store.feeds.by_network.http import HttpPeer
from store.feeds.by_network.http_line import HttpLine, Patience, checked_address
from store.feeds.by_network.http_trouble import NotReached, Trouble
from store.feeds.by_network.http_wire import ENROL
from store.feeds.entry import LANE_CASEWORK
from store.feeds.exchange import Moved, exchange
from store.scheme.keys_bundle import NO_PIN

_LARGEST_KEYS: Final = 1 << 20
Lanes: TypeAlias = tuple[Collection[int], Collection[int]]


def store_addresses(device: Parts) -> tuple[tuple[StoreAddress, ...], ...]:
    """Return for each of the school's stores the ways to it: those in the keys bundle, then the one in the ticket.

    One store may have several while it moves or changes its certificate; the bundle names the newest first.
    """
    keys = device.school.keys
    ways: dict[bytes, list[StoreAddress]] = {}
    for one in keys.stores if keys else ():
        ways.setdefault(one.id, []).append(StoreAddress(one.address, one.spki))
    found = [list(filter(_is_usable, one)) for one in ways.values()]
    found = [one for one in found if one] or [[]]
    enrolled = read_enrolled(device.database.path.parent)
    if enrolled is not None and _is_usable(enrolled.at) and not any(enrolled.at in one for one in found):
        found[0].append(enrolled.at)
    return tuple(tuple(one) for one in found if one)


def _is_usable(at: StoreAddress) -> bool:
    try:
        return bool(at.address and checked_address(at.address))
    except ConfigurationError:
        # One store with an address that is none must not keep the others from being reached.
        return False


class Network:
    """The stores of a device's school, at the addresses that the newest keys bundle gives them."""

    def __init__(self, device: Parts, lanes: Lanes, patience: Patience | None = None) -> None:
        self._device = device
        self._lanes = lanes
        self._patience = patience
        self._open: dict[tuple[StoreAddress, ...], StoreExchange] = {}

    def exchanges(self) -> list[StoreExchange]:
        """Return one exchange for each store, none where no address is known; asked anew before each round."""
        now = store_addresses(self._device)
        for gone in set(self._open) - set(now):
            self._open.pop(gone).close()
        for ways in now:
            if ways not in self._open:
                made = [NetworkExchange(self._device, at, self._lanes, self._patience) for at in ways]
                self._open[ways] = StoreExchange(made)
        return [self._open[ways] for ways in now]

    def close(self) -> None:
        """Close every connection."""
        for one in self._open.values():
            one.close()
        self._open = {}


class StoreExchange:
    """Exchanges with one store by the first of its ways that works, the one that worked last before all others."""

    def __init__(self, ways: Sequence[NetworkExchange]) -> None:
        self._ways = list(ways)

    def __call__(self) -> Moved:
        """Exchange, raising what was wrong with the first way where none works."""
        failures = []
        for way in tuple(self._ways):
            try:
                moved = way()
            except NotReached as error:
                failures.append(error)
                continue
            self._ways.remove(way)
            self._ways.insert(0, way)
            return moved
        raise failures[0]

    def close(self) -> None:
        """Close every connection."""
        for way in self._ways:
            way.close()


class NetworkExchange:
    """Exchanges with one store; a kiosk that waits to be admitted asks again, a desk admits who asked by ticket."""

    def __init__(
        self,
        device: Parts,
        at: StoreAddress,
        lanes: Lanes,
        patience: Patience | None = None,
    ) -> None:
        self._device = device
        self._at = at
        self._send, self._want = lanes
        self._patience = patience
        self._peer = HttpPeer(at.address, at.spki or NO_PIN, device.feeds, want=self._want, patience=patience)

    def __call__(self) -> Moved:
        """Exchange, raising StorageError where the store is not reached; the caller follows the notices."""
        self._ask_again()
        try:
            moved = self._exchange()
        except NotReached as error:
            if error.trouble != Trouble.BAD_RECEIPT or not self._has_newer_keys():
                raise
            # The store had a key that came with a newer bundle.
            moved = self._exchange()
        if LANE_CASEWORK not in self._send:
            return moved
        with self._device.database.write() as connection:
            self._device.school.follow(connection, self._device.feeds)
        from kiosk.joining.admitting import admit  # for desks alone, so a kiosk's exchange does without

        told = admit(self._device, self._peer.letters)
        if not told:
            return moved
        again = self._exchange()
        return replace(moved, sent=moved.sent + again.sent, problems=(*moved.problems, *told))

    def close(self) -> None:
        """Close the connection."""
        self._peer.close()

    def _exchange(self) -> Moved:
        return exchange(self._device.feeds, self._peer, send=self._send, want=self._want)

    def _ask_again(self) -> None:
        if self._device.school.standing(self._device.key.id) != "unknown":
            return
        try:
            self._fetch_keys()
        except NotReached as error:
            # What this device wrote is taken in all the same, put aside until a desk has admitted it.
            if error.trouble not in (Trouble.REFUSED, Trouble.BUSY):
                raise

    def _has_newer_keys(self) -> bool:
        try:
            return self._fetch_keys()
        except NotReached:
            # It is the receipt that was not believed which is to be told.
            return False

    def _fetch_keys(self) -> bool:
        """Ask to be admitted, which brings the newest keys bundle, returning whether it was new."""
        enrolled = read_enrolled(self._device.database.path.parent)
        if enrolled is None:
            return False
        signed = ask_to_enrol(self._at, enrolled.request, self._patience)
        with self._device.database.write() as connection:
            return self._device.school.take_keys(connection, signed)


def ask_to_enrol(at: StoreAddress, request: bytes, patience: Patience | None = None) -> bytes:
    """Send a request to be admitted, returning the keys bundle that came back: only its signature makes it one."""
    line = HttpLine(at.address, at.spki, patience)
    try:
        return line.post(ENROL, request, _LARGEST_KEYS)
    finally:
        line.close()
