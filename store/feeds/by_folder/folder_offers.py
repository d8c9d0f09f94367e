"""The offers in a shared folder: what a reader of reports says that it holds."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Collection, Iterator
from typing import Final

from store.errors import FeedError, NewerVersion
from store.feeds.by_folder.folder_files import FolderFiles, Trouble
from store.feeds.by_folder.folder_names import OFFERS, OfferName, name_of_offer, read_offer_name
from store.feeds.feeds import Feeds
from store.feeds.offer import Offer, make_offer, verify_offer
from store.feeds.ranges import encode
from store.signed import canonical

_LARGEST: Final = 8 * 1024 * 1024
_NONCE_BYTES: Final = 16


class FolderOffers:
    """Leaves this device's offer in a folder, reads those of others."""

    def __init__(self, files: FolderFiles, feeds: Feeds) -> None:
        self._files = files
        self._feeds = feeds

    def leave(self, wanted: Collection[int]) -> None:
        """Leave what this device holds of the lanes that it wants, in place of what it left before."""
        own = self._feeds.own
        if own is None:
            return
        with self._feeds.database.read() as connection:
            held = tuple(self._feeds.held(connection, wanted))
        # No answer is bound to it, so that one state is one file however often it is left.
        nonce = hashlib.sha256(canonical.encode(encode(held))).digest()[:_NONCE_BYTES]
        signed = make_offer(Offer(self._feeds.school, own.id, nonce, held, tuple(sorted(wanted))), own)
        name = name_of_offer(own.id, signed)
        self._files.write(name.path, signed)
        for earlier in self._names():
            if earlier.device == own.id and earlier != name:
                self._files.remove(earlier.path)

    def genuine(self, lane: int, may_read: Callable[[bytes], bool]) -> Iterator[Offer]:
        """Yield each offer that wants `lane` of a device that may read it."""
        for name in self._names():
            signed = self._files.read(name.path, name.content_hash, _LARGEST)
            offer = None if signed is None else self._verified(name, signed)
            if offer is not None and lane in offer.wanted and may_read(offer.device):
                yield offer
            elif signed is not None and offer is None:
                self._files.note(name.path, Trouble.UNSIGNED)

    def _names(self) -> list[OfferName]:
        found = []
        for file_name in self._files.files(OFFERS):
            name = read_offer_name(file_name)
            if name is None:
                self._files.note(f"{OFFERS}/{file_name}", Trouble.FOREIGN)
            else:
                found.append(name)
        return found

    def _verified(self, name: OfferName, signed: bytes) -> Offer | None:
        with self._feeds.database.read() as connection:
            public = self._feeds.public_key(connection, name.device)
        if public is None:
            return None
        try:
            offer = verify_offer(signed, public)
        except (FeedError, NewerVersion):
            return None
        return offer if (offer.school, offer.device) == (self._feeds.school, name.device) else None
