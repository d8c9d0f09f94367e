"""The peer that is a shared folder: a network share, or a stick carried from one computer to another."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from pathlib import Path

from store.errors import FeedError
from store.feeds.entry import LANE_CASEWORK, LANE_NOTICES, LANES, FeedKey, read_entry
from store.feeds.exchange import Moved, exchange
from store.feeds.feeds import Feeds
from store.feeds.folder_files import FolderFiles, Trouble
from store.feeds.folder_memory import FolderMemory
from store.feeds.folder_names import (
    DEVICES,
    RECEIPTS,
    ReceiptName,
    RunName,
    is_device_folder,
    key_path,
    name_of_receipt,
    name_of_run,
    read_key_name,
    read_receipt_name,
    read_run_name,
)
from store.feeds.problem import Code
from store.feeds.ranges import Range, by_feed, difference
from store.feeds.receipt import LARGEST_SIGNED, Receipt, Told, make_receipt
from store.feeds.run import MOST_BYTES, MOST_ENTRIES, Item, decode_run
from store.signed import cose
from store.signed.signing_key import PUBLIC_BYTES, SigningKey, id16

_Stamped = tuple[tuple[int, int] | None, Range]
_Genuine = tuple[ReceiptName, bytes, Receipt]


class FolderPeer:
    """A folder with one school's files, as one device sees it, or the store whose key is `serving`."""

    def __init__(self, folder: Path, feeds: Feeds, *, serving: SigningKey | None = None) -> None:
        self._feeds = feeds
        self._serving = serving
        self._files = FolderFiles(folder, feeds.school)
        self._memory = FolderMemory(feeds)
        self._seen: dict[RunName, _Stamped] = {}
        self._genuine: dict[ReceiptName, _Genuine] = {}

    def introduce(self, public: bytes) -> None:
        """Leave the public key of a device in the folder."""
        self._files.write(key_path(id16(public)), public)

    def introductions(self) -> Iterable[bytes]:
        """Return the public keys in the folder, each of which fits the id in its name."""
        found = []
        for name in self._files.files(DEVICES):
            device, path = read_key_name(name), f"{DEVICES}/{name}"
            public = None if device is None else self._files.read(path, None, PUBLIC_BYTES)
            if public is not None and id16(public) == device:
                found.append(public)
            else:
                self._files.note(path, Trouble.FOREIGN)
        return found

    def held(self, lanes: Collection[int], mine: Sequence[Range]) -> list[Range]:
        """Return what stores say in the folder that they hold, with what lies in the folder beyond that."""
        self._files.look()
        # A receipt tells what a store has; the store itself asks what others can read here.
        told = self._told(lanes) if self._serving is None else []
        covered = by_feed(told)
        feeds = {one.feed for one in mine}
        lying = [
            found
            for name in self._runs(lanes)
            if name.feed in feeds and not _covers(covered.get(name.feed, []), name)
            for found in [self._range_of(name)]
            if found is not None
        ]
        return told + lying

    def get(self, lanes: Collection[int], mine: Sequence[Range]) -> Iterator[bytes]:  # noqa: ARG002 - memory knows
        """Yield each run in the folder that is not known to hold nothing new."""
        self._files.look()
        for name in self._runs(lanes):
            if self._memory.knows(name.path):
                continue
            data = self._files.read(name.path, name.content_hash, MOST_BYTES)
            items = None if data is None else self._items(name, data)
            if data is not None and items is not None:
                yield data
                self._memory.note_if_held(name.path, [cose.digest(signed) for signed, _body in items])

    def put(self, run: bytes) -> None:
        """Write a run into the folder; whoever imports it writes the receipt."""
        items = decode_run(run)
        first, last = read_entry(items[0][0], newer_too=True), read_entry(items[-1][0], newer_too=True)
        with self._feeds.database.read() as connection:
            public = self._feeds.public_key(connection, first.device)
        if public is not None:
            self.introduce(public)
        name = name_of_run(first.feed, first.seq, last.seq, run)
        self._files.write(name.path, run)
        self._memory.note(name.path)

    def receipts(self, mine: Sequence[Range]) -> Iterator[bytes]:  # noqa: ARG002 - receipts name their devices
        """Yield each genuine receipt in the folder that was not taken before."""
        for name, signed, _receipt in self._genuine_receipts():
            if not self._memory.knows(name.path):
                yield signed
                self._memory.note(name.path)

    def problems(self) -> tuple[str, ...]:
        """Return a sentence for each kind of file that was passed over."""
        return self._files.sentences()

    def acknowledge(self, store_key: SigningKey) -> None:
        """Write a receipt over everything that is held durably, unless this very receipt lies there already."""
        with self._feeds.database.read() as connection:
            held = tuple(self._feeds.taken(connection, LANES))
            feeds = {one.feed for one in held}
            aside = [one for one in self._feeds.held(connection, LANES) if one not in held]
            told: list[Told] = [(Code.QUARANTINED, one.hash_at_last) for one in aside]
            # An older state of the store, put back, must not stand by what its earlier receipts said.
            ends = {
                one.hash_at_last
                for _name, _signed, receipt in self._genuine_receipts()
                if receipt.store == store_key.id
                for one in receipt.held
            }
            told += [(Code.LOST, end) for end in sorted(self._feeds.lacking(connection, sorted(ends)))]
        if feeds or told:
            signed = make_receipt(Receipt(self._feeds.school, store_key.id, held, tuple(told)), store_key)
            self._files.write(name_of_receipt(store_key.id, signed).path, signed)

    def _told(self, lanes: Collection[int]) -> list[Range]:
        genuine = [receipt for _name, _signed, receipt in self._genuine_receipts()]
        lost = {
            (receipt.store, end) for receipt in genuine for code, end in receipt.problems if code == Code.LOST and end
        }
        held = {
            one
            for receipt in genuine
            for one in receipt.held
            if one.lane in lanes and (receipt.store, one.hash_at_last) not in lost
        }
        return sorted(held, key=lambda one: (one.feed, one.first, one.last, one.hash_at_last, one.without_body))

    def _genuine_receipts(self) -> list[_Genuine]:
        found = []
        for file_name in self._files.files(RECEIPTS):
            name = read_receipt_name(file_name)
            if name is None:
                self._files.note(f"{RECEIPTS}/{file_name}", Trouble.FOREIGN)
                continue
            if name not in self._genuine:
                signed = self._files.read(name.path, name.content_hash, LARGEST_SIGNED)
                receipt = None if signed is None else self._feeds.verified_receipt(signed)
                if signed is None or receipt is None or receipt.store != name.store:
                    if signed is not None:
                        self._files.note(name.path, Trouble.UNSIGNED)
                    continue
                self._genuine[name] = name, signed, receipt
            found.append(self._genuine[name])
        return found

    def _runs(self, lanes: Collection[int]) -> list[RunName]:
        found = []
        for folder in self._files.folders():
            if not is_device_folder(folder):
                if folder not in (DEVICES, RECEIPTS):
                    self._files.note(folder, Trouble.FOREIGN)
                continue
            for file_name in self._files.files(folder):
                name = read_run_name(folder, file_name)
                if name is None:
                    self._files.note(f"{folder}/{file_name}", Trouble.FOREIGN)
                elif name.lane in lanes:
                    found.append(name)
        return sorted(found)

    def _range_of(self, name: RunName) -> Range | None:
        """Return what the file of this name really holds, reading it unless it is as it was before."""
        stamp = self._files.stamp(name.path)
        if name in self._seen and self._seen[name][0] == stamp:
            return self._seen[name][1]
        data = self._files.read(name.path, name.content_hash, MOST_BYTES)
        items = None if data is None else self._items(name, data)
        if items is None or len(items) != name.last - name.first + 1:
            return None
        without = tuple(name.first + at for at, (_signed, body) in enumerate(items) if body is None)
        found = Range(*name.feed, name.first, name.last, cose.digest(items[-1][0]), without)
        self._seen[name] = stamp, found
        return found

    def _items(self, name: RunName, data: bytes) -> list[Item] | None:
        """Return the readable items of a run, in order and of the feed in its name, else None with a note."""
        try:
            items = decode_run(data)
        except FeedError:
            items = []
        readable = [item for item in items if _place(item) is not None]
        places = [_place(item) for item in readable]
        inside = (
            [(name.feed, seq) for seq in range(name.first, name.last + 1)]
            if name.last - name.first < MOST_ENTRIES
            else []
        )
        if not places or not set(places) <= set(inside):
            self._files.note(name.path, Trouble.FOREIGN)
            return None
        return readable


def serve_folder(
    feeds: Feeds, store_key: SigningKey, folder: Path, *, send: Collection[int] = (LANE_NOTICES, LANE_CASEWORK)
) -> Moved:
    """Import what devices left in the folder, leave what they are to have, then the store's receipt over it all."""
    peer = FolderPeer(folder, feeds, serving=store_key)
    moved = exchange(feeds, peer, send=send, want=LANES)
    peer.acknowledge(store_key)
    return moved


def _place(item: Item) -> tuple[FeedKey, int] | None:
    try:
        entry = read_entry(item[0], newer_too=True)
    except FeedError:
        return None
    return entry.feed, entry.seq


def _covers(told: Sequence[Range], name: RunName) -> bool:
    return not difference([(name.first, name.last)], [(one.first, one.last) for one in told])
