"""An older device under a newer school, two versions apart, still takes and sends; nothing newer is lost by it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from store.feeds import intake
from store.feeds.by_network import http_wire
from store.feeds.by_network.http import HttpPeer
from store.feeds.by_network.http_line import Patience
from store.feeds.entry import Entry, sign_entry
from store.feeds.exchange import exchange
from store.feeds.local import LocalPeer
from store.feeds.offer import Offer, make_offer, read_offer
from store.feeds.run import encode_run
from store.scheme import documents, following
from store.scheme.documents import Document, make_document
from store.scheme.keys_bundle import KeysBundle, read_keys, sign_keys
from store.scheme.notices import KIND_DOCUMENT, KIND_KEYS, Share, pack_share, unpack_notice, unpack_share
from store.scheme.publications import Publisher
from store.service.school_store import SchoolStore
from store.signed import cose, shape
from store.signed.canonical import Plain, decode, encode
from store.version import PROGRAM
from tests.feed_parts import bodies, entries, write
from tests.founded_school import DESK, KIOSK, ROOT, STORE, Device, bundle, device
from tests.https_server import Reply, serving
from tests.store_parts import KEYS, honest, open_store

PATIENCE = Patience(connect=2, silence=2, whole=5)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Device]:
    made = device(tmp_path, "store", STORE, keys=KEYS)
    yield made
    made.database.close()


@pytest.fixture
def served(tmp_path: Path, desk: Device) -> Iterator[SchoolStore]:
    made = open_store(tmp_path, desk, "served")
    yield made
    made.close()


def say(desk: Device, *items: Plain) -> bytes:
    """Append a notice as a newer desk would, returning its body."""
    body = encode(list(items))
    with desk.database.write() as connection:
        desk.feeds.append(connection, 1, body)
    return body


def changed(signed: bytes, name: str, key: Any, **fields: Plain) -> bytes:
    """Return something signed with further or other fields, signed again."""
    payload = decode(cose.payload_of(signed))
    assert isinstance(payload, dict)
    return cose.sign(name, encode(payload | {int(number[1:]): value for number, value in fields.items()}), key)


def next_of(desk: Device, name: str, content: Plain) -> bytes:
    """Return the next document of a name with this content, of which nothing here knows how to write it."""
    before = desk.school.document(name)
    assert before is not None
    return make_document(name, before.counter + 1, content, DESK, desk.school.id, before.hash, before.count)


def active(device: Device, name: str) -> Document:
    document = device.school.document(name)
    assert document is not None
    return document


# -- what stands in the notice lane


def test_unknown_kinds_and_longer_items_are_passed_over_kept_and_handed_on(
    desk: Device, store: Device, kiosk: Device
) -> None:
    policy = active(desk, "policy")
    newer = next_of(desk, "policy", policy.content)
    body = say(desk, [99, b"of a newer version"], [KIND_DOCUMENT, newer, "why it was published"], [7, b""])
    store.hear(desk)
    kiosk.hear(store)
    assert active(kiosk, "policy").counter == policy.counter + 1
    assert body in bodies(kiosk.feeds)
    assert [kind for kind, _ in unpack_notice(body)] == [99, KIND_DOCUMENT, 7]


@pytest.mark.parametrize("name", ["staff", "devices"])
def test_further_fields_at_the_end_of_a_list_are_no_trouble(desk: Device, kiosk: Device, name: str) -> None:
    content = active(desk, name).content
    assert isinstance(content, list)
    longer = [[*one, "pronouns", 7] for one in content if isinstance(one, list)]
    say(desk, [KIND_DOCUMENT, next_of(desk, name, longer)])
    kiosk.hear(desk)
    assert active(kiosk, name).content == longer
    assert kiosk.school.staff() == desk.school.staff()
    assert kiosk.school.device_name(KIOSK.id) == "Library"


def test_a_document_of_an_unknown_name_stops_nothing_that_comes_with_it(desk: Device, kiosk: Device) -> None:
    policy = active(desk, "policy")
    strange = make_document("timetable", 1, ["Monday"], DESK, desk.school.id)
    say(desk, [KIND_DOCUMENT, strange], [KIND_DOCUMENT, next_of(desk, "policy", policy.content)])
    kiosk.hear(desk)
    assert active(kiosk, "policy").counter == policy.counter + 1


def longer_keys() -> bytes:
    """Return a higher bundle, each item of which says more than this version knows."""
    made = KeysBundle(**{**vars(bundle()), "version": 9})
    payload = decode(cose.payload_of(sign_keys(made, ROOT)))
    assert isinstance(payload, dict)
    for number in (5, 6, 7, 8):
        items = payload[number]
        assert isinstance(items, list)
        payload[number] = [[*one, "more", [1]] for one in items if isinstance(one, list)]
    return cose.sign("keys", encode(payload), ROOT)


def test_a_keys_bundle_whose_items_say_more_comes_into_force(desk: Device, kiosk: Device) -> None:
    signed = longer_keys()
    assert read_keys(signed, [ROOT.public]).roles == bundle().roles
    say(desk, [KIND_KEYS, signed])
    kiosk.hear(desk)
    assert kiosk.school.keys is not None
    assert kiosk.school.keys.version == 9
    assert kiosk.school.recipients(["safeguarding"])


def test_a_share_that_says_more_is_read() -> None:
    share = Share("head", (bytes(16),), b"an age file")
    plain = decode(pack_share(share))
    assert isinstance(plain, list)
    assert unpack_share(encode([*plain, "since"])) == share


# -- a document that this version can't read


def understand_version_3(monkeypatch: pytest.MonkeyPatch) -> None:
    """Make this the program two versions on, which reads version 3 of a document as it reads version 1."""

    def read(payload: bytes, keys: Any) -> dict[int, Plain]:
        value = decode(payload)
        if isinstance(value, dict) and value.get(1) == 3:
            payload = encode({number: one for number, one in value.items() if number in keys} | {1: 1})
        return shape.read_map(payload, keys)

    monkeypatch.setattr(documents, "read_map", read)
    monkeypatch.setattr(following, "PROGRAM", "0.3.0")


def test_a_newer_document_is_passed_over_and_used_once_the_program_is_updated(
    desk: Device, kiosk: Device, monkeypatch: pytest.MonkeyPatch
) -> None:
    kiosk.hear(desk)
    before = active(kiosk, "policy")
    newer = changed(next_of(desk, "policy", before.content), "document", DESK, _1=3, _9="of version 3")
    say(desk, [KIND_DOCUMENT, newer])
    kiosk.hear(desk)
    assert active(kiosk, "policy") == before
    understand_version_3(monkeypatch)
    # Nothing is published again: what lies here already is read by the new program at its start.
    with kiosk.database.write() as connection:
        assert kiosk.school.follow(connection, kiosk.feeds) == 1
    assert active(kiosk, "policy").counter == before.counter + 1
    with kiosk.database.write() as connection:
        assert kiosk.school.follow(connection, kiosk.feeds) == 0


def test_another_release_of_the_program_reads_by_other_rules(
    desk: Device, kiosk: Device, monkeypatch: pytest.MonkeyPatch
) -> None:
    kiosk.hear(desk)
    with kiosk.database.read() as connection:
        assert following.position(connection, kiosk.school.id) > 0
        monkeypatch.setattr(following, "PROGRAM", "0.3.0")
        assert following.position(connection, kiosk.school.id) == 0


def test_the_program_knows_which_release_it_is() -> None:
    top = Path(__file__).parents[2]
    assert 'version = { attr = "store.version.PROGRAM" }' in (top / "pyproject.toml").read_text("utf-8")
    newest = next(line for line in (top / "CHANGELOG.md").read_text("utf-8").splitlines() if line.startswith("## "))
    assert newest == f"## {PROGRAM}"


# -- entries of a newer version


def newer_in_the_middle(kiosk: Device) -> list[tuple[bytes, bytes]]:
    """Return three entries of the kiosk in a chain, the second of version 3 with a field that version 1 lacks."""
    made, prev = [], bytes(32)
    for seq, (body, v) in enumerate([(b"one", 1), (b"two", 3), (b"three", 1)], 1):
        digest = cose.digest(body)
        entry = Entry(kiosk.school.id, KIOSK.id, 0, b"newer epoch here", seq, prev, digest, len(body), v=v)
        signed = sign_entry(entry, KIOSK)
        if v > 1:
            signed = changed(signed, "entry", KIOSK, _12="of version 3")
        made.append((signed, body))
        prev = cose.digest(signed)
    return made


def test_an_entry_of_a_newer_version_blocks_none_and_is_taken_after_the_update(
    desk: Device, store: Device, kiosk: Device, monkeypatch: pytest.MonkeyPatch
) -> None:
    store.hear(desk)
    made = newer_in_the_middle(kiosk)
    with store.database.write() as connection:
        problems = store.feeds.take(connection, encode_run(made))
    assert [one.refused for one in problems] == [False]
    desk.hear(store)
    for holder in (store, desk):
        # Put aside, yet opened apart, for a child may have written it, and handed on byte for byte.
        found = {one.body: one.quarantined for one in entries(holder.feeds) if one.lane == 0}
        assert found == {b"one": False, b"two": True, b"three": False}
    with store.database.read() as connection:
        assert [one.last for one in store.feeds.taken(connection, (0,))] != [3]
    monkeypatch.setattr(intake, "VERSION", 3)
    monkeypatch.setattr(following, "PROGRAM", "0.3.0")
    for holder in (store, desk):
        with holder.database.write() as connection:
            holder.school.follow(connection, holder.feeds)
        assert not [one for one in entries(holder.feeds) if one.quarantined]
    with store.database.read() as connection:
        assert [(one.first, one.last) for one in store.feeds.taken(connection, (0,))] == [(1, 3)]


# -- what is said over the line


def test_an_older_kiosk_believes_a_newer_store_s_receipt_that_says_more(
    desk: Device, store: Device, kiosk: Device
) -> None:
    store.hear(desk)
    write(kiosk.feeds, b"one", b"two")

    class Newer(LocalPeer):
        """A store two versions on: it holds a lane that is unknown here and knows further troubles."""

        def put(self, run: bytes) -> bytes:
            return said_more(super().put(run))

    moved = exchange(kiosk.feeds, Newer(store.feeds, STORE), send=(0,), want=(1,))
    assert (moved.sent, moved.receipts) == (2, 2)
    assert [one.receipted for one in entries(kiosk.feeds) if one.lane == 0] == [True, True]
    assert any("does not know" in problem for problem in moved.problems)


def said_more(receipt: bytes) -> bytes:
    payload = decode(cose.payload_of(receipt))
    assert isinstance(payload, dict)
    held, problems = payload[5], payload[6]
    assert isinstance(held, list)
    assert isinstance(problems, list)
    longer: list[Plain] = [[*one, "since"] for one in held if isinstance(one, list)]
    unknown: Plain = [STORE.id, 3, bytes(16), 1, 4, bytes(32), []]
    return changed(receipt, "receipt", STORE, _5=[*longer, unknown], _6=[*problems, [77, None, "details"], [78, None]])


def test_over_http_too_unknown_codes_and_lanes_leave_the_rest_as_it_is(
    tmp_path: Path, served: SchoolStore, kiosk: Device
) -> None:
    write(kiosk.feeds, b"one")

    def answer(_path: str, body: bytes) -> Reply:
        told = http_wire.split(honest(served, body))
        return Reply(http_wire.join(http_wire.Sequence(said_more(told.head), told.letters, told.keys, told.runs)))

    with serving(answer, tmp_path) as at:
        peer = HttpPeer(at.address, at.pin, kiosk.feeds, want=(1,), patience=PATIENCE)
        moved = exchange(kiosk.feeds, peer, send=(0,), want=(1,))
        peer.close()
    assert moved.sent == 1
    assert moved.received > 0
    assert [one.receipted for one in entries(kiosk.feeds) if one.lane == 0] == [True]
    assert any("does not know" in problem for problem in moved.problems)


def test_a_newer_kiosk_that_wants_an_unknown_lane_is_answered_with_the_known_ones(
    served: SchoolStore, kiosk: Device
) -> None:
    offer = make_offer(Offer(kiosk.school.id, KIOSK.id, bytes(16), (), (1, 3)), KIOSK)
    assert read_offer(offer).wanted == (1,)
    answer = http_wire.split(honest(served, http_wire.join(http_wire.Sequence(offer, (), (KIOSK.public,), ()))))
    assert answer.runs


def test_an_older_kiosk_sends_its_reports_while_newer_notices_pile_up(
    desk: Device, store: Device, kiosk: Device
) -> None:
    kiosk.hear(desk)
    newer = changed(next_of(desk, "policy", active(desk, "policy").content), "document", DESK, _1=3, _9=0)
    say(desk, [KIND_DOCUMENT, newer], [99, b"of a newer version"])
    store.hear(desk)
    write(kiosk.feeds, b"a report")
    moved = exchange(kiosk.feeds, LocalPeer(store.feeds, STORE), send=(0, 1), want=(1,))
    assert (moved.sent, moved.received) == (1, 1)
    assert [one.receipted for one in entries(kiosk.feeds) if one.lane == 0] == [True]
    with desk.database.write() as connection:
        Publisher(connection, desk.feeds, desk.school, DESK).devices([])
