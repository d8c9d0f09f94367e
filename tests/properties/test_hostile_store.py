"""Whatever a store on the network says: every lie is refused or shown, none changes a state."""

from __future__ import annotations

import random
import shutil
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from store.feeds.by_network.http_trouble import NotReached, Trouble
from store.feeds.feeds import Feeds
from store.feeds.verify import walk
from tests.examples import examples
from tests.feed_parts import Parts, bodies, chain, entries, key, parts_in, take, write
from tests.properties.hostile_store import FALSE, NOT_AN_ANSWER, HostileStore, fresh_folder, meet, whole_state
from tests.properties.served_place import Place

EXAMPLES = settings(
    max_examples=examples(6), deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
SEEDS = st.integers(0, 2**32)


@contextmanager
def school(place: Place, seed: int) -> Iterator[tuple[Parts, HostileStore, Feeds, Feeds]]:
    folder = fresh_folder(place.folder, next(place.numbers))
    with parts_in(folder) as parts:
        store = HostileStore(parts.store(), random=random.Random(seed))
        place.who.append(store)
        kiosk, desk = parts.kiosk(1), parts.kiosk(2)
        write(kiosk, *[b"report %d" % number for number in range(4)])
        write(desk, *[b"notice %d" % number for number in range(6)], lane=1)
        yield parts, store, kiosk, desk
    shutil.rmtree(folder)


@EXAMPLES
@given(lie=st.sampled_from(NOT_AN_ANSWER), seed=SEEDS)
def test_what_is_no_answer_of_the_schools_store_to_this_request_changes_nothing(
    place: Place, lie: str, seed: int
) -> None:
    with school(place, seed) as (_parts, store, kiosk, desk):
        meet(desk, place.at, desk=True)
        before = whole_state(kiosk)
        store.lies = [lie]
        with pytest.raises(NotReached) as raised:
            meet(kiosk, place.at)
        assert raised.value.trouble in (Trouble.BAD_RECEIPT, Trouble.PORTAL)
        assert whole_state(kiosk) == before
        store.lies = []
        meet(kiosk, place.at)
        assert all(one.receipted for one in entries(kiosk) if one.lane == 0)


@EXAMPLES
@given(lies=st.lists(st.sampled_from(FALSE), min_size=1, max_size=4, unique=True), seed=SEEDS)
def test_a_store_that_lies_with_its_own_key_adds_nothing_and_takes_nothing_away(
    place: Place, lies: list[str], seed: int
) -> None:
    with school(place, seed) as (_parts, store, kiosk, desk):
        meet(desk, place.at, desk=True)
        genuine = {one.hash: one.body for device in (kiosk, desk) for one in entries(device)}
        store.lies = lies
        for _ in range(2):
            meet(kiosk, place.at)
            held = entries(kiosk)
            # Nothing but what was really written is held, with its own content.
            assert all(genuine[one.hash] == one.body for one in held)
            assert [one.body for one in held if one.lane == 0] == [b"report %d" % number for number in range(4)]
            with store.feeds.database.read() as connection:
                there = {one.hash for one in store.feeds.entries(connection)}
            # A mark is only on what the store has, for a range counts by its hash and not by its number.
            assert all(one.hash in there for one in held if one.receipted)
        store.lies = []
        meet(kiosk, place.at)
        assert sorted(bodies(kiosk), key=str) == sorted(genuine.values(), key=str)
        assert all(one.receipted for one in entries(kiosk) if one.lane == 0)


@EXAMPLES
@given(seed=SEEDS)
def test_what_a_store_withholds_is_listed_by_its_numbers(place: Place, seed: int) -> None:
    with school(place, seed) as (_parts, store, kiosk, desk):
        meet(desk, place.at, desk=True)
        store.lies = ["withholds"]
        meet(kiosk, place.at)
        seqs = {one.seq for one in entries(kiosk) if one.lane == 1}
        with kiosk.database.read() as connection:
            missing = kiosk.missing(connection, (1,))
        told = {seq for gaps in missing.values() for first, last in gaps for seq in range(first, last + 1)}
        assert told == set(range(1, max(seqs, default=0) + 1)) - seqs
        assert bool(told) == any("missing" in one.sentence for one in walk(kiosk))


@EXAMPLES
@given(seed=SEEDS, lie=st.sampled_from(["more_than_there_is", "another_hash"]))
def test_a_range_by_a_hash_that_a_device_never_wrote_marks_nothing_and_makes_it_take_a_new_epoch(
    place: Place, seed: int, lie: str
) -> None:
    with school(place, seed) as (_parts, store, kiosk, _desk):
        meet(kiosk, place.at)
        store.lies = [lie]
        meet(kiosk, place.at)
        epochs = {one.epoch for one in entries(kiosk) if one.lane == 0}
        write(kiosk, b"written after the lie")
        later = [one for one in entries(kiosk) if one.body == b"written after the lie"]
        # It can't tell this lie from its own clone, so it does what keeps both apart; nothing is lost by that.
        assert later[0].epoch not in epochs
        assert not later[0].receipted
        store.lies = []
        meet(kiosk, place.at)
        assert all(one.receipted for one in entries(kiosk) if one.lane == 0)
        assert b"written after the lie" in bodies(store.feeds)


@EXAMPLES
@given(seed=SEEDS)
def test_a_fork_that_a_store_hands_out_is_taken_whole_and_shown_for_ever(place: Place, seed: int) -> None:
    with school(place, seed) as (parts, store, kiosk, _desk):
        other = key(3)
        parts.registry.admit(other)
        left, right = chain(other, 3, lane=1, tag=b"left"), chain(other, 3, lane=1, tag=b"right")
        take(store.feeds, *left)
        meet(kiosk, place.at)
        take(store.feeds, *right)
        store.lies = ["reorders"]
        meet(kiosk, place.at)
        assert {b"left 3", b"right 3"} <= set(bodies(kiosk))
        with kiosk.database.read() as connection:
            assert {one.seq for one in kiosk.forks(connection)} == {1, 2, 3}
        assert any("forked at 1, 2, 3" in one.sentence for one in walk(kiosk))


@EXAMPLES
@given(seed=SEEDS)
def test_forged_and_spoiled_entries_are_said_and_not_stored(place: Place, seed: int) -> None:
    with school(place, seed) as (_parts, store, kiosk, desk):
        meet(desk, place.at, desk=True)
        store.lies = ["swapped_bodies", "forged_entries"]
        before = entries(kiosk)
        problems = meet(kiosk, place.at)
        assert any("damaged on the way" in one for one in problems)
        assert any("does not know" in one for one in problems)
        assert [one.hash for one in entries(kiosk)] == [one.hash for one in before]
