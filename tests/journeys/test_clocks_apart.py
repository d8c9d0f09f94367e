"""Clocks that stand far from each other at the real screens of kiosk and desk."""

from __future__ import annotations

import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from typing import Any

import pytest

from kiosk.desk_wiring import start_desk
from kiosk.home import Home
from kiosk.kiosk_wiring import OpenKiosk, start_kiosk
from kiosk.welcome_file import read_welcome
from screens.desk.sitting.app import DeskApp
from screens.mentor.visit.app import KioskApp
from tests.clocks import ManualClock
from tests.journeys.bad_input import Programs
from tests.journeys.brook_field import LEAD, MENTOR, Pupil, Reader


@asynccontextmanager
async def kiosk_in(year: int, home: Home) -> AsyncIterator[Pupil]:
    device, opened = home.kiosk(None), list[OpenKiosk]()
    clock = ManualClock(datetime(year, 1, 2, 10, tzinfo=UTC))

    def load() -> Any:
        opened.append(start_kiosk(home, device, clock))
        return opened[-1].notebook

    app = KioskApp(read_welcome(device.welcome), load, clock=time.monotonic, now=clock.now, leave=lambda _: None)
    try:
        async with app.run_test(size=(80, 24)) as pilot:
            pupil = Pupil(pilot)
            await pupil.settle()
            yield pupil
    finally:
        for one in opened:
            one.close()


@asynccontextmanager
async def desk_in(year: int, home: Home) -> AsyncIterator[Reader]:
    opened = start_desk(home, home.desk("Office"), ManualClock(datetime(year, 1, 2, 10, tzinfo=UTC)))
    try:
        async with DeskApp(opened.unlocking, clock=time.monotonic, leave=lambda _: None).run_test(
            size=(120, 40)
        ) as pilot:
            reader = Reader(pilot)
            await reader.settle()
            yield reader
    finally:
        opened.close()


@pytest.mark.long
@pytest.mark.parametrize(("at_kiosk_it_is", "at_desk_it_is"), [(1970, 2099), (2099, 1970)])
async def test_clocks_130_years_apart_change_dates_and_nothing_else(
    programs: Programs, at_kiosk_it_is: int, at_desk_it_is: int
) -> None:
    async with kiosk_in(at_kiosk_it_is, programs.home) as pupil:
        await pupil.sign_in(programs.words[MENTOR])
        await pupil.report("words from another time")
        await pupil.press("escape")
        await pupil.sign_out()
    assert "5 sealed items received" in programs.run("sync").of("Office")
    async with desk_in(at_desk_it_is, programs.home) as lead:
        await lead.unlock(programs.words[LEAD])
        await lead.press("enter")
        assert "words from another time" in lead.text()
        assert f"2 Jan {at_kiosk_it_is}" in lead.text()
        assert ("date that has not come yet" in lead.text()) == (at_kiosk_it_is > at_desk_it_is)
        await lead.acknowledge()
        assert "Recorded: you have read this report." in lead.text()
        await lead.lock()
    programs.is_whole()
    async with kiosk_in(at_kiosk_it_is, programs.home) as pupil:
        await pupil.sign_in(programs.words[MENTOR])
        await pupil.press("4")
        assert "Read by an adult on" in pupil.text()
