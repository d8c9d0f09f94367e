"""What the service lets one device, one address or all together use, far above any school day's normal use."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from store.clock import Clock
from store.service.refusal import busy, refused

_MIB = 1024 * 1024


@dataclass(frozen=True)
class Limits:
    """All limits; a kiosk's busiest day is a few hundred exchanges with under 100 MiB, a desk's under 400 MiB."""

    connections: int = 256
    handshake_seconds: float = 15.0
    head_seconds: float = 15.0
    silence_seconds: float = 15.0
    whole_seconds: float = 300.0
    requests: int = 2_000
    requests_an_hour: int = 2_000
    device_bytes: int = 1024 * _MIB
    device_bytes_an_hour: int = 512 * _MIB
    # Bodies that are being read at one time, of devices that are admitted, two for each, or of all others.
    known_bytes: int = 256 * _MIB
    unknown_bytes: int = 24 * _MIB
    devices: int = 20_000
    nonces: int = 100_000
    group: int = 64


class Allowances:
    """A bucket for each device or address, filled at a steady rate on the monotonic clock."""

    def __init__(self, limits: Limits, clock: Clock) -> None:
        self._limits = limits
        self._clock = clock
        self._levels: OrderedDict[bytes, tuple[float, float, float]] = OrderedDict()

    def take(self, who: bytes, size: int) -> None:
        """Take one request of `size` bytes out of the bucket of `who`, or raise the refusal."""
        limits, now = self._limits, self._clock.monotonic()
        requests, room, at = self._levels.pop(who, (float(limits.requests), float(limits.device_bytes), now))
        hours = (now - at) / 3600
        requests = min(limits.requests, requests + hours * limits.requests_an_hour)
        room = min(limits.device_bytes, room + hours * limits.device_bytes_an_hour)
        has_room = requests >= 1 and room >= size
        self._levels[who] = (requests - 1, room - size, now) if has_room else (requests, room, now)
        while len(self._levels) > limits.devices:
            self._levels.popitem(last=False)
        if not has_room:
            raise busy()


class Budget:
    """The bytes that may be in memory at one time for bodies that are being read."""

    def __init__(self, most: int) -> None:
        self._most = most
        self.held = 0

    @contextmanager
    def holding(self, size: int) -> Iterator[None]:
        """Hold `size` bytes for as long as the block runs, or raise the refusal."""
        if self.held + size > self._most:
            raise busy()
        self.held += size
        try:
            yield
        finally:
            self.held -= size


class Nonces:
    """Remembers the newest offers, so that none is answered twice; an older one moves nothing falsely anyway."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._seen: OrderedDict[bytes, None] = OrderedDict()

    def note(self, offer_hash: bytes) -> None:
        """Note an offer, or raise the refusal where it was answered before."""
        if offer_hash in self._seen:
            raise refused()
        self._seen[offer_hash] = None
        if len(self._seen) > self._most:
            self._seen.popitem(last=False)
