"""A kiosk that writes until it is killed: `python -m tests.journeys.killed_kiosk FOLDER WORDS SEED`.

It prints one line for each thing that a pupil was shown as saved, after it was saved.
"""

from __future__ import annotations

import random
import sys
from dataclasses import replace
from pathlib import Path

from store.feeds.exchange import Moved, exchange
from store.feeds.local import LocalPeer
from store.notebook.of_kiosk.kiosk import KioskNotebook
from store.sealing.sealed import Sealer
from tests.classroom import MACHINE, PRIYA, TEN, draft
from tests.clocks import ManualClock
from tests.founded_school import KIOSK, STORE, Device, device


def notebook_of(folder: Path) -> tuple[KioskNotebook, Device]:
    kiosk = device(folder / "classroom", "kiosk", KIOSK)
    store = device(folder / "office", "store", STORE)

    def moved() -> Moved:
        return exchange(kiosk.feeds, LocalPeer(store.feeds, STORE), send=(0,), want=(1,))

    notebook = KioskNotebook(
        kiosk.database, kiosk.feeds, kiosk.school, Sealer.start(), ManualClock(TEN), moved, machine=MACHINE
    )
    return notebook, kiosk


def main(folder: Path, words: str, seed: int) -> None:
    chance = random.Random(seed)
    notebook, _kiosk = notebook_of(folder)
    notebook.start()
    print("started", flush=True)
    while True:
        visit = notebook.sign_in(PRIYA, words)
        for _ in range(chance.randrange(1, 4)):
            written = draft(f"{chance.random()}", adult=chance.choice(["no", "no", "yes", "head"]))
            for step in range(chance.randrange(1, 4)):
                visit.concerns.save(replace(written, words=f"{written.words} {step}"))
                print("held", written.id, flush=True)
            if chance.random() < 0.7:
                visit.concerns.send(written)
                print("sent", written.id, flush=True)
        visit.end()
        print("ended", flush=True)
        if chance.random() < 0.5:
            notebook.send_now()


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2], int(sys.argv[3]))
