"""What the simulation has found, each as the shortest story that shows it."""

from __future__ import annotations

from pathlib import Path

import pytest

from store.feeds.entry import sign_entry
from store.feeds.exchange import exchange
from store.feeds.local import LocalPeer
from store.feeds.receipt import read_receipt
from store.feeds.run import encode_run
from store.signed import cose
from tests.feed_parts import STORE_KEY, chain, entries, entry_for, key, parts_in, take, write


@pytest.mark.parametrize("last", [(b"no entry", b"x"), (b"\xd2\x84", None)])
def test_a_bad_item_at_the_end_of_a_run_does_not_keep_the_rest_from_being_receipted(
    tmp_path: Path, last: tuple
) -> None:
    with parts_in(tmp_path) as parts:
        parts.registry.admit(key(1))
        good = chain(key(1), 2)
        receipt = read_receipt(LocalPeer(parts.store(), STORE_KEY).put(encode_run([*good, last])))
        assert [one.hash_at_last for one in receipt.held] == [cose.digest(good[-1][0])]
        assert [code for code, _hash in receipt.problems] == [1]


def test_a_run_that_is_none_is_answered_by_what_was_wrong_with_it(tmp_path: Path) -> None:
    with parts_in(tmp_path) as parts:
        receipt = read_receipt(LocalPeer(parts.store(), STORE_KEY).put(b"<html>"))
        assert (receipt.held, receipt.problems) == ((), ((1, None),))


def test_an_entry_of_a_newer_version_on_its_way_does_not_end_the_exchange(tmp_path: Path) -> None:
    with parts_in(tmp_path) as parts:
        kiosk, store = parts.kiosk(1), parts.store()
        parts.registry.admit(key(2))
        newer = entry_for(key(2), b"from next year", v=2)
        take(kiosk, (sign_entry(newer, key(2)), b"from next year"))
        write(kiosk, b"a report")
        moved = exchange(kiosk, LocalPeer(store, STORE_KEY), send=[0], want=[1])
        assert moved.sent == 2
        assert {one.body for one in entries(store)} == {b"a report", b"from next year"}
