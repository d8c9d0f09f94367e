from __future__ import annotations

import hashlib
import threading
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec, ed25519, rsa
from cryptography.hazmat.primitives.asymmetric.types import CertificateIssuerPrivateKeyTypes
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from cryptography.x509.oid import NameOID
from sqlalchemy import Connection

from store.errors import ConfigurationError
from store.feeds.by_network import http_wire
from store.feeds.by_network.http import HttpPeer
from store.feeds.by_network.http_line import Patience, checked_address
from store.feeds.by_network.http_tls import spki_hash
from store.feeds.by_network.http_trouble import SENTENCES, NotReached, Trouble
from store.feeds.exchange import exchange
from store.feeds.offer import read_offer
from store.feeds.receipt import make_receipt, read_receipt
from store.scheme.devices import DeviceEntry
from store.scheme.publications import Publisher
from store.service.certificate import make_certificate
from store.service.school_store import SchoolStore
from store.signed import cose
from tests.feed_parts import bodies, entries, write
from tests.founded_school import DESK, KIOSK, STORE, Device, device
from tests.https_server import Reply, Serving, pem, serving
from tests.store_parts import KEYS, honest, honest_reply, open_store, other_key

FAST = Patience(connect=2, silence=2, whole=5)


@pytest.fixture
def store(tmp_path: Path, desk: Device) -> Iterator[SchoolStore]:
    made = open_store(tmp_path, desk)
    yield made
    made.close()


def sync(device: Device, at: Serving, pin: bytes | None = None, *, desk: bool = False) -> tuple[int, int, int]:
    send, want = ((0, 1, 2), (0, 1, 2)) if desk else ((0,), (1,))
    peer = HttpPeer(at.address, at.pin if pin is None else pin, device.feeds, want=want, patience=FAST)
    try:
        moved = exchange(device.feeds, peer, send=send, want=want)
    finally:
        peer.close()
    with device.database.write() as connection:
        device.school.follow(connection, device.feeds)
    return moved.sent, moved.received, moved.receipts


def trouble(device: Device, at: Serving, pin: bytes | None = None) -> Trouble:
    with pytest.raises(NotReached) as raised:
        sync(device, at, pin)
    assert str(raised.value) == SENTENCES[raised.value.trouble]
    return raised.value.trouble


def is_sent(device: Device) -> list[bool]:
    return [one.receipted for one in entries(device.feeds) if one.lane == 0]


def test_reports_go_out_and_notices_come_in(tmp_path: Path, store: SchoolStore, kiosk: Device) -> None:
    write(kiosk.feeds, b"one", b"two")
    with serving(lambda _, body: honest_reply(store, body), tmp_path) as at:
        sent, received, receipts = sync(kiosk, at)
        assert (sent, receipts) == (2, 2)
        assert received > 0
        assert is_sent(kiosk) == [True, True]
        assert kiosk.school.name == "Ysgol y Bryn"
        assert {b"one", b"two"} <= set(bodies(store._feeds))


def test_an_exchange_of_a_level_device_is_one_request(tmp_path: Path, store: SchoolStore, kiosk: Device) -> None:
    write(kiosk.feeds, b"one")
    with serving(lambda _, body: honest_reply(store, body), tmp_path) as at:
        sync(kiosk, at)
        at.asked.clear()
        assert sync(kiosk, at)[:2] == (0, 0)
        assert len(at.asked) == 1


def test_weeks_of_reports_go_out_in_deliveries_within_the_caps(
    tmp_path: Path, store: SchoolStore, kiosk: Device
) -> None:
    write(kiosk.feeds, *[b"%d" % number for number in range(800)])
    with serving(lambda _, body: honest_reply(store, body), tmp_path) as at:
        assert sync(kiosk, at)[0] == 800
        assert len(at.asked) == 5
    assert all(is_sent(kiosk))


def test_the_next_delivery_is_on_its_way_while_a_receipt_is_taken(
    tmp_path: Path, store: SchoolStore, kiosk: Device, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(kiosk.feeds, *[b"%d" % number for number in range(400)])
    second, was_on_its_way, take = threading.Event(), list[bool](), kiosk.feeds.take_receipt

    def answer(_path: str, body: bytes) -> Reply:
        if len(at.asked) == 3:
            second.set()
        return honest_reply(store, body)

    def take_receipt(connection: Connection, signed: bytes) -> bool:
        was_on_its_way.append(second.wait(FAST.whole))
        return take(connection, signed)

    monkeypatch.setattr(kiosk.feeds, "take_receipt", take_receipt)
    with serving(answer, tmp_path) as at:
        assert sync(kiosk, at)[0] == 400
    assert all(was_on_its_way)
    assert all(is_sent(kiosk))


def test_the_next_delivery_is_sent_while_the_store_makes_one_durable(
    tmp_path: Path, store: SchoolStore, kiosk: Device
) -> None:
    write(kiosk.feeds, *[b"%d" % number for number in range(400)])
    second, was_sent = threading.Event(), list[bool]()

    def answer(_path: str, body: bytes) -> Reply:
        match len(at.asked):
            case 2:
                was_sent.append(second.wait(FAST.whole))
            case 3:
                second.set()
        return honest_reply(store, body)

    with serving(answer, tmp_path) as at:
        assert sync(kiosk, at)[0] == 400
    assert was_sent == [True]
    assert all(is_sent(kiosk))


def test_a_desk_takes_everything_and_sends_what_it_published(
    tmp_path: Path, desk: Device, store: SchoolStore, kiosk: Device
) -> None:
    write(kiosk.feeds, b"a sealed report")
    with serving(lambda _, body: honest_reply(store, body), tmp_path) as at:
        sync(kiosk, at)
        sync(desk, at, desk=True)
        assert b"a sealed report" in bodies(desk.feeds)
        with desk.database.write() as connection:
            Publisher(connection, desk.feeds, desk.school, DESK).devices([DeviceEntry(KIOSK.public, "Room 4")])
        sync(desk, at, desk=True)
        sync(kiosk, at)
    assert kiosk.school.device_name(KIOSK.id) == "Room 4"


def test_a_device_that_nobody_admitted_is_put_aside_without_receipt_and_sends_nothing_twice(
    tmp_path: Path, desk: Device, store: SchoolStore
) -> None:
    stranger = device(tmp_path, "stranger", other_key(), keys=KEYS)
    write(stranger.feeds, b"a child wrote this")
    with serving(lambda _, body: honest_reply(store, body), tmp_path) as at:
        assert sync(stranger, at)[:2] == (1, 0)
        assert is_sent(stranger) == [False]
        assert sync(stranger, at)[:2] == (0, 0)
        sync(desk, at, desk=True)
        assert [one.quarantined for one in entries(desk.feeds) if one.body == b"a child wrote this"] == [True]
        with desk.database.write() as connection:
            listed = [DeviceEntry(KIOSK.public, "Library"), DeviceEntry(stranger.key.public, "Hall")]
            Publisher(connection, desk.feeds, desk.school, DESK).devices(listed)
        sync(desk, at, desk=True)
        sync(stranger, at)
        assert is_sent(stranger) == [True]
        assert stranger.school.device_name(stranger.key.id) == "Hall"
    stranger.database.close()


def test_a_revoked_kiosk_learns_that_it_is_revoked_and_nothing_else(
    tmp_path: Path, desk: Device, store: SchoolStore, kiosk: Device
) -> None:
    with desk.database.write() as connection:
        publisher = Publisher(connection, desk.feeds, desk.school, DESK)
        publisher.devices([DeviceEntry(KIOSK.public, "Library", revoked=True)])
    write(kiosk.feeds, b"written after it was revoked")
    with serving(lambda _, body: honest_reply(store, body), tmp_path) as at:
        sync(desk, at, desk=True)
        sync(kiosk, at)
    assert kiosk.school.standing(KIOSK.id) == "revoked"
    assert kiosk.school.staff() == ()
    assert is_sent(kiosk) == [False]
    assert b"written after it was revoked" in bodies(store._feeds)


@pytest.mark.parametrize(
    ("reply", "expected"),
    [
        (Reply(b"<html>Sign in to the guest network</html>", headers=(("content-type", "text/html"),)), "PORTAL"),
        (Reply(b"<html>Sign in</html>"), "PORTAL"),
        (Reply(b""), "PORTAL"),
        (Reply(b"", 302, (("location", "http://127.0.0.1:9/portal"),)), "PORTAL"),
        (Reply(b"", 307, (("location", "http://127.0.0.1:9/portal"),)), "PORTAL"),
        (Reply(b"proxy", 407), "PORTAL"),
        (Reply(b"blocked by the filter", 403), "PORTAL"),
        (Reply(b"network sign-in", 511), "PORTAL"),
        (Reply(b"", 204), "PORTAL"),
        (Reply(b"refused\n", 403), "REFUSED"),
        (Reply(b"busy\n", 429), "BUSY"),
        (Reply(b"Service Unavailable", 503), "BUSY"),
        (Reply(b"fault\n", 500), "FAULT"),
        (Reply(b"Bad Gateway", 502), "FAULT"),
    ],
)
def test_an_answer_that_is_no_receipt_changes_nothing(
    tmp_path: Path, kiosk: Device, reply: Reply, expected: str
) -> None:
    write(kiosk.feeds, b"one")
    with serving(lambda *_: reply, tmp_path) as at:
        assert trouble(kiosk, at) == Trouble[expected]
        # A redirect was not followed, a failed store not waited for twice.
        assert len(at.asked) == 1
    assert is_sent(kiosk) == [False]


def test_a_receipt_of_a_strange_key_or_for_another_offer_is_not_believed(
    tmp_path: Path, store: SchoolStore, kiosk: Device
) -> None:
    write(kiosk.feeds, b"one")
    old: list[bytes] = []

    def replayed(_: str, body: bytes) -> Reply:
        old.append(honest(store, body))
        return Reply(old[0])

    def resigned(_: str, body: bytes) -> Reply:
        answer = http_wire.split(honest(store, body))
        told = replace(read_receipt(answer.head), store=other_key().id)
        return Reply(http_wire.join(replace(answer, head=make_receipt(told, other_key()))))

    def for_nobody(_: str, body: bytes) -> Reply:
        answer = http_wire.split(honest(store, body))
        told = replace(read_receipt(answer.head), offer_hash=None)
        return Reply(http_wire.join(replace(answer, head=make_receipt(told, STORE))))

    for liar in (replayed, resigned, for_nobody):
        with serving(liar, tmp_path) as at:
            if liar is replayed:
                # The first answer is the honest one; the second request gets it again.
                assert trouble(kiosk, at) == Trouble.BAD_RECEIPT
                assert len(at.asked) == 2
            else:
                assert trouble(kiosk, at) == Trouble.BAD_RECEIPT
        assert is_sent(kiosk) == [False]


def test_runs_that_come_with_a_receipt_that_is_not_believed_are_not_taken(
    tmp_path: Path, store: SchoolStore, kiosk: Device
) -> None:
    before = entries(kiosk.feeds)

    def resigned(_: str, body: bytes) -> Reply:
        answer = http_wire.split(honest(store, body))
        assert answer.runs
        return Reply(http_wire.join(replace(answer, head=make_receipt(read_receipt(answer.head), other_key()))))

    with serving(resigned, tmp_path) as at:
        assert trouble(kiosk, at) == Trouble.BAD_RECEIPT
    assert entries(kiosk.feeds) == before


def test_nothing_is_told_to_a_server_with_another_certificate(
    tmp_path: Path, store: SchoolStore, kiosk: Device
) -> None:
    write(kiosk.feeds, b"one")
    with serving(lambda _, body: honest_reply(store, body), tmp_path) as at:
        assert trouble(kiosk, at, pin=b"\x01" * 32) == Trouble.INTERCEPTED
        assert at.asked == []


def test_without_a_pin_a_self_made_certificate_is_taken_for_an_interception(
    tmp_path: Path, store: SchoolStore, kiosk: Device
) -> None:
    with serving(lambda _, body: honest_reply(store, body), tmp_path) as at:
        assert trouble(kiosk, at, pin=bytes(32)) == Trouble.INTERCEPTED
        assert at.asked == []


def test_an_expired_certificate_with_the_right_key_stops_no_report(
    tmp_path: Path, store: SchoolStore, kiosk: Device
) -> None:
    write(kiosk.feeds, b"one")
    expired = make_certificate(datetime.now(UTC) - timedelta(days=5000))
    with serving(lambda _, body: honest_reply(store, body), tmp_path, certificate=expired) as at:
        sync(kiosk, at)
    assert is_sent(kiosk) == [True]


def test_a_server_without_tls_a_closed_port_and_a_name_nobody_knows_are_told_apart(
    tmp_path: Path, kiosk: Device
) -> None:
    with serving(lambda *_: Reply(b""), tmp_path, tls=False) as at:
        assert trouble(kiosk, at) in (Trouble.PORTAL, Trouble.CUT)
    assert trouble(kiosk, at) == Trouble.NO_STORE
    unknown = replace_address(at, "https://store.invalid:8443")
    assert trouble(kiosk, unknown) in (Trouble.NO_NAME, Trouble.NO_NETWORK)


def replace_address(at: Serving, address: str) -> Serving:
    return Serving(address, at.pin, [], [])


def test_an_answer_larger_than_any_real_one_is_not_read_to_its_end(tmp_path: Path, kiosk: Device) -> None:
    with serving(lambda *_: Reply(bytes(http_wire.LARGEST_ANSWER + 1)), tmp_path) as at:
        assert trouble(kiosk, at) == Trouble.PORTAL


def test_a_store_that_hands_over_the_same_runs_for_ever_does_not_hold_the_device(
    tmp_path: Path, store: SchoolStore, kiosk: Device
) -> None:
    first: list[http_wire.Sequence] = []

    def endless(_: str, body: bytes) -> Reply:
        answer = http_wire.split(honest(store, body))
        first.append(answer)
        return Reply(http_wire.join(replace(answer, runs=first[0].runs)))

    with serving(endless, tmp_path) as at:
        sync(kiosk, at)
        assert len(at.asked) == 2


def test_every_offer_has_its_own_nonce(tmp_path: Path, store: SchoolStore, kiosk: Device) -> None:
    with serving(lambda _, body: honest_reply(store, body), tmp_path) as at:
        sync(kiosk, at)
        sync(kiosk, at)
        nonces = [read_offer(http_wire.split(body).head).nonce for body in at.asked]
    assert len(set(nonces)) == len(nonces) > 1


@pytest.mark.parametrize("address", ["http://store:8443", "https://", "https://store/path", "ftp://store", "a b", "[:"])
def test_an_address_that_is_none_is_refused(address: str) -> None:
    with pytest.raises(ConfigurationError):
        checked_address(address)


def test_an_address_is_made_whole() -> None:
    assert checked_address("store.example") == "https://store.example:8443"
    assert checked_address("https://[::1]:9") == "https://[::1]:9"


def test_a_certificate_is_good_for_ten_years() -> None:
    made = x509.load_pem_x509_certificates(pem())[0]
    assert made.not_valid_after_utc > datetime.now(UTC) + timedelta(days=3650)


def ders(*keys: CertificateIssuerPrivateKeyTypes) -> list[bytes]:
    made = []
    for key in keys:
        name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "a" * 60)])
        builder = x509.CertificateBuilder().subject_name(name).issuer_name(name).public_key(key.public_key())
        dated = (
            builder.not_valid_before(datetime(2026, 1, 1, tzinfo=UTC))
            .not_valid_after(datetime(2056, 1, 1, tzinfo=UTC))
            .serial_number(1)
        )
        hashed = None if isinstance(key, ed25519.Ed25519PrivateKey) else SHA256()
        made.append(dated.sign(key, hashed).public_bytes(Encoding.DER))
    return made


def test_the_pin_of_a_certificate_is_that_of_its_key_whatever_its_kind() -> None:
    keys = (
        ec.generate_private_key(ec.SECP256R1()),
        ed25519.Ed25519PrivateKey.generate(),
        rsa.generate_private_key(65537, 2048),
    )
    for key, der in zip(keys, ders(*keys), strict=True):
        public = key.public_key().public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)
        assert spki_hash(der) == hashlib.sha256(public).digest()
        for wrong in (b"", der[:200], der + b"\0", b"\x30\x80" + der[4:], der[:4] + b"\x31" + der[5:]):
            with pytest.raises(http_wire.NotCanonical):
                spki_hash(wrong)


def test_a_sequence_is_split_as_it_was_joined_and_anything_else_refused() -> None:
    signed = cose.sign("offer", b"x", STORE)
    whole = http_wire.Sequence(signed, (signed,), (STORE.public,), (bytes.fromhex("8182414040"),))
    data = http_wire.join(whole)
    assert http_wire.split(data) == whole
    assert [http_wire.begun(data[:at]) for at in (0, 5, len(signed) - 1)] == [None] * 3
    assert http_wire.begun(data) == signed
    for wrong in (b"", data[:-1], STORE.public, data + signed, signed + b"\x01", signed + b"\x41x"):
        with pytest.raises(http_wire.NotCanonical):
            http_wire.split(wrong)
