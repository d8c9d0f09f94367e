"""The plug is pulled at each named point of send, exchange, import, migrate: nothing is lost, nothing doubled."""

from __future__ import annotations

import json
import os
import random
import shutil
import sqlite3
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest

from store import sqlite
from store.database import SCRIPTS, Database, migrate, open_database
from store.feeds.verify import walk
from tests.classroom import PRIYA, classroom
from tests.feed_parts import SCHOOL
from tests.journeys.kill_points import POINTS, Moment
from tests.journeys.killed_at_a_point import school_of
from tests.journeys.test_kill_nine import TOP, Shown, check

LIVES_IN_A_SCHOOL = 40
OLDEST = 3
ROWS = 50


def old_database(path: Path, scripts: Path) -> None:
    """Make a database as an older version left it, with rows in it."""
    shutil.copytree(SCRIPTS, scripts, ignore=shutil.ignore_patterns("__pycache__"))
    for revision in (scripts / "versions").glob("v*.py"):
        if int(revision.name[1:5]) > OLDEST:
            revision.unlink()
    database = Database(sqlite.engines(path))
    with database.write() as connection:
        migrate(connection, scripts)
        for number in range(ROWS):
            connection.exec_driver_sql("INSERT INTO folder_files (school, name) VALUES (?, ?)", (SCHOOL, str(number)))
    database.close()


class Lives:
    """Lives in processes of their own: copies of one that has imported everything, where there are copies."""

    def __init__(self, folder: Path) -> None:
        self._out = folder / "shown"
        self._command = [sys.executable, "-m", "tests.journeys.killed_at_a_point"]
        self._process: subprocess.Popen[str] | None = None
        if hasattr(os, "fork"):
            pipe = subprocess.PIPE
            self._process = subprocess.Popen(self._command, cwd=TOP, stdin=pipe, stdout=pipe, text=True)

    def live_and_die(self, folder: Path, words: str, seed: int, job: str, moment: Moment, shown: Shown) -> bool:
        """Let a child run until the moment comes, returning whether it did before the child was through."""
        told = [str(folder), words, str(seed), job, moment.point, str(moment.nth), moment.event]
        code, said = self._ended(told)
        assert code <= 0, said
        shown.read(said)
        return code != 0

    def close(self) -> None:
        if self._process is not None:
            self._process.communicate()

    def _ended(self, told: list[str]) -> tuple[int, str]:
        if self._process is None:
            done = subprocess.run([*self._command, *told], cwd=TOP, capture_output=True, text=True, check=False)
            return done.returncode, done.stdout + done.stderr
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        print(json.dumps([str(self._out), *told]), file=self._process.stdin, flush=True)
        return int(self._process.stdout.readline()), self._out.read_text("utf-8")


def check_school(folder: Path, shown: Shown) -> None:
    """Check the kiosk as it is, then that all of it arrives once."""
    check(folder, shown)
    for by_stick in (False, True):
        notebook, kiosk, store = school_of(folder, by_stick=by_stick)
        notebook.send_now()
        with kiosk.database.read() as ours, store.database.read() as theirs:
            mine = [one.hash for one in kiosk.feeds.entries(ours, lanes=(0,), limit=100_000)]
            here = [one.hash for one in store.feeds.entries(theirs, lanes=(0,), limit=100_000)]
            unsent = [one for one in kiosk.feeds.entries(ours, lanes=(0,), limit=100_000) if not one.receipted]
        assert Counter(mine) == Counter(here)
        assert unsent == []
        assert all(state.complete for state in walk(store.feeds))
        for one in (kiosk, store):
            one.database.close()


def check_migrated(path: Path) -> None:
    database = open_database(path)
    with database.read() as connection:
        assert connection.exec_driver_sql("SELECT count(*) FROM folder_files").scalar() == ROWS
        assert connection.exec_driver_sql("SELECT count(*) FROM dropped_bodies").scalar() == 0
    database.close()
    with sqlite3.connect(path) as reading:
        assert reading.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    reading.close()


def kill_at_points(folder: Path, kills: int, seed: int) -> Counter[str]:
    """Kill at points drawn from a seed until there were so many kills, returning how many of each job."""
    chance, killed = random.Random(seed), Counter[str]()
    old_database(folder / "older version.db", folder / "scripts")
    lives, number = Lives(folder), 0
    while killed.total() < kills:
        home = folder / f"school {number}"
        number += 1
        with classroom(home) as room:
            words = room.words[PRIYA]
        shown = Shown()
        for life in range(min(LIVES_IN_A_SCHOOL, kills - killed.total())):
            job = list(POINTS)[life % len(POINTS)]
            point = chance.choice(POINTS[job])
            most = 60 if point.endswith("do_execute") else 4
            moment = Moment(point, chance.randint(1, most), chance.choice(["call", "return"]))
            if job == "migrate":
                shutil.copyfile(folder / "older version.db", home / "old.db")
            killed[job] += lives.live_and_die(home, words, chance.randrange(1 << 30), job, moment, shown)
            if job == "migrate":
                check_migrated(home / "old.db")
                (home / "old.db").unlink()
            if life % 10 == 9:
                check_school(home, shown)
        check_school(home, shown)
        shutil.rmtree(home)
        print(f"{killed.total()} kills: {dict(killed)}", flush=True)
    lives.close()
    return killed


@pytest.mark.timeout(100)
def test_the_plug_pulled_at_named_points_loses_nothing_and_doubles_nothing(tmp_path: Path) -> None:
    assert kill_at_points(tmp_path, 4, 2026).total() == 4


@pytest.mark.long
@pytest.mark.timeout(4 * 3600)
def test_a_thousand_plugs_pulled_lose_nothing_and_double_nothing(tmp_path: Path) -> None:
    seed = random.randrange(1 << 30)
    print(f"seed {seed}")
    assert kill_at_points(tmp_path, 1_000, seed).total() >= 1_000
