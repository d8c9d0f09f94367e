"""Signed things hold for any content, any cut, any change of a byte."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import astuple, replace
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from store.errors import FeedError, KioskError
from store.feeds import ranges
from store.feeds.chain import Link, are_apart, beginnings, leading_to, paths, spans_of
from store.feeds.entry import Entry, is_signed_by, read_entry, sign_entry, to_payload
from store.feeds.entry_layout import fields_in
from store.feeds.ranges import Range, difference, missing
from store.feeds.receipt import read_receipt
from store.feeds.run import decode_run, encode_run
from store.signed import canonical
from tests.examples import examples
from tests.feed_parts import SCHOOL, Parts, bodies, chain, entries, key, parts_in

PLAIN = st.recursive(
    st.integers(-(2**64), 2**64 - 1) | st.binary(max_size=40) | st.text(max_size=20) | st.booleans() | st.none(),
    lambda inner: st.lists(inner, max_size=5) | st.dictionaries(st.integers(0, 300) | st.text(max_size=5), inner),
    max_leaves=20,
)
ENTRIES = st.builds(
    Entry,
    school=st.binary(min_size=16, max_size=16),
    device=st.binary(min_size=16, max_size=16),
    lane=st.just(0),
    epoch=st.binary(min_size=16, max_size=16),
    seq=st.integers(1, 2**53 - 1),
    prev=st.binary(min_size=32, max_size=32),
    body_hash=st.binary(min_size=32, max_size=32),
    size=st.integers(0, 2**53 - 1),
    alarm=st.integers(0, 2),
    slot=st.booleans(),
)
NUMBERS = st.sets(st.integers(1, 30))


@contextmanager
def fresh_parts() -> Iterator[Parts]:
    with tempfile.TemporaryDirectory() as folder, parts_in(Path(folder)) as parts:
        yield parts


@given(PLAIN)
def test_any_plain_value_has_one_encoding(value: canonical.Plain) -> None:
    data = canonical.encode(value)
    assert canonical.decode(data) == value
    assert canonical.encode(canonical.decode(data)) == data


@given(
    st.lists(st.tuples(st.binary(max_size=300), st.binary(max_size=300) | st.none()), min_size=1, max_size=3),
    st.data(),
)
def test_a_run_is_read_as_strictly_as_everything_else_is(items: list[tuple[bytes, bytes | None]], chance) -> None:
    changed = bytearray(encode_run(items))
    at = chance.draw(st.integers(0, len(changed) - 1))
    changed[at : at + chance.draw(st.integers(0, 2))] = chance.draw(st.binary(max_size=2))
    try:
        found = decode_run(bytes(changed))
    except FeedError:
        return
    assert canonical.decode(bytes(changed)) == [list(item) for item in found]


@given(st.binary(max_size=60))
def test_any_bytes_are_refused_or_are_the_one_encoding(data: bytes) -> None:
    try:
        value = canonical.decode(data)
    except FeedError:
        return
    assert canonical.encode(value) == data


@given(st.binary(max_size=200))
def test_any_bytes_at_all_are_no_crash(data: bytes) -> None:
    for read in (decode_run, read_entry, read_receipt):
        try:
            read(data)
        except KioskError:
            continue


@given(ENTRIES, st.sampled_from([0, 1, 2]), st.integers(0, 10_000), st.integers(0, 255), st.binary(max_size=3))
@settings(max_examples=examples(300))
def test_what_is_read_by_its_place_is_what_would_be_written(
    entry: Entry, lane: int, at: int, byte: int, more: bytes
) -> None:
    entry = entry if lane == 0 else replace(entry, lane=lane, alarm=0, slot=False)
    payload = to_payload(entry)
    assert fields_in(payload) == astuple(entry)[:-1]
    at %= len(payload)
    for changed in (
        payload[:at],
        payload + more,
        payload[:at] + bytes([byte]) + payload[at + 1 :],
        payload[:at] + more,
    ):
        found = fields_in(changed)
        assert found is None or to_payload(Entry(*found)) == changed


@given(ENTRIES, st.integers(0, 10_000), st.integers(1, 255))
@settings(max_examples=examples(60))
def test_any_entry_comes_back_and_no_byte_of_it_can_be_changed(entry: Entry, at: int, flip: int) -> None:
    signed = sign_entry(entry, key(1))
    assert read_entry(signed) == entry
    assert len(signed) < 300
    changed = bytearray(signed)
    changed[at % len(signed)] ^= flip
    try:
        still = is_signed_by(bytes(changed), key(1).public)
    except FeedError:
        return
    assert not still


@given(NUMBERS, NUMBERS)
def test_a_difference_is_the_set_difference(wanted: set[int], held: set[int]) -> None:
    rest = difference([(n, n) for n in wanted], [(n, n) for n in held])
    assert [n for first, last in rest for n in range(first, last + 1)] == sorted(wanted - held)


@given(NUMBERS.filter(bool))
def test_what_is_missing_is_the_set_difference(held: set[int]) -> None:
    told = missing([Range(bytes(16), 0, bytes(16), n, n, bytes(32)) for n in held])
    gaps = [n for first, last in told.get((bytes(16), 0, bytes(16)), ()) for n in range(first, last + 1)]
    assert gaps == sorted(set(range(1, max(held) + 1)) - held)


@st.composite
def trees(draw: st.DrawFn) -> list[Link]:
    """Draw the links of a feed that forked anywhere, some of them lost."""
    links = [Link(1, b"1.0", b"")]
    for number in range(draw(st.integers(0, 20))):
        before = links[draw(st.integers(0, len(links) - 1))]
        links.append(Link(before.seq + 1, b"%d.%d" % (before.seq + 1, number), before.hash))
    return [link for link in links if draw(st.integers(0, 4))]


@given(trees())
def test_spans_hold_every_entry_and_no_other(links: list[Link]) -> None:
    spans = spans_of(links)
    told: dict[bytes, int] = {}
    for span in spans:
        told |= leading_to(links, span.head, span.first)
        assert beginnings(links)[span.head] == span.first
    assert told == {link.hash: link.seq for link in links}
    assert sorted(link for path in paths(links) for link in path) == sorted(links)
    if len({link.seq for link in links}) == len(links):
        assert are_apart(spans)


@given(
    st.lists(
        st.builds(
            Range,
            *[st.binary(min_size=16, max_size=16), st.integers(0, 2)],
            st.binary(min_size=16, max_size=16),
            st.integers(1, 5),
            st.integers(5, 9),
            st.binary(min_size=32, max_size=32),
        ),
        max_size=5,
    )
)
def test_any_ranges_come_back(given_ranges: list[Range]) -> None:
    assert ranges.decode(canonical.decode(canonical.encode(ranges.encode(given_ranges)))) == given_ranges


@given(st.integers(0, 100_000), st.integers(1, 255), st.integers(0, 3))
@settings(max_examples=examples(40), deadline=None)
def test_a_run_changed_anywhere_never_brings_in_what_was_not_signed(at: int, flip: int, cut: int) -> None:
    made = chain(key(1), 5)
    run = bytearray(encode_run(made))
    run[at % len(run)] ^= flip
    with fresh_parts() as parts:
        parts.registry.admit(key(1))
        store = parts.store()
        with store.database.write() as connection:
            store.take(connection, bytes(run[: len(run) - cut]))
        assert set(bodies(store)) <= {body for _signed, body in made} | {None}
        assert {one.device for one in entries(store)} <= {key(1).id}
        with store.database.write() as connection:
            assert store.take(connection, encode_run(made)) == []
        assert sorted(bodies(store), key=repr) == [body for _signed, body in made]
    assert store.school == SCHOOL
