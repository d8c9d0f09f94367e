from __future__ import annotations

import os
from pathlib import Path

import pytest

from store.errors import BadSignature, FeedError, ReadOnly, StorageError, TooLarge
from store.scheme.enrol import LARGEST, EnrolRequest, make_enrol
from store.service import enrolments as module
from store.service.enrolments import Enrolments
from store.signed.signing_key import SigningKey

SCHOOL = bytes(16)


def key(number: int) -> SigningKey:
    return SigningKey(number.to_bytes(32, "big"))


def request(number: int, school: bytes = SCHOOL) -> bytes:
    return make_enrol(EnrolRequest(school, key(number).public), bytes(16), key(number))


def test_a_request_waits_until_it_is_forgotten(tmp_path: Path) -> None:
    shelf = Enrolments(tmp_path, SCHOOL)
    assert shelf.waiting() == []
    shelf.put(request(1))
    shelf.put(request(2))
    shelf.put(request(1))
    assert sorted(shelf.waiting()) == sorted([request(1), request(2)])
    assert shelf.has(key(1).id)
    shelf.forget(key(1).id)
    shelf.forget(key(1).id)
    assert shelf.waiting() == [request(2)]


def test_nothing_forged_foreign_or_too_large_is_kept(tmp_path: Path) -> None:
    shelf = Enrolments(tmp_path, SCHOOL)
    forged = bytearray(request(1))
    forged[-1] ^= 1
    for bad, error in (
        (bytes(forged), BadSignature),
        (request(1, b"\x01" * 16), FeedError),
        (bytes(LARGEST + 1), TooLarge),
    ):
        with pytest.raises(error):
            shelf.put(bad)
    assert list(tmp_path.iterdir()) == []


def test_what_others_left_in_the_folder_is_passed_over(tmp_path: Path) -> None:
    shelf = Enrolments(tmp_path, SCHOOL)
    shelf.put(request(1))
    folder = tmp_path / SCHOOL.hex()
    (folder / f"{key(2).id.hex()}.enrol").write_bytes(request(3))
    (folder / "half.enrol").write_bytes(request(4)[:50])
    (folder / "note.txt").write_bytes(b"hello")
    (folder / f"{key(5).id.hex()}.enrol").write_bytes(bytes(10 * LARGEST))
    assert shelf.waiting() == [request(1)]


def test_a_flood_of_requests_makes_room_from_its_oldest(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "MOST", 3)
    shelf = Enrolments(tmp_path, SCHOOL)
    for number in range(1, 8):
        shelf.put(request(number))
    assert len(shelf.waiting()) == 3
    assert request(7) in shelf.waiting()


@pytest.mark.skipif(os.name != "posix", reason="permissions as POSIX has them")
def test_a_folder_that_can_not_be_written_is_said_so(tmp_path: Path) -> None:
    (tmp_path / SCHOOL.hex()).write_bytes(b"a file where the folder should be")
    with pytest.raises((ReadOnly, StorageError)):
        Enrolments(tmp_path, SCHOOL).put(request(1))
