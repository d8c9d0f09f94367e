"""The runs in a shared folder, each of which must be what its name says."""

from __future__ import annotations

from collections.abc import Collection
from itertools import pairwise

from store.errors import FeedError
from store.feeds.by_folder.folder_files import FolderFiles, Trouble
from store.feeds.by_folder.folder_names import DEVICES, OFFERS, RECEIPTS, RunName, is_device_folder, read_run_name
from store.feeds.entry import Entry, read_entry
from store.feeds.ranges import Range
from store.feeds.run import MOST_BYTES, MOST_ENTRIES, Item, decode_run
from store.signed import cose


class FolderRuns:
    """Lists and reads the runs of one school's folder; what was read is not read again while it stays as it was."""

    def __init__(self, files: FolderFiles) -> None:
        self._files = files
        self._seen: dict[RunName, tuple[tuple[int, int, int] | None, Range]] = {}

    def names(self, lanes: Collection[int]) -> list[RunName]:
        """Return the names of the runs in `lanes`, in order, with a note for everything that is none."""
        found = []
        for folder in self._files.folders():
            if not is_device_folder(folder):
                if folder not in (DEVICES, OFFERS, RECEIPTS):
                    self._files.note(folder, Trouble.FOREIGN)
                continue
            for file_name in self._files.files(folder):
                name = read_run_name(folder, file_name)
                if name is None:
                    self._files.note(f"{folder}/{file_name}", Trouble.FOREIGN)
                elif name.lane in lanes:
                    found.append(name)
        return sorted(found)

    def read(self, name: RunName) -> tuple[bytes, list[Item]] | None:
        """Return a run's bytes with its readable items, all of the place in its name, else None with a note."""
        data = self._files.read(name.path, name.content_hash, MOST_BYTES)
        if data is None:
            return None
        try:
            items = decode_run(data)
        except FeedError:
            items = []
        entries = [(item, entry) for item in items for entry in [_entry(item)] if entry is not None]
        if (
            not entries
            or name.last - name.first >= MOST_ENTRIES
            or any(entry.feed != name.feed or not name.first <= entry.seq <= name.last for _item, entry in entries)
        ):
            self._files.note(name.path, Trouble.FOREIGN)
            return None
        return data, [item for item, _entry in entries]

    def range_of(self, name: RunName) -> Range | None:
        """Return what the file of this name really holds, None where it is less than its name says."""
        stamp = self._files.stamp(name.path)
        if name in self._seen and self._seen[name][0] == stamp:
            return self._seen[name][1]
        found = self.read(name)
        held = None if found is None else _one_chain(name, found[1])
        if held is not None:
            self._seen[name] = stamp, held
        return held


def _one_chain(name: RunName, items: list[Item]) -> Range | None:
    """Return the range of items that follow one another from the first to the last number in the name.

    Whoever holds the entry with the last hash then knows all of it; numbers alone could be those of one entry repeated.
    """
    entries = [read_entry(signed, newer_too=True) for signed, _body in items]
    hashes = [cose.digest(signed) for signed, _body in items]
    links = zip(hashes, (entry.prev for entry in entries[1:]), strict=False)
    if (
        (entries[0].seq, entries[-1].seq) != (name.first, name.last)
        or any(later.seq != entry.seq + 1 for entry, later in pairwise(entries))
        or any(hashed != prev for hashed, prev in links)
    ):
        return None
    without = tuple(
        entry.seq for entry, (_signed, body) in zip(entries, items, strict=True) if body is None or not entry.fits(body)
    )
    return Range(*name.feed, name.first, name.last, hashes[-1], without)


def _entry(item: Item) -> Entry | None:
    try:
        return read_entry(item[0], newer_too=True)
    except FeedError:
        return None
