"""A desk that writes, is backed up and put back, over and over, until it is killed: a program of its own."""

from __future__ import annotations

import random
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

from kiosk.backups.making import make_backup, place_of
from kiosk.backups.place import finished
from kiosk.backups.put_back import restore_backup
from kiosk.home import Home
from kiosk.parts import open_device
from tests.feed_parts import entries, write


def main(folder: Path, second: Path, seed: int) -> None:
    chance, home = random.Random(seed), Home(folder)
    place = place_of(home, second)
    print("started", flush=True)
    while True:
        append(home, chance)
        made = finished(place)
        if not made or chance.random() < 0.6:
            days = made[0].number if made else 0
            make_backup(home, second, datetime(2026, 1, 1, tzinfo=UTC) + timedelta(days=days))
        else:
            for aside in (home.folder / "desk").glob("*before-restore*"):
                aside.unlink()
            if chance.random() < 0.5:
                # The disk broke: nothing is there to be taken over.
                for path in (home.folder / "desk").glob("feeds.db*"):
                    path.unlink()
            restore_backup(chance.choice(made), home.folder)


def append(home: Home, chance: random.Random) -> None:
    """Write, then say what stands where."""
    parts = open_device(home, home.desk(None))
    fresh = set(write(parts.feeds, *[chance.randbytes(40) for _ in range(chance.randrange(1, 4))]))
    for one in entries(parts.feeds):
        if one.hash in fresh:
            print(f"{one.epoch.hex()} {one.seq} {one.hash.hex()}", flush=True)
    parts.close()


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]), int(sys.argv[3]))
