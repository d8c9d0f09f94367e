"""The receipts that stores left in a shared folder."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from typing import TypeAlias

from store.feeds.by_folder.folder_files import FolderFiles, Trouble
from store.feeds.by_folder.folder_names import RECEIPTS, ReceiptName, name_of_receipt, read_receipt_name
from store.feeds.by_folder.folder_runs import FolderRuns
from store.feeds.entry import LANES
from store.feeds.feeds import Feeds
from store.feeds.problem import Code
from store.feeds.ranges import Range
from store.feeds.receipt import LARGEST_SIGNED, Receipt, Told, make_receipt
from store.signed.signing_key import SigningKey

_Genuine: TypeAlias = tuple[ReceiptName, bytes, Receipt]


class FolderReceipts:
    """Reads what stores say in a folder, and writes what a store has to say there."""

    def __init__(self, files: FolderFiles, feeds: Feeds) -> None:
        self._files = files
        self._feeds = feeds
        self._genuine: dict[ReceiptName, _Genuine] = {}

    def genuine(self) -> Iterator[_Genuine]:
        """Yield each receipt by a store of the school; its signature is checked once."""
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
            yield self._genuine[name]

    def told(self, lanes: Collection[int]) -> list[Range]:
        """Return what stores say that they hold, but for what they say to have lost since."""
        genuine = [receipt for _name, _signed, receipt in self.genuine()]
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

    def acknowledge(self, store_key: SigningKey, runs: FolderRuns) -> None:
        """Write a receipt over everything that is held durably, unless this very receipt lies there already.

        Each run in the folder gets an answer by its own end, for a copied device knows its own entries alone.
        """
        earlier = [
            one for _name, _signed, receipt in self.genuine() if receipt.store == store_key.id for one in receipt.held
        ]
        unanswered = self._unanswered(runs, earlier)
        ends = sorted({one.hash_at_last for one in earlier})
        with self._feeds.database.read() as connection:
            held = tuple(self._feeds.taken(connection, LANES, unanswered))
            aside = [one for one in self._feeds.held(connection, LANES) if one not in held]
            told: list[Told] = [(Code.QUARANTINED, one.hash_at_last) for one in aside]
            # An older state of the store, put back, must not stand by what its earlier receipts said.
            told += [(Code.LOST, end) for end in sorted(self._feeds.lacking(connection, ends))]
        if held or told:
            signed = make_receipt(Receipt(self._feeds.school, store_key.id, held, tuple(told)), store_key)
            self._files.write(name_of_receipt(store_key.id, signed).path, signed)

    def _unanswered(self, runs: FolderRuns, earlier: Sequence[Range]) -> list[Range]:
        """Return the runs in the folder that end where no receipt there does; most are known without being read."""
        with self._feeds.database.read() as connection:
            forked = {(fork[:3], fork.seq) for fork in self._feeds.forks(connection)}
            heads = self._feeds.held(connection, LANES)
        answered = {(one.feed, one.last) for one in (*earlier, *heads)} - forked
        hashes = {one.hash_at_last for one in (*earlier, *heads)}
        found = [runs.range_of(name) for name in runs.names(LANES) if (name.feed, name.last) not in answered]
        return [one for one in found if one is not None and one.hash_at_last not in hashes]
