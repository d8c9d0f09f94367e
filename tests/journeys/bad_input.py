"""A school that hostile things are done to: disks that fill up, files that are damaged, programs that are cut short."""

from __future__ import annotations

import contextlib
import os
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

from kiosk.cli import main
from kiosk.home import Home
from kiosk.kiosk_wiring import start_kiosk
from store.notebook.common.facts import ConcernDraft, Danger
from store.records import new_id
from tests.journeys.brook_field import MENTOR
from tests.unit.kiosk.school_folder import SchoolFolder

TOP = Path(__file__).parents[2]
TYPED = "zebra typed passphrase by mistake"
"""Words that a person typed, which must never come out of any program nor stay in any file."""


@dataclass(frozen=True)
class Told:
    """What a program said."""

    code: int
    out: str
    err: str

    @property
    def sentence(self) -> str:
        """The one line on stderr."""
        assert self.code == 1, (self.code, self.out, self.err)
        (line,) = self.err.splitlines()
        assert line.startswith("kiosk: ")
        assert line.endswith(".")
        self.check_clean()
        return line

    def check_clean(self) -> None:
        """Assert that nothing came out that never may."""
        for stream in (self.out, self.err):
            assert "Traceback" not in stream
            assert "nobody foresaw" not in stream
            assert "zebra" not in stream
            assert not [letter for letter in stream if letter != "\n" and not letter.isprintable()], ascii(stream)

    def of(self, name: str) -> str:
        """The lines about one device."""
        lines = [line for line in self.out.splitlines() if line.startswith(f"{name}: ")]
        assert lines
        return "\n".join(lines)


class Programs:
    """Runs the real command line on one home, in this process."""

    def __init__(self, school: SchoolFolder, capsys: pytest.CaptureFixture[str]) -> None:
        self.folder = school.folder
        self.words = dict(school.words)
        self._capsys = capsys

    @property
    def home(self) -> Home:
        return Home(self.folder)

    def run(self, *arguments: str, typed: tuple[str, ...] | None = None) -> Told:
        """Run one command; `typed` are the words it asks for, or whose they are."""
        given = ["--home", str(self.folder), *arguments]
        beside = self.folder.parent
        asked, new = beside / "typed.txt", beside / "new.txt"
        if typed is not None:
            asked.write_text("\n".join(self.words.get(one, one) for one in typed) + "\n", "utf-8")
            given += ["--words-from", str(asked)]
            if arguments[0] in ("role", "people"):
                given += ["--words-to", str(new)]
        self._capsys.readouterr()
        try:
            code = main(given)
        finally:
            asked.unlink(missing_ok=True)
            new.unlink(missing_ok=True)
        heard = self._capsys.readouterr()
        return Told(code, heard.out, heard.err)

    def report(self, words: str = "He said they wait for him") -> str:
        """Report at the kiosk by way of its notebook, returning the report's id."""
        kiosk = start_kiosk(self.home, self.home.kiosk(None))
        try:
            visit = kiosk.notebook.sign_in(MENTOR, self.words[MENTOR])
            written = ConcernDraft(new_id(), danger=Danger.NO, hurt="pupil", adult="no", words=words)
            visit.concerns.send(written)
            visit.end()
        finally:
            kiosk.close()
        return written.id

    def is_whole(self) -> None:
        """Assert that everything comes level, with every feed complete."""
        assert self.run("sync").code == 0
        told = self.run("verify")
        assert told.code == 0, told.out
        told.check_clean()


def alone(
    *arguments: str, data: bytes | None = None, closed: tuple[int, ...] = (), **more: object
) -> subprocess.CompletedProcess[bytes]:
    """Run the command line in a process of its own without a terminal, some of its first three files closed."""

    def close() -> None:
        for number in closed:
            os.close(number)

    streams: dict[str, object] = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE}
    if data is None:
        streams["stdin"] = subprocess.DEVNULL
    done: subprocess.CompletedProcess[bytes] = subprocess.run(
        [sys.executable, "-m", "kiosk", *arguments],
        input=data,
        timeout=60,
        check=False,
        cwd=TOP,
        preexec_fn=close if closed else None,
        **{**streams, **more},  # type: ignore[call-overload]
    )
    return done


def damage(path: Path, how: str) -> bytes:
    """Damage a file, returning its new bytes."""
    data = path.read_bytes()
    middle = len(data) // 2
    made = {
        "flipped": data[:8192] + bytes(one ^ 0xA5 for one in data[8192:middle]) + data[middle:],
        "cut": data[: middle - 100],
        "cut at a page": data[: middle // 4096 * 4096],
        "foreign": b"no database at all, but long enough to be read" * 200,
        "header": data[:100] + os.urandom(900) + data[1000:],
        "empty": b"",
        "random": os.urandom(len(data)),
    }[how]
    path.write_bytes(made)
    return made


def contents(folder: Path) -> dict[str, bytes]:
    """Every file that lasts; SQLite's shared memory comes and goes."""
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and not path.name.endswith(("-shm", "-wal", ".lock"))
    }


class SmallDisk:
    """A real disk of its own that can be filled up or made read-only."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._ballast = folder / "ballast"

    def move_here(self, path: Path) -> None:
        """Let a folder of a home lie on this disk."""
        shutil.move(path, self.folder / path.name)
        path.symlink_to(self.folder / path.name)

    def fill(self) -> None:
        """Leave not one byte, nor what SQLite has set aside for its logs: some saves more would fit in there."""
        for path in self.folder.rglob("*.db"):
            with contextlib.closing(sqlite3.connect(path)) as connection:
                connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        descriptor = os.open(self._ballast, os.O_CREAT | os.O_WRONLY | os.O_APPEND)
        for step in (1 << 16, 4096, 1):
            try:
                while os.write(descriptor, b"x" * step):
                    pass
            except OSError:
                continue
        os.close(descriptor)

    def make_room(self) -> None:
        self._ballast.unlink()

    def allow_writing(self, *, allowed: bool) -> None:
        option = "remount,rw" if allowed else "remount,ro"
        subprocess.run(["mount", "-o", option, str(self.folder)], check=True)


@contextmanager
def small_disk(folder: Path, size: str) -> Iterator[SmallDisk]:
    """Mount a disk in memory, skipping the test where this system does not let us."""
    if sys.platform != "linux" or os.geteuid() != 0 or shutil.which("mount") is None:
        pytest.skip("a real disk that fills up needs root on Linux; max_page_count stands in for it elsewhere")
    folder.mkdir()
    done = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", f"size={size}", "tmpfs", str(folder)], check=False, capture_output=True
    )
    if done.returncode != 0:
        pytest.skip("this system does not allow mounting")
    try:
        yield SmallDisk(folder)
    finally:
        subprocess.run(["umount", "-l", str(folder)], check=True)
