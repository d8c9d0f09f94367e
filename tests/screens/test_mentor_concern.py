"""A concern is written a page each, saved as it is typed, sent once, never lost."""

from __future__ import annotations

import pytest

from screens.mentor.concern import ConcernScreen
from screens.mentor.home import HomeScreen
from screens.mentor.lock import LockScreen
from screens.mentor.sent import SentScreen
from screens.mentor.welcome import WelcomeScreen
from store.errors import DiskFull
from store.notebook.facts import ConcernDraft, Danger, ReportState
from tests.screens.mentor_harness import DATA_URI, LARGE, NASTY, SEEN, SMALL, Pupil, standing
from tests.screens.mentor_services import WORDS, Kiosk

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


@pytest.mark.parametrize(
    ("keys", "readers"),
    [
        ("1", "This goes to Ms Lee (keeps pupils safe)."),
        ("2", "This goes to Mrs Hall (head teacher), not to the people who usually read these."),
        ("3", "This goes to Mr Ode (chair of governors), not to the head teacher."),
        ("41", "This goes to Ms Lee (keeps pupils safe)."),
        ("42", "This goes to Mrs Hall (head teacher)"),
    ],
)
async def test_who_will_read_it_is_said_by_name_before_anything_is_written(keys: str, readers: str) -> None:
    kiosk = Kiosk()
    async with standing(kiosk) as pupil:
        await pupil.begin_concern()
        await pupil.press("1", "1")
        for key in keys:
            await pupil.press(key)
        assert pupil.sees(readers)
        await pupil.press("enter")
        assert pupil.sees("Write what you remember, in their words if you can.")


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


async def test_what_is_typed_is_saved_every_two_seconds_and_not_more_often() -> None:
    kiosk = Kiosk()
    async with standing(kiosk) as pupil:
        await pupil.to_words()
        await pupil.wait(3)
        before = len(kiosk.acts("save"))
        await pupil.type("he was")
        await pupil.wait(0.5)
        assert len(kiosk.acts("save")) == before + 1
        await pupil.type(" at")
        await pupil.wait(1)
        assert len(kiosk.acts("save")) == before + 1
        await pupil.wait(1.5)
        assert len(kiosk.acts("save")) == before + 2
        assert kiosk.saved.words == "he was at"
        await pupil.wait(5)
        assert len(kiosk.acts("save")) == before + 2


async def test_of_several_saves_the_newest_words_stay_and_never_two_run_at_once() -> None:
    kiosk = Kiosk()
    async with standing(kiosk) as pupil:
        await pupil.to_words()
        await pupil.wait(3)
        before = len(kiosk.acts("save"))
        gate = kiosk.hold("save")
        for words in ("one", " two", " three"):
            await pupil.hit(*words)
            pupil.clock.now += 3
            pupil.app.tick()
            await pupil.hit()
        gate.set()
        await pupil.settle()
        await pupil.wait(3)
        saved = [call[1].words for call in kiosk.acts("save")][before:]
        assert saved == ["one", "one two three"]


async def test_a_save_that_fails_says_so_keeps_the_words_and_is_tried_again() -> None:
    kiosk = Kiosk()
    async with standing(kiosk) as pupil:
        await pupil.to_words()
        kiosk.trouble["save"] = FULL_DISK
        await pupil.type("gate")
        await pupil.wait(3)
        assert pupil.sees("! There is no room on this computer. What you typed is still on this page.")
        assert pupil.sees("gate")
        kiosk.trouble.clear()
        await pupil.wait(3)
        assert not pupil.sees("no room")
        assert kiosk.saved.words == "gate"


async def test_hiding_and_leaving_save_at_once() -> None:
    kiosk = Kiosk()
    async with standing(kiosk) as pupil:
        await pupil.to_words()
        await pupil.type("gate")
        await pupil.press("f9")
        assert kiosk.saved.words == "gate"
        await pupil.type(WORDS)
        await pupil.press("enter")
        await pupil.type(" again")
        await pupil.press("escape")
        assert kiosk.saved.words == "gate again"


async def test_going_back_keeps_every_answer() -> None:
    kiosk = Kiosk()
    async with standing(kiosk) as pupil:
        await pupil.to_words()
        await pupil.type("gate")
        await pupil.press("escape")
        assert pupil.sees("1 ● No")
        assert pupil.sees("This goes to Ms Lee")
        await pupil.press("escape")
        assert pupil.sees("1 ● A pupil")
        await pupil.press("enter", "f2")
        assert pupil.sees("gate")


async def test_a_draft_that_was_not_finished_goes_on_where_it_was_left() -> None:
    kiosk = Kiosk()
    kiosk.draft = ConcernDraft("d" * 32, 4, Danger.NO, "pupil", "no", None, NASTY)
    async with standing(kiosk) as pupil:
        await pupil.sign_in()
        assert pupil.sees("You have a report that you did not finish. Press 2 to go on with it.")
        await pupil.press("2")
        await pupil.press("ctrl+t")
        assert pupil.sees(SEEN)
        await pupil.press("f5")
        ((_, sent),) = kiosk.acts("send")
        assert sent.id == "d" * 32


@pytest.mark.parametrize("page", [-3, 99])
async def test_a_draft_with_a_page_that_is_not_there_opens_all_the_same(page: int) -> None:
    kiosk = Kiosk()
    kiosk.draft = ConcernDraft("d" * 32, page, Danger.NO)
    async with standing(kiosk) as pupil:
        await pupil.begin_concern()
        assert pupil.sees("Is anyone in danger now?")


async def test_a_draft_is_removed_after_one_question_and_nothing_is_saved_behind_it() -> None:
    kiosk = Kiosk()
    async with standing(kiosk) as pupil:
        await pupil.to_words()
        await pupil.type("gate")
        await pupil.press("f8", "1")
        assert pupil.sees("gate")
        await pupil.press("ctrl+l", "3")
        ((_, _, everyone_safe),) = kiosk.acts("remove")
        assert everyone_safe is False
        await pupil.wait(5)
        assert kiosk.calls.index(kiosk.acts("save")[-1]) < kiosk.calls.index(kiosk.acts("remove")[0])
        assert isinstance(pupil.app.screen, HomeScreen)
        assert kiosk.draft is None


async def test_nothing_is_saved_behind_a_send() -> None:
    kiosk = Kiosk()
    async with standing(kiosk) as pupil:
        await pupil.to_words()
        await pupil.type("gate")
        await pupil.press("f5")
        await pupil.wait(5)
        await pupil.press("f10")
        assert [call[0] for call in kiosk.acts("save", "send")][-1] == "send"


async def test_leaving_an_empty_concern_saves_nothing() -> None:
    kiosk = Kiosk()
    async with standing(kiosk) as pupil:
        await pupil.begin_concern()
        await pupil.press("escape")
        assert isinstance(pupil.app.screen, HomeScreen)
        await pupil.press("2")
        await pupil.press("f10")
        assert not kiosk.acts("save")


# -- the box -----------------------------------------------------------------------------------------------------------


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


async def in_danger(pupil: Pupil) -> None:
    await pupil.begin_concern()
    await pupil.press("3")


async def test_danger_says_stop_typing_and_whom_to_go_to() -> None:
    kiosk = Kiosk()
    async with standing(kiosk) as pupil:
        await in_danger(pupil)
        assert pupil.sees("Stop typing. Go now to the nearest adult you trust.")
        assert pupil.sees("Ms Lee (Room 4), Mr Dale (Library) and reception can help.")
        assert pupil.sees("If you are worried about one of them, pick another.")
        assert pupil.sees("In danger: 999. Don't go back to check.")
        assert not kiosk.acts("danger_now")


async def test_i_have_told_an_adult_tells_the_school_too_and_finishes() -> None:
    kiosk = Kiosk()
    async with standing(kiosk) as pupil:
        await in_danger(pupil)
        await pupil.press("enter")
        assert len(kiosk.acts("danger_now")) == 1
        assert kiosk.acts("send_now")
        ((_, sent),) = kiosk.acts("send")
        assert (sent.danger, sent.told) == (Danger.YES, "another adult")
        assert pupil.sees("Please tell Ms Lee (Room 4) or Mr Dale (Library) now.")
        assert pupil.sees("It goes as soon as this computer reaches the school.")


async def test_who_has_told_an_adult_can_write_what_they_remember() -> None:
    kiosk = Kiosk()
    async with standing(kiosk) as pupil:
        await in_danger(pupil)
        await pupil.press("2")
        assert pupil.sees("Who might be hurt or upset?")
        assert len(kiosk.acts("danger_now")) == 1
        await pupil.wait(30)
        assert len(kiosk.acts("danger_now")) == 1


async def test_who_finds_nobody_gets_the_numbers_and_can_ask_an_adult_to_come() -> None:
    kiosk = Kiosk()
    async with standing(kiosk) as pupil:
        await in_danger(pupil)
        await pupil.press("3")
        assert pupil.sees("0800 1111")
        assert pupil.sees("Saved: someone is in danger now.")
        assert len(kiosk.acts("danger_now")) == 1
        await pupil.press("1")
        await pupil.type("Bo")
        await pupil.press("tab")
        await pupil.type("gym")
        await pupil.press("tab", "1", "f2")
        assert kiosk.acts("find_me") == [("find_me", "Bo", "gym", "a1")]
        await pupil.press("1")
        assert isinstance(pupil.app.screen, ConcernScreen)
        assert not kiosk.acts("end", "end_without_name")
        await pupil.press("2")
        assert pupil.sees("Who might be hurt or upset?")


async def test_esc_takes_danger_back_and_tells_nobody() -> None:
    kiosk = Kiosk()
    async with standing(kiosk) as pupil:
        await in_danger(pupil)
        await pupil.wait(19)
        await pupil.press("escape")
        assert pupil.sees("Is anyone in danger now?")
        await pupil.wait(60)
        assert not kiosk.acts("danger_now")


async def test_twenty_seconds_on_the_danger_page_tell_the_school() -> None:
    kiosk = Kiosk()
    async with standing(kiosk) as pupil:
        await in_danger(pupil)
        await pupil.wait(19)
        assert not kiosk.acts("danger_now")
        await pupil.wait(1)
        assert len(kiosk.acts("danger_now")) == 1
        assert pupil.sees("Saved: someone is in danger now.")
        await pupil.press("escape")
        await pupil.press("3")
        await pupil.wait(30)
        assert len(kiosk.acts("danger_now")) == 1


@pytest.mark.parametrize("key", ["f9", "f10"])
async def test_hiding_or_signing_out_on_the_danger_page_tells_the_school(key: str) -> None:
    kiosk = Kiosk()
    async with standing(kiosk) as pupil:
        await in_danger(pupil)
        await pupil.press(key)
        assert len(kiosk.acts("danger_now")) == 1
        assert kiosk.saved.danger is Danger.YES


async def test_telling_the_school_that_fails_says_so_and_is_tried_again() -> None:
    kiosk = Kiosk()
    kiosk.trouble["danger_now"] = FULL_DISK
    async with standing(kiosk) as pupil:
        await in_danger(pupil)
        await pupil.wait(20)
        assert pupil.sees("! There is no room on this computer.")
        kiosk.trouble.clear()
        await pupil.wait(6)
        assert len(kiosk.acts("danger_now")) == 1


# -- without a name ----------------------------------------------------------------------------------------------------


async def nameless(pupil: Pupil) -> None:
    await pupil.press("2", "2")


async def test_a_report_without_a_name_says_first_what_becomes_of_it() -> None:
    kiosk = Kiosk()
    kiosk.draft = ConcernDraft("d" * 32, 4, Danger.NO, "pupil", "no", None, "of somebody else")
    async with standing(kiosk) as pupil:
        await nameless(pupil)
        assert pupil.sees("You did not sign in. If you leave with Esc or F9, or press no key for 4 minutes")
        assert pupil.sees("goes to an adult at once.")
        assert not pupil.sees("You had not finished this.")


async def test_a_report_without_a_name_is_sent_and_the_visit_ends() -> None:
    kiosk = Kiosk()
    async with standing(kiosk) as pupil:
        await nameless(pupil)
        await pupil.press("1", "1")
        await pupil.press("1")
        await pupil.press("enter")
        await pupil.type("gate")
        await pupil.press("f5")
        assert pupil.sees("Your code: MAPLE RIVER 17")
        assert pupil.sees("Nothing more can be shown here, because you did not sign in.")
        assert not pupil.sees("How am I?")
        await pupil.press("1")
        assert isinstance(pupil.app.screen, WelcomeScreen)
        assert [call[0] for call in kiosk.acts("send", "end_without_name")] == ["send", "end_without_name"]


@pytest.mark.parametrize("how", ["escape", "f9", "ctrl+n", "idle"])
async def test_leaving_a_report_without_a_name_releases_it_at_once(how: str) -> None:
    kiosk = Kiosk()
    async with standing(kiosk) as pupil:
        await nameless(pupil)
        await pupil.press("1", "1")
        await pupil.press("1")
        await pupil.press("enter")
        await pupil.type("gate")
        if how == "idle":
            await pupil.wait(200)
            assert pupil.sees("Goes to an adult in 40 s")
            await pupil.wait(41)
        elif how == "escape":
            await pupil.press(*["escape"] * 4)
        else:
            await pupil.press(how)
        assert isinstance(pupil.app.screen, WelcomeScreen)
        assert kiosk.saved.words == "gate"
        assert [call[0] for call in kiosk.acts("save", "end_without_name")][-1] == "end_without_name"


async def test_states_are_told_in_words_with_a_glyph() -> None:
    kiosk = Kiosk()
    kiosk.state = ReportState.SENT
    async with standing(kiosk) as pupil:
        await pupil.to_words()
        await pupil.press("f5")
        assert pupil.sees("◐ Sent. No adult has read it yet.")
