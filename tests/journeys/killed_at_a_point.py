"""A school's day that ends at a named point; its arguments: FOLDER WORDS SEED JOB POINT NTH EVENT.

It prints one line for each thing that a pupil was shown as saved, after it was saved. Without arguments it reads them
from lines of JSON, with the file to print to before them, and lets a copy of itself live each such day, answering with
its exit code: to import everything takes as long as to live a day.
"""

from __future__ import annotations

import gc
import json
import os
import random
import sys
from dataclasses import replace
from pathlib import Path

from store.database import open_database
from store.errors import WrongWords
from store.feeds.by_folder.folder import FolderPeer, serve_folder
from store.feeds.exchange import Moved, exchange
from store.feeds.local import LocalPeer
from store.notebook.of_kiosk.kiosk import KioskNotebook
from store.notebook.of_mentors.visit import MentorVisit
from store.sealing.sealed import Sealer
from tests.classroom import MACHINE, PRIYA, TEN, draft
from tests.clocks import ManualClock
from tests.founded_school import KIOSK, STORE, Device, device
from tests.journeys.kill_points import Moment, die_at

KIOSK_LANES = ((0, 1), (1,))
MOST_WAIT = 301.0


def school_of(folder: Path, *, by_stick: bool = False) -> tuple[KioskNotebook, Device, Device]:
    kiosk = device(folder / "classroom", "kiosk", KIOSK)
    store = device(folder / "office", "store", STORE)
    stick = folder / "stick"
    stick.mkdir(exist_ok=True)

    def by_line() -> Moved:
        return exchange(kiosk.feeds, LocalPeer(store.feeds, STORE), send=KIOSK_LANES[0], want=KIOSK_LANES[1])

    def by_folder() -> Moved:
        peer = FolderPeer(stick, kiosk.feeds)
        exchange(kiosk.feeds, peer, send=KIOSK_LANES[0], want=KIOSK_LANES[1])
        serve_folder(store.feeds, STORE, stick)
        return exchange(kiosk.feeds, peer, send=KIOSK_LANES[0], want=KIOSK_LANES[1])

    moved = by_folder if by_stick else by_line
    notebook = KioskNotebook(
        kiosk.database, kiosk.feeds, kiosk.school, Sealer.start(), ManualClock(TEN), moved, machine=MACHINE
    )
    return notebook, kiosk, store


def sign_in(notebook: KioskNotebook, words: str) -> MentorVisit:
    try:
        return notebook.sign_in(PRIYA, words)
    except WrongWords:
        # A try is counted before it is made; plugs pulled in between add up to a wait.
        notebook._parts.clock.advance(MOST_WAIT)
        return notebook.sign_in(PRIYA, words)


def live(notebook: KioskNotebook, words: str, chance: random.Random, *, exchanges: bool) -> None:
    for _ in range(3):
        visit = sign_in(notebook, words)
        written = draft(f"{chance.random()}", adult=chance.choice(["no", "no", "yes", "head"]))
        visit.concerns.save(replace(written, words=f"{written.words} first"))
        print("held", written.id, flush=True)
        if chance.random() < 0.7:
            visit.concerns.send(written)
            print("sent", written.id, flush=True)
        visit.end()
        if exchanges:
            notebook.send_now()


def main(folder: Path, words: str, seed: int, job: str, moment: Moment) -> None:
    print("started", flush=True)
    if job == "migrate":
        die_at(moment)
        open_database(folder / "old.db").close()
        return
    notebook, _kiosk, _store = school_of(folder, by_stick=job == "import")
    notebook.start()
    die_at(moment)
    live(notebook, words, random.Random(seed), exchanges=job != "send")


def live_as_told(told: list[str]) -> None:
    main(Path(told[0]), told[1], int(told[2]), told[3], Moment(told[4], int(told[5]), told[6]))


def live_in_copies() -> None:
    gc.freeze()
    for line in sys.stdin:
        out, *told = json.loads(line)
        copy = os.fork()
        if copy == 0:
            code = 1
            try:
                with Path(out).open("w", encoding="utf-8") as shown:
                    os.dup2(shown.fileno(), 1)
                    os.dup2(shown.fileno(), 2)
                live_as_told(told)
                code = 0
            except BaseException:  # noqa: BLE001 - a copy must never go on as the one that it is of
                sys.excepthook(*sys.exc_info())
            finally:
                sys.stdout.flush()
                os._exit(code)
        print(os.waitstatus_to_exitcode(os.waitpid(copy, 0)[1]), flush=True)


if __name__ == "__main__":
    live_as_told(sys.argv[1:]) if sys.argv[1:] else live_in_copies()
