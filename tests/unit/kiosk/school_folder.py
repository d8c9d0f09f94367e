"""A real school founded at floor costs, for the tests of the programs."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from kiosk.cli import main
from tests.once import made_once


@dataclass
class SchoolFolder:
    """A home with the words of everybody in it."""

    folder: Path
    words: dict[str, str] = field(default_factory=dict)

    def run(self, *arguments: str, asked: tuple[str, ...] = ()) -> int:
        """Run one command in this home, giving the words it asks for, keeping those it makes."""
        given = ["--home", str(self.folder), *arguments]
        if not asked and not arguments[0].startswith(("role", "people")):
            return main(given)
        typed, new = self.folder.parent / "typed.txt", self.folder.parent / "new.txt"
        typed.write_text("\n".join(self.words.get(who, who) for who in asked) + "\n", "utf-8")
        given += ["--words-from", str(typed)]
        if arguments[0] in ("role", "people"):
            given += ["--words-to", str(new)]
        try:
            return main(given)
        finally:
            self.keep(new)
            typed.unlink()

    def keep(self, new: Path) -> None:
        """Remember new words by whose they are."""
        if new.exists():
            for line in new.read_text("utf-8").splitlines():
                whose, words = line.split(": ")
                self.words[whose.split(" (")[0]] = words
            new.unlink()


ROOT = "the school's root"


def found(folder: Path, *more: str) -> SchoolFolder:
    """Found a school with nothing but its founder."""
    new = folder.parent / "new.txt"
    school = SchoolFolder(folder)
    named = ["--school", "Brook Field", "--founder", "Ms Ahmed", "--room", "B12", "--costs", "floor"]
    code = main(["init", "--at", str(folder), *named, "--words-to", str(new), *more])
    assert code == 0
    school.keep(new)
    return school


def fill(school: SchoolFolder) -> None:
    """Make every role, then two mentors."""
    for role, holders in (
        ("head", ["Mr Price"]),
        ("chair", ["Dr Okoro"]),
        ("recovery", ["Mr Price", "Dr Okoro", "Mrs Lund"]),
        ("chair-recovery", ["Dr Okoro", "Mrs Lund"]),
    ):
        named = [part for name in holders for part in ("--holder", name)]
        assert school.run("role", "make", role, *named, "--room", "H1", asked=(ROOT,)) == 0
    assert school.run("role", "make", "coordinator", "--holder", "Ms Ahmed", asked=(ROOT, "Ms Ahmed")) == 0
    assert school.run("people", "add", "Sam B", "--mentor", "--mentee", "Jo 7A", asked=("Ms Ahmed",)) == 0
    assert school.run("people", "add", "Kim C", "--mentor", "--mentee", "Al 8B", asked=("Ms Ahmed",)) == 0


def copied(school: SchoolFolder, folder: Path) -> SchoolFolder:
    """Return a copy of a school with everybody's words."""
    shutil.copytree(school.folder, folder)
    return SchoolFolder(folder, dict(school.words))


def school_once(factory: pytest.TempPathFactory, name: str, make: Callable[[Path], SchoolFolder]) -> SchoolFolder:
    """Return the school of this name, founded by the first worker of a run that needs it; nobody may change it."""

    def keep(folder: Path) -> None:
        words = make(folder / "school").words
        (folder / "words.json").write_text(json.dumps(words), "utf-8")

    folder = made_once(factory, name, keep)
    return SchoolFolder(folder / "school", json.loads((folder / "words.json").read_text("utf-8")))
