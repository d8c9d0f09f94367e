"""Opening entries, on all of a computer's cores where there are many."""

from __future__ import annotations

import os
import pickle
import subprocess
import sys
from collections.abc import Sequence
from concurrent.futures import CancelledError, Future, ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass, field
from queue import SimpleQueue
from typing import Any, Final

from store.casebook.records.opening import Asked, Opener, Opening
from store.casebook.records.opening_child import Sent
from store.feeds.log import StoredEntry

# So many wait that it is worth while to start processes, which takes half a second.
MANY: Final = 600
_LOT: Final = 25
_MOST_CHILDREN: Final = 8
_PROGRAM: Final = "store.casebook.records.opening_child"
_FAILED: Final = (OSError, EOFError, pickle.UnpicklingError, CancelledError)
_Key = tuple[int, bytes, bool, bool, Asked]


@dataclass(frozen=True)
class Secret:
    """What a child needs to open entries: the school, the role, the role's seed."""

    school: str
    role: str
    seed: bytes = field(repr=False)


class Openers:
    """Opens entries here, one by one, unless children were started, who open those of the next step meanwhile.

    Threads don't help: most of the work holds the interpreter. What a child fails to open is opened here.
    """

    def __init__(self, opener: Opener, seed: bytes) -> None:
        self._opener = opener
        self._secret = Secret(opener.school, opener.role, seed)
        self._ahead: dict[_Key, tuple[Future[list[Opening]], int]] = {}
        self._children: _Children | None = None

    @property
    def are_many(self) -> bool:
        """Whether children are at work."""
        return self._children is not None

    def start(self) -> None:
        """Start a child for each core, where this system lets it."""
        if self._children is None:
            with suppress(OSError):
                self._children = _Children(self._secret)

    def ahead(self, entries: Sequence[StoredEntry], asked: Sequence[Asked]) -> None:
        """Let the children open these entries, which will be asked for soon."""
        if self._children is None:
            return
        wanted = [
            (_key(entry, one), entry, one)
            for entry, one in zip(entries, asked, strict=True)
            if entry.body is not None and _key(entry, one) not in self._ahead
        ]
        for start in range(0, len(wanted), _LOT):
            lot = wanted[start : start + _LOT]
            future = self._children.open([(_sent(entry), one) for _, entry, one in lot])
            self._ahead |= {key: (future, place) for place, (key, _, _) in enumerate(lot)}

    def opened(self, entry: StoredEntry, asked: Asked) -> Opening:
        """Return what an entry holds."""
        future, place = self._ahead.pop(_key(entry, asked), (None, 0))
        if future is not None:
            with suppress(*_FAILED):
                return future.result()[place]
        return self._opener.open(entry, asked)

    def stop(self) -> None:
        """End the children, with whom the key goes."""
        self._ahead.clear()
        children, self._children = self._children, None
        if children is not None:
            children.stop()


class _Children:
    def __init__(self, secret: Secret) -> None:
        self._free: SimpleQueue[subprocess.Popen[bytes]] = SimpleQueue()
        self._processes = list[subprocess.Popen[bytes]]()
        count = min(os.cpu_count() or 1, _MOST_CHILDREN)
        try:
            for _ in range(count):
                self._processes.append(_child())
        except OSError:
            self._end()
            raise
        for process in self._processes:
            with suppress(OSError):
                _tell(process, (secret.school, secret.role, secret.seed))
            self._free.put(process)
        self._threads = ThreadPoolExecutor(count, thread_name_prefix="opening")

    def open(self, lot: list[tuple[Sent, Asked]]) -> Future[list[Opening]]:
        return self._threads.submit(self._ask, lot)

    def stop(self) -> None:
        self._end()
        self._threads.shutdown(wait=True, cancel_futures=True)

    def _ask(self, lot: list[tuple[Sent, Asked]]) -> list[Opening]:
        process = self._free.get()
        try:
            _tell(process, lot)
            assert process.stdout is not None  # noqa: S101 - it was made with one
            answer: list[Opening] = pickle.load(process.stdout)  # noqa: S301 - from our own child
        finally:
            self._free.put(process)
        return answer

    def _end(self) -> None:
        for process in self._processes:
            process.kill()
        for process in self._processes:
            process.wait()
            for pipe in (process.stdin, process.stdout):
                # What was not sent yet can't be any more.
                with suppress(OSError):
                    pipe.close() if pipe is not None else None


def _child() -> subprocess.Popen[bytes]:
    return subprocess.Popen(  # noqa: S603 - our own program
        [sys.executable, "-m", _PROGRAM],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
    )


def _tell(process: subprocess.Popen[bytes], what: Any) -> None:  # noqa: ANN401 - whatever it is to know
    assert process.stdin is not None  # noqa: S101 - it was made with one
    pickle.dump(what, process.stdin, pickle.HIGHEST_PROTOCOL)
    process.stdin.flush()


def _key(entry: StoredEntry, asked: Asked) -> _Key:
    # An entry that leaves quarantine, or loses its body, arrives anew.
    return entry.arrival, entry.hash, entry.quarantined, entry.body is None, asked


def _sent(entry: StoredEntry) -> Sent:
    return Sent(entry.body, entry.lane, entry.device, entry.alarm, entry.slot, entry.quarantined)
