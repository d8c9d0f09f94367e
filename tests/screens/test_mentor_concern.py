"""A concern is written a page each, sent once."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from screens.mentor.afterwards.sent import SentScreen
from screens.mentor.visit.home import HomeScreen
from screens.mentor.visit.lock import LockScreen
from store.errors import DiskFull
from store.notebook.common.facts import Danger, ReportState
from tests.screens.mentor_harness import standing
from tests.screens.mentor_made_up import FACTS, WORDS
from tests.screens.mentor_services import Kiosk
from tests.screens.sizes import LARGE, SMALL

FULL_DISK = DiskFull("There is no room on this computer.")


async def test_a_concern_goes_from_the_first_key_to_the_code() -> None:
    for size in (SMALL, LARGE):
        kiosk = Kiosk()
        async with standing(kiosk, size) as pupil:
            await pupil.begin_concern()
            assert pupil.sees("Is anyone in danger now?")
            assert pupil.sees("If you don't finish, what you have written goes to an adult")
            await pupil.press("1")
            assert pupil.sees("Who might be hurt or upset?")
            await pupil.press("1")
            assert pupil.sees("Might an adult who works, helps or visits in this school be part of the worry?")
            await pupil.press("1")
            assert pupil.sees("This goes to Ms Lee (keeps pupils safe).")
            await pupil.press("enter")
            await pupil.type("he was at the gate")
            await pupil.press("f2")
            assert pupil.sees("Have you told an adult about this?")
            await pupil.press("2")
            assert pupil.sees("Have you told an adult about this? Ms Lee")
            assert pupil.sees("This goes to Ms Lee (keeps pupils safe).")
            await pupil.press("enter")
            assert pupil.sees("Your code: MAPLE RIVER 17")
            assert pupil.sees("○ Saved on this computer. No adult can see it yet.")
            assert pupil.sees("It goes soon after you sign out.")
            assert pupil.sees("You have done your part.")
            assert not pupil.sees("gate")
            ((_, sent),) = kiosk.acts("send")
            assert (sent.danger, sent.hurt, sent.adult, sent.told) == (Danger.NO, "pupil", "no", "a1")
            assert sent.words == "he was at the gate"
            await pupil.press("2")
            assert isinstance(pupil.app.screen, HomeScreen)


async def test_who_will_read_it_is_said_by_name_before_anything_is_written() -> None:
    kiosk = Kiosk()
    async with standing(kiosk) as pupil:
        await pupil.begin_concern()
        await pupil.press("1", "1")
        for keys, readers in (
            ("1", "This goes to Ms Lee (keeps pupils safe)."),
            ("2", "This goes to Mrs Hall (head teacher), not to the people who usually read these."),
            ("3", "This goes to Mr Ode (chair of governors), not to the head teacher."),
            ("41", "This goes to Ms Lee (keeps pupils safe)."),
            ("42", "This goes to Mrs Hall (head teacher)"),
        ):
            await pupil.press(*keys)
            assert pupil.sees(readers), keys
            await pupil.press("enter")
            assert pupil.sees("Write what you remember, in their words if you can."), keys
            while not pupil.sees("Might an adult who works"):
                await pupil.press("escape")


async def test_after_not_sure_the_pupil_picks_by_name_and_without_a_pick_the_head_reads_it() -> None:
    kiosk = Kiosk()
    async with standing(kiosk) as pupil:
        await pupil.begin_concern()
        await pupil.press("1", "1")
        await pupil.press("4")
        assert pupil.sees("Who should read it?")
        assert pupil.sees("This goes to Mrs Hall (head teacher)")
        await pupil.press("1")
        await pupil.press("enter")
        assert kiosk.saved.reader == "safeguarding"


async def test_the_head_is_named_in_the_question() -> None:
    async with standing(Kiosk()) as pupil:
        await pupil.begin_concern()
        await pupil.press("1", "1")
        assert pupil.sees("Yes, and it is Mrs Hall (head teacher)")


async def test_something_happened_to_me_has_answered_who_was_hurt() -> None:
    kiosk = Kiosk()
    async with standing(kiosk) as pupil:
        await pupil.sign_in()
        await pupil.press("3", "1")
        assert pupil.sees("Might an adult who works")
        assert kiosk.saved.hurt == "me"
        await pupil.press("escape")
        assert pupil.sees("Is anyone in danger now?")


async def test_every_question_but_the_first_can_be_skipped_in_one_key() -> None:
    kiosk = Kiosk()
    async with standing(kiosk) as pupil:
        await pupil.begin_concern()
        await pupil.press("f2")
        assert pupil.sees("Is anyone in danger now?")
        await pupil.press("2")
        for _ in range(4):
            await pupil.press("ctrl+f")
        assert pupil.sees("Who might be hurt or upset? Not answered")
        assert pupil.sees("You have written no words. You can still send it.")
        assert pupil.sees("This goes to Mrs Hall (head teacher)")
        await pupil.press("enter")
        assert kiosk.acts("send")


async def test_from_the_third_page_what_is_there_can_be_sent_at_once() -> None:
    kiosk = Kiosk()
    async with standing(kiosk) as pupil:
        await pupil.begin_concern()
        await pupil.press("1")
        assert not pupil.sees("Send what I have now")
        await pupil.press("f5")
        assert not kiosk.acts("send")
        await pupil.press("1")
        assert pupil.sees("F5/^R Send what I have now")
        await pupil.press("1")
        await pupil.press("enter")
        await pupil.type("half a sen")
        await pupil.press("ctrl+r")
        assert isinstance(pupil.app.screen, SentScreen)
        ((_, sent),) = kiosk.acts("send")
        assert sent.words == "half a sen"


async def test_pressing_send_twice_sends_once() -> None:
    kiosk = Kiosk()
    gate = kiosk.hold("send")
    async with standing(kiosk) as pupil:
        await pupil.to_words()
        await pupil.type("gate")
        await pupil.press("f2")
        await pupil.press("1")
        await pupil.pilot.press("enter", "enter", "f5", "f5", "escape", "f8")
        assert pupil.sees("Sending.")
        gate.set()
        await pupil.settle()
        assert len(kiosk.acts("send")) == 1
        assert isinstance(pupil.app.screen, SentScreen)
        assert not kiosk.acts("remove")


async def test_a_send_that_fails_keeps_everything_and_can_be_tried_again() -> None:
    kiosk = Kiosk()
    async with standing(kiosk) as pupil:
        await pupil.to_words()
        await pupil.type("gate")
        kiosk.trouble["send"] = FULL_DISK
        await pupil.press("f5")
        assert pupil.sees("! There is no room on this computer.")
        assert pupil.sees("gate")
        kiosk.trouble.clear()
        await pupil.press("f5")
        assert isinstance(pupil.app.screen, SentScreen)


async def test_a_report_that_is_sent_while_hidden_shows_its_code_afterwards() -> None:
    kiosk = Kiosk()
    gate = kiosk.hold("send")
    async with standing(kiosk) as pupil:
        await pupil.to_words()
        await pupil.pilot.press("f5", "f9")
        gate.set()
        await pupil.settle()
        assert isinstance(pupil.app.screen, LockScreen)
        await pupil.type(WORDS)
        await pupil.press("enter")
        assert pupil.sees("Your code: MAPLE RIVER 17")


# -- keeping -----------------------------------------------------------------------------------------------------------


async def test_states_are_told_in_words_with_a_glyph() -> None:
    kiosk = Kiosk()
    kiosk.state = ReportState.SENT
    async with standing(kiosk) as pupil:
        await pupil.to_words()
        await pupil.press("f5")
        assert pupil.sees("◐ Sent. No adult has read it yet.")


async def test_after_the_code_the_kind_of_worry_is_said_with_one_key_or_skipped_with_one() -> None:
    kiosk = Kiosk()
    async with standing(kiosk) as pupil:
        await pupil.to_words()
        await pupil.press("f5")
        assert pupil.sees("Your code: MAPLE RIVER 17")
        assert not pupil.sees("No adult has read it yet. Please tell")
        await pupil.press("3", "7")
        assert pupil.sees("Say what kind of worry it is")
        assert not kiosk.acts("tell_kind")
        await pupil.press("3")
        assert pupil.sees("It goes to them and to nobody else.")
        kiosk.trouble["tell_kind"] = DiskFull("There is no room on this computer.")
        await pupil.press("2")
        assert pupil.sees("! There is no room on this computer.")
        kiosk.trouble.clear()
        await pupil.press("3", "2")
        assert pupil.sees("Saved: the adults who read your report see what kind of worry it is.")
        # Somebody who asks for things may be dangerous: from here on it is urgent.
        assert pupil.sees("No adult has read it yet. Please tell Ms Lee (Room 4) or Mr Dale (Library) now.")
        await pupil.press("2")
        assert isinstance(pupil.app.screen, HomeScreen)
    [(_, concern, kind)] = kiosk.acts("tell_kind")
    assert ([concern], kind) == (list(kiosk.sent), "contact")


async def test_while_the_school_is_closed_the_page_says_when_it_opens_and_what_to_do_until_then() -> None:
    kiosk = Kiosk()
    kiosk.facts = replace(FACTS, school_state="closed", school_opens=datetime.fromisoformat("2027-01-05T08:30"))
    told = "School is closed until Tuesday 5 January at 08:30, so it may be that no adult reads this before then."
    async with standing(kiosk, facts=kiosk.facts) as pupil:
        await pupil.to_words()
        await pupil.press("f5")
        assert pupil.sees(told)
        assert pupil.sees("999 in danger, Childline 0800 1111 or text SHOUT to 85258 at any time")
        await pupil.press("2", "4")
        assert pupil.sees(told)
        kiosk.lines = tuple(replace(one, state=ReportState.READ) for one in kiosk.lines)
        await pupil.press("escape", "4")
        assert not pupil.sees("School is closed")
