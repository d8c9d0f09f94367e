"""A shared folder carries feeds whatever else lies in it, and is never trusted."""

from __future__ import annotations

import hashlib
import os
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from store.errors import DiskFull, ReadOnly, StorageError
from store.feeds.by_folder.folder import FolderPeer, serve_folder
from store.feeds.by_folder.folder_files import FolderFiles, InTheWay
from store.feeds.exchange import Moved, exchange
from store.feeds.feeds import Feeds
from store.feeds.local import LocalPeer
from store.feeds.receipt import Receipt, make_receipt
from store.feeds.run import encode_run
from tests.feed_parts import SCHOOL, STORE_KEY, Parts, bodies, chain, entries, key, parts_in, state, write


@pytest.fixture
def parts(tmp_path: Path) -> Iterator[Parts]:
    with parts_in(tmp_path / "machines") as made:
        yield made


@pytest.fixture
def stick(tmp_path: Path) -> Path:
    (tmp_path / "stick").mkdir()
    return tmp_path / "stick"


def carry(feeds: Feeds, stick: Path) -> Moved:
    return exchange(feeds, FolderPeer(stick, feeds), send=[0], want=[1])


def carry_desk(feeds: Feeds, stick: Path) -> Moved:
    return exchange(feeds, FolderPeer(stick, feeds), send=[1, 2], want=[0, 1, 2])


def is_sent(feeds: Feeds, body: bytes) -> bool:
    with feeds.database.read() as connection:
        return feeds.is_receipted(connection, hashlib.sha256(body).digest())


def files(stick: Path) -> dict[str, bytes]:
    return {path.relative_to(stick).as_posix(): path.read_bytes() for path in stick.rglob("*") if path.is_file()}


def write_protected(files: FolderFiles, path: str, data: bytes) -> bool:
    """Refuse as a stick that is locked, also to root."""
    raise ReadOnly("The shared folder can't be written to.")


def run_files(stick: Path) -> list[Path]:
    return sorted(stick.rglob("*.run"))


def test_a_report_goes_by_stick_and_its_receipt_comes_back(parts: Parts, stick: Path) -> None:
    kiosk, store = parts.kiosk(1), parts.store()
    write(kiosk, b"report")
    assert carry(kiosk, stick).sent == 1
    assert not is_sent(kiosk, b"report")
    assert serve_folder(store, STORE_KEY, stick).received == 1
    assert bodies(store) == [b"report"]
    moved = carry(kiosk, stick)
    assert (moved.sent, moved.receipts, moved.problems) == (0, 1, ())
    assert is_sent(kiosk, b"report")


def test_a_notice_comes_down_by_stick(parts: Parts, stick: Path) -> None:
    kiosk, desk, store = parts.kiosk(1), parts.kiosk(2), parts.store()
    write(desk, b"notice", lane=1)
    exchange(desk, LocalPeer(store, STORE_KEY), send=[1, 2], want=[0, 1, 2])
    serve_folder(store, STORE_KEY, stick)
    assert carry(kiosk, stick).received == 1
    assert bodies(kiosk) == [b"notice"]
    assert carry(kiosk, stick).received == 0


def test_names_are_those_of_the_format(parts: Parts, stick: Path) -> None:
    kiosk, store = parts.kiosk(1), parts.store()
    write(kiosk, b"one", b"two")
    carry(kiosk, stick)
    serve_folder(store, STORE_KEY, stick)
    epoch = entries(kiosk)[0].epoch.hex()
    (run,) = run_files(stick)
    assert run.relative_to(stick).parts[:2] == (SCHOOL.hex(), key(1).id.hex())
    assert run.name == f"0-{epoch}-1-2-{hashlib.sha256(run.read_bytes()).hexdigest()}.run"
    (receipt,) = stick.rglob("*.receipt")
    assert receipt.name == f"{STORE_KEY.id.hex()}-{hashlib.sha256(receipt.read_bytes()).hexdigest()}.receipt"
    assert (stick / SCHOOL.hex() / "devices" / f"{key(1).id.hex()}.key").read_bytes() == key(1).public
    assert all(len(path.name) <= 160 for path in stick.rglob("*"))


def test_files_are_created_never_changed_and_never_written_twice(parts: Parts, stick: Path) -> None:
    kiosk, store = parts.kiosk(1), parts.store()
    seen: dict[str, bytes] = {}
    for round_ in range(3):
        write(kiosk, b"report %d" % round_)
        for _ in range(2):
            carry(kiosk, stick)
            serve_folder(store, STORE_KEY, stick)
        now = files(stick)
        assert seen.items() <= now.items()
        seen = now
    assert len(run_files(stick)) == 3
    assert len(list(stick.rglob("*.receipt"))) == 3
    before = files(stick)
    restarted = parts.open("kiosk1", key(1))
    assert carry(restarted, stick).sent == 0
    serve_folder(parts.open("store"), STORE_KEY, stick)
    assert files(stick) == before


def test_what_a_receipt_in_the_folder_covers_is_not_written_to_it(parts: Parts, stick: Path) -> None:
    kiosk, store = parts.kiosk(1), parts.store()
    write(kiosk, b"one")
    exchange(kiosk, LocalPeer(store, STORE_KEY), send=[0], want=[1])
    serve_folder(store, STORE_KEY, stick)
    assert carry(kiosk, stick).sent == 0
    assert run_files(stick) == []
    write(kiosk, b"two")
    assert carry(kiosk, stick).sent == 1


def test_a_store_put_back_to_an_older_backup_gets_by_stick_what_it_lost(parts: Parts, stick: Path) -> None:
    kiosk, store = parts.kiosk(1), parts.store()
    write(kiosk, b"one")
    exchange(kiosk, LocalPeer(store, STORE_KEY), send=[0], want=[1])
    backup = parts.copied(store, "backup")
    store = parts.open("store")
    write(kiosk, b"two")
    exchange(kiosk, LocalPeer(store, STORE_KEY), send=[0], want=[1])
    serve_folder(store, STORE_KEY, stick)
    assert carry(kiosk, stick).sent == 0
    serve_folder(backup, STORE_KEY, stick)
    carry(kiosk, stick)
    serve_folder(backup, STORE_KEY, stick)
    assert sorted(bodies(backup), key=repr) == [b"one", b"two"]
    assert carry(kiosk, stick).sent == 0


def test_half_copies_twins_and_foreign_files_are_passed_over_and_said(parts: Parts, stick: Path) -> None:
    kiosk, store = parts.kiosk(1), parts.store()
    write(kiosk, b"one")
    carry(kiosk, stick)
    (run,) = run_files(stick)
    device = run.parent
    half = chain(key(1), 1, epoch=b"h" * 16)
    half_name = f"0-{(b'h' * 16).hex()}-1-1-{hashlib.sha256(encode_run(half)).hexdigest()}.run"
    (device / half_name).write_bytes(encode_run(half)[:-3])
    (device / f"{run.stem} (1).run").write_bytes(run.read_bytes())
    (device / "Thumbs.db").write_bytes(b"x")
    (device / "\u202ename [red]x.run").write_bytes(b"x")
    (device.parent / "notes.txt").write_bytes(b"x")
    (device.parent / "System Volume Information").mkdir()
    (device / ".part-0123456789abcdef").write_bytes(b"unfinished")
    large = b"\0" * (9 * 1024 * 1024)
    (device / f"0-{'00' * 16}-1-1-{hashlib.sha256(large).hexdigest()}.run").write_bytes(large)
    (device.parent / "receipts").mkdir()
    (device.parent / "receipts" / "x.receipt").write_bytes(b"x")
    (device.parent / "devices" / f"{key(3).id.hex()}.key").write_bytes(key(4).public)
    moved = serve_folder(store, STORE_KEY, stick)
    assert bodies(store) == [b"one"]
    told = " ".join(moved.problems)
    assert "half copied or damaged" in told
    assert "too large" in told
    assert "not made by this program" in told
    assert "Thumbs" not in told
    assert "[red]" not in told
    with store.database.read() as connection:
        assert key(4).public not in store.introductions(connection)


@pytest.mark.skipif(sys.platform == "win32", reason="making links needs leave there")
def test_links_and_pipes_are_not_followed(parts: Parts, stick: Path, tmp_path: Path) -> None:
    kiosk, store = parts.kiosk(1), parts.store()
    write(kiosk, b"one")
    carry(kiosk, stick)
    (run,) = run_files(stick)
    outside = tmp_path / "outside"
    outside.mkdir()
    run.rename(outside / run.name)
    run.symlink_to(outside / run.name)
    os.mkfifo(run.parent / f"0-{'00' * 16}-1-1-{'00' * 32}.run")
    (stick / SCHOOL.hex() / key(2).id.hex()).symlink_to(outside)
    moved = serve_folder(store, STORE_KEY, stick)
    assert bodies(store) == []
    assert moved.problems
    assert carry(kiosk, stick).sent == 1
    assert not run.is_symlink()
    serve_folder(store, STORE_KEY, stick)
    assert bodies(store) == [b"one"]


def test_a_damaged_file_is_written_again_by_whoever_has_its_content(parts: Parts, stick: Path) -> None:
    kiosk, store = parts.kiosk(1), parts.store()
    write(kiosk, b"one")
    carry(kiosk, stick)
    (run,) = run_files(stick)
    good = run.read_bytes()
    run.write_bytes(good[:-1] + b"?")
    serve_folder(store, STORE_KEY, stick)
    assert bodies(store) == []
    assert carry(kiosk, stick).sent == 1
    assert run.read_bytes() == good
    serve_folder(store, STORE_KEY, stick)
    assert bodies(store) == [b"one"]


def test_one_bad_item_in_a_file_does_not_block_the_rest_of_it(parts: Parts, stick: Path) -> None:
    parts.registry.admit(key(1))
    made, store = chain(key(1), 4), parts.store()
    data = encode_run([made[0], (b"no entry", None), (made[2][0], b"changed"), made[3]])
    device = stick / SCHOOL.hex() / key(1).id.hex()
    device.mkdir(parents=True)
    (device / f"0-{'00' * 16}-1-4-{hashlib.sha256(data).hexdigest()}.run").write_bytes(data)
    for _ in range(2):
        moved = serve_folder(store, STORE_KEY, stick)
        assert sorted(bodies(store), key=repr) == [b"body 1", b"body 4"]
        assert moved.problems


def test_a_receipt_in_the_folder_that_no_store_signed_changes_nothing(parts: Parts, stick: Path) -> None:
    kiosk = parts.kiosk(1)
    write(kiosk, b"one")
    with kiosk.database.read() as connection:
        held = tuple(kiosk.held(connection))
    folder = stick / SCHOOL.hex() / "receipts"
    folder.mkdir(parents=True)
    for signed in (
        make_receipt(Receipt(SCHOOL, STORE_KEY.id, held), key(5)),
        make_receipt(Receipt(SCHOOL, key(5).id, held), key(5)),
        make_receipt(Receipt(bytes(16), STORE_KEY.id, held), STORE_KEY),
    ):
        name = f"{STORE_KEY.id.hex()}-{hashlib.sha256(signed).hexdigest()}.receipt"
        (folder / name).write_bytes(signed)
    moved = carry(kiosk, stick)
    assert moved.sent == 1
    assert moved.receipts == 0
    assert not is_sent(kiosk, b"one")
    assert "not signed by a store" in " ".join(moved.problems)


def test_a_new_kiosk_that_nobody_admitted_yet_is_put_aside_by_stick_too(parts: Parts, stick: Path) -> None:
    kiosk, store = parts.kiosk(1, admitted=False), parts.store()
    write(kiosk, b"report")
    carry(kiosk, stick)
    serve_folder(store, STORE_KEY, stick)
    assert [one.quarantined for one in entries(store)] == [True]
    carry(kiosk, stick)
    assert not is_sent(kiosk, b"report")
    parts.registry.admit(key(1))
    serve_folder(store, STORE_KEY, stick)
    carry(kiosk, stick)
    assert [one.quarantined for one in entries(store)] == [False]
    assert is_sent(kiosk, b"report")


def test_a_notice_that_vanished_from_the_folder_is_put_there_again(parts: Parts, stick: Path) -> None:
    kiosk, desk, store = parts.kiosk(1), parts.kiosk(2), parts.store()
    write(desk, b"notice", lane=1)
    exchange(desk, LocalPeer(store, STORE_KEY), send=[1, 2], want=[0, 1, 2])
    serve_folder(store, STORE_KEY, stick)
    (run,) = run_files(stick)
    run.unlink()
    # The store's own receipt lies there, but what a store has no kiosk can read.
    serve_folder(store, STORE_KEY, stick)
    carry(kiosk, stick)
    assert bodies(kiosk) == [b"notice"]


def test_two_desks_share_a_case_by_stick(parts: Parts, stick: Path) -> None:
    first, second = parts.kiosk(2), parts.kiosk(3)
    write(first, b"case", lane=2)
    carry_desk(first, stick)
    carry_desk(second, stick)
    assert bodies(second) == [b"case"]


def test_a_stick_that_is_not_there_is_said_and_nothing_is_made(parts: Parts, tmp_path: Path) -> None:
    kiosk = parts.kiosk(1)
    write(kiosk, b"one")
    with pytest.raises(StorageError, match="connected"):
        carry(kiosk, tmp_path / "unplugged")
    assert not (tmp_path / "unplugged").exists()
    assert bodies(kiosk) == [b"one"]


def test_a_folder_that_can_not_be_written_still_gives_what_it_holds(
    parts: Parts, stick: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    kiosk, desk, store = parts.kiosk(1), parts.kiosk(2), parts.store()
    write(desk, b"notice", lane=1)
    carry_desk(desk, stick)
    write(kiosk, b"one")
    with monkeypatch.context() as patch:
        patch.setattr(FolderFiles, "write", write_protected)
        with pytest.raises(ReadOnly, match="can't be written"):
            carry(kiosk, stick)
    assert bodies(kiosk) == [b"one", b"notice"]
    carry(kiosk, stick)
    serve_folder(store, STORE_KEY, stick)
    assert b"one" in bodies(store)


@pytest.mark.parametrize("what", ["a file", "a folder of that name", "a link"])
def test_what_stands_where_one_file_must_be_keeps_no_other_from_being_written(
    parts: Parts, stick: Path, tmp_path: Path, what: str
) -> None:
    kiosk, other, store = parts.kiosk(1), parts.kiosk(2), parts.store()
    write(kiosk, b"one")
    carry(kiosk, stick)
    (run,) = run_files(stick)
    write(other, b"two")
    if what == "a folder of that name":
        run.unlink()
        run.mkdir()
    else:
        run.unlink()
        run.parent.rmdir()
        if what == "a link":
            (tmp_path / "outside").mkdir()
            run.parent.symlink_to(tmp_path / "outside")
        else:
            run.parent.write_bytes(b"")
    with pytest.raises(InTheWay, match="something else stands where"):
        carry(kiosk, stick)
    assert carry(other, stick).sent == 1
    # The store, which would leave both for a desk, leaves the one that it can.
    exchange(kiosk, LocalPeer(store, STORE_KEY), send=[0], want=[1])
    exchange(other, LocalPeer(store, STORE_KEY), send=[0], want=[1])
    for path in run_files(stick):
        if path.is_file():
            path.unlink()
    desk = parts.kiosk(3)
    carry_desk(desk, stick)
    with pytest.raises(InTheWay):
        serve_folder(store, STORE_KEY, stick)
    carry_desk(desk, stick)
    assert bodies(desk) == [b"two"]
    assert not (tmp_path / "outside").exists() or list((tmp_path / "outside").iterdir()) == []


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may write everywhere")
def test_a_write_protected_folder_is_said(parts: Parts, stick: Path) -> None:
    kiosk = parts.kiosk(1)
    write(kiosk, b"one")
    stick.chmod(0o500)
    with pytest.raises(ReadOnly):
        carry(kiosk, stick)
    stick.chmod(0o700)


@pytest.mark.skipif(sys.platform == "win32", reason="no limit of file size there")
def test_a_full_folder_is_said_and_leaves_no_half_file(parts: Parts, stick: Path) -> None:
    import resource

    kiosk = parts.kiosk(1)
    write(kiosk, os.urandom(300_000))
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (200_000, before[1]))
    try:
        with pytest.raises(DiskFull, match="no room left"):
            FolderFiles(stick, SCHOOL).write("devices/x.key", os.urandom(300_000))
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
    assert [path for path in stick.rglob("*") if path.is_file()] == []
    assert carry(kiosk, stick).sent == 1


def test_importing_twice_is_importing_once(parts: Parts, stick: Path) -> None:
    kiosk, store = parts.kiosk(1), parts.store()
    write(kiosk, b"one", b"two")
    carry(kiosk, stick)
    serve_folder(store, STORE_KEY, stick)
    before = state(store)
    assert serve_folder(store, STORE_KEY, stick).received == 0
    assert state(store) == before
    # Also a store that forgot which files it had read.
    from sqlalchemy import text

    with store.database.write() as connection:
        connection.execute(text("DELETE FROM folder_files"))
    assert serve_folder(store, STORE_KEY, stick).received == 0
    assert state(store) == before
