"""The box for the words of a concern takes text alone, shows it to nobody who passes."""

from __future__ import annotations

import pytest

from tests.screens.mentor_harness import DATA_URI, NASTY, SEEN, standing
from tests.screens.mentor_services import Kiosk


async def test_only_the_line_being_typed_is_shown_until_asked_for() -> None:
    async with standing(Kiosk()) as pupil:
        await pupil.to_words()
        await pupil.type("secret line")
        await pupil.press("enter")
        await pupil.type("shown")
        assert not pupil.sees("secret")
        assert pupil.sees("shown")
        await pupil.press("ctrl+t")
        assert pupil.sees("secret line")
        await pupil.press("f2")
        await pupil.press("1")
        assert pupil.sees("Your words are hidden. Ctrl+T shows them.")
        assert not pupil.sees("secret")
        await pupil.press("ctrl+t")
        assert pupil.sees("secret line shown")


async def test_a_paste_of_a_megabyte_or_of_a_picture_is_refused_whole() -> None:
    async with standing(Kiosk()) as pupil:
        await pupil.to_words()
        await pupil.type("gate")
        await pupil.paste("x" * 1_000_000)
        assert pupil.sees("That is too long to paste here. What you wrote is still here.")
        await pupil.paste(DATA_URI)
        assert pupil.sees("Pictures can't go here.")
        assert pupil.app.screen.query_one("WordsBox").words == "gate"


async def test_a_picture_that_was_typed_letter_by_letter_is_not_sent() -> None:
    kiosk = Kiosk()
    async with standing(kiosk) as pupil:
        await pupil.to_words()
        await pupil.type("data:image/png;base64,AAAA")
        for key in ("f2", "f5"):
            await pupil.press(key)
            assert pupil.sees("! Pictures can't go here.")
        assert not kiosk.acts("send")


@pytest.mark.parametrize("words", ["he asked for a nude pic", "there is a VIDEO of her"])
async def test_words_about_pictures_bring_what_to_do_about_them(words: str) -> None:
    async with standing(Kiosk()) as pupil:
        await pupil.to_words()
        await pupil.type(words)
        await pupil.wait(1)
        assert pupil.sees("Never look at, copy or send such a picture. Tell an adult.")


async def test_nasty_text_is_shown_and_sent_as_it_was_written() -> None:
    kiosk = Kiosk()
    async with standing(kiosk) as pupil:
        await pupil.to_words()
        await pupil.paste(NASTY)
        assert pupil.sees(SEEN)
        await pupil.press("f2")
        await pupil.press("1")
        await pupil.press("ctrl+t")
        assert pupil.sees(SEEN)
        await pupil.press("enter")
        ((_, sent),) = kiosk.acts("send")
        assert sent.words == SEEN


async def test_nasty_text_of_the_school_is_shown_as_it_is_written() -> None:
    kiosk = Kiosk()
    kiosk.adults_named = tuple(type(one)(one.person, NASTY, NASTY, NASTY) for one in kiosk.adults_named)
    kiosk.picks, kiosk.code = (("head", NASTY),), NASTY
    async with standing(kiosk) as pupil:
        await pupil.to_words()
        await pupil.press("f2")
        assert pupil.sees("a [/] b [@click=app.quit]x[/]")
        await pupil.press("2")
        await pupil.press("enter")
        assert pupil.sees("Your code: a [/] b [@click=app.quit]x[/]")
        assert not pupil.app._exit


# -- danger ------------------------------------------------------------------------------------------------------------
