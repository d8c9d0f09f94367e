"""Whatever is done to a shared folder: every lie is refused or shown, none changes a state, none blocks for good."""

from __future__ import annotations

import contextlib
import random
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from store.errors import StorageError
from store.feeds.by_folder.folder import FolderPeer, ServedFolder
from store.feeds.exchange import exchange
from store.feeds.feeds import Feeds
from store.feeds.local import LocalPeer
from tests.examples import examples
from tests.feed_parts import STORE_KEY, Parts, bodies, entries, key, parts_in, write
from tests.properties.hostile_folder import ACTS, STRANGER, HostileAdmin

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="making links and pipes needs leave there")

STEPS = st.lists(
    st.one_of(
        st.sampled_from(["write", "kiosk", "serve", "desk", "network", "notice"]),
        st.sampled_from(sorted(ACTS)),
    ),
    max_size=14,
)

SEEDS = st.integers(0, 2**32)


class Share:
    """A kiosk and a desk with a share alone, a kiosk with the network, the store between, the admin over it all."""

    def __init__(self, parts: Parts, folder: Path, seed: int) -> None:
        (folder / "stick").mkdir()
        (folder / "outside").mkdir()
        (folder / "outside" / "secret").write_bytes(b"of no concern")
        self.outside = folder / "outside"
        self.admin = HostileAdmin(folder / "stick", self.outside, random.Random(seed))
        self.kiosk, self.other, self.desk, self.store = parts.kiosk(1), parts.kiosk(2), parts.kiosk(3), parts.store()
        self.peers = {id(one): FolderPeer(self.admin.stick, one) for one in (self.kiosk, self.desk)}
        self.served = ServedFolder(self.store, STORE_KEY, self.admin.stick, lambda device: device == key(3).id)
        self.written: dict[bytes, bytes] = {}
        self.told: list[str] = []
        self.ever: set[bytes] = set()

    def step(self, name: str) -> None:
        if name == "write":
            for feeds in (self.kiosk, self.other):
                self.write(feeds, 0)
        elif name == "notice":
            self.write(self.desk, 1)
        elif name == "network":
            exchange(self.other, LocalPeer(self.store, STORE_KEY), send=[0], want=[1])
        elif name in ACTS:
            self.admin.act(name)
        else:
            try:
                self.told += self._by_folder(name)
            except StorageError as error:
                self.told.append(str(error))

    def _by_folder(self, name: str) -> tuple[str, ...]:
        if name == "serve":
            return self.served.serve().problems
        feeds, send, want = (self.kiosk, [0], [1]) if name == "kiosk" else (self.desk, [1, 2], [0, 1, 2])
        return exchange(feeds, self.peers[id(feeds)], send=send, want=want).problems

    def write(self, feeds: Feeds, lane: int) -> None:
        body = b"written as number %d" % len(self.written)
        (hashed,) = write(feeds, body, lane=lane)
        self.written[hashed] = body

    def check(self) -> None:
        """Nothing but what was written is held or believed, nothing is called sent that no store held."""
        self.ever |= {one.hash for one in entries(self.store) if not one.quarantined}
        for feeds in (self.kiosk, self.other, self.desk, self.store):
            for one in entries(feeds):
                if one.device == STRANGER.id:
                    assert one.quarantined
                    continue
                assert one.body in (self.written[one.hash], None)
                assert not one.receipted or one.hash in self.ever
            with feeds.database.read() as connection:
                assert feeds.forks(connection) == []
                assert feeds.public_key(connection, key(1).id) in (key(1).public, None)
        assert [path.name for path in self.outside.iterdir()] == ["secret"]
        assert (self.outside / "secret").read_bytes() == b"of no concern"


@contextlib.contextmanager
def share(seed: int) -> Iterator[Share]:
    with tempfile.TemporaryDirectory() as folder, parts_in(Path(folder) / "machines") as parts:
        yield Share(parts, Path(folder), seed)


@given(STEPS, SEEDS)
@settings(max_examples=examples(12), deadline=None)
def test_whatever_is_done_to_a_share_nothing_false_is_believed(steps: list[str], seed: int) -> None:
    with share(seed) as here:
        for name in steps:
            here.step(name)
            here.check()


@given(STEPS, SEEDS)
@settings(max_examples=examples(3), deadline=None)
def test_once_the_ways_are_free_everything_arrives_past_all_that_was_left_there(steps: list[str], seed: int) -> None:
    everything_arrives(steps, seed)


@pytest.mark.long
@pytest.mark.timeout(3600)
@given(STEPS, SEEDS)
@settings(max_examples=examples(600), deadline=None)
def test_once_the_ways_are_free_everything_arrives_for_long(steps: list[str], seed: int) -> None:
    everything_arrives(steps, seed)


def everything_arrives(steps: list[str], seed: int) -> None:
    with share(seed) as here:
        for name in ["write", "kiosk", *steps]:
            here.step(name)
        # What stands where one of ours must be is taken away, as the sentence asks; all else that was planted stays.
        for path in sorted(here.admin.stick.rglob("*"), reverse=True):
            if path.is_symlink() and path.is_dir():
                path.unlink()
            elif path.is_dir() and path.suffix:
                path.rmdir()
        for _ in range(3):
            here.step("write")
            here.step("notice")
            for name in ("network", "kiosk", "desk", "serve", "desk", "kiosk", "serve", "desk", "kiosk"):
                here.step(name)
        here.check()
        genuine = sorted(here.written.values())
        assert sorted(str(one) for one in bodies(here.store) if one in genuine) == sorted(map(str, genuine))
        assert set(genuine) <= set(bodies(here.desk))
        assert all(one.receipted for one in entries(here.kiosk) if one.device == key(1).id)
        notices = {one.hash for one in entries(here.desk) if one.lane == 1}
        assert notices <= {one.hash for one in entries(here.kiosk)}


@pytest.mark.parametrize(
    ("act", "told"),
    [
        ("edits", "damaged"),
        ("halves", "damaged"),
        ("links", "link"),
        ("links_a_folder", "link"),
        ("forges_a_receipt", "not signed by a store"),
        ("forges_an_offer", "not signed by a store or a computer"),
        ("forges_entries", "not made by this program"),
        ("plants", "not made by this program"),
        ("spoils_bodies", "damaged on the way"),
    ],
)
def test_what_was_done_is_said_in_a_sentence(act: str, told: str) -> None:
    said: set[str] = set()
    for seed in range(8):
        with share(seed) as here:
            for name in ("write", "kiosk", "desk", act):
                here.step(name)
            here.told.clear()
            for name in ("serve", "kiosk", "desk"):
                here.step(name)
            said |= set(here.told)
        # Which file is hit is drawn, so the first draws may hit one that says nothing.
        if any(told in one for one in said):
            break
    assert any(told in one for one in said)
