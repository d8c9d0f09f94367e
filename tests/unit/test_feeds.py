"""Feeds keep what is authentic, refuse what is not, and lose nothing in between."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from store.errors import FeedError, TooLarge
from store.feeds import intake
from store.feeds.entry import NO_ENTRY, read_entry, sign_entry
from store.feeds.problem import Code, problem
from store.feeds.run import LARGEST_BODY, decode_run, encode_run
from store.signed import cose
from tests.feed_parts import (
    Parts,
    bodies,
    chain,
    entries,
    entry_for,
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


def test_what_is_appended_is_a_signed_chain(parts: Parts) -> None:
    kiosk = parts.kiosk()
    hashes = write(kiosk, b"one", b"two") + write(kiosk, b"three")
    read = [read_entry(signed) for signed, _body in items(kiosk)]
    assert [one.seq for one in read] == [1, 2, 3]
    assert [one.prev for one in read] == [NO_ENTRY, *hashes[:2]]
    assert len({one.epoch for one in read}) == 1
    assert [one.hash for one in entries(kiosk)] == hashes
    assert bodies(kiosk) == [b"one", b"two", b"three"]


def test_lanes_are_separate_feeds(parts: Parts) -> None:
    desk = parts.kiosk()
    write(desk, b"notice", lane=1)
    write(desk, b"casework", lane=2)
    with desk.database.read() as connection:
        assert [(one.lane, one.first, one.last) for one in desk.held(connection)] == [(1, 1, 1), (2, 1, 1)]
        assert [one.body for one in desk.entries(connection, lanes=[1])] == [b"notice"]


def test_alarm_and_slot_are_signed(parts: Parts) -> None:
    kiosk = parts.kiosk()
    with kiosk.database.write() as connection:
        kiosk.append(connection, 0, b"red", alarm=2)
        kiosk.append(connection, 0, b"cover", slot=True)
    assert [(one.alarm, one.slot) for one in entries(kiosk)] == [(2, False), (0, True)]
    assert [(e.alarm, e.slot) for e in (read_entry(signed) for signed, _ in items(kiosk))] == [(2, False), (0, True)]


def test_a_body_no_delivery_can_carry_is_refused(parts: Parts) -> None:
    kiosk = parts.kiosk()
    with pytest.raises(TooLarge):
        write(kiosk, bytes(LARGEST_BODY + 1))
    write(kiosk, bytes(LARGEST_BODY))
    store = parts.store()
    with store.database.write() as connection:
        assert [store.take(connection, run) for run in runs(kiosk)] == [[]]


def test_a_store_has_nothing_to_append_as(parts: Parts) -> None:
    store = parts.store()
    with pytest.raises(FeedError):
        write(store, b"x")


def test_a_read_goes_on_where_the_last_one_ended(parts: Parts) -> None:
    kiosk = parts.kiosk()
    write(kiosk, *[b"%d" % number for number in range(7)])
    seen, after = list[bytes | None](), 0
    with kiosk.database.read() as connection:
        while page := kiosk.entries(connection, after=after, limit=3):
            seen += [one.body for one in page]
            after = page[-1].arrival
    assert seen == bodies(kiosk)


def test_a_view_that_follows_arrivals_skips_nothing_while_others_write(parts: Parts) -> None:
    import threading

    # Two programs on one file, as the visit and the sync process are.
    writers = [parts.kiosk(1, name="shared"), parts.kiosk(1, name="shared")]
    threads = [
        threading.Thread(target=lambda feeds=feeds, tag=tag: [write(feeds, b"%s %d" % (tag, n)) for n in range(40)])
        for feeds, tag in zip(writers, (b"a", b"b"), strict=True)
    ]
    for thread in threads:
        thread.start()
    seen, after = list[bytes | None](), 0
    while True:
        # Asked before the page is read: only a page after the last write may end this.
        are_writing = any(thread.is_alive() for thread in threads)
        with writers[0].database.read() as connection:
            page = writers[0].entries(connection, after=after, limit=7)
        seen += [one.body for one in page]
        after = page[-1].arrival if page else after
        if not page and not are_writing:
            break
    for thread in threads:
        thread.join()
    assert seen == bodies(writers[0])
    assert len(seen) == 80
    with writers[0].database.read() as connection:
        assert writers[0].missing(connection) == {}
        assert writers[0].forks(connection) == []


def test_another_machine_takes_a_new_epoch_that_goes_on_from_the_last_hash(parts: Parts) -> None:
    kiosk = parts.kiosk()
    last = write(kiosk, b"one", b"two")[-1]
    kiosk.start(b"machine 1")
    write(kiosk, b"three")
    kiosk.start(b"another machine")
    write(kiosk, b"four")
    kiosk.start(b"another machine")
    write(kiosk, b"five")
    read = {body: read_entry(signed) for signed, body in items(kiosk)}
    assert read[b"three"].epoch == read[b"two"].epoch
    assert read[b"four"].epoch != read[b"three"].epoch
    assert (read[b"four"].seq, read[b"five"].seq) == (1, 2)
    assert read[b"three"].prev == last
    assert read[b"four"].prev == entries(kiosk)[2].hash


def test_another_key_begins_its_own_feed(parts: Parts) -> None:
    kiosk = parts.kiosk()
    write(kiosk, b"one")
    other = parts.open("kiosk1", key(2))
    write(other, b"two")
    newest = read_entry(items(other)[-1][0]) if items(other)[-1][1] == b"two" else read_entry(items(other)[0][0])
    assert (newest.seq, newest.prev, newest.device) == (1, NO_ENTRY, key(2).id)


def test_entries_beyond_a_gap_are_stored_and_the_gap_is_listed(parts: Parts) -> None:
    store, made = parts.store(), chain(key(1), 9)
    parts.registry.admit(key(1))
    assert take(store, *made[3:5]) == []
    assert take(store, made[8]) == []
    feed = (key(1).id, 0, bytes(16))
    with store.database.read() as connection:
        assert store.missing(connection) == {feed: ((1, 3), (6, 8))}
    assert take(store, *made[:4]) == []
    with store.database.read() as connection:
        assert store.missing(connection) == {feed: ((6, 8),)}
    assert take(store, *made[5:8]) == []
    with store.database.read() as connection:
        assert store.missing(connection) == {}
        assert [(one.first, one.last, one.hash_at_last) for one in store.held(connection)] == [
            (1, 9, cose.digest(made[8][0]))
        ]


def test_one_signature_vouches_for_the_entries_before_it(parts: Parts) -> None:
    parts.registry.admit(key(1))
    # The device signed over what stands before, a wrong signature included: what it names is its own.
    first, body = chain(key(1), 1)[0]
    broken = first[:-1] + bytes([first[-1] ^ 1])
    second = chain(key(1), 1, start=link_of((broken, body), 1))[0]
    whole, cut, late = parts.store("whole"), parts.store("cut"), parts.store("late")
    assert take(whole, (broken, body), second) == []
    assert take(cut, (broken, body)) == [Code.SIGNATURE]
    assert take(cut, second) == []
    assert take(cut, (broken, body)) == []
    assert take(late, second) == []
    assert take(late, (broken, body)) == []
    assert state(whole) == state(cut) == state(late)


def test_a_link_vouches_only_for_its_own_device(parts: Parts) -> None:
    parts.registry.admit(key(1))
    parts.registry.admit(key(2))
    forged, body = chain(key(2), 1)[0]
    forged = forged[:-1] + bytes([forged[-1] ^ 1])
    accomplice = chain(key(1), 1, start=link_of((forged, body), 1))[0]
    store = parts.store()
    assert take(store, (forged, body), accomplice) == [Code.SIGNATURE]
    assert take(store, (forged, body)) == [Code.SIGNATURE]
    assert len(entries(store)) == 1


def test_one_bad_item_never_blocks_the_rest(parts: Parts) -> None:
    parts.registry.admit(key(1))
    made, other = chain(key(1), 6), chain(key(1), 1, school=bytes(16))
    unknown = chain(key(5), 1)
    run = [made[0], (b"no entry", b""), made[1], (made[2][0], b"changed"), *other, *unknown, made[3], made[5]]
    store = parts.store()
    assert sorted(take(store, *run)) == [Code.MALFORMED, Code.FOREIGN, Code.UNKNOWN_KEY, Code.BODY]
    assert bodies(store) == [b"body 1", b"body 2", b"body 4", b"body 6"]
    assert take(store, *made) == []
    assert sorted(bodies(store), key=repr) == [b"body %d" % number for number in range(1, 7)]


def test_bytes_that_are_no_run_are_refused_without_an_error(parts: Parts) -> None:
    store = parts.store()
    with store.database.write() as connection:
        assert [one.code for one in store.take(connection, b"rubbish")] == [Code.MALFORMED]
        assert [one.code for one in store.take(connection, bytes(9_000_000))] == [Code.MALFORMED]


def test_the_same_run_twice_is_one_row_for_each_entry(parts: Parts) -> None:
    parts.registry.admit(key(1))
    store, made = parts.store(), chain(key(1), 3)
    assert take(store, *made, *made) == []
    before = state(store)
    arrivals = [one.arrival for one in entries(store)]
    assert take(store, *made[1:]) == []
    assert state(store) == before
    assert [one.arrival for one in entries(store)] == arrivals
    assert len(entries(store)) == 3


def test_both_branches_of_a_fork_are_ordinary_rows(parts: Parts) -> None:
    parts.registry.admit(key(1))
    store, common = parts.store(), chain(key(1), 2)
    left = chain(key(1), 2, start=link_of(common[1], 2), tag=b"left")
    right = chain(key(1), 3, start=link_of(common[1], 2), tag=b"right")
    assert take(store, *common, *left) == []
    with store.database.read() as connection:
        assert store.forks(connection) == []
    assert take(store, *right) == []
    with store.database.read() as connection:
        assert [(one.seq, len(one.hashes)) for one in store.forks(connection)] == [(3, 2), (4, 2)]
        assert [(one.first, one.last) for one in store.held(connection)] == [(1, 4), (1, 5)]
        assert store.missing(connection) == {}
    assert len(bodies(store)) == 7
    other = parts.store("other")
    for run in runs(store):
        with other.database.write() as connection:
            assert other.take(connection, run) == []
    assert state(other) == state(store)


def test_an_entry_without_its_body_is_held_but_its_body_is_still_wanted(parts: Parts) -> None:
    parts.registry.admit(key(1))
    store, full, made = parts.store(), parts.store("full"), chain(key(1), 3)
    assert take(store, made[0], (made[1][0], None), made[2]) == []
    take(full, *made)
    with store.database.read() as connection, full.database.read() as other:
        (held,) = store.held(connection)
        assert held.without_body == (2,)
        (run,) = full.runs(other, [held])
    before = entries(store)[-1].arrival
    with store.database.write() as connection:
        assert store.take(connection, run) == []
        # It arrives anew, so a view that had passed it by sees its body.
        assert [one.body for one in store.entries(connection, after=before)] == [b"body 2"]
    with store.database.read() as connection, full.database.read() as other:
        assert store.held(connection) == full.held(other)


def test_what_is_held_of_many_feeds_at_once_is_what_is_held_of_each(parts: Parts) -> None:
    store, kiosks = parts.store(), [parts.kiosk(number) for number in range(1, 6)]
    for kiosk in kiosks:
        write(kiosk, b"one", b"two", lane=0)
        write(kiosk, b"three", lane=1)
    with store.database.write() as connection:
        for kiosk in kiosks:
            for run in runs(kiosk):
                # Of the first device's records one comes without its body.
                pairs = [
                    (signed, None if body == b"two" and kiosk is kiosks[0] else body)
                    for signed, body in decode_run(run)
                ]
                store.take(connection, encode_run(pairs))
    with store.database.read() as connection:
        every = store.taken(connection)
        asked = [one for one in every if one.lane == 0 or one.device != kiosks[1].own.id]
        together = store.taken_of(connection, store.stretches(connection, {one.feed for one in asked}), asked, set())
        each = [store.taken_of(connection, store.stretches(connection, {one.feed}), [one], set()) for one in asked]
    assert together == asked == [one for found in each for one in found]
    assert len(asked) == 9
    assert [one.without_body for one in together if one.without_body] == [(2,)]


def test_entries_of_an_unknown_device_are_put_aside_until_it_is_admitted(parts: Parts) -> None:
    store, made = parts.store(), chain(key(1), 3)
    with store.database.write() as connection:
        store.introduce(connection, key(1).public)
    assert take(store, *made) == [Code.QUARANTINED] * 3
    assert [one.quarantined for one in entries(store)] == [True] * 3
    with store.database.write() as connection:
        assert store.taken(connection) == []
        assert len(store.held(connection)) == 1
        assert store.review(connection) == 0
    parts.registry.admit(key(1))
    seen = entries(store)[-1].arrival
    with store.database.write() as connection:
        assert store.review(connection) == 3
        assert [(one.body, one.quarantined) for one in store.entries(connection, after=seen)] == [
            (body, False) for _signed, body in made
        ]
        assert store.taken(connection) == store.held(connection)
    assert len(entries(store)) == 3


def test_what_a_device_wrote_before_it_was_revoked_stays_taken(parts: Parts) -> None:
    parts.registry.admit(key(1))
    store, made = parts.store(), chain(key(1), 4)
    take(store, *made[:2])
    parts.registry.revoke(key(1))
    assert take(store, *made[2:]) == [Code.QUARANTINED] * 2
    assert [one.quarantined for one in entries(store)] == [False, False, True, True]
    with store.database.read() as connection:
        assert [(one.first, one.last) for one in store.taken(connection)] == [(1, 2)]


def test_an_entry_of_a_newer_version_is_put_aside(parts: Parts) -> None:
    parts.registry.admit(key(1))
    newer = sign_entry(entry_for(key(1), b"body", v=2), key(1))
    store = parts.store()
    assert take(store, (newer, b"body")) == [Code.QUARANTINED]
    with store.database.write() as connection:
        assert store.review(connection) == 0


def test_the_quarantine_has_a_cap_for_each_device(parts: Parts, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(intake, "QUARANTINE_ENTRIES", 2)
    store = parts.store()
    with store.database.write() as connection:
        store.introduce(connection, key(1).public)
        store.introduce(connection, key(2).public)
    assert take(store, *chain(key(1), 3)) == [Code.QUARANTINED, Code.QUARANTINED, Code.CAPS]
    assert take(store, *chain(key(1), 3)) == [Code.CAPS]
    assert take(store, *chain(key(2), 1)) == [Code.QUARANTINED]


def test_a_foreign_key_can_not_pose_as_a_device(parts: Parts) -> None:
    store = parts.store()
    posing = sign_entry(entry_for(key(1), b"body"), key(2))
    parts.registry.admit(key(1))
    with store.database.write() as connection:
        store.introduce(connection, key(2).public)
        store.introduce(connection, b"no key")
    assert take(store, (posing, b"body")) == [Code.SIGNATURE]
    with store.database.read() as connection:
        assert store.introductions(connection) == [key(2).public]
        assert store.public_key(connection, key(2).id) == key(2).public


def test_schools_in_one_database_do_not_see_one_another(parts: Parts) -> None:
    from store.feeds.feeds import Feeds

    first = parts.kiosk()
    write(first, b"ours")
    second = Feeds(first.database, bytes(16), parts.registry, key(1))
    write(second, b"theirs")
    assert bodies(first) == [b"ours"]
    assert bodies(second) == [b"theirs"]
    assert len(entries(second)) == 1


def test_a_code_of_a_newer_version_still_has_a_sentence() -> None:
    assert "does not know" in problem(77, None).sentence
    assert problem(Code.BODY, None).refused
    assert not problem(Code.QUARANTINED, None).refused
