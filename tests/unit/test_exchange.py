"""After an exchange both sides are level, and only a store's own word counts as sent."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from store.errors import DiskFull, StorageError
from store.feeds.entry import read_entry
from store.feeds.exchange import Moved, exchange
from store.feeds.feeds import Feeds
from store.feeds.local import LocalPeer
from store.feeds.ranges import Range
from store.feeds.receipt import Receipt, make_receipt, read_receipt
from store.signed import cose
from tests.feed_parts import (
    SCHOOL,
    STORE_KEY,
    Parts,
    bodies,
    chain,
    entries,
    items,
    key,
    link_of,
    parts_in,
    runs,
    state,
    take,
    write,
)


@pytest.fixture
def parts(tmp_path: Path) -> Iterator[Parts]:
    with parts_in(tmp_path) as made:
        yield made


def kiosk_exchange(kiosk: Feeds, store: Feeds) -> Moved:
    return exchange(kiosk, LocalPeer(store, STORE_KEY), send=[0], want=[1])


def desk_exchange(desk: Feeds, store: Feeds) -> Moved:
    return exchange(desk, LocalPeer(store, STORE_KEY), send=[1, 2], want=[0, 1, 2])


def is_sent(feeds: Feeds, body: bytes) -> bool:
    with feeds.database.read() as connection:
        return feeds.is_receipted(connection, hashlib.sha256(body).digest())


def receipt_over(feeds: Feeds, **changed: object) -> bytes:
    with feeds.database.read() as connection:
        receipt = Receipt(SCHOOL, STORE_KEY.id, tuple(feeds.taken(connection)))
    return make_receipt(replace(receipt, **changed), STORE_KEY)  # type: ignore[arg-type]


def offer_receipt(feeds: Feeds, signed: bytes) -> bool:
    with feeds.database.write() as connection:
        return feeds.take_receipt(connection, signed)


def test_reports_go_up_and_notices_come_down(parts: Parts) -> None:
    kiosk, store, desk = parts.kiosk(1), parts.store(), parts.kiosk(2)
    write(kiosk, b"report")
    write(desk, b"notice", lane=1)
    write(desk, b"case", lane=2)
    assert not is_sent(kiosk, b"report")
    first = kiosk_exchange(kiosk, store)
    assert (first.sent, first.received, first.problems) == (1, 0, ())
    assert first.receipts >= 1
    assert is_sent(kiosk, b"report")
    second = desk_exchange(desk, store)
    assert (second.sent, second.received) == (2, 1)
    third = kiosk_exchange(kiosk, store)
    assert (third.sent, third.received) == (0, 1)
    assert bodies(kiosk) == [b"report", b"notice"]
    assert sorted(bodies(desk), key=repr) == sorted([b"notice", b"case", b"report"], key=repr)


def test_a_level_exchange_moves_nothing(parts: Parts) -> None:
    kiosk, store = parts.kiosk(1), parts.store()
    write(kiosk, b"one", b"two")
    kiosk_exchange(kiosk, store)
    before = state(kiosk), state(store)
    moved = kiosk_exchange(kiosk, store)
    assert (moved.sent, moved.received, moved.problems) == (0, 0, ())
    assert (state(kiosk), state(store)) == before


def test_weeks_offline_come_over_in_one_exchange(parts: Parts) -> None:
    kiosk, store = parts.kiosk(1), parts.store()
    write(kiosk, *[b"%d" % number for number in range(900)])
    assert kiosk_exchange(kiosk, store).sent == 900
    assert bodies(store) == bodies(kiosk)


def test_a_receipt_that_was_lost_is_given_again(parts: Parts) -> None:
    kiosk, store = parts.kiosk(1), parts.store()
    write(kiosk, b"report")
    for run in runs(kiosk):
        LocalPeer(store, STORE_KEY).put(run)
    assert not is_sent(kiosk, b"report")
    kiosk_exchange(kiosk, store)
    assert is_sent(kiosk, b"report")


def test_a_forged_receipt_changes_nothing(parts: Parts) -> None:
    kiosk = parts.kiosk(1)
    write(kiosk, b"report")
    good = receipt_over(kiosk)
    with kiosk.database.read() as connection:
        held = tuple(kiosk.held(connection))
    forged = make_receipt(Receipt(SCHOOL, STORE_KEY.id, held), key(5))
    by_a_stranger = make_receipt(Receipt(SCHOOL, key(5).id, held), key(5))
    foreign = receipt_over(kiosk, school=bytes(16))
    changed = bytearray(good)
    changed[-1] ^= 1
    as_an_offer = cose.sign("offer", cose.payload_of(good), STORE_KEY)
    for bad in (forged, by_a_stranger, foreign, bytes(changed), good[:-1], b"", b"200 OK", as_an_offer):
        assert not offer_receipt(kiosk, bad)
    assert not is_sent(kiosk, b"report")
    assert offer_receipt(kiosk, good)
    assert is_sent(kiosk, b"report")


def test_a_range_counts_only_where_its_last_hash_is_ours(parts: Parts) -> None:
    kiosk = parts.kiosk(1)
    write(kiosk, b"one", b"two", b"three")
    with kiosk.database.read() as connection:
        (held,) = kiosk.held(connection)
    for wrong in (
        replace(held, hash_at_last=bytes(32)),
        replace(held, last=2),
        replace(held, epoch=bytes(16)),
        replace(held, lane=1),
        replace(held, device=key(7).id),
    ):
        offer_receipt(kiosk, receipt_over(kiosk, held=(wrong,)))
    assert not any(one.receipted for one in entries(kiosk))


def test_an_old_receipt_replayed_covers_no_more_than_it_did(parts: Parts) -> None:
    kiosk = parts.kiosk(1)
    write(kiosk, b"one")
    old = receipt_over(kiosk)
    write(kiosk, b"two")
    for _ in range(2):
        assert offer_receipt(kiosk, old)
    assert [one.receipted for one in entries(kiosk)] == [True, False]


def test_receipts_one_after_the_other_mark_all_that_they_cover_whatever_is_undone_between(parts: Parts) -> None:
    kiosk = parts.kiosk(1)
    receipts = []
    for body in (b"one", b"two", b"three"):
        write(kiosk, body)
        receipts.append(receipt_over(kiosk))
    assert offer_receipt(kiosk, receipts[0])
    with pytest.raises(DiskFull), kiosk.database.write() as connection:
        assert kiosk.take_receipt(connection, receipts[1])
        raise DiskFull
    assert [one.receipted for one in entries(kiosk)] == [True, False, False]
    assert offer_receipt(kiosk, receipts[2])
    assert [one.receipted for one in entries(kiosk)] == [True, True, True]


def test_an_entry_the_store_holds_without_its_body_is_not_sent_yet(parts: Parts) -> None:
    kiosk, store = parts.kiosk(1), parts.store()
    write(kiosk, b"one", b"two")
    held = items(kiosk)
    take(store, held[0], (held[1][0], None))
    offer_receipt(kiosk, receipt_over(store))
    assert [one.receipted for one in entries(kiosk)] == [True, False]
    assert kiosk_exchange(kiosk, store).sent == 1
    assert all(one.receipted for one in entries(kiosk))
    assert bodies(store) == [b"one", b"two"]


def test_no_receipt_covers_what_is_quarantined(parts: Parts) -> None:
    kiosk, store = parts.kiosk(1, admitted=False), parts.store()
    write(kiosk, b"report")
    moved = kiosk_exchange(kiosk, store)
    assert moved.sent == 1
    assert any("not admitted" in sentence for sentence in moved.problems)
    assert not is_sent(kiosk, b"report")
    assert [(one.body, one.quarantined) for one in entries(store)] == [(b"report", True)]
    assert kiosk_exchange(kiosk, store).sent == 0
    parts.registry.admit(key(1))
    kiosk_exchange(kiosk, store)
    assert is_sent(kiosk, b"report")
    assert [(one.body, one.quarantined) for one in entries(store)] == [(b"report", False)]


def test_a_desk_gets_what_is_quarantined_for_a_child_may_have_written_it(parts: Parts) -> None:
    kiosk, store, desk = parts.kiosk(1, admitted=False), parts.store(), parts.kiosk(2)
    write(kiosk, b"report")
    kiosk_exchange(kiosk, store)
    desk_exchange(desk, store)
    assert [(one.body, one.quarantined) for one in entries(desk)] == [(b"report", True)]


def test_a_store_put_back_to_an_older_backup_is_sent_everything_again(parts: Parts) -> None:
    kiosk, desk, store = parts.kiosk(1), parts.kiosk(2), parts.store()
    write(kiosk, b"one")
    kiosk_exchange(kiosk, store)
    backup = parts.copied(store, "backup")
    write(kiosk, b"two", b"three")
    write(desk, b"notice", lane=1)
    kiosk_exchange(kiosk, store)
    desk_exchange(desk, store)
    assert kiosk_exchange(kiosk, backup).sent == 2
    assert desk_exchange(desk, backup).sent == 1
    assert state(backup) == state(store)


def test_a_cloned_kiosk_shows_as_a_fork_and_both_histories_arrive(parts: Parts) -> None:
    kiosk, store = parts.kiosk(1), parts.store()
    write(kiosk, b"common")
    clone = parts.copied(kiosk, "clone")
    kiosk = parts.open("kiosk1", key(1))
    write(kiosk, b"left 1", b"left 2")
    write(clone, b"right 1")
    kiosk_exchange(kiosk, store)
    kiosk_exchange(clone, store)
    assert sorted(bodies(store), key=repr) == [b"common", b"left 1", b"left 2", b"right 1"]
    with store.database.read() as connection:
        assert [one.seq for one in store.forks(connection)] == [2]
    assert is_sent(clone, b"right 1")
    assert is_sent(clone, b"common")
    before = {read_entry(signed).epoch for signed, _ in items(clone)}
    write(clone, b"right 2")
    after = {read_entry(signed).epoch for signed, _ in items(clone)}
    assert len(after - before) == 1
    kiosk_exchange(kiosk, store)
    write(kiosk, b"left 3")
    assert len({read_entry(signed).epoch for signed, _ in items(kiosk)}) == 2
    assert kiosk_exchange(kiosk, store).sent == 1
    assert kiosk_exchange(clone, store).sent == 1
    assert kiosk_exchange(kiosk, store).sent == kiosk_exchange(clone, store).sent == 0
    assert len(bodies(store)) == 6


def test_a_restored_kiosk_takes_a_new_epoch(parts: Parts) -> None:
    kiosk, store = parts.kiosk(1), parts.store()
    write(kiosk, b"one")
    restored = parts.copied(kiosk, "restored")
    kiosk = parts.open("kiosk1", key(1))
    write(kiosk, b"two")
    kiosk_exchange(kiosk, store)
    kiosk_exchange(restored, store)
    write(restored, b"after")
    kiosk_exchange(restored, store)
    with store.database.read() as connection:
        assert store.forks(connection) == []
        assert len(store.held(connection)) == 2
    assert is_sent(restored, b"one")
    assert is_sent(restored, b"after")


def test_a_restored_desk_gets_its_own_entries_back_and_does_not_fork(parts: Parts) -> None:
    desk, store = parts.kiosk(2), parts.store()
    write(desk, b"one", lane=1)
    restored = parts.copied(desk, "restored")
    desk = parts.open("kiosk2", key(2))
    write(desk, b"two", lane=1)
    desk_exchange(desk, store)
    desk_exchange(restored, store)
    assert bodies(restored) == [b"one", b"two"]
    write(restored, b"three", lane=1)
    newest = entries(restored)[-1]
    assert newest.seq == 1
    desk_exchange(restored, store)
    with store.database.read() as connection:
        assert store.forks(connection) == []


def test_a_device_handed_entries_of_its_own_takes_a_new_epoch(parts: Parts) -> None:
    desk = parts.kiosk(2)
    write(desk, b"one", lane=1)
    restored = parts.copied(desk, "restored")
    write(desk, b"two", lane=1)
    with restored.database.write() as connection:
        for run in runs(desk):
            assert restored.take(connection, run) == []
    write(restored, b"three", lane=1)
    assert [one.seq for one in entries(restored)] == [1, 2, 1]


def test_a_desk_that_lags_behind_does_not_send_what_the_store_has(parts: Parts) -> None:
    first, second, store = parts.kiosk(2), parts.kiosk(3), parts.store()
    write(first, b"one", lane=1)
    desk_exchange(first, store)
    desk_exchange(second, store)
    write(first, b"two", lane=1)
    desk_exchange(first, store)
    moved = desk_exchange(second, store)
    assert (moved.sent, moved.received) == (0, 1)


def test_a_range_says_nothing_of_another_branch_below_a_gap(parts: Parts) -> None:
    parts.registry.admit(key(1))
    left, right, trunk = parts.store("left"), parts.store("right"), chain(key(1), 1)
    branch = chain(key(1), 2, start=link_of(trunk[0], 1), tag=b"branch")
    other = chain(key(1), 1, start=link_of(trunk[0], 1), tag=b"other")
    take(left, other[0])
    take(left, branch[1])
    take(right, *branch)
    exchange(left, LocalPeer(right, STORE_KEY), send=[0], want=[0])
    assert state(left) == state(right)
    assert len(bodies(left)) == 3


def test_a_report_the_store_refuses_does_not_hold_up_the_others(parts: Parts) -> None:
    from sqlalchemy import text

    kiosk, store = parts.kiosk(1), parts.store()
    write(kiosk, b"one", b"two", b"three")
    with kiosk.database.write() as connection:
        connection.execute(text("UPDATE entries SET body = :body WHERE seq = 2"), {"body": b"bit rot"})
    moved = kiosk_exchange(kiosk, store)
    assert bodies(store) == [b"one", b"three"]
    assert any("damaged on the way" in sentence for sentence in moved.problems)
    assert [one.receipted for one in entries(kiosk)] == [True, False, True]


def test_the_bytes_of_every_attempt_are_those_of_the_first(parts: Parts) -> None:
    kiosk = parts.kiosk(1)
    write(kiosk, b"one", b"two")
    first = runs(kiosk)
    kiosk.start(b"machine 1")
    assert runs(kiosk) == first


class CutShort(LocalPeer):
    """Takes a run durably, then is gone before the answer arrives."""

    def put(self, run: bytes) -> bytes:
        super().put(run)
        raise StorageError("gone")


def test_an_exchange_cut_short_goes_on_the_next_time(parts: Parts) -> None:
    kiosk, store, desk = parts.kiosk(1), parts.store(), parts.kiosk(2)
    write(desk, b"notice", lane=1)
    desk_exchange(desk, store)
    write(kiosk, b"one")
    with pytest.raises(StorageError):
        exchange(kiosk, CutShort(store, STORE_KEY), send=[0], want=[1])
    assert b"notice" in bodies(kiosk)
    assert not is_sent(kiosk, b"one")
    assert kiosk_exchange(kiosk, store).sent == 0
    assert is_sent(kiosk, b"one")


def test_a_full_store_gives_no_receipt(parts: Parts) -> None:
    kiosk, store = parts.kiosk(1), parts.store()
    write(kiosk, bytes(200_000))
    with store.database.write() as connection:
        pages = connection.exec_driver_sql("PRAGMA page_count").scalar()
        connection.exec_driver_sql(f"PRAGMA max_page_count={pages + 4}")
    with pytest.raises(DiskFull):
        kiosk_exchange(kiosk, store)
    assert not is_sent(kiosk, bytes(200_000))
    assert bodies(kiosk) == [bytes(200_000)]
    with store.database.write() as connection:
        connection.exec_driver_sql("PRAGMA max_page_count=1000000")
    kiosk_exchange(kiosk, store)
    assert is_sent(kiosk, bytes(200_000))


class Lying(LocalPeer):
    """Says that it holds everything, signs nothing."""

    def held(self, lanes: Collection[int], mine: Sequence[Range]) -> list[Range]:
        return [replace(one, hash_at_last=bytes(32)) for one in mine]

    def receipts(self, mine: Sequence[Range]) -> Iterator[bytes]:
        yield b"<html>Please sign in to the school's network</html>"


def test_a_captive_portal_makes_nothing_sent(parts: Parts) -> None:
    kiosk, store = parts.kiosk(1), parts.store()
    write(kiosk, b"one")
    moved = exchange(kiosk, Lying(store, key(66)), send=[0], want=[1])
    assert moved.receipts == 0
    assert not is_sent(kiosk, b"one")


def test_a_receipt_names_what_it_did_not_take(parts: Parts) -> None:
    store = parts.store()
    parts.registry.admit(key(1))
    made = chain(key(1), 2)
    from store.feeds.run import encode_run

    receipt = read_receipt(LocalPeer(store, STORE_KEY).put(encode_run([made[0], (made[1][0], b"changed")])))
    assert receipt.problems == ((5, cose.digest(made[1][0])),)
    assert [(one.first, one.last) for one in receipt.held] == [(1, 1)]
