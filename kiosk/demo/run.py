"""Runs the demonstration: founds the made-up school, then lets one be a mentor or the lead in it."""

from __future__ import annotations

import argparse
import gc
import os
import shutil
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from kiosk.demo.cast import FIRST_MENTOR, LEAD, OFFICE, SCHOOL
from kiosk.demo.living import live
from kiosk.demo.school import CREDENTIALS, DemoSchool, found_demo_school, kept_demo_school
from kiosk.demo.year import planned_year
from kiosk.telling import say
from kiosk.terminal import need_terminal
from screens.crash import CrashLog
from screens.demo.chooser import LEAD as BE_LEAD
from screens.demo.chooser import LEAVE, ChooserApp, Person
from screens.demo.chooser import MENTOR as BE_MENTOR

if TYPE_CHECKING:
    from screens.mentor.parts.services import Kiosk

_BACK_FROM_KIOSK = "To come back here: sign out (F10), then Ctrl+X on the welcome."
_BACK_FROM_DESK = "To come back here: lock the desk (F10), then Ctrl+X."


def run(given: argparse.Namespace) -> int:
    """Found the school or open the one kept in --at; without --at its folder goes when one leaves."""
    if not given.setup_only:
        need_terminal()
    kept = given.at is not None
    outer = None if kept else Path(tempfile.mkdtemp(prefix="kiosk-demo-"))
    folder = given.at.absolute() if outer is None else outer / "school"
    try:
        school = kept_demo_school(folder) or set_up(folder)
        if given.setup_only:
            if outer is not None:
                say("Name a folder with --at DIR to keep the school: this one is removed now.")
            return 0
        go_to_and_fro(school, partial(_leave, outer), kept=kept)
    finally:
        if outer is not None:
            shutil.rmtree(outer, ignore_errors=True)
    return 0


def _leave(outer: Path | None, code: int) -> None:
    """End the process after a signal or a crash, which skips every other end."""
    if outer is not None:
        shutil.rmtree(outer, ignore_errors=True)
    os._exit(code)


def set_up(folder: Path) -> DemoSchool:
    """Found the school, play its year, telling how far it is."""
    started = time.monotonic()
    say(f"Founding {SCHOOL}, a made-up school, in {folder}. This takes a moment.")
    school = found_demo_school(folder, say)
    live(school, planned_year(datetime.now(UTC).date()), say)
    say(f"Ready after {time.monotonic() - started:.0f} seconds. Everybody's words: {folder / CREDENTIALS}")
    say("Key files are quick to guess here, so that founding is quick; a real school's are not.")
    return school


def go_to_and_fro(school: DemoSchool, leave: Callable[[int], object], *, kept: bool) -> None:
    """Ask who to be, be that person, ask again, until one leaves."""
    crash = CrashLog(school.home.folder, leave)
    crash.install()
    people = (
        Person(BE_MENTOR, "a mentor at the kiosk", FIRST_MENTOR, school.words[FIRST_MENTOR], _BACK_FROM_KIOSK),
        Person(BE_LEAD, "the safeguarding lead at the desk", LEAD.name, school.words[LEAD.name], _BACK_FROM_DESK),
    )
    where = school.home.folder
    told = f"Everybody's words are in {where / CREDENTIALS}. " + (
        "The school stays there." if kept else "The school is removed when you leave."
    )
    while True:
        chosen = ChooserApp(SCHOOL, people, told, crash=crash, leave=leave).run()
        if chosen == BE_MENTOR:
            _be_mentor(school, crash, leave)
        elif chosen == BE_LEAD:
            _be_lead(school, crash, leave)
        elif chosen in (LEAVE, None):
            return
        gc.collect()


def _be_mentor(school: DemoSchool, crash: CrashLog, leave: Callable[[int], object]) -> None:
    from kiosk.demo.kiosk_app import DemoKioskApp
    from kiosk.kiosk_wiring import OpenKiosk, start_kiosk
    from kiosk.welcome_file import read_welcome

    device, opened = school.home.kiosk(None), list[OpenKiosk]()

    def load() -> Kiosk:
        opened.append(start_kiosk(school.home, device))
        return opened[-1].notebook

    try:
        DemoKioskApp(read_welcome(device.welcome), load, clock=time.monotonic, crash=crash, leave=leave).run()
    finally:
        for one in opened:
            # A kiosk left running would send within half a minute; this one is about to be left.
            one.notebook.send_now()
            one.close()


def _be_lead(school: DemoSchool, crash: CrashLog, leave: Callable[[int], object]) -> None:
    from kiosk.sit_at_desk import show_desk

    show_desk(school.home, school.home.desk(OFFICE), crash, leave)
