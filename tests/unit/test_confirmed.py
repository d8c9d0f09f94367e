"""What desks sign to hold tells how far a feed goes, also where nothing of that is here."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from store.feeds.confirmed import Known, known
from store.feeds.feeds import Feeds
from store.feeds.ranges import Range
from tests.feed_parts import Parts, chain, key, parts_in, take


@pytest.fixture
def parts(tmp_path: Path) -> Iterator[Parts]:
    with parts_in(tmp_path) as made:
        made.registry.admit(key(1))
        yield made


def seen(store: Feeds, *told: Range) -> Known:
    with store.database.read() as connection:
        (found,) = known(connection, store, told).values()
    return found


def held(feeds: Feeds) -> Range:
    with feeds.database.read() as connection:
        return max(feeds.held(connection), key=lambda one: one.last)


def test_what_is_here_and_what_desks_told_of_it_are_counted_apart(parts: Parts) -> None:
    store, desk, made = parts.store(), parts.store("desk"), chain(key(1), 6)
    take(desk, *made[:4])
    told = held(desk)
    take(store, *made)
    assert seen(store) == Known(6, 6, 0, ())
    assert seen(store, told) == Known(6, 6, 4, ())
    assert seen(store, replace(told, without_body=(2, 3))) == Known(6, 6, 2, ())


def test_what_desks_tell_of_and_is_not_here_is_missing_by_its_numbers(parts: Parts) -> None:
    store, desk, made = parts.store(), parts.store("desk"), chain(key(1), 6)
    take(desk, *made)
    take(store, *made[:2], made[3])
    assert seen(store, held(desk)) == Known(6, 3, 0, ((3, 3), (5, 6)))
    assert seen(parts.store("empty"), held(desk)) == Known(6, 0, 0, ((1, 6),))


def test_a_range_by_a_hash_that_is_not_here_confirms_nothing(parts: Parts) -> None:
    store = parts.store()
    take(store, *chain(key(1), 3))
    assert seen(store, replace(held(store), hash_at_last=bytes(32))).checkpointed == 0
