"""A new kiosk believes what its ticket's root signed, whoever answers."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from kiosk.cli import main
from kiosk.home import Home
from kiosk.joining.enrol import Joining, enrol
from kiosk.parts import Parts, open_device
from kiosk.serving.service_files import StoreAddress
from kiosk.syncing.exchanges import KIOSK_LANES
from kiosk.syncing.network import Network, NetworkExchange, store_addresses
from store.errors import StorageError
from store.feeds.by_network.http_trouble import NotReached, Trouble
from store.feeds.by_network.http_wire import ENROL
from store.scheme import founding
from store.scheme.enrol import has_ticket, read_enrol
from store.scheme.keys_bundle import sign_keys
from store.scheme.ticket import Ticket, to_text
from tests.feed_parts import write
from tests.founded_school import ROOT, bundle, found
from tests.https_server import Reply, Serving, serving
from tests.store_parts import honest, open_store, other_key

SECRET = b"s" * 16


def joining(at: Serving, *, spki: bytes | None = None) -> Joining:
    return Joining(Ticket(ROOT.public, SECRET, at.pin if spki is None else spki, at.address), "Library")


def opened(folder: Path) -> Parts:
    home = Home(folder)
    return open_device(home, home.kiosk(None))


@pytest.fixture
def keys(tmp_path: Path) -> Iterator[bytes]:
    yield sign_keys(bundle(), ROOT)


def test_a_kiosk_is_made_with_the_keys_that_the_tickets_root_signed(tmp_path: Path, keys: bytes) -> None:
    with serving(lambda *_: Reply(keys), tmp_path) as at:
        assert enrol(tmp_path / "kiosk", joining(at))
        assert at.paths == [ENROL]
        asked = read_enrol(at.asked[0])
    assert has_ticket(asked, SECRET)
    parts = opened(tmp_path / "kiosk")
    try:
        assert parts.key.public == asked.public
        assert parts.school.id == ROOT.id
        assert parts.school.has_role("safeguarding")
        assert [one.address for ways in store_addresses(parts) for one in ways] == [at.address]
    finally:
        parts.close()
    assert SECRET.hex() not in "".join(path.read_text("latin-1") for path in (tmp_path / "kiosk").rglob("*.*"))


def test_keys_of_another_root_or_none_at_all_make_no_kiosk(tmp_path: Path, keys: bytes) -> None:
    foreign = founding.first_keys_bundle(other_key())
    spoiled = keys[:-1] + bytes([keys[-1] ^ 1])
    for answer in (sign_keys(bundle(), other_key()), sign_keys(foreign, other_key()), spoiled, b"", b"<html>"):
        with serving(lambda *_, told=answer: Reply(told), tmp_path) as at, pytest.raises(StorageError):
            enrol(tmp_path / "kiosk", joining(at))
        assert not (tmp_path / "kiosk").exists()


def test_a_server_with_another_certificate_does_not_even_see_the_request(tmp_path: Path, keys: bytes) -> None:
    with serving(lambda *_: Reply(keys), tmp_path) as at:
        with pytest.raises(NotReached) as raised:
            enrol(tmp_path / "kiosk", joining(at, spki=b"\x01" * 32))
        assert at.asked == []
    assert raised.value.trouble == Trouble.INTERCEPTED


def test_a_failure_never_repeats_the_ticket(tmp_path: Path, capsys: pytest.CaptureFixture[str], keys: bytes) -> None:
    with serving(lambda *_: Reply(b"refused\n", 403), tmp_path) as at:
        text = to_text(joining(at).ticket)
        assert main(["enrol", text, "--at", str(tmp_path / "kiosk")]) == 1
    assert text[10:30] not in "".join(capsys.readouterr())


def test_a_kiosk_that_does_not_know_the_stores_new_key_fetches_the_newer_keys(tmp_path: Path) -> None:
    desk = found(tmp_path)
    store = open_store(tmp_path, desk)
    old = founding.first_keys_bundle(ROOT)
    answers = [sign_keys(founding.add_store(old, other_key().public), ROOT)]

    def answer(path: str, body: bytes) -> Reply:
        return Reply(answers[-1] if path == ENROL else honest(store, body))

    with serving(answer, tmp_path) as at:
        enrol(tmp_path / "kiosk", joining(at))
        parts = opened(tmp_path / "kiosk")
        exchange = NetworkExchange(parts, StoreAddress(at.address, at.pin), KIOSK_LANES)
        write(parts.feeds, b"a sealed report")
        with pytest.raises(NotReached) as raised:
            exchange()
        assert raised.value.trouble == Trouble.BAD_RECEIPT
        answers.append(sign_keys(replace(bundle(), version=2), ROOT))
        moved = exchange()
        exchange.close()
        assert moved.sent == 1
        parts.close()
    store.close()
    desk.database.close()


def test_a_store_that_moves_is_found_at_the_address_of_the_newer_keys(tmp_path: Path, keys: bytes) -> None:
    desk = found(tmp_path)
    parts = Parts("desk", desk.database, desk.school, desk.feeds, desk.key)
    network = Network(parts, KIOSK_LANES)
    assert network.exchanges() == []
    for version, address in ((2, "https://old.example:1"), (3, "https://new.example:2"), (4, "not an address")):
        moved = founding.add_store(bundle(), other_key().public, spki=b"\x07" * 32, address=address)
        with desk.database.write() as connection:
            assert desk.school.take_keys(connection, sign_keys(replace(moved, version=version), ROOT))
        at = [one.address for ways in store_addresses(parts) for one in ways]
        assert at == ([] if version == 4 else [address])
        found_now = network.exchanges()
        assert len(found_now) == len(at)
        assert network.exchanges() == found_now
    network.close()
    desk.database.close()
