"""Whoever asks too much, too slowly or too often is cut, and keeps nobody else out."""

from __future__ import annotations

import contextlib
import os
import socket
import ssl
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from store.feeds.by_network import http_wire
from store.feeds.by_network.http_wire import BUSY, ENROL, EXCHANGE, REFUSED
from store.feeds.run import encode_run
from store.service.limits import Limits
from store.service.school_store import SchoolStore
from tests.feed_parts import chain, entries
from tests.founded_school import DESK, KIOSK, ROOT, Device
from tests.https_server import Serving
from tests.running_service import connected, get, offer, post, running, said, sync, trusting
from tests.store_parts import other_key


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
