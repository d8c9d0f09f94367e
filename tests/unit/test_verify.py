"""The walk finds every byte that is not as it was signed."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import text

from store.feeds.verify import walk
from tests.feed_parts import Parts, chain, key, link_of, parts_in, take, write


@pytest.fixture
def parts(tmp_path: Path) -> Iterator[Parts]:
    with parts_in(tmp_path) as made:
        yield made


def test_whole_feeds_are_complete(parts: Parts) -> None:
    kiosk = parts.kiosk(1)
    write(kiosk, *[b"%d" % number for number in range(230)])
    write(kiosk, b"notice", lane=1)
    kiosk.start(b"another machine")
    write(kiosk, b"in a new epoch")
    states = walk(kiosk, lambda _device: "Classroom")
    assert all(one.complete for one in states)
    assert sorted(one.sentence for one in states) == [
        "Classroom, notices: complete, 1 entry.",
        "Classroom, reports: complete, 1 entry.",
        "Classroom, reports: complete, 230 entries.",
    ]


def test_gaps_forks_and_quarantine_are_named(parts: Parts) -> None:
    parts.registry.admit(key(1))
    store, made = parts.store(), chain(key(1), 9)
    take(store, *made[:6], made[8])
    take(store, *chain(key(1), 1, start=link_of(made[1], 2), tag=b"other"))
    with store.database.write() as connection:
        store.introduce(connection, key(2).public)
    take(store, *chain(key(2), 2))
    by_device = {one.device: one for one in walk(store)}
    assert by_device[key(1).id].missing == ((7, 8),)
    assert by_device[key(1).id].forks == (3,)
    assert "missing 7 to 8; forked at 3 (8 entries held)." in by_device[key(1).id].sentence
    assert by_device[key(2).id].quarantined == 2
    assert "2 in quarantine" in by_device[key(2).id].sentence
    assert not any(one.complete for one in by_device.values())


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE entries SET body = x'00' WHERE seq = 2",
        "UPDATE entries SET alarm = 2 WHERE seq = 2",
        "UPDATE entries SET slot = 1 WHERE seq = 2",
        "UPDATE entries SET size = 4 WHERE seq = 2",
        "UPDATE entries SET signed = x'00' WHERE seq = 2",
        "UPDATE entries SET signed = (SELECT signed FROM entries WHERE seq = 1) WHERE seq = 2",
        "UPDATE entries SET prev = zeroblob(32) WHERE seq = 2",
        "UPDATE entries SET hash = zeroblob(32) WHERE seq = 2",
    ],
)
def test_any_change_in_the_database_is_found(parts: Parts, change: str) -> None:
    kiosk = parts.kiosk(1)
    write(kiosk, b"one", b"two", b"three")
    with kiosk.database.write() as connection:
        connection.execute(text(change))
    (found,) = walk(kiosk)
    assert found.unreadable >= 1
    assert not found.complete
    assert "unreadable" in found.sentence


def test_an_entry_without_content_is_named(parts: Parts) -> None:
    parts.registry.admit(key(1))
    store, made = parts.store(), chain(key(1), 2)
    take(store, made[0], (made[1][0], None))
    (found,) = walk(store)
    assert "1 without content" in found.sentence


def test_a_feed_that_goes_on_from_what_is_not_here_is_not_complete(parts: Parts) -> None:
    parts.registry.admit(key(1))
    store, before = parts.store(), chain(key(1), 2)
    first_of_next = chain(key(1), 1, epoch=b"n" * 16)
    from dataclasses import replace

    from store.feeds.entry import read_entry, sign_entry
    from store.signed import cose

    entry = replace(read_entry(first_of_next[0][0]), prev=cose.digest(before[1][0]))
    take(store, (sign_entry(entry, key(1)), first_of_next[0][1]))
    (found,) = walk(store)
    assert "goes on from entries that are not here" in found.sentence
    take(store, *before)
    assert all(one.complete for one in walk(store))


def test_a_key_nobody_knows_makes_entries_unreadable(parts: Parts) -> None:
    kiosk = parts.kiosk(1)
    write(kiosk, b"one")
    parts.registry.keys.clear()
    with kiosk.database.write() as connection:
        connection.execute(text("DELETE FROM introductions"))
    (found,) = walk(kiosk)
    assert found.unreadable == 1


def test_a_damaged_page_is_unreadable_not_a_crash(parts: Parts) -> None:
    kiosk = parts.kiosk(1)
    write(kiosk, *[b"%d" % (number % 10) * 20_000 for number in range(40)])
    kiosk.database.close()
    path = kiosk.database.path
    data = bytearray(path.read_bytes())
    for page in range(len(data) // 4096 - 30, len(data) // 4096):
        data[page * 4096 : page * 4096 + 8] = b"\xff" * 8
    path.write_bytes(bytes(data))
    again = parts.open("kiosk1", key(1))
    assert any(one.unreadable for one in walk(again))
