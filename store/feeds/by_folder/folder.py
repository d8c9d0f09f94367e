"""The peer that is a shared folder: a network share, or a stick carried from one computer to another."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Final

from store.errors import StorageError
from store.feeds.by_folder.folder_files import FolderFiles, InTheWay, Trouble
from store.feeds.by_folder.folder_memory import FolderMemory
from store.feeds.by_folder.folder_names import DEVICES, RunName, key_path, name_of_run, read_key_name
from store.feeds.by_folder.folder_offers import FolderOffers
from store.feeds.by_folder.folder_receipts import FolderReceipts
from store.feeds.by_folder.folder_runs import FolderRuns
from store.feeds.entry import LANE_CASEWORK, LANE_NOTICES, LANE_RECORDS, LANES, FeedKey, read_entry
from store.feeds.exchange import Moved, exchange
from store.feeds.feeds import Feeds
from store.feeds.ranges import Range, by_feed, difference
from store.feeds.run import decode_run
from store.signed import cose
from store.signed.signing_key import PUBLIC_BYTES, SigningKey, id16

_LEFT_FOR_ALL: Final = (LANE_NOTICES, LANE_CASEWORK)
_NOTHING: Final = Moved(0, 0, 0, ())


class FolderPeer:
    """A folder with one school's files, as one device sees it, or the store whose key is `serving`."""

    def __init__(self, folder: Path, feeds: Feeds, *, serving: SigningKey | None = None) -> None:
        self._feeds = feeds
        self._serving = serving
        self._files = FolderFiles(folder, feeds.school)
        self._memory = FolderMemory(feeds)
        self._runs = FolderRuns(self._files)
        self._receipts = FolderReceipts(self._files, feeds)
        self._offers = FolderOffers(self._files, feeds)

    def introduce(self, public: bytes) -> None:
        """Leave the public key of a device in the folder; most are known without that, so it may be kept out."""
        path = key_path(id16(public))
        try:
            self._files.write(path, public)
        except InTheWay:
            self._files.note(path, Trouble.KEPT_OUT)

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
        told = self._receipts.told(lanes) if self._serving is None else []
        return told + self._lying(lanes, {one.feed for one in mine}, told)

    def get(self, lanes: Collection[int], mine: Sequence[Range]) -> Iterator[bytes]:  # noqa: ARG002 - memory knows
        """Yield each run in the folder that is not known to hold nothing new; a reader of reports says what it has."""
        self._files.look()
        for name in self._runs.names(lanes):
            if self._memory.knows(name.path):
                continue
            found = self._runs.read(name)
            if found is not None:
                data, items = found
                yield data
                self._memory.note_if_held(name.path, [cose.digest(signed) for signed, _body in items])
        if LANE_RECORDS in lanes and self._serving is None:
            self._offers.leave(lanes)

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

    def begin_put(self, run: bytes) -> Callable[[], None]:
        """Return what hands over a run when it is called: here nothing is gained by beginning sooner."""
        return partial(self.put, run)

    def receipts(self, mine: Sequence[Range]) -> Iterator[bytes]:  # noqa: ARG002 - receipts name their devices
        """Yield each genuine receipt in the folder that was not taken before."""
        for name, signed, _receipt in self._receipts.genuine():
            if not self._memory.knows(name.path):
                yield signed
                self._memory.note(name.path)

    def problems(self) -> tuple[str, ...]:
        """Return a sentence for each kind of file that was passed over."""
        return self._files.sentences()

    def supply(self, may_read: Callable[[bytes], bool]) -> int:
        """Put there the reports that a reader of this folder says it lacks, returning how many entries."""
        sent, in_the_way = 0, None
        for offer in self._offers.genuine(LANE_RECORDS, may_read):
            theirs = [one for one in offer.held if one.lane == LANE_RECORDS]
            with self._feeds.database.read() as connection:
                feeds = {one.feed for one in self._feeds.held(connection, (LANE_RECORDS,))}
                theirs += self._lying((LANE_RECORDS,), feeds, theirs)
                for run in self._feeds.runs(connection, theirs, (LANE_RECORDS,)):
                    try:
                        self.put(run)
                        sent += len(decode_run(run))
                    except InTheWay as error:
                        in_the_way = error
        if in_the_way is not None:
            raise in_the_way
        return sent

    def acknowledge(self, store_key: SigningKey) -> None:
        """Write a receipt over everything that is held durably, unless this very receipt lies there already."""
        self._receipts.acknowledge(store_key, self._runs)

    def _lying(self, lanes: Collection[int], feeds: Collection[FeedKey], told: Sequence[Range]) -> list[Range]:
        covered = by_feed(told)
        return [
            found
            for name in self._runs.names(lanes)
            if name.feed in feeds and not _covers(covered.get(name.feed, []), name)
            for found in [self._runs.range_of(name)]
            if found is not None
        ]


class ServedFolder:
    """A folder as the store serves it, kept for many times: what was read once is not read again.

    Reports go only where a device that `may_read` them, by default any admitted one, says in the folder what it lacks.
    """

    def __init__(
        self, feeds: Feeds, store_key: SigningKey, folder: Path, may_read: Callable[[bytes], bool] | None = None
    ) -> None:
        self._feeds = feeds
        self._key = store_key
        self._peer = FolderPeer(folder, feeds, serving=store_key)
        self._may_read = may_read or (lambda device: feeds.devices.standing(device) == "admitted")

    def serve(self) -> Moved:
        """Import what devices left, leave what they are to have, then the store's receipt over it all."""
        return self._serve(_LEFT_FOR_ALL, LANES, reports=True)

    def take_in(self) -> Moved:
        """Import what devices left, then leave the store's receipt over it."""
        return self._serve((), LANES, reports=False)

    def give_out(self) -> Moved:
        """Leave what devices are to have, with a receipt over what was imported before."""
        return self._serve(_LEFT_FOR_ALL, (), reports=True)

    def _serve(self, send: Collection[int], want: Collection[int], *, reports: bool) -> Moved:
        moved, supplied, refused = _NOTHING, 0, list[StorageError]()
        try:
            moved = exchange(self._feeds, self._peer, send=send, want=want)
        except StorageError as error:
            refused.append(error)
        try:
            supplied = self._peer.supply(self._may_read) if reports else 0
        except StorageError as error:
            refused.append(error)
        # What was imported is answered, whatever could not be left there.
        self._peer.acknowledge(self._key)
        if refused:
            raise refused[0]
        problems = tuple(dict.fromkeys([*moved.problems, *self._peer.problems()]))
        return replace(moved, sent=moved.sent + supplied, problems=problems)


def serve_folder(feeds: Feeds, store_key: SigningKey, folder: Path) -> Moved:
    """Serve a folder once."""
    return ServedFolder(feeds, store_key, folder).serve()


def _covers(told: Sequence[Range], name: RunName) -> bool:
    return not difference([(name.first, name.last)], [(one.first, one.last) for one in told])
