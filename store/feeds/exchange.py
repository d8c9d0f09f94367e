"""The exchange: the one rule by which feeds move between a device and any peer."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass, field
from functools import partial

from sqlalchemy import Connection

from store.errors import StorageError
from store.feeds.by_folder.folder_files import InTheWay
from store.feeds.by_network.http_trouble import Trouble
from store.feeds.feeds import Feeds
from store.feeds.peer import Peer
from store.feeds.problem import Problem, sentence_of
from store.feeds.receipt import read_receipt
from store.feeds.run import entries_in


@dataclass(frozen=True)
class Moved:
    """What an exchange moved: entries sent, entries received, receipts to go by, a sentence for each trouble.

    `troubles` are the kinds of failure of peers that were not reached, where another one was; `news` are those of the
    sentences that stay true, such as who was admitted.
    """

    sent: int
    received: int
    receipts: int
    problems: tuple[str, ...]
    troubles: tuple[Trouble, ...] = ()
    news: tuple[str, ...] = ()


@dataclass
class _Tally:
    sent: int = 0
    received: int = 0
    receipts: int = 0
    problems: list[str] = field(default_factory=list)


def exchange(feeds: Feeds, peer: Peer, *, send: Collection[int], want: Collection[int]) -> Moved:
    """Bring both sides level in the lanes to `send` or to `want`; cut short anywhere, the next one goes on from there.

    What could not be written at the peer is raised as StorageError after everything was received that could be.
    """
    tally, refused = _Tally(), None
    try:
        _send(feeds, peer, send, tally)
    except StorageError as error:
        # A stick that can't be written to can still be read: an answer for a child may be on it.
        refused = error
    _receive(feeds, peer, want, tally)
    if refused is not None:
        raise refused
    told = dict.fromkeys([*tally.problems, *peer.problems()])
    return Moved(tally.sent, tally.received, tally.receipts, tuple(told))


def _send(feeds: Feeds, peer: Peer, lanes: Collection[int], tally: _Tally) -> None:
    with feeds.database.read() as connection:
        mine = feeds.held(connection, lanes)
    # Who only takes leaves nothing behind: a stick that is locked against writing can still be read.
    if feeds.own is not None and lanes:
        peer.introduce(feeds.own.public)
    theirs, in_the_way = peer.held(lanes, mine), list[InTheWay]()
    with feeds.database.read() as connection:
        for run, end in _begun_ahead(peer, feeds.runs(connection, theirs, lanes)):
            try:
                receipt = end()
            except InTheWay as error:
                in_the_way = [error]
                continue
            tally.sent += entries_in(run)
            if receipt is not None:
                _go_by(feeds, receipt, tally)
    if feeds.own is not None:
        with feeds.database.read() as connection:
            mine = feeds.held(connection, lanes)
        for receipt in peer.receipts(mine):
            _go_by(feeds, receipt, tally)
    if in_the_way:
        raise in_the_way[0]


def _begun_ahead(peer: Peer, runs: Iterable[bytes]) -> Iterator[tuple[bytes, Callable[[], bytes | None]]]:
    """Yield each run with what ends its handing over, while the next one is on its way already."""
    before: tuple[bytes, Callable[[], bytes | None]] | None = None
    for run in runs:
        begun = run, peer.begin_put(run)
        if before is not None:
            yield before
        before = begun
    if before is not None:
        yield before


def _receive(feeds: Feeds, peer: Peer, lanes: Collection[int], tally: _Tally) -> None:
    public_keys = list(peer.introductions())

    def introduced(connection: Connection) -> None:
        for public in public_keys:
            feeds.introduce(connection, public)
        feeds.review(connection)

    def taken(connection: Connection, run: bytes) -> tuple[list[Problem], int]:
        before = feeds.newest(connection)
        return feeds.take(connection, run), feeds.newest(connection) - before

    feeds.database.change(introduced)
    with feeds.database.read() as connection:
        mine = feeds.held(connection, lanes)
    for run in peer.get(lanes, mine):
        problems, received = feeds.database.change(partial(taken, run=run))
        tally.problems += [one.sentence for one in problems]
        tally.received += received


def _go_by(feeds: Feeds, receipt: bytes, tally: _Tally) -> None:
    if feeds.database.change(lambda connection: feeds.take_receipt(connection, receipt)):
        tally.receipts += 1
        tally.problems += [sentence_of(code) for code, _entry_hash in read_receipt(receipt).problems]
