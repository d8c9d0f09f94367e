"""Peers: whatever feeds can be exchanged with."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from typing import Protocol

from store.feeds.ranges import Range


class Peer(Protocol):
    """A store, or a folder that stands for one; nothing it says is trusted beyond its signatures."""

    def introduce(self, public: bytes) -> None:
        """Leave the public key of this device, so that its signatures can be checked there."""

    def introductions(self) -> Iterable[bytes]:
        """Return the public keys that were left there."""

    def held(self, lanes: Collection[int], mine: Sequence[Range]) -> list[Range]:
        """Return what the peer holds in `lanes`; each of `mine` that ends in an entry held there is answered."""

    def get(self, lanes: Collection[int], mine: Sequence[Range]) -> Iterator[bytes]:
        """Yield runs of what the peer holds in `lanes` beyond `mine`; each is taken before the next is asked for."""

    def put(self, run: bytes) -> bytes | None:
        """Hand over a run, returning a receipt where the peer can give one at once."""

    def begin_put(self, run: bytes) -> Callable[[], bytes | None]:
        """Begin to hand over a run, returning what ends it as `put` does; the next may begin before that is called."""

    def receipts(self, mine: Sequence[Range]) -> Iterator[bytes]:
        """Yield the receipts that the peer has for a device that holds `mine`; each is taken before the next."""

    def problems(self) -> tuple[str, ...]:
        """Return a sentence for each trouble met so far that did not end the exchange."""
