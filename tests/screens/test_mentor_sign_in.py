"""Signing in says as little as it can, waits longer each time, opens nothing for somebody who has left."""

from __future__ import annotations

from screens.mentor.entering.sign_in import SignInScreen
from screens.mentor.entering.welcome import WelcomeScreen
from tests.screens.mentor_harness import DATA_URI, standing
from tests.screens.mentor_made_up import SECRET, WORDS
from tests.screens.mentor_services import Kiosk


async def test_name_and_words_lead_home() -> None:
    async with standing(Kiosk()) as pupil:
        await pupil.sign_in_by_keys()
        assert pupil.sees("Signed in as Priya.")
        assert pupil.sees("I'm worried about someone")


async def test_a_wrong_name_and_wrong_words_get_the_same_sentence_and_a_wait_that_is_counted_down() -> None:
    for name, words in (("Priya", "maple river anchor onion"), ("Nobody", WORDS)):
        async with standing(Kiosk()) as pupil:
            await pupil.sign_in_by_keys(name, words)
            assert pupil.sees(
                "! That name and those words do not go together. Check both, then try again. You can try again in 5 s."
            )
            assert SECRET not in pupil.text()
            await pupil.wait(2)
            assert pupil.sees("You can try again in 3 s.")
            await pupil.wait(3)
            assert not pupil.sees("You can try again in")
            assert isinstance(pupil.app.screen, SignInScreen)


async def test_a_try_within_the_wait_is_not_made_and_one_after_it_is() -> None:
    kiosk = Kiosk()
    async with standing(kiosk) as pupil:
        await pupil.sign_in_by_keys(words="wrong")
        await pupil.type(WORDS)
        await pupil.press("enter")
        assert not kiosk.acts("sign_in")
        assert pupil.sees("You can try again in 5 s.")
        await pupil.wait(6)
        await pupil.press("enter")
        assert kiosk.acts("sign_in")


async def test_the_wait_of_one_name_does_not_hold_up_another() -> None:
    kiosk = Kiosk()
    async with standing(kiosk) as pupil:
        await pupil.sign_in_by_keys("Tom", "wrong")
        await pupil.press("shift+tab", *["backspace"] * 3)
        await pupil.type("Priya")
        await pupil.press("enter")
        await pupil.type(WORDS)
        await pupil.press("enter")
        assert kiosk.acts("sign_in")


async def test_the_words_are_never_shown_and_never_stay() -> None:
    async with standing(Kiosk()) as pupil:
        await pupil.press("1")
        await pupil.type("Priya")
        await pupil.press("enter")
        await pupil.type("maple")
        assert not pupil.sees("maple")
        assert pupil.sees("•••••")
        await pupil.press("enter")
        assert not pupil.sees("•••••")


async def test_what_is_missing_is_said_and_gone_to() -> None:
    async with standing(Kiosk()) as pupil:
        await pupil.press("1", "tab", "enter")
        assert pupil.sees("! Write your name first.")
        await pupil.type("Priya")
        await pupil.press("enter", "enter")
        assert pupil.sees("! Write your words first.")


async def test_a_picture_or_a_page_of_text_is_refused_whole() -> None:
    async with standing(Kiosk()) as pupil:
        await pupil.press("1")
        await pupil.type("Pri")
        await pupil.paste(DATA_URI)
        assert pupil.sees("Pictures can't go here.")
        await pupil.paste("x" * 1_000_000)
        assert pupil.sees("That is too long for this line. What you wrote is still here.")
        assert pupil.app.screen.query_one("#name").value == "Pri"


async def test_esc_goes_back_and_keeps_nothing() -> None:
    async with standing(Kiosk()) as pupil:
        await pupil.press("1")
        await pupil.type("Priya")
        await pupil.press("escape")
        assert isinstance(pupil.app.screen, WelcomeScreen)
        await pupil.press("1")
        assert not pupil.sees("Priya")


async def test_somebody_who_hides_while_the_vault_opens_leaves_no_visit_behind() -> None:
    kiosk = Kiosk()
    gate = kiosk.hold("sign_in")
    async with standing(kiosk) as pupil:
        await pupil.pilot.press("1", *"Priya", "enter")
        await pupil.type(WORDS)
        await pupil.pilot.press("enter")
        await pupil.pilot.press("escape")
        assert pupil.sees("Opening. This takes a moment; F9 stops it.")
        await pupil.pilot.press("f9")
        assert isinstance(pupil.app.screen, WelcomeScreen)
        gate.set()
        await pupil.settle()
        assert isinstance(pupil.app.screen, WelcomeScreen)
        assert pupil.app.visit is None
        assert [call[0] for call in kiosk.acts("sign_in", "end")] == ["sign_in", "end"]


async def test_a_sign_in_that_was_stopped_before_the_kiosk_was_ready_opens_nothing() -> None:
    kiosk = Kiosk()
    gate = kiosk.hold("load")

    def load() -> Kiosk:
        gate.wait(20)
        return kiosk

    async with standing(kiosk, load=load, settled=False) as pupil:
        await pupil.hit("1", *"Priya", "enter", *WORDS, "enter", "f9")
        gate.set()
        await pupil.settle()
        assert not kiosk.acts("sign_in")


async def test_a_sign_in_page_that_nobody_touches_goes_back_to_the_welcome() -> None:
    async with standing(Kiosk()) as pupil:
        await pupil.press("1")
        await pupil.type("Priya")
        await pupil.wait(91)
        assert isinstance(pupil.app.screen, WelcomeScreen)
