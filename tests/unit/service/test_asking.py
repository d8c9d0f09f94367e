"""Requests to be admitted wait in the store's own rows."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from store.database import Database, open_database
from store.errors import BadSignature, FeedError
from store.scheme.enrol import EnrolRequest, make_enrol
from store.service import asking as module
from store.service.asking import AskingDevices
from store.signed.signing_key import SigningKey

SCHOOL = bytes(16)


def key(number: int) -> SigningKey:
    return SigningKey(number.to_bytes(32, "big"))


def request(number: int, school: bytes = SCHOOL, secret: bytes = bytes(16)) -> bytes:
    return make_enrol(EnrolRequest(school, key(number).public), secret, key(number))


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    opened = open_database(tmp_path / "feeds.db")
    yield opened
    opened.close()


def test_requests_wait_oldest_first_each_devices_last_one(database: Database) -> None:
    asking = AskingDevices(SCHOOL)
    with database.write() as connection:
        for signed in (request(1), request(2), request(1), request(2, secret=b"s" * 16)):
            asking.put(connection, signed)
        assert asking.waiting(connection) == [request(1), request(2, secret=b"s" * 16)]
        assert AskingDevices(b"o" * 16).waiting(connection) == []


def test_whoever_was_answered_waits_no_more(database: Database) -> None:
    asking = AskingDevices(SCHOOL)
    with database.write() as connection:
        for number in (1, 2):
            asking.put(connection, request(number))
        asking.keep(connection, lambda device: device == key(2).id)
        assert asking.waiting(connection) == [request(2)]


def test_nothing_forged_or_foreign_is_kept(database: Database) -> None:
    forged = bytearray(request(1))
    forged[-1] ^= 1
    with database.write() as connection:
        with pytest.raises(BadSignature):
            AskingDevices(SCHOOL).put(connection, bytes(forged))
        with pytest.raises(FeedError):
            AskingDevices(SCHOOL).put(connection, request(1, b"\x01" * 16))
        assert AskingDevices(SCHOOL).waiting(connection) == []


def test_a_flood_of_requests_makes_room_from_its_oldest(database: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "MOST", 3)
    asking = AskingDevices(SCHOOL)
    with database.write() as connection:
        for number in range(1, 8):
            asking.put(connection, request(number))
        assert asking.waiting(connection) == [request(number) for number in (5, 6, 7)]
