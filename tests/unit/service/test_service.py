"""What the store answers over HTTPS, to whom."""

from __future__ import annotations

import logging
import secrets
import threading
from pathlib import Path

import pytest

from store.database import open_database
from store.feeds.by_network import http_wire
from store.feeds.by_network.http import HttpPeer
from store.feeds.by_network.http_wire import ENROL, EXCHANGE, REFUSED
from store.feeds.exchange import exchange
from store.feeds.offer import Offer, make_offer
from store.feeds.receipt import read_receipt, verify_receipt
from store.feeds.run import encode_run
from store.scheme import founding
from store.scheme.enrol import EnrolRequest, make_enrol
from store.scheme.school import School
from store.service.school_store import SchoolStore
from store.signed import cose
from tests.feed_parts import bodies, chain, entries, write
from tests.founded_school import DESK, KIOSK, ROOT, STORE, Device
from tests.https_server import Serving
from tests.running_service import get, is_refused, offer, post, running, sync
from tests.store_parts import other_key


def test_a_kiosk_and_a_desk_exchange_through_the_service(at: Serving, kiosk: Device, desk: Device) -> None:
    write(kiosk.feeds, b"a sealed report")
    assert sync(kiosk, at) > 0
    assert sync(desk, at, desk=True) == 1
    assert b"a sealed report" in bodies(desk.feeds)
    assert [one.receipted for one in entries(kiosk.feeds) if one.lane == 0] == [True]
    assert (sync(kiosk, at), sync(desk, at, desk=True)) == (0, 0)


def test_whatever_is_wrong_with_a_request_is_refused_in_the_same_words(at: Serving, store: SchoolStore) -> None:
    good, before = offer(), len(entries(store._feeds))
    stranger = other_key()
    newer = cose.sign("offer", b"\xa1\x01\x02", KIOSK)
    for body in (
        offer(by=DESK),
        offer(school=bytes(16)),
        offer(stranger),
        offer(stranger) + b"\x58\x20" + KIOSK.public,
        cose.sign("receipt", cose.payload_of(good), KIOSK),
        newer,
        good[:-1],
        good + good,
        good + b"\x01",
        b"",
        b"\x00" * 100,
        good + b"\x82\x41",
    ):
        got = post(at, EXCHANGE, body)
        assert is_refused(got), body.hex()
        assert "retry-after" in got.headers
    assert len(entries(store._feeds)) == before
    with store.database.read() as connection:
        assert store._feeds.introductions(connection) == [DESK.public]


def test_a_replayed_request_is_refused(at: Serving) -> None:
    body = offer()
    assert post(at, EXCHANGE, body).status == 200
    assert is_refused(post(at, EXCHANGE, body))


def test_an_answer_is_a_receipt_for_this_very_offer(at: Serving) -> None:
    body = offer()
    got = post(at, EXCHANGE, body)
    receipt = verify_receipt(http_wire.split(got.body).head, STORE.public)
    assert receipt.offer_hash == cose.digest(body)
    assert receipt.school == ROOT.id


def test_a_kiosk_is_told_of_its_own_feeds_and_of_the_notices_alone(at: Serving, kiosk: Device, desk: Device) -> None:
    write(kiosk.feeds, b"a sealed report")
    sync(kiosk, at)
    with kiosk.database.read() as connection:
        of_kiosk = kiosk.feeds.held(connection, (0,))
    prying = other_key(66)
    introduced = b"\x58\x20" + prying.public
    told = Offer(ROOT.id, prying.id, secrets.token_bytes(16), tuple(of_kiosk), (0, 1, 2))
    sequence = http_wire.split(post(at, EXCHANGE, make_offer(told, prying) + introduced).body)
    assert read_receipt(sequence.head).held == ()
    assert (sequence.runs, sequence.letters, sequence.keys) == ((), (), ())
    own = Offer(ROOT.id, KIOSK.id, secrets.token_bytes(16), (), (0, 1, 2))
    sequence = http_wire.split(post(at, EXCHANGE, make_offer(own, KIOSK)).body)
    assert len(sequence.runs) == 1
    assert http_wire.glance(sequence.runs[0]) is not None
    assert b"a sealed report" not in sequence.runs[0]


def test_two_schools_in_one_process_never_meet(tmp_path: Path, store: SchoolStore, kiosk: Device) -> None:
    root, key, lead = other_key(50), other_key(51), other_key(52)
    database = open_database(tmp_path / "second.db")
    school = School(database, root.public, own=key.id)
    second = SchoolStore(database, school, key)
    bundle = founding.add_store(founding.add_desk(founding.first_keys_bundle(root), lead.public, []), key.public)
    from store.scheme.keys_bundle import sign_keys

    with database.write() as connection:
        assert school.take_keys(connection, sign_keys(bundle, root))
    write(kiosk.feeds, b"of the first school")
    with running([store, second], tmp_path) as at:
        sync(kiosk, at)
        assert is_refused(post(at, EXCHANGE, offer(lead)))
        assert is_refused(post(at, EXCHANGE, offer(KIOSK, school.id)))
        foreign = encode_run(chain(lead, 2, school=school.id))
        # A run of another school inside an honest exchange is not stored anywhere.
        answer = http_wire.split(post(at, EXCHANGE, offer(KIOSK) + foreign).body)
        assert {code for code, _hash in read_receipt(answer.head).problems} == {2}
        answer = http_wire.split(post(at, EXCHANGE, offer(lead, school.id, (0, 1, 2))).body)
        assert verify_receipt(answer.head, key.public).school == school.id
        assert answer.runs == ()
        assert entries(second._feeds) == []


def test_health_and_metrics_say_counts_and_no_names(at: Serving, kiosk: Device) -> None:
    write(kiosk.feeds, b"one", b"two")
    sync(kiosk, at)
    assert (get(at, "/v1/health").status, get(at, "/v1/health").body) == (200, b"ok\n")
    metrics = get(at, "/v1/metrics").body.decode()
    assert "kiosk_entries_total 2" in metrics
    assert "kiosk_schools 1" in metrics
    assert KIOSK.id.hex()[:8] not in metrics
    for path in ("/", "/v1/exchange", "/v1/nothing", "/docs"):
        assert get(at, path).body == REFUSED


def test_the_log_holds_counts_and_ids_of_devices_and_nothing_else(
    at: Serving, kiosk: Device, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO, "kiosk.service")
    write(kiosk.feeds, b"what a child wrote")
    sync(kiosk, at)
    post(at, EXCHANGE, b"what a stranger wrote")
    lines = [record.getMessage() for record in caplog.records if record.name == "kiosk.service"]
    assert lines
    for line in lines:
        words = [word.partition("=")[0] for word in line.split()]
        assert words == ["exchange", "school", "device", "entries", "refused", "answer_bytes"]
    assert not [record for record in caplog.records if record.name.startswith("uvicorn")]


def test_requests_of_many_devices_at_once_are_all_answered(at: Serving, tmp_path: Path, store: SchoolStore) -> None:
    answers: list[int] = []
    body = [offer() + encode_run(chain(KIOSK, 1, epoch=bytes([n]) * 16, school=ROOT.id)) for n in range(16)]

    def ask(one: bytes) -> None:
        answers.append(post(at, EXCHANGE, one).status)

    threads = [threading.Thread(target=ask, args=(one,)) for one in body]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert answers == [200] * 16
    assert len([one for one in entries(store._feeds) if one.lane == 0]) == 16


def test_a_request_to_be_admitted_waits_for_a_desk_and_brings_the_schools_keys(
    at: Serving, desk: Device, store: SchoolStore
) -> None:
    newcomer = other_key(33)
    request = make_enrol(EnrolRequest(ROOT.id, newcomer.public), bytes(16), newcomer)
    got = post(at, ENROL, request)
    assert store.school.keys is not None
    assert got.body == store.school.keys.signed
    peer = HttpPeer(at.address, at.pin, desk.feeds, want=(0, 1, 2))
    exchange(desk.feeds, peer, send=(0, 1, 2), want=(0, 1, 2))
    assert peer.letters == (request,)
    peer.close()
    for bad in (request[:-1], b"", make_enrol(EnrolRequest(bytes(16), newcomer.public), bytes(16), newcomer)):
        assert is_refused(post(at, ENROL, bad))
    foreign = make_enrol(EnrolRequest(ROOT.id, newcomer.public), bytes(16), other_key(34))
    assert is_refused(post(at, ENROL, foreign))
