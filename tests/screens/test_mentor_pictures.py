"""Words about sending pictures, or asking for them, bring a card that disturbs nobody who types."""

from __future__ import annotations

from screens.mentor.parts.picture_card import CARD
from tests.screens.mentor_harness import standing
from tests.screens.mentor_services import Kiosk
from tests.screens.sizes import SIZES

ABOUT = ("he wants a nude", "NUDES", "a pic of me", "two Pictures", "that photo", "photos!", "a ViDeO", "Send\nme one")
NOT_ABOUT = ("a denuded hill", "an epic day", "photosynthesis", "he will send Mel home", "videogames")


@SIZES
async def test_the_card_stands_below_the_box_of_a_report_for_these_words_and_for_no_others(
    size: tuple[int, int],
) -> None:
    async with standing(Kiosk(), size) as pupil:
        await pupil.to_words()
        for words in (*ABOUT, *NOT_ABOUT):
            await pupil.paste(words)
            await pupil.wait(1)
            assert pupil.sees(f"! {CARD}") == (words in ABOUT), words
            await pupil.hit(*["backspace"] * len(words))
            await pupil.wait(1)
            assert not pupil.sees("Never look at"), words


async def test_the_card_takes_neither_the_focus_nor_a_key_and_goes_with_the_words() -> None:
    async with standing(Kiosk()) as pupil:
        await pupil.to_words()
        await pupil.type("he asked for a nude")
        box = pupil.app.screen.focused
        pupil.clock.now += 1
        await pupil.type(" and ")
        pupil.app.tick()
        await pupil.type("then he ran")
        await pupil.settle()
        assert pupil.sees(CARD)
        assert pupil.app.screen.focused is box
        assert box is not None
        assert box.words == "he asked for a nude and then he ran"
        for _ in range(len(box.words)):
            await pupil.pilot.press("backspace")
        await pupil.wait(1)
        assert not pupil.sees("Never look at")


async def test_the_line_being_typed_stays_in_sight_when_the_card_comes() -> None:
    async with standing(Kiosk()) as pupil:
        await pupil.to_words()
        await pupil.paste("a line\n" * 40)
        await pupil.type("the last pic")
        await pupil.wait(1)
        assert pupil.sees(CARD)
        assert pupil.sees("the last pic")


@SIZES
async def test_the_card_stands_below_each_box_of_a_session(size: tuple[int, int]) -> None:
    async with standing(Kiosk(), size) as pupil:
        await pupil.sign_in()
        await pupil.press("1", "f3")
        await pupil.settle()
        for box in ("how", "done", "helped"):
            await pupil.type(f"{box}: he said send me")
            await pupil.wait(1)
            await pupil.type(" a pic")
            assert pupil.sees(CARD), box
            assert pupil.sees(f"{box}: he said send me a pic")
            focused = pupil.app.screen.focused
            assert focused is not None
            assert focused.id == box
            rows = pupil.rows()
            at = next(at for at, row in enumerate(rows) if f"{box}: he said send me a pic" in row)
            assert any("Never look at" in row for row in rows[at : at + 4]), box
            await pupil.press("tab")
