"""The welcome comes first, says nothing about anybody, helps without a sign-in."""

from __future__ import annotations

import subprocess
import sys
import threading
from dataclasses import replace
from datetime import timedelta

from screens.mentor.entering.loading import NOT_STARTED
from screens.mentor.entering.welcome import WelcomeScreen
from screens.theme import HIGH_CONTRAST
from store.errors import DamagedDatabase, DiskFull
from store.notebook.common.facts import Adult, WelcomeFacts
from tests.screens.mentor_harness import NASTY, SEEN, standing
from tests.screens.mentor_made_up import ADULTS, FACTS, NOON
from tests.screens.mentor_services import Kiosk
from tests.screens.sizes import SIZES


def test_before_the_welcome_is_painted_nothing_but_textual_and_light_modules_is_imported() -> None:
    script = """
import sys, screens.mentor.visit.app
heavy = {"pydantic", "sqlmodel", "sqlalchemy", "cryptography", "cbor2", "alembic", "sqlcipher3"}
print(sorted(heavy & {name.partition(".")[0] for name in sys.modules}))
print(sorted(name for name in sys.modules if name.startswith("store.")))
print("textual.widgets._text_area" in sys.modules)
"""
    told = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True).stdout
    assert told.splitlines() == [
        "[]",
        str(
            [
                *("store.errors", "store.language", "store.notebook"),
                *("store.notebook.common", "store.notebook.common.public_facts"),
            ]
        ),
        "False",
    ]


async def test_the_services_are_loaded_when_the_welcome_is_painted_and_not_before() -> None:
    painted: list[str] = []
    kiosk = Kiosk()

    def load() -> Kiosk:
        rows = kiosk.app.screen._compositor.render_strips()
        painted.append("\n".join("".join(part.text for part in row) for row in rows))
        return kiosk

    async with standing(kiosk, load=load):
        assert len(painted) == 1
        assert "Peer mentors sign in" in painted[0]


@SIZES
async def test_the_welcome_names_no_pupil_and_counts_nothing(size: tuple[int, int]) -> None:
    async with standing(Kiosk(), size) as pupil:
        assert pupil.sees("Maple School")
        assert pupil.sees("Tip of the day")
        assert pupil.sees("This computer last reached the school office on Tuesday 24 November at")
        assert not pupil.sees("Priya")
        assert not pupil.sees("tell the office this computer is offline")
        assert "F10" not in pupil.text()


async def test_a_computer_that_was_silent_for_an_hour_asks_adults_to_tell_the_office() -> None:
    kiosk = Kiosk()
    kiosk.facts = replace(FACTS, last_contact=NOON - timedelta(hours=2))
    async with standing(kiosk, facts=None) as pupil:
        assert pupil.sees("If you work here: please tell the office this computer is offline.")


async def test_the_welcome_says_that_the_school_closes_soon() -> None:
    kiosk = Kiosk()
    kiosk.facts = replace(FACTS, school_closes="2026-11-30")
    async with standing(kiosk) as pupil:
        assert pupil.sees("School closes today until Monday 30 November. Tell a person before you leave.")


async def test_text_of_the_school_is_shown_as_written() -> None:
    kiosk = Kiosk()
    kiosk.facts = WelcomeFacts(NASTY, (Adult("a", NASTY, NASTY, NASTY),), None, NASTY, NASTY)
    kiosk.adults_named = kiosk.facts.adults
    async with standing(kiosk, facts=kiosk.facts) as pupil:
        assert pupil.sees(SEEN)
        await pupil.press("2")
        assert pupil.sees("a [/] b [@click=app.quit]x[/]")
        await pupil.press("1")
        assert pupil.sees("Who should come")
        assert not pupil.app._exit


async def test_a_sign_in_that_is_typed_before_the_kiosk_is_ready_waits_for_it() -> None:
    gate, kiosk = threading.Event(), Kiosk()

    def load() -> Kiosk:
        gate.wait(20)
        return kiosk

    async with standing(kiosk, load=load, settled=False) as pupil:
        await pupil.hit("1", *"Priya", "enter", *"maple river anchor lamp", "enter")
        assert pupil.sees("Opening. This takes a moment.")
        gate.set()
        await pupil.settle()
        assert pupil.sees("Log a session")


async def test_a_kiosk_that_can_not_load_says_why_and_whom_to_tell() -> None:
    def load() -> Kiosk:
        raise DamagedDatabase("A page of this computer's file is damaged. Nothing was changed.")

    async with standing(Kiosk(), load=load) as pupil:
        assert pupil.sees(
            "! A page of this computer's file is damaged. Nothing was changed. Please tell Ms Lee (Room 4)"
        )
        await pupil.sign_in_by_keys()
        assert pupil.sees("! A page of this computer's file is damaged.")
        await pupil.press("escape", "2")
        assert pupil.sees("Ms Lee (keeps pupils safe), Room 4")
        assert pupil.sees("0800 1111")


async def test_a_kiosk_that_could_not_load_tries_again_by_itself() -> None:
    kiosk, tries = Kiosk(), []

    def load() -> Kiosk:
        tries.append(1)
        if len(tries) == 1:
            raise DiskFull("There is no room.")
        return kiosk

    async with standing(kiosk, load=load) as pupil:
        await pupil.wait(10)
        assert pupil.sees("There is no room.")
        await pupil.wait(25)
        assert not pupil.sees("There is no room.")
        await pupil.sign_in_by_keys()
        assert pupil.sees("Signed in as Priya.")


async def test_without_any_facts_the_welcome_still_leads_to_help() -> None:
    def load() -> Kiosk:
        raise DiskFull(NOT_STARTED)

    async with standing(Kiosk(), facts=None, load=load) as pupil:
        assert pupil.sees("Peer mentors sign in")
        assert pupil.sees("Please tell any adult in school you trust.")
        await pupil.press("2")
        assert pupil.sees("Go to any adult in school you trust now, or ask at reception.")
        assert pupil.sees("999")


# -- tending -----------------------------------------------------------------------------------------------------------


async def test_the_kiosk_is_tended_every_five_seconds_and_never_twice_at_once() -> None:
    kiosk = Kiosk()
    async with standing(kiosk) as pupil:
        await pupil.wait(4)
        assert not kiosk.acts("tend")
        gate = kiosk.hold("tend")
        pupil.clock.now += 2
        for _ in range(3):
            pupil.app.tick()
            pupil.clock.now += 6
        gate.set()
        await pupil.settle()
        assert len(kiosk.acts("tend")) == 1
        await pupil.wait(6)
        assert len(kiosk.acts("tend")) == 2


async def test_tending_that_fails_says_so_on_the_welcome_until_it_works_again() -> None:
    kiosk = Kiosk()
    kiosk.trouble["tend"] = DiskFull("There is no room on this computer.")
    async with standing(kiosk) as pupil:
        await pupil.wait(6)
        assert pupil.sees("! There is no room on this computer. Please tell Ms Lee (Room 4) or Mr Dale (Library).")
        kiosk.trouble.clear()
        await pupil.wait(6)
        assert not pupil.sees("no room")


async def test_the_welcome_shows_newer_facts_after_tending() -> None:
    kiosk = Kiosk()
    async with standing(kiosk) as pupil:
        kiosk.facts = replace(FACTS, tip="Another tip.", adults=ADULTS[:1])
        await pupil.wait(6)
        assert pupil.sees("Another tip.")


async def test_help_opens_with_f1_and_with_its_twin_and_closes_with_either_or_esc() -> None:
    async with standing(Kiosk()) as pupil:
        for opens, closes in (("f1", "escape"), ("ctrl+g", "f1"), ("f1", "ctrl+g")):
            await pupil.press(opens)
            assert pupil.sees("The same keys everywhere")
            await pupil.press(closes)
            assert not pupil.sees("The same keys everywhere")


async def test_news_that_come_while_the_program_is_left_find_an_empty_screen_and_harm_nothing() -> None:
    async with standing(Kiosk()) as pupil:
        welcome = pupil.app.screen
        assert isinstance(welcome, WelcomeScreen)
        await welcome.remove_children()
        welcome.show(FACTS, "A problem.")
        await pupil.settle()
        assert not welcome.query("#tip")


# -- colours -----------------------------------------------------------------------------------------------------------


async def test_stronger_colours_are_one_key_away_and_stay_until_the_visit_is_over() -> None:
    async with standing(Kiosk()) as pupil:
        usual = pupil.app.theme
        await pupil.press("f6")
        assert pupil.app.theme == HIGH_CONTRAST.name
        await pupil.press("ctrl+y")
        assert pupil.app.theme == usual
        await pupil.press("f6")
        await pupil.sign_in_by_keys()
        assert pupil.app.theme == HIGH_CONTRAST.name
        await pupil.wait(6)
        assert pupil.app.theme == HIGH_CONTRAST.name
        await pupil.press("f10")
        assert isinstance(pupil.app.screen, WelcomeScreen)
        assert pupil.app.theme == usual


async def test_a_computer_that_begins_with_them_does_so_from_its_first_picture_on() -> None:
    kiosk = Kiosk()
    kiosk.facts = replace(FACTS, high_contrast=True)
    async with standing(kiosk, facts=kiosk.facts) as pupil:
        assert pupil.app.theme == HIGH_CONTRAST.name
        kiosk.facts = FACTS
        await pupil.wait(6)
        assert pupil.app.theme != HIGH_CONTRAST.name
