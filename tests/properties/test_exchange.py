"""However feeds travel, the same things arrive."""

from __future__ import annotations

import hashlib
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from store.errors import StorageError
from store.feeds.by_folder.folder import FolderPeer, serve_folder
from store.feeds.exchange import exchange
from store.feeds.feeds import Feeds
from store.feeds.local import LocalPeer
from store.feeds.ranges import by_feed
from store.feeds.run import Item, encode_run
from store.signed import cose
from tests.examples import examples
from tests.feed_parts import SCHOOL, STORE_KEY, Parts, chain, entries, key, link_of, parts_in, state, write
from tests.postgres import Postgres

SLOW = settings(max_examples=examples(5), deadline=None)
FEW = settings(max_examples=examples(3), deadline=None)


@contextmanager
def fresh_parts(postgres: Postgres | None = None) -> Iterator[Parts]:
    with tempfile.TemporaryDirectory() as folder, parts_in(Path(folder), postgres) as parts:
        yield parts
    if postgres is not None:
        postgres.drop_all()


@st.composite
def histories(draw: st.DrawFn) -> list[list[Item]]:
    """Draw the chains of one device: a trunk, branches off it, another epoch."""
    trunk = chain(key(1), draw(st.integers(1, 8)))
    branches = [trunk]
    for number in range(draw(st.integers(0, 2))):
        at = draw(st.integers(1, len(trunk)))
        branch = chain(key(1), draw(st.integers(1, 3)), start=link_of(trunk[at - 1], at), tag=b"branch %d" % number)
        branches.append(branch)
    branches.append(chain(key(1), draw(st.integers(1, 3)), epoch=b"e" * 16))
    return branches


@st.composite
def deliveries(draw: st.DrawFn, branches: list[list[Item]]) -> list[list[Item]]:
    """Draw runs cut anywhere, in any order, some twice, some bodies left out, some with a bad item in them."""
    cut: list[list[Item]] = []
    for branch in branches:
        at = 0
        while at < len(branch):
            length = draw(st.integers(1, 4))
            cut.append(branch[at : at + length])
            at += length
    cut += [cut[draw(st.integers(0, len(cut) - 1))] for _ in range(draw(st.integers(0, 3)))]
    bad: list[Item] = [(b"no entry", b"x"), (cut[0][0][0][:-1] + b"?", cut[0][0][1])]
    extra = [
        [(signed, None) for signed, _body in cut[draw(st.integers(0, len(cut) - 1))]],
        [(signed, b"changed") for signed, _body in cut[draw(st.integers(0, len(cut) - 1))]],
    ]
    runs = [[*run, draw(st.sampled_from(bad))] if draw(st.booleans()) else run for run in cut]
    return draw(st.permutations(runs + extra))


def deliver(feeds: Feeds, runs: list[list[Item]]) -> None:
    for run in runs:
        with feeds.database.write() as connection:
            feeds.take(connection, encode_run(run))


@given(st.data())
@SLOW
def test_runs_cut_anywhere_in_any_order_give_the_same_state(data: st.DataObject) -> None:
    runs_cut_anywhere(data, None)


@given(st.data())
@FEW
def test_runs_cut_anywhere_in_any_order_give_the_same_state_in_postgresql(
    postgres_server: Postgres, data: st.DataObject
) -> None:
    runs_cut_anywhere(data, postgres_server)


def runs_cut_anywhere(data: st.DataObject, postgres: Postgres | None) -> None:
    branches = data.draw(histories())
    with fresh_parts(postgres) as parts:
        parts.registry.admit(key(1))
        straight, mixed = parts.store("straight"), parts.store("mixed")
        deliver(straight, branches)
        deliver(mixed, data.draw(deliveries(branches)))
        assert state(mixed) == state(straight)
        assert len(entries(mixed)) == sum(len(branch) for branch in branches)


@given(st.data())
@SLOW
def test_what_is_kept_up_entry_by_entry_is_what_the_rows_say(data: st.DataObject) -> None:
    what_is_kept_up(data, None)


@given(st.data())
@FEW
def test_what_is_kept_up_entry_by_entry_is_what_the_rows_of_postgresql_say(
    postgres_server: Postgres, data: st.DataObject
) -> None:
    what_is_kept_up(data, postgres_server)


def what_is_kept_up(data: st.DataObject, postgres: Postgres | None) -> None:
    from store.feeds import chain as chains
    from store.feeds.log import EntryLog

    branches = data.draw(histories())
    with fresh_parts(postgres) as parts:
        parts.registry.admit(key(1))
        store, log = parts.store(), EntryLog(SCHOOL)
        for run in data.draw(deliveries(branches)):
            deliver(store, [run])
            with store.database.read() as connection:
                for feed, held in by_feed(store.held(connection)).items():
                    links = log.links(connection, feed)
                    assert sorted((one.first, one.last, one.hash_at_last) for one in held) == sorted(
                        chains.spans_of(links)
                    )
                    numbers = {link.seq for link in links}
                    gaps = {n for a, b in store.missing(connection).get(feed, ()) for n in range(a, b + 1)}
                    assert gaps == set(range(1, max(numbers) + 1)) - numbers


@given(st.data())
@SLOW
def test_what_is_sent_is_exactly_what_the_other_side_lacks(data: st.DataObject) -> None:
    what_is_sent(data, None)


@given(st.data())
@FEW
def test_what_a_store_in_postgresql_sends_is_exactly_what_the_other_side_lacks(
    postgres_server: Postgres, data: st.DataObject
) -> None:
    what_is_sent(data, postgres_server)


def what_is_sent(data: st.DataObject, postgres: Postgres | None) -> None:
    branches = data.draw(histories())
    every = [item for branch in branches for item in branch]
    with fresh_parts(postgres) as parts:
        parts.registry.admit(key(1))
        left, right = parts.store("left"), parts.store("right")
        for side in (left, right):
            for item in every:
                if data.draw(st.booleans()):
                    deliver(side, [[(item[0], item[1] if data.draw(st.integers(0, 3)) else None)]])
        exchange(left, LocalPeer(right, STORE_KEY), send=[0], want=[0])
        assert state(left) == state(right)
        moved = exchange(left, LocalPeer(right, STORE_KEY), send=[0], want=[0])
        assert (moved.sent, moved.received) == (0, 0)


class Cut(LocalPeer):
    """Is gone after a number of runs, the last of them taken or not."""

    def __init__(self, feeds: Feeds, runs: int, *, took: bool) -> None:
        super().__init__(feeds, STORE_KEY)
        self._left = runs
        self._took = took

    def put(self, run: bytes) -> bytes:
        self._left -= 1
        if self._left >= 0:
            return super().put(run)
        if self._took:
            super().put(run)
        raise StorageError("gone")


STEPS = st.lists(
    st.tuples(
        st.sampled_from(
            [
                "write",
                "write",
                "notice",
                "local",
                "cut",
                "stick",
                "serve",
                "desk",
                "machine",
                "backup",
                "restore",
                "clone",
            ]
        ),
        st.integers(0, 2),
    ),
    max_size=14,
)


class World:
    """Two kiosks, perhaps a clone of one, a desk, a store with its backups, a stick."""

    def __init__(self, parts: Parts, stick: Path) -> None:
        self.parts = parts
        self.stick = stick
        self.kiosks = [parts.kiosk(1), parts.kiosk(2)]
        self.desk = parts.kiosk(3)
        self.store = parts.store()
        self.backup: Feeds | None = None
        self.written: list[tuple[Feeds, bytes]] = []
        self.count = 0

    def step(self, name: str, number: int) -> None:
        kiosk = self.kiosks[number % len(self.kiosks)]
        self.count += 1
        if name == "write":
            self.write(kiosk, 0)
        elif name == "notice":
            self.write(self.desk, 1 + number % 2)
        elif name == "local":
            exchange(kiosk, LocalPeer(self.store, STORE_KEY), send=[0], want=[1])
        elif name == "cut":
            try:
                exchange(kiosk, Cut(self.store, number, took=number == 1), send=[0], want=[1])
            except StorageError:
                return
        elif name == "stick":
            exchange(kiosk, FolderPeer(self.stick, kiosk), send=[0], want=[1])
        elif name == "serve":
            serve_folder(self.store, STORE_KEY, self.stick)
        elif name == "desk":
            exchange(self.desk, LocalPeer(self.store, STORE_KEY), send=[1, 2], want=[0, 1, 2])
        elif name == "machine":
            kiosk.start(b"machine at step %d" % self.count)
        elif name == "backup":
            self.backup = self.parts.copied(self.store, f"backup{self.count}")
        elif name == "clone":
            if len(self.kiosks) == 2:
                self.kiosks.append(self.parts.copied(kiosk, "clone"))
        elif self.backup is not None:
            self.store, self.backup = self.backup, None

    def write(self, feeds: Feeds, lane: int) -> None:
        body = b"written at step %d" % self.count
        write(feeds, body, lane=lane)
        self.written.append((feeds, body))

    def meet(self, *, by_stick: bool) -> None:
        """Let everybody meet the store twice, so that what one left reaches the other."""
        for _ in range(2):
            if by_stick:
                for kiosk in self.kiosks:
                    exchange(kiosk, FolderPeer(self.stick, kiosk), send=[0], want=[1])
                exchange(self.desk, FolderPeer(self.stick, self.desk), send=[1, 2], want=[0, 1, 2])
                serve_folder(self.store, STORE_KEY, self.stick)
            else:
                for kiosk in self.kiosks:
                    exchange(kiosk, LocalPeer(self.store, STORE_KEY), send=[0], want=[1])
                exchange(self.desk, LocalPeer(self.store, STORE_KEY), send=[1, 2], want=[0, 1, 2])
        if by_stick:
            for feeds, lanes in (*((kiosk, [0]) for kiosk in self.kiosks), (self.desk, [1, 2])):
                exchange(feeds, FolderPeer(self.stick, feeds), send=lanes, want=[1])


@given(STEPS, st.booleans())
@settings(max_examples=examples(25), deadline=None)
def test_with_contact_in_the_end_everything_arrives_and_is_receipted(
    steps: list[tuple[str, int]], by_stick: bool
) -> None:
    everything_arrives(steps, None, by_stick=by_stick)


@given(STEPS, st.booleans())
@FEW
def test_with_contact_in_the_end_everything_arrives_in_postgresql(
    postgres_server: Postgres, steps: list[tuple[str, int]], by_stick: bool
) -> None:
    everything_arrives(steps, postgres_server, by_stick=by_stick)


def everything_arrives(steps: list[tuple[str, int]], postgres: Postgres | None, *, by_stick: bool) -> None:
    with tempfile.TemporaryDirectory() as stick, fresh_parts(postgres) as parts:
        world = World(parts, Path(stick))
        for name, number in steps:
            world.step(name, number)
        world.meet(by_stick=by_stick)
        arrived = [one.body for one in entries(world.store)]
        assert sorted(arrived, key=repr) == sorted((body for _feeds, body in world.written), key=repr)
        for feeds, body in world.written:
            with feeds.database.read() as connection:
                assert feeds.is_receipted(connection, hashlib.sha256(body).digest())
        with world.store.database.read() as connection:
            assert len(world.kiosks) == 3 or world.store.forks(connection) == []
            assert world.store.missing(connection) == {}
        notices = {one.hash for one in entries(world.store) if one.lane == 1}
        for kiosk in world.kiosks:
            assert notices <= {one.hash for one in entries(kiosk)}


@given(STEPS)
@settings(max_examples=examples(15), deadline=None)
def test_nothing_is_called_sent_that_no_store_ever_held(steps: list[tuple[str, int]]) -> None:
    with tempfile.TemporaryDirectory() as stick, fresh_parts() as parts:
        world = World(parts, Path(stick))
        ever: set[bytes] = set()
        for name, number in steps:
            world.step(name, number)
            ever |= {one.hash for one in entries(world.store)}
            for feeds in (*world.kiosks, world.desk):
                assert {one.hash for one in entries(feeds) if one.receipted} <= ever


def test_hashes_in_the_log_are_those_of_the_signed_bytes() -> None:
    with fresh_parts() as parts:
        parts.registry.admit(key(1))
        store, made = parts.store(), chain(key(1), 3)
        deliver(store, [made])
        assert [one.hash for one in entries(store)] == [cose.digest(signed) for signed, _body in made]
