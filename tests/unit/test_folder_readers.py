"""A folder brings each reader what it lacks, and each writer the answer to what it wrote."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from pathlib import Path

import pytest

from store.errors import ReadOnly
from store.feeds.by_folder.folder import FolderPeer, ServedFolder, serve_folder
from store.feeds.by_folder.folder_files import FolderFiles
from store.feeds.exchange import exchange
from store.feeds.feeds import Feeds
from store.feeds.local import LocalPeer
from store.feeds.run import encode_run
from tests.feed_parts import SCHOOL, STORE_KEY, Parts, bodies, chain, entries, items, key, parts_in, write
from tests.unit.test_folder import write_protected


@pytest.fixture
def parts(tmp_path: Path) -> Iterator[Parts]:
    with parts_in(tmp_path / "machines") as made:
        yield made


@pytest.fixture
def stick(tmp_path: Path) -> Path:
    (tmp_path / "stick").mkdir()
    return tmp_path / "stick"


def carry_desk(desk: Feeds, stick: Path) -> None:
    exchange(desk, FolderPeer(stick, desk), send=[1, 2], want=[0, 1, 2])


def by_network(kiosk: Feeds, store: Feeds) -> None:
    exchange(kiosk, LocalPeer(store, STORE_KEY), send=[0], want=[1])


def reports(stick: Path) -> list[Path]:
    return sorted(stick.rglob("0-*.run"))


def test_a_desk_that_has_only_the_folder_gets_the_reports_that_kiosks_sent_by_network(
    parts: Parts, stick: Path
) -> None:
    kiosk, desk, store = parts.kiosk(1), parts.kiosk(2), parts.store()
    write(kiosk, b"one", b"two")
    by_network(kiosk, store)
    carry_desk(desk, stick)
    assert serve_folder(store, STORE_KEY, stick).sent == 2
    carry_desk(desk, stick)
    assert bodies(desk) == [b"one", b"two"]
    # Level: whatever happens again, nothing more is written.
    before = sorted(stick.rglob("*"))
    serve_folder(store, STORE_KEY, stick)
    carry_desk(desk, stick)
    serve_folder(store, STORE_KEY, stick)
    assert len(reports(stick)) == 1
    assert len(sorted(stick.rglob("*.offer"))) == 1
    assert len(before) == len(sorted(stick.rglob("*")))


def test_only_what_the_reader_lacks_is_put_on_the_stick(parts: Parts, stick: Path) -> None:
    kiosk, desk, store = parts.kiosk(1), parts.kiosk(2), parts.store()
    write(kiosk, b"one")
    by_network(kiosk, store)
    exchange(desk, LocalPeer(store, STORE_KEY), send=[1, 2], want=[0, 1, 2])
    write(kiosk, b"two")
    by_network(kiosk, store)
    carry_desk(desk, stick)
    assert serve_folder(store, STORE_KEY, stick).sent == 1
    carry_desk(desk, stick)
    assert bodies(desk) == [b"one", b"two"]


def test_a_stick_that_no_reader_of_reports_uses_carries_no_reports_away(parts: Parts, stick: Path) -> None:
    kiosk, other, store = parts.kiosk(1), parts.kiosk(4), parts.store()
    write(kiosk, b"one")
    by_network(kiosk, store)
    exchange(other, FolderPeer(stick, other), send=[0], want=[1])
    serve_folder(store, STORE_KEY, stick)
    assert reports(stick) == []


@pytest.mark.parametrize("who", ["a kiosk", "a stranger", "somebody in the name of the desk"])
def test_an_offer_of_somebody_who_may_not_read_reports_brings_none(parts: Parts, stick: Path, who: str) -> None:
    kiosk, desk, store = parts.kiosk(1), parts.kiosk(2), parts.store()
    write(kiosk, b"one")
    by_network(kiosk, store)
    asking = parts.kiosk(1, name="again") if who == "a kiosk" else parts.kiosk(3, admitted=False)
    exchange(asking, FolderPeer(stick, asking), send=[], want=[0])
    if who == "somebody in the name of the desk":
        (offer,) = stick.rglob("*.offer")
        offer.rename(offer.with_name(f"{key(2).id.hex()}-{offer.name.split('-')[1]}"))
    moved = ServedFolder(store, STORE_KEY, stick, lambda device: device == key(2).id).serve()
    assert reports(stick) == []
    if who == "somebody in the name of the desk":
        assert "not signed by a store or a computer of this school" in " ".join(moved.problems)
    assert bodies(desk) == []


def test_a_desk_set_back_to_an_older_state_is_brought_again_what_it_lost(parts: Parts, stick: Path) -> None:
    kiosk, desk, store = parts.kiosk(1), parts.kiosk(2), parts.store()
    carry_desk(desk, stick)
    backup = parts.copied(desk, "backup")
    desk = parts.open("kiosk2", key(2))
    write(kiosk, b"one")
    by_network(kiosk, store)
    serve_folder(store, STORE_KEY, stick)
    carry_desk(desk, stick)
    assert bodies(desk) == [b"one"]
    for path in reports(stick):
        path.unlink()
    serve_folder(store, STORE_KEY, stick)
    assert reports(stick) == []
    carry_desk(backup, stick)
    serve_folder(store, STORE_KEY, stick)
    carry_desk(backup, stick)
    assert bodies(backup) == [b"one"]


def test_a_copied_kiosk_learns_by_stick_alone_that_what_it_wrote_before_the_copy_has_arrived(
    parts: Parts, stick: Path
) -> None:
    kiosk, store = parts.kiosk(1), parts.store()
    write(kiosk, b"one", b"two")
    clone = parts.copied(kiosk, "clone")
    kiosk = parts.open("kiosk1", key(1))
    write(clone, b"of the clone")
    by_network(clone, store)
    for _ in range(2):
        exchange(kiosk, FolderPeer(stick, kiosk), send=[0], want=[1])
        serve_folder(store, STORE_KEY, stick)
    exchange(kiosk, FolderPeer(stick, kiosk), send=[0], want=[1])
    with kiosk.database.read() as connection:
        assert kiosk.is_receipted(connection, hashlib.sha256(b"two").digest())
    # An answered run is not answered again and again.
    before = len(list(stick.rglob("*.receipt")))
    for _ in range(3):
        serve_folder(store, STORE_KEY, stick)
    assert len(list(stick.rglob("*.receipt"))) == before


@pytest.mark.parametrize("lie", ["one entry three times", "the last with another before it", "a gap", "other bodies"])
def test_a_file_that_holds_less_than_its_name_says_keeps_nothing_from_being_written(
    parts: Parts, stick: Path, lie: str
) -> None:
    kiosk, store = parts.kiosk(1), parts.store()
    write(kiosk, b"one", b"two", b"three")
    first, second, third = items(kiosk)
    forged = chain(key(9), 3)
    told = {
        "one entry three times": [third, third, third],
        "the last with another before it": [first, forged[1], third],
        "a gap": [first, third],
        "other bodies": [(first[0], b"x"), (second[0], b"y"), (third[0], b"z")],
    }[lie]
    data = encode_run(told)
    device = stick / SCHOOL.hex() / key(1).id.hex()
    device.mkdir(parents=True)
    name = f"0-{entries(kiosk)[0].epoch.hex()}-1-3-{hashlib.sha256(data).hexdigest()}.run"
    (device / name).write_bytes(data)
    assert exchange(kiosk, FolderPeer(stick, kiosk), send=[0], want=[1]).sent == 3
    serve_folder(store, STORE_KEY, stick)
    assert sorted(bodies(store), key=repr) == [b"one", b"three", b"two"]


def test_a_folder_that_can_not_be_written_gives_a_desk_its_reports_all_the_same(
    parts: Parts, stick: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    kiosk, desk = parts.kiosk(1), parts.kiosk(2)
    write(kiosk, b"one")
    exchange(kiosk, FolderPeer(stick, kiosk), send=[0], want=[1])
    monkeypatch.setattr(FolderFiles, "write", write_protected)
    with pytest.raises(ReadOnly, match="can't be written"):
        carry_desk(desk, stick)
    assert bodies(desk) == [b"one"]
