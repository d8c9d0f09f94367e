"""Each of the mentor's screens looks as it did when a person last looked at it."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date, datetime

import pytest
from textual.filter import Monochrome

from screens.theme import CALM, HIGH_CONTRAST
from store.notebook.common.facts import CareFacts, WordsNews
from tests.screens.mentor_harness import Pupil, standing
from tests.screens.mentor_made_up import FACTS, NOON
from tests.screens.mentor_services import Kiosk
from tests.screens.sizes import LARGE, SIZES, SMALL
from tests.screens.test_desk_contrast import faint
from tests.snapshots import FOLDER, assert_snapshot

NAME, WORDS, NEW_WORDS = "Priya", "maple river anchor lamp", "amber basket copper dune"
HOME = ("1", NAME, WORDS)
TO_WORDS = (*HOME, "2", "1", "1", "1", "enter")


class Picture(str):
    """Where a walk stands still to be looked at."""


# Each walk is one person's way through many screens, for the way to a screen costs far more than its picture.
WALKS: dict[str, tuple[str, ...]] = {
    "without signing in": (
        Picture("welcome"),
        *("f1", Picture("help"), "escape"),
        *("1", Picture("sign_in"), "escape"),
        *("2", Picture("help_now")),
        *("1", Picture("find_me"), "escape"),
        *("2", Picture("without_name")),
    ),
    "what a mentor looks at": (
        *(*HOME, Picture("home")),
        *("4", Picture("reports"), "escape"),
        *("5", Picture("messages"), "1", Picture("message"), "escape", "escape"),
        *("6", Picture("history"), "a", Picture("session_choice"), "1", Picture("session_added")),
        *("escape", "escape", "escape"),
        *("7", Picture("check_in"), "f3", Picture("review"), "escape", "5", "2", Picture("check_in_done")),
    ),
    "guidance": (
        *(*HOME, "8", Picture("guidance")),
        *("1", Picture("guidance_page"), "escape"),
        *("7", Picture("training"), "1", "f2", "1", Picture("quiz")),
    ),
    "practice": (*HOME, "8", "8", "1", Picture("practice_report")),
    "words": (
        *(*HOME, "f4", WORDS, Picture("own_words")),
        *(NEW_WORDS, Picture("own_words_done"), "escape", "f9", Picture("hidden")),
    ),
    "session": (*HOME, "1", "equals_sign", Picture("session"), "1", "f3", Picture("session_more")),
    "session with a worry": (*HOME, "1", "equals_sign", "2", Picture("session_worry")),
    "danger": (
        *(*HOME, "2", Picture("concern_danger")),
        *("3", Picture("concern_now"), "3", Picture("concern_alone")),
    ),
    "questions": (
        *(*HOME, "2", "1", Picture("concern_hurt")),
        *("1", "f8", Picture("concern_remove"), "escape"),
        *("4", "2", Picture("concern_adult")),
    ),
    "report": (
        *(*TO_WORDS, "f2", Picture("concern_told"), "escape"),
        *("he was", Picture("concern_words")),
        *("f2", "1", Picture("concern_check")),
    ),
    "sent": (*TO_WORDS, "f5", Picture("sent"), "3", Picture("worry_kind")),
    "closed": (*HOME, "4", Picture("reports_closed"), "escape", "2", "3", "1", Picture("sent_closed")),
    "asked": (*HOME, "f5", Picture("agreement"), "escape", "7", "f4", Picture("talk_over")),
    "gate of load": (*HOME, "1", Picture("gate_load")),
    "gate of the agreement": (*HOME, "1", Picture("gate_agreement")),
    "first sign-in": (*HOME, Picture("first_sign_in")),
    "new words": (*HOME, Picture("new_words")),
}


# To draw a screen in other colours takes longer than to come there; these have every kind of thing that has a colour.
IN_ALL_THEMES = ("without signing in", "what a mentor looks at", "danger", "report")

NEWS = {
    "first sign-in": WordsNews("Ms Lee", NOON),
    "new words": WordsNews("Ms Lee", NOON, lost_reports=True, lost_sessions=True),
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
    "closed": _closed,
    "asked": _asks,
    "gate of load": _gated("load"),
    "gate of the agreement": _gated("agreement"),
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


async def differences(pupil: Pupil, name: str, *, themes: bool) -> list[str]:
    """What is different from the pictures that are kept of a screen, in each theme or in the usual one."""
    app, told = pupil.app, []

    async def looks(kind: str) -> None:
        await pupil.settle()
        try:
            assert_snapshot(app, f"mentor_{name}_{kind}")
        except AssertionError as error:
            told.append(str(error))

    width, height = app.size
    await looks(f"{width}x{height}")
    if themes:
        app.theme = HIGH_CONTRAST.name
        await looks("high_contrast")
        told += [f"{name} is faint: {one}" for one in sorted(map(str, faint(pupil.segments(), 7.0)))]
        app.no_color = True
        app._filters.append(Monochrome())
        app.theme = CALM.name
        await looks("no_color")
        app.no_color = False
        app._filters.pop()
        app.refresh_css()
    return told


async def look_at(walk: str, size: tuple[int, int], *, themes: bool) -> None:
    kiosk, told = Kiosk(), []
    kiosk.news = NEWS.get(walk)
    SET.get(walk, lambda _kiosk: None)(kiosk)
    async with standing(kiosk, size, facts=kiosk.facts) as pupil:
        for step in WALKS[walk]:
            if isinstance(step, Picture):
                told += await differences(pupil, step, themes=themes)
            elif step in (NAME, WORDS, NEW_WORDS):
                await pupil.type(step)
                await pupil.press("enter")
            elif " " in step:
                await pupil.type(step)
            else:
                await pupil.press(step)
    assert not told, "\n".join(told)


@pytest.mark.usefixtures("_noon_in_utc")
@SIZES
@pytest.mark.parametrize("walk", [walk for walk in WALKS if walk not in IN_ALL_THEMES])
async def test_each_screen_on_a_walk_looks_as_it_did(walk: str, size: tuple[int, int]) -> None:
    await look_at(walk, size, themes=False)


@pytest.mark.usefixtures("_noon_in_utc")
@pytest.mark.parametrize(
    "walk", [pytest.param(walk, marks=[] if walk in IN_ALL_THEMES else [pytest.mark.long]) for walk in WALKS]
)
async def test_each_screen_on_a_walk_looks_as_it_did_in_high_contrast_and_without_colours_too(walk: str) -> None:
    await look_at(walk, SMALL, themes=True)


@pytest.mark.long
@pytest.mark.usefixtures("_noon_in_utc")
@pytest.mark.parametrize("walk", IN_ALL_THEMES)
async def test_each_screen_on_the_other_walks_looks_as_it_did_in_a_large_window(walk: str) -> None:
    await look_at(walk, LARGE, themes=False)


def test_every_picture_kept_of_a_mentors_screen_is_looked_at() -> None:
    seen = {f"mentor_{step}" for walk in WALKS.values() for step in walk if isinstance(step, Picture)}
    assert {path.stem.removesuffix("_no_color") for path in FOLDER.glob("mentor_*_no_color.svg")} == seen
