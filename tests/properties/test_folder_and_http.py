"""A folder and HTTP together, in any order, come to the same end."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from store.feeds.by_folder.folder import FolderPeer, serve_folder
from store.feeds.exchange import exchange
from store.feeds.feeds import Feeds
from tests.examples import examples
from tests.feed_parts import STORE_KEY, Parts, entries, parts_in, state, write
from tests.properties.hostile_store import HostileStore, fresh_folder, meet
from tests.properties.served_place import Place

WAYS = ("http", "folder")
STEPS = st.lists(
    st.one_of(
        st.tuples(st.just("write"), st.integers(0, 1), st.just("")),
        st.tuples(st.just("notice"), st.integers(0, 1), st.just("")),
        st.tuples(st.just("kiosk"), st.integers(0, 1), st.sampled_from(WAYS)),
        st.tuples(st.just("desk"), st.integers(0, 1), st.sampled_from(WAYS)),
        st.tuples(st.just("serve"), st.just(0), st.just("")),
        st.tuples(st.just("serve"), st.just(0), st.just("")),
    ),
    max_size=12,
)


class World:
    """Two kiosks, two desks, a store that is reached by HTTP and through one folder."""

    def __init__(self, place: Place, parts: Parts, stick: Path) -> None:
        self.at = place.at
        self.stick = stick
        self.kiosks = [parts.kiosk(1), parts.kiosk(2)]
        self.desks = [parts.kiosk(3), parts.kiosk(4)]
        self.store = parts.store()
        place.who.append(HostileStore(self.store))
        self.count = 0

    def step(self, what: str, number: int, way: str) -> None:
        if what == "serve":
            serve_folder(self.store, STORE_KEY, self.stick)
        elif what in ("write", "notice"):
            self.count += 1
            feeds = self.kiosks[number] if what == "write" else self.desks[number]
            write(feeds, b"number %d" % self.count, lane=0 if what == "write" else 1 + self.count % 2)
        elif way == "http":
            is_desk = what == "desk"
            meet((self.desks if is_desk else self.kiosks)[number], self.at, desk=is_desk)
        else:
            self.by_folder((self.kiosks if what == "kiosk" else self.desks)[number], desk=what == "desk")

    def by_folder(self, feeds: Feeds, *, desk: bool) -> None:
        send, want = ([1, 2], [0, 1, 2]) if desk else ([0], [1])
        exchange(feeds, FolderPeer(self.stick, feeds), send=send, want=want)


@contextmanager
def world(place: Place) -> Iterator[World]:
    folder = fresh_folder(place.folder, next(place.numbers))
    stick = folder / "stick"
    stick.mkdir()
    with parts_in(folder / "machines") as parts:
        yield World(place, parts, stick)
    shutil.rmtree(folder)


@settings(max_examples=examples(8), deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(STEPS)
def test_whatever_way_and_order_everybody_comes_to_hold_the_same(
    place: Place, steps: list[tuple[str, int, str]]
) -> None:
    with world(place) as here:
        for what, number, way in steps:
            here.step(what, number, way)
        # In the end one of each kind has the folder alone, the other the network alone.
        for _ in range(2):
            for number, way in enumerate(WAYS):
                here.step("kiosk", number, way)
                here.step("desk", number, way)
            here.step("serve", 0, "")
        for number, way in enumerate(WAYS):
            here.step("desk", number, way)
            here.step("kiosk", number, way)
        assert state(here.desks[0]) == state(here.desks[1]) == state(here.store)
        assert len(entries(here.store)) == here.count
        for feeds in (*here.kiosks, *here.desks):
            own = [one for one in entries(feeds) if feeds.own is not None and one.device == feeds.own.id]
            assert all(one.receipted for one in own)
        notices = {one.hash for one in entries(here.store) if one.lane == 1}
        assert all(notices <= {one.hash for one in entries(kiosk)} for kiosk in here.kiosks)
