from __future__ import annotations

import contextlib
import logging
import os
import secrets
import socket
import ssl
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from store.database import open_database
from store.feeds import http_wire
from store.feeds.exchange import exchange
from store.feeds.http import HttpPeer
from store.feeds.http_wire import BUSY, ENROL, EXCHANGE, REFUSED
from store.feeds.offer import Offer, make_offer
from store.feeds.receipt import read_receipt, verify_receipt
from store.feeds.run import encode_run
from store.scheme import founding
from store.scheme.enrol import EnrolRequest, make_enrol
from store.scheme.school import School
from store.service.limits import Limits
from store.service.school_store import SchoolStore
from store.signed import cose
from store.signed.signing_key import SigningKey
from tests.feed_parts import bodies, chain, entries, write
from tests.founded_school import DESK, KIOSK, ROOT, STORE, Device, device, found
from tests.https_server import Serving
from tests.running_service import Got, connected, get, post, running, said, trusting
from tests.store_parts import KEYS, open_store, other_key


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Device]:
    made = found(tmp_path)
    yield made
    made.database.close()


@pytest.fixture
def kiosk(tmp_path: Path) -> Iterator[Device]:
    made = device(tmp_path, "kiosk", KIOSK, keys=KEYS)
    yield made
    made.database.close()


@pytest.fixture
def store(tmp_path: Path, desk: Device) -> SchoolStore:
    return open_store(tmp_path, desk)


@pytest.fixture
def at(tmp_path: Path, store: SchoolStore) -> Iterator[Serving]:
    with running([store], tmp_path) as serving:
        yield serving


def offer(key: SigningKey = KIOSK, school: bytes = ROOT.id, wanted: tuple[int, ...] = (1,), **more: object) -> bytes:
    told = Offer(school, key.id, secrets.token_bytes(16), (), wanted)
    return make_offer(told, more.get("by", key))  # type: ignore[arg-type]


def is_refused(got: Got) -> bool:
    return (got.status, got.body) == (403, REFUSED)


def sync(device: Device, at: Serving, *, desk: bool = False) -> int:
    send, want = ((0, 1, 2), (0, 1, 2)) if desk else ((0,), (1,))
    peer = HttpPeer(at.address, at.pin, device.feeds, want=want)
    try:
        moved = exchange(device.feeds, peer, send=send, want=want)
    finally:
        peer.close()
    with device.database.write() as connection:
        device.school.follow(connection, device.feeds)
    return moved.sent + moved.received


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


def test_a_body_that_is_too_large_is_refused_before_it_is_read(at: Serving) -> None:
    got = post(at, EXCHANGE, b"", length=http_wire.LARGEST_REQUEST + 1)
    assert (got.status, got.body) == (413, REFUSED)
    got = post(at, ENROL, b"", length=100_000)
    assert (got.status, got.body) == (413, REFUSED)
    got = said(at, b"POST /v1/exchange HTTP/1.1\r\nhost: s\r\ntransfer-encoding: chunked\r\n\r\n0\r\n\r\n")
    assert got.status == 413


def test_an_offer_without_end_is_not_gathered(at: Serving) -> None:
    endless = b"\xd2\x84\x43\xa1\x01\x32\xa0\x5a\x00\x70\x00\x00" + bytes(http_wire.LARGEST_OFFER + 100)
    got = post(at, EXCHANGE, endless, length=7 * 1024 * 1024)
    assert got.status == 413


def test_a_head_without_end_is_not_gathered(at: Serving) -> None:
    with connected(at) as sock:
        sock.sendall(b"POST /v1/exchange HTTP/1.1\r\nhost: ")
        # The line is cut while the head still comes, so either side of it may be the first to tell.
        with pytest.raises((OSError, ssl.SSLError)):
            for _ in range(1_000):
                sock.sendall(b"s" * 16_384)


def test_more_entries_than_one_delivery_holds_are_refused(at: Serving, store: SchoolStore) -> None:
    runs = [encode_run(chain(KIOSK, 200, epoch=bytes([n]) * 16, school=ROOT.id)) for n in (1, 2)]
    before = len(entries(store._feeds))
    assert post(at, EXCHANGE, offer() + b"".join(runs)).status == 413
    assert len(entries(store._feeds)) == before


def test_a_client_that_is_slow_is_cut(tmp_path: Path, store: SchoolStore) -> None:
    limits = Limits(head_seconds=0.3, silence_seconds=0.3, whole_seconds=0.6)
    with running([store], tmp_path, limits) as at:
        started = time.monotonic()
        with connected(at) as sock:
            assert sock.recv(100) == b""
        with connected(at) as sock:
            sock.sendall(b"POST /v1/exch")
            assert sock.recv(100) == b""
        got = post(at, EXCHANGE, offer()[:40], length=1000)
        assert (got.status, got.body) == (408, BUSY)
        with connected(at) as sock:
            sock.sendall(b"POST /v1/exchange HTTP/1.1\r\nhost: s\r\ncontent-length: 1000\r\n\r\n")
            # A letter now and then keeps every silence short, and is cut all the same.
            sock.settimeout(0.05)
            assert any(_is_cut_after_a_letter(sock, letter) for letter in offer()[:100])
        assert time.monotonic() - started < 10


ANSWER = 7 * 1024 * 1024


@pytest.fixture
def rich(desk: Device, store: SchoolStore) -> Device:
    """A desk whose notices make an answer that no socket holds at once."""
    with desk.database.write() as connection:
        for _ in range(7):
            desk.feeds.append(connection, 1, os.urandom(ANSWER // 7))
    return desk


@contextlib.contextmanager
def asked_for_all(at: Serving) -> Iterator[ssl.SSLSocket]:
    with tcp(at, receives=4096) as plain, trusting().wrap_socket(plain) as sock:
        body = offer()
        head = f"POST {EXCHANGE} HTTP/1.1\r\nhost: s\r\ncontent-length: {len(body)}\r\n\r\n"
        sock.sendall(head.encode("ascii") + body)
        yield sock


def test_a_client_that_does_not_read_its_answer_is_cut(tmp_path: Path, store: SchoolStore, rich: Device) -> None:
    with running([store], tmp_path, Limits(connections=1, whole_seconds=1.0)) as at:
        sync(rich, at, desk=True)
        with asked_for_all(at) as sock:
            # Nothing is read, and the only place is held, until the server has had enough.
            assert is_served_again(at)
            assert received(sock) < ANSWER


def test_a_client_with_a_slow_line_gets_its_whole_answer(tmp_path: Path, store: SchoolStore, rich: Device) -> None:
    with running([store], tmp_path, Limits(head_seconds=0.3)) as at:
        sync(rich, at, desk=True)
        with asked_for_all(at) as sock:
            assert sock.recv(1)
            for _ in range(2):
                # As long as the server waits for a request, this one has not read on.
                with connected(at) as idle:
                    assert idle.recv(1) == b""
            assert received(sock) > ANSWER


def is_served_again(at: Serving) -> bool:
    """Ask until there is a place again."""
    end = time.monotonic() + 10
    while time.monotonic() < end:
        with contextlib.suppress(OSError):
            if get(at, "/v1/health").status == 200:
                return True
    return False


def received(sock: ssl.SSLSocket) -> int:
    """How many bytes come until the other side has ended."""
    total = 0
    with contextlib.suppress(OSError):
        while piece := sock.recv(1 << 16):
            total += len(piece)
    return total


def _is_cut_after_a_letter(sock: ssl.SSLSocket, letter: int) -> bool:
    try:
        sock.sendall(bytes([letter]))
        return sock.recv(100) == b""
    except TimeoutError:
        return False
    except OSError:
        return True


def test_connections_are_bounded(tmp_path: Path, store: SchoolStore) -> None:
    with running([store], tmp_path, Limits(connections=4)) as at:
        held = [connected(at) for _ in range(4)]
        try:
            with contextlib.suppress(OSError), connected(at) as one_more:
                one_more.sendall(b"GET /v1/health HTTP/1.1\r\nhost: s\r\n\r\n")
                assert one_more.recv(100) == b""
        finally:
            for sock in held:
                sock.close()
        assert is_served_again(at)


@pytest.mark.parametrize("begun", [b"", b"\x16\x03\x01\x02\x00\x01", b"GET / HTTP/1.1\r\n"])
def test_a_connection_that_stalls_at_its_handshake_is_cut(tmp_path: Path, store: SchoolStore, begun: bytes) -> None:
    with running([store], tmp_path, Limits(handshake_seconds=0.2)) as at, tcp(at) as sock:
        sock.sendall(begun)
        assert ended(sock)


def test_connections_that_say_nothing_keep_nobody_out(tmp_path: Path, store: SchoolStore) -> None:
    with running([store], tmp_path, Limits(connections=4)) as at, contextlib.ExitStack() as stack:
        silent = [stack.enter_context(tcp(at)) for _ in range(40)]
        # However many there are, whoever means it is through.
        assert get(at, "/v1/health").status == 200
        assert all(ended(sock) for sock in silent[:36])
        assert get(at, "/v1/health").status == 200


def tcp(at: Serving, *, receives: int | None = None) -> socket.socket:
    host, port = at.address.removeprefix("https://").split(":")
    sock = socket.socket()
    if receives is not None:
        sock.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, receives)
    sock.settimeout(5)
    sock.connect((host, int(port)))
    return sock


def ended(sock: socket.socket) -> bool:
    """Whether the other side ends the connection, within the seconds that the socket waits."""
    try:
        while sock.recv(1000):
            pass
    except ConnectionError:
        return True
    return True


def test_a_device_that_asks_too_often_is_told_to_wait(tmp_path: Path, store: SchoolStore) -> None:
    with running([store], tmp_path, Limits(requests=2, requests_an_hour=1)) as at:
        assert [post(at, EXCHANGE, offer()).status for _ in range(3)] == [200, 200, 429]
        assert post(at, EXCHANGE, offer(DESK)).status == 200


def test_a_stranger_under_ever_new_names_is_told_to_wait_and_no_device_of_the_school_with_them(
    tmp_path: Path, store: SchoolStore
) -> None:
    with running([store], tmp_path, Limits(requests=2, requests_an_hour=1)) as at:
        strangers = [other_key(number) for number in (40, 41, 42, 43)]
        asked = [post(at, EXCHANGE, offer(key) + b"\x58\x20" + key.public).status for key in strangers]
        assert asked == [200, 200, 429, 429]
        assert post(at, EXCHANGE, offer()).status == 200
        with store.database.read() as connection:
            kept = set(store._feeds.introductions(connection)) & {key.public for key in strangers}
    assert kept == {key.public for key in strangers[:2]}


def test_an_older_tls_is_not_spoken(at: Serving) -> None:
    context = trusting()
    context.maximum_version = ssl.TLSVersion.TLSv1_2
    with tcp(at) as sock, pytest.raises(OSError, match=r"(?i)version|reset|eof"):
        context.wrap_socket(sock)


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
