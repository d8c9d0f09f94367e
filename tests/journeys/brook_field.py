"""Brook Field, a school founded by the programs at floor costs, whose people have only keyboards."""

from __future__ import annotations

import shutil
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from kiosk.config import DevicePart, FolderPart, write_config
from kiosk.desk_wiring import start_desk
from kiosk.home import Home
from kiosk.kiosk_wiring import OpenKiosk, start_kiosk
from kiosk.parts import open_device
from kiosk.syncing.sync import sync_home
from kiosk.welcome_file import read_welcome
from screens.desk.sitting.app import DeskApp
from screens.mentor.visit.app import KioskApp
from store.clock import SystemClock
from store.notebook.common.parts import Parts
from store.notebook.of_mentors.own_words import OwnWords
from store.scheme.vaults import open_vault
from store.sealing.sealed import Sealer
from tests.keyboard import Typist
from tests.unit.kiosk.school_folder import ROOT, SchoolFolder, found

LEAD, DEPUTY, HEAD, MENTOR = "Ms Ahmed", "Mr Hill", "Mr Price", "Sam B"


def found_brook_field(folder: Path) -> SchoolFolder:
    """Found the school with three desks, every role, one mentor."""
    school = found(folder, "--desk", "Office", "--desk", "Deputy", "--desk", "Head")
    for desk, role, holders, asked in (
        ("Deputy", "safeguarding", [DEPUTY], (ROOT, LEAD)),
        ("Office", "coordinator", [LEAD], (ROOT, LEAD)),
        ("Head", "head", [HEAD], (ROOT,)),
        ("Head", "chair", ["Dr Okoro"], (ROOT,)),
        ("Head", "recovery", [HEAD, "Dr Okoro", "Mrs Lund"], (ROOT,)),
        ("Head", "chair-recovery", ["Dr Okoro", "Mrs Lund"], (ROOT,)),
    ):
        named = [part for name in holders for part in ("--holder", name)]
        assert school.run("role", "make", role, *named, "--desk", desk, "--room", "H1", asked=asked) == 0
    assert school.run("people", "add", MENTOR, "--mentor", "--mentee", "Jo 7A", asked=(LEAD,)) == 0
    keep_words(Home(folder), school.words[MENTOR])
    return school


def keep_words(home: Home, typed: str) -> None:
    """Have the mentor go on with the words from paper, so that home comes right after a sign-in."""
    device = open_device(home, home.kiosk(None))
    vault = device.school.vault_by_lookup(MENTOR)
    assert vault is not None
    parts = Parts(device.database, device.feeds, device.school, Sealer.start(), SystemClock())
    OwnWords(parts, vault, open_vault(vault, typed), lambda _: None).keep()
    device.close()


class Somebody(Typist):
    """Reads the whole screen as one line."""

    def text(self) -> str:
        """The screen on one line, so that a sentence is found however it is broken."""
        return " ".join(" ".join(self.rows()).split())


class Pupil(Somebody):
    """A mentor at the kiosk."""

    async def sign_in(self, words: str) -> None:
        await self.press("1")
        await self.type(MENTOR)
        await self.press("enter")
        await self.type(words)
        await self.press("enter")
        if "Keep the words on my card" in self.text():
            # Asked once on each computer.
            await self.press("2")
        assert f"Signed in as {MENTOR}." in self.text(), self.text()

    async def report(self, words: str, *, adult: str = "1") -> None:
        """Write a concern page by page, then send it; `adult` is the key of the second question's answer."""
        await self.press("2", "1")
        await self.press("1")
        await self.press(adult)
        await self.press("enter")
        await self.type(words)
        await self.press("f2")
        await self.press("1")
        await self.press("enter")
        assert "Thank you for telling us" in self.text()

    async def sign_out(self) -> None:
        await self.press("f10")
        assert "Peer mentors sign in" in self.text()


class Reader(Somebody):
    """An adult at a desk."""

    async def unlock(self, words: str) -> None:
        await self.press("enter")
        await self.press("1")
        await self.type(words)
        await self.press("enter")
        await self.press("enter")
        assert "Inbox:" in self.text()

    async def acknowledge(self) -> None:
        await self.press("a")
        await self.press("enter")

    async def search(self, text: str) -> None:
        await self.press("slash")
        await self.type(text)

    async def lock(self) -> None:
        await self.press("f10")
        assert "Locked" in self.text() or "Something needs you today" in self.text()


@asynccontextmanager
async def at_kiosk(home: Home) -> AsyncIterator[Pupil]:
    """Stand at the kiosk of a home, the real program with its real parts."""
    device, opened = home.kiosk(None), list[OpenKiosk]()

    def load() -> Any:
        opened.append(start_kiosk(home, device))
        return opened[-1].notebook

    app = KioskApp(read_welcome(device.welcome), load, clock=time.monotonic, leave=lambda _: None)
    try:
        async with app.run_test(size=(80, 24), notifications=True, tooltips=True) as pilot:
            pupil = Pupil(pilot)
            await pupil.settle()
            yield pupil
    finally:
        for one in opened:
            one.close()


@asynccontextmanager
async def at_desk(home: Home, desk: str) -> AsyncIterator[Reader]:
    """Sit at a desk, which is locked."""
    opened = start_desk(home, home.desk(desk))
    app = DeskApp(opened.unlocking, clock=time.monotonic, leave=lambda _: None)
    try:
        async with app.run_test(size=(120, 40), notifications=True, tooltips=True) as pilot:
            reader = Reader(pilot)
            await reader.settle()
            yield reader
    finally:
        opened.close()


@dataclass
class Apart:
    """The school's office on one computer, a classroom on another, a stick between them that may not be there."""

    office: Home
    classroom: Home
    stick: Path

    def carry(self) -> None:
        """Plug the stick in here and there, until both are level."""
        self.stick.mkdir(exist_ok=True)
        for home in (self.classroom, self.office, self.classroom):
            sync_home(home)


def set_apart(school: SchoolFolder) -> Apart:
    """Take the kiosk of a school to another computer."""
    office, stick = Home(school.folder), school.folder.parent / "stick"
    classroom = Home(school.folder.parent / "classroom")
    shutil.copytree(office.kiosk(None).folder, classroom.folder / "kiosk")
    carried = (FolderPart(path=str(stick)),)
    config = office.config
    kiosk = DevicePart(name="Classroom", folder="kiosk")
    write_config(
        classroom.config_path,
        config.model_copy(update={"store": None, "desks": (), "kiosks": (kiosk,), "folders": carried}),
    )
    office.config_path.unlink()
    write_config(office.config_path, config.model_copy(update={"kiosks": (), "folders": carried}))
    return Apart(Home(school.folder), classroom, stick)
