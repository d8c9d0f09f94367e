"""Somebody with every right on a share who would like a report to be gone, or to be believed to have arrived."""

from __future__ import annotations

import hashlib
import os
import random
import shutil
import sys
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from store.errors import FeedError
from store.feeds.offer import Offer, make_offer
from store.feeds.ranges import Range
from store.feeds.receipt import Receipt, make_receipt, read_receipt
from store.feeds.run import decode_run, encode_run
from tests.feed_parts import SCHOOL, STORE_KEY, chain, key

STRANGER: Final = key(999)
_SPARSE: Final = 10 * 1024**3


@dataclass
class HostileAdmin:
    """Does one thing after another to a school's files in a shared folder; `outside` must stay as it is."""

    stick: Path
    outside: Path
    random: random.Random
    kept: dict[Path, bytes] = field(default_factory=dict)

    def act(self, name: str) -> None:
        ACTS[name](self)

    @property
    def root(self) -> Path:
        return self.stick / SCHOOL.hex()

    def files(self, kind: str = "*") -> list[Path]:
        found = (path for path in self.root.rglob(kind) if path.is_file() and not path.is_symlink())
        return sorted(path for path in found if path.stat().st_size < _SPARSE)

    def one(self, kind: str = "*") -> Path | None:
        found = self.files(kind)
        return self.random.choice(found) if found else None


def edits(admin: HostileAdmin) -> None:
    """Flip a bit, leaving size and time as they were."""
    path = admin.one()
    if path is not None and path.stat().st_size:
        before, data = path.stat(), bytearray(path.read_bytes())
        data[admin.random.randrange(len(data))] ^= 1 << admin.random.randrange(8)
        path.write_bytes(data)
        os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))


def deletes(admin: HostileAdmin) -> None:
    path = admin.one()
    if path is not None:
        path.unlink()


def deletes_everything(admin: HostileAdmin) -> None:
    if admin.root.is_dir():
        shutil.rmtree(admin.root)


def halves(admin: HostileAdmin) -> None:
    path = admin.one()
    if path is not None:
        data = path.read_bytes()
        path.write_bytes(data[: len(data) // 2])


def renames(admin: HostileAdmin) -> None:
    """Give a run other numbers, another lane, or another device."""
    path = admin.one("*.run")
    if path is not None:
        lane, epoch, first, last, rest = path.name.split("-")
        lane = str(admin.random.randrange(3))
        first, last = str(admin.random.randint(1, int(last))), str(int(last) + admin.random.randint(0, 2))
        folder = admin.random.choice([path.parent, admin.root / key(2).id.hex()])
        if not folder.exists():
            folder.mkdir()
        if folder.is_dir() and not folder.is_symlink():
            path.rename(folder / f"{lane}-{epoch}-{first}-{last}-{rest}")


def keeps(admin: HostileAdmin) -> None:
    admin.kept |= {path: path.read_bytes() for path in admin.files()}


def replays(admin: HostileAdmin) -> None:
    """Put back what lay there before, in place of what lies there now."""
    for path in admin.files("*.receipt") + admin.files("*.offer"):
        path.unlink()
    for path, data in admin.kept.items():
        if path.parent.is_dir() and not path.is_dir():
            path.write_bytes(data)


def links(admin: HostileAdmin) -> None:
    """Put a link to a file outside where one of ours was."""
    path = admin.one()
    if path is not None:
        path.unlink()
        path.symlink_to(admin.random.choice([admin.outside / "secret", Path("/etc/passwd")]))


def links_a_folder(admin: HostileAdmin) -> None:
    if not admin.root.is_dir():
        return
    folders = sorted(path for path in admin.root.iterdir() if path.is_dir() and not path.is_symlink())
    if folders:
        folder = admin.random.choice(folders)
        shutil.rmtree(folder)
        folder.symlink_to(admin.outside)


def blocks(admin: HostileAdmin) -> None:
    """Put a folder where a file was, so that it can't be written again."""
    path = admin.one()
    if path is not None:
        path.unlink()
        path.mkdir()


def plants(admin: HostileAdmin) -> None:
    """Put there what no program of ours would: all over the names that ours have."""
    device = admin.root / key(1).id.hex()
    if admin.root.is_symlink() or not admin.root.is_dir() or device.is_symlink():
        return
    device.mkdir(exist_ok=True)
    name = device / f"0-{admin.random.randbytes(16).hex()}-1-3-{admin.random.randbytes(32).hex()}.run"
    what = admin.random.choice(["sparse", "pipe", "folder", "empty", "upper", "junk"])
    if what == "sparse":
        with name.open("wb") as file:
            file.truncate(_SPARSE)
    elif what == "pipe" and sys.platform != "win32":
        os.mkfifo(name)
    elif what == "folder":
        name.mkdir()
    elif what == "empty":
        name.write_bytes(b"")
    elif what == "upper":
        name.with_name(name.name.upper()).write_bytes(b"x")
    else:
        (admin.root / "Thumbs.db").write_bytes(b"x")


def forges_a_receipt(admin: HostileAdmin) -> None:
    """Say in a store's name that everything has arrived, with another key or in another school's name."""
    held = tuple(_range_of(path) for path in admin.files("0-*.run"))
    store = admin.random.choice([STORE_KEY.id, STRANGER.id])
    school = admin.random.choice([SCHOOL, bytes(16)])
    signed = make_receipt(Receipt(school, store, held), STRANGER)
    _put(admin, "receipts", f"{store.hex()}-{hashlib.sha256(signed).hexdigest()}.receipt", signed)


def stretches_a_receipt(admin: HostileAdmin) -> None:
    """Change a store's own receipt to tell of more, keeping its signature."""
    path = admin.one("*.receipt")
    if path is None:
        return
    try:
        receipt = read_receipt(path.read_bytes())
    except FeedError:
        return
    signed = make_receipt(receipt, STRANGER)
    _put(admin, "receipts", f"{STORE_KEY.id.hex()}-{hashlib.sha256(signed).hexdigest()}.receipt", signed)


def forges_an_offer(admin: HostileAdmin) -> None:
    """Say in the desk's name that it has everything."""
    held = tuple(_range_of(path) for path in admin.files("0-*.run"))
    signed = make_offer(Offer(SCHOOL, key(3).id, bytes(16), held, (0, 1, 2)), STRANGER)
    _put(admin, "offers", f"{key(3).id.hex()}-{hashlib.sha256(signed).hexdigest()}.offer", signed)


def forges_entries(admin: HostileAdmin) -> None:
    """Write reports as a kiosk that there is not, introduced by its key, and as one that there is."""
    made = chain(STRANGER, 2, tag=b"forged")
    data = encode_run(made)
    _put(admin, "devices", f"{STRANGER.id.hex()}.key", STRANGER.public)
    _put(admin, "devices", f"{key(1).id.hex()}.key", STRANGER.public)
    for device in (STRANGER.id, key(1).id):
        _put(admin, device.hex(), f"0-{bytes(16).hex()}-1-2-{hashlib.sha256(data).hexdigest()}.run", data)


def spoils_bodies(admin: HostileAdmin) -> None:
    """Put other bodies beside genuine entries, or none, under a name that fits."""
    path = admin.one("*.run")
    if path is None:
        return
    try:
        items = decode_run(path.read_bytes())
    except FeedError:
        return
    other = admin.random.choice([None, b"nothing happened"])
    data = encode_run([(signed, other) for signed, _body in items])
    lane, epoch, first, last, _rest = path.name.split("-")
    _put(admin, path.parent.name, f"{lane}-{epoch}-{first}-{last}-{hashlib.sha256(data).hexdigest()}.run", data)
    path.unlink(missing_ok=True)


def _range_of(path: Path) -> Range:
    lane, epoch, first, last, rest = path.name.split("-")
    device = bytes.fromhex(path.parent.name)
    return Range(device, int(lane), bytes.fromhex(epoch), int(first), int(last), bytes.fromhex(rest[:64]))


def _put(admin: HostileAdmin, folder: str, name: str, data: bytes) -> None:
    place = admin.root / folder
    if admin.root.is_symlink() or place.is_symlink() or (place.exists() and not place.is_dir()):
        return
    place.mkdir(parents=True, exist_ok=True)
    target = place / name
    if not target.is_dir() and not target.is_symlink():
        target.write_bytes(data)


ACTS: Final[dict[str, Callable[[HostileAdmin], None]]] = {
    act.__name__: act
    for act in (
        edits,
        deletes,
        deletes_everything,
        halves,
        renames,
        keeps,
        replays,
        links,
        links_a_folder,
        blocks,
        plants,
        forges_a_receipt,
        stretches_a_receipt,
        forges_an_offer,
        forges_entries,
        spoils_bodies,
    )
}
