"""Each of the mentor's screens looks as it did when a person last looked at it."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date, datetime

import pytest
from textual.filter import Monochrome

from screens.theme import CALM, HIGH_CONTRAST
from store.notebook.facts import CareFacts, WordsNews
from tests.screens.mentor_harness import standing
from tests.screens.mentor_services import FACTS, NOON, Kiosk
from tests.screens.sizes import SIZES, SMALL
from tests.screens.test_desk_contrast import faint
from tests.snapshots import assert_snapshot

HOME = ("1", "Priya", "maple river anchor lamp")
WALKS = {
    "welcome": (),
    "help": ("f1",),
    "help_now": ("2",),
    "find_me": ("2", "1"),
    "without_name": ("2", "2"),
    "sign_in": ("1",),
    "home": HOME,
    "session": (*HOME, "1", "equals_sign"),
    "session_more": (*HOME, "1", "equals_sign", "1", "f3"),
    "session_worry": (*HOME, "1", "equals_sign", "2"),
    "concern_danger": (*HOME, "2"),
    "concern_now": (*HOME, "2", "3"),
    "concern_alone": (*HOME, "2", "3", "3"),
    "concern_hurt": (*HOME, "2", "1"),
    "concern_adult": (*HOME, "2", "1", "1", "4", "2"),
    "concern_words": (*HOME, "2", "1", "1", "1", "enter", "he was"),
    "concern_told": (*HOME, "2", "1", "1", "1", "enter", "f2"),
    "concern_check": (*HOME, "2", "1", "1", "1", "enter", "he was", "f2", "1"),
    "concern_remove": (*HOME, "2", "1", "1", "f8"),
    "sent": (*HOME, "2", "1", "1", "1", "enter", "f5"),
    "sent_closed": (*HOME, "2", "3", "1"),
    "worry_kind": (*HOME, "2", "1", "1", "1", "enter", "f5", "3"),
    "reports": (*HOME, "4"),
    "reports_closed": (*HOME, "4"),
    "messages": (*HOME, "5"),
    "message": (*HOME, "5", "1"),
    "history": (*HOME, "6"),
    "session_choice": (*HOME, "6", "a"),
    "session_added": (*HOME, "6", "a", "1"),
    "review": (*HOME, "7", "f3"),
    "check_in": (*HOME, "7"),
    "check_in_done": (*HOME, "7", "5", "2"),
    "agreement": (*HOME, "f5"),
    "talk_over": (*HOME, "7", "f4"),
    "gate_load": (*HOME, "1"),
    "gate_agreement": (*HOME, "1"),
    "guidance": (*HOME, "8"),
    "guidance_page": (*HOME, "8", "1"),
    "training": (*HOME, "8", "7"),
    "quiz": (*HOME, "8", "7", "1", "f2", "1"),
    "practice_report": (*HOME, "8", "8", "1"),
    "hidden": (*HOME, "f9"),
    "own_words": (*HOME, "f4", "maple river anchor lamp"),
    "own_words_done": (*HOME, "f4", "maple river anchor lamp", "amber basket copper dune"),
    "first_sign_in": HOME,
    "new_words": HOME,
}


NEWS = {
    "first_sign_in": WordsNews("Ms Lee", NOON),
    "new_words": WordsNews("Ms Lee", NOON, lost_reports=True, lost_sessions=True),
}


def _asks(kiosk: Kiosk) -> None:
    kiosk.agreed = (None, kiosk.agreed[1])
    kiosk.care = CareFacts("Maple School", 4, 3, None, date(2026, 11, 27), waits=True)


def _gated(gate: str) -> Callable[[Kiosk], None]:
    def gated(kiosk: Kiosk) -> None:
        _asks(kiosk)
        kiosk.gate = gate

    return gated


def _closed(kiosk: Kiosk) -> None:
    kiosk.facts = replace(
        FACTS,
        school_state="closing",
        school_ends=datetime.fromisoformat("2026-11-27T15:30"),
        school_opens=datetime.fromisoformat("2026-11-30T08:30"),
    )


SET: dict[str, Callable[[Kiosk], None]] = {
    "sent_closed": _closed,
    "reports_closed": _closed,
    "agreement": _asks,
    "talk_over": _asks,
    "gate_load": _gated("load"),
    "gate_agreement": _gated("agreement"),
}


@pytest.fixture
def _noon_in_utc(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    if not hasattr(time, "tzset"):
        pytest.skip("this system can't set the time zone of one process")
    with monkeypatch.context() as patch:
        patch.setenv("TZ", "UTC")
        time.tzset()
        yield
    time.tzset()


@pytest.mark.usefixtures("_noon_in_utc")
@SIZES
@pytest.mark.parametrize("name", WALKS)
async def test_a_screen_looks_as_it_did(name: str, size: tuple[int, int]) -> None:
    kiosk = Kiosk()
    kiosk.news = NEWS.get(name)
    SET.get(name, lambda _kiosk: None)(kiosk)
    async with standing(kiosk, size, facts=kiosk.facts) as pupil:
        for step in WALKS[name]:
            if step in ("Priya", "maple river anchor lamp", "amber basket copper dune"):
                await pupil.type(step)
                await pupil.press("enter")
            elif " " in step:
                await pupil.type(step)
                await pupil.settle()
            else:
                await pupil.press(step)
        await pupil.settle()
        assert_snapshot(pupil.app, f"mentor_{name}_{size[0]}x{size[1]}")
        if size == SMALL:
            # The same walk, for the steps to a screen cost far more than its pictures.
            pupil.app.theme = HIGH_CONTRAST.name
            await pupil.settle()
            assert_snapshot(pupil.app, f"mentor_{name}_high_contrast")
            assert faint(pupil.segments(), 7.0) == set()
            pupil.app.theme = CALM.name
            pupil.app._filters.append(Monochrome())
            pupil.app.no_color = True
            pupil.app.refresh_css()
            await pupil.settle()
            assert_snapshot(pupil.app, f"mentor_{name}_no_color")
