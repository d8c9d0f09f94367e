"""What a mentor can look back on: states without words, messages one at a time, sessions, how they are."""

from __future__ import annotations

from dataclasses import replace

from screens.mentor.visit.home import HomeScreen
from screens.mentor.wellbeing.check_in import CheckInScreen
from store.errors import DiskFull
from store.notebook.common.facts import ReportState, ReviewForm
from tests.screens.mentor_harness import NASTY, SEEN, standing
from tests.screens.mentor_made_up import LAST, READ, THANKS, URGENT
from tests.screens.mentor_services import Kiosk
from tests.screens.sizes import SIZES


@SIZES
async def test_my_reports_say_code_date_and_state_and_insist_while_an_urgent_one_is_unread(
    size: tuple[int, int],
) -> None:
    async with standing(Kiosk(), size) as pupil:
        await pupil.sign_in()
        await pupil.press("4")
        assert pupil.sees("On this computer.")
        assert pupil.sees("MAPLE RIVER 17 Tue 24 November 2026 ◐ Sent. No adult has read it yet.")
        assert pupil.sees("Please tell Ms Lee (Room 4) or Mr Dale (Library) now.")
        assert pupil.sees("If you are worried about one of them, pick another.")
        assert pupil.sees("OCEAN LAMP 04 Tue 24 November 2026 ● Read by an adult on Tuesday 24 November at")


async def test_once_an_urgent_report_is_read_nothing_insists() -> None:
    kiosk = Kiosk()
    kiosk.lines = (replace(URGENT, state=ReportState.READ, read_at=READ.read_at), replace(READ, read_at=None))
    async with standing(kiosk) as pupil:
        await pupil.sign_in()
        await pupil.press("4")
        assert not pupil.sees("Please tell")
        assert pupil.sees("● Read by an adult.")


async def test_what_is_only_saved_says_that_no_adult_can_see_it() -> None:
    kiosk = Kiosk()
    kiosk.lines = (replace(URGENT, state=ReportState.SAVED, urgent=False),)
    async with standing(kiosk) as pupil:
        await pupil.sign_in()
        await pupil.press("4")
        assert pupil.sees("○ Saved on this computer. No adult can see it yet.")


async def test_a_report_is_added_to_by_its_code_without_asking_again_who_was_part_of_it() -> None:
    kiosk = Kiosk()
    async with standing(kiosk) as pupil:
        await pupil.sign_in()
        await pupil.press("4", "a", "enter")
        assert pupil.sees("! Write the code first.")
        await pupil.type("OCEAN LAMP 99")
        await pupil.press("enter")
        assert pupil.sees("! You have sent no report with this code from this computer.")
        await pupil.press(*["backspace"] * 13)
        await pupil.type("maple river 17")
        await pupil.press("enter")
        assert pupil.sees("Add to your report, page 1 of 4")
        await pupil.press("1")
        assert not pupil.sees("Might an adult")
        await pupil.type("He came back today.")
        await pupil.press("f2", "1")
        assert pupil.sees("This goes to Mrs Hall (head teacher)")
        assert not pupil.sees("Who might be hurt")
        await pupil.press("enter")
        assert pupil.sees("Thank you for telling us")
        await pupil.press("2", "escape")
        assert isinstance(pupil.app.screen, HomeScreen)
    (sent,) = kiosk.sent.values()
    assert (sent.about_report, sent.words) == ("e0" * 16, "He came back today.")


async def test_lists_without_anything_say_so() -> None:
    kiosk = Kiosk()
    kiosk.lines, kiosk.post, kiosk.past = (), (), ()
    async with standing(kiosk) as pupil:
        await pupil.sign_in()
        for key, told in (("4", "You have sent no report"), ("5", "no messages for you"), ("6", "logged no session")):
            await pupil.press(key)
            assert pupil.sees(told)
            await pupil.press("escape")


async def test_a_list_that_can_not_be_read_says_why() -> None:
    kiosk = Kiosk()
    async with standing(kiosk) as pupil:
        await pupil.sign_in()

        def fail() -> tuple[()]:
            raise DiskFull("There is no room on this computer.")

        kiosk.reports = fail
        await pupil.press("4")
        assert pupil.sees("! There is no room on this computer.")


async def test_a_message_is_closed_until_it_is_chosen_then_counts_as_seen() -> None:
    kiosk = Kiosk()
    async with standing(kiosk) as pupil:
        await pupil.sign_in()
        await pupil.press("5")
        assert pupil.sees("★ New Tue 24 November 2026")
        assert not pupil.sees("We have read this.")
        await pupil.press("1")
        assert pupil.sees("We have read this. Thank you.")
        assert pupil.sees("About your report OCEAN LAMP 04")
        assert pupil.sees("Danger now: ring 999. Childline: 0800 1111")
        assert kiosk.acts("mark_seen") == [("mark_seen", "x1")]
        await pupil.press("escape")
        assert not pupil.sees("New")
        await pupil.press("enter")
        assert len(kiosk.acts("mark_seen")) == 1


async def test_nasty_text_in_lists_is_shown_as_it_was_written() -> None:
    kiosk = Kiosk()
    kiosk.lines = (replace(URGENT, code=NASTY),)
    kiosk.post = (replace(THANKS, text=NASTY, sender=NASTY, code=NASTY),)
    kiosk.past = (replace(LAST, who=NASTY, topic=NASTY),)
    async with standing(kiosk) as pupil:
        await pupil.sign_in()
        for keys in (("4",), ("5",), ("5", "1"), ("6",)):
            await pupil.press(*keys)
            assert pupil.sees("a [/] b [@cl")
            await pupil.press(*["escape"] * len(keys))
        await pupil.press("5", "1")
        assert pupil.sees(SEEN)
        assert not pupil.app._exit


async def test_a_long_list_shows_its_newest_and_says_so() -> None:
    kiosk = Kiosk()
    kiosk.past = (LAST,) * 500
    async with standing(kiosk) as pupil:
        await pupil.sign_in()
        await pupil.press("6", "end")
        assert pupil.sees("Only the newest 200 are shown.")


async def test_my_history_says_when_with_whom_and_about_what() -> None:
    async with standing(Kiosk()) as pupil:
        await pupil.sign_in()
        await pupil.press("6")
        assert pupil.sees("Tue 24 November 2026 Ada, year 8 Passwords and keeping private, 25 minutes.")
        assert pupil.sees("See again on Tue 1 December.")


async def test_how_am_i_takes_two_keys() -> None:
    kiosk = Kiosk()
    async with standing(kiosk) as pupil:
        await pupil.sign_in()
        await pupil.press("7")
        assert pupil.sees("This won't stop you being a mentor.")
        await pupil.press("2")
        assert pupil.sees("Do you want to talk to someone today?")
        await pupil.press("1")
        ((_, record_id, mood, talk),) = kiosk.acts("check_in")
        assert (len(str(record_id)), mood, talk) == (32, 4, False)
        assert pupil.sees("Saved. Thank you for telling us.")
        await pupil.press("enter")
        assert isinstance(pupil.app.screen, HomeScreen)


async def test_what_works_in_the_mentoring_is_written_and_a_form_that_fails_stays_on_its_page() -> None:
    kiosk = Kiosk()
    async with standing(kiosk) as pupil:
        await pupil.sign_in()
        await pupil.press("7", "f3", "f2")
        assert pupil.sees("! Write something in one of the boxes first.")
        await pupil.type("The library.")
        await pupil.press("tab", "tab")
        await pupil.type("More [b]minutes[/b].")
        kiosk.trouble["review"] = DiskFull("There is no room on this computer.")
        await pupil.press("f2")
        assert pupil.sees("! There is no room on this computer.")
        assert pupil.sees("More [b]minutes[/b].")
        kiosk.trouble.clear()
        await pupil.press("f2")
        assert pupil.sees("Sent. Thank you for telling us.")
        assert isinstance(pupil.app.screen, CheckInScreen)
    ((_, _, form),) = kiosk.acts("review")
    assert form == ReviewForm("The library.", "", "More [b]minutes[/b].")


async def test_a_form_that_was_left_is_there_again_and_home_says_so() -> None:
    kiosk = Kiosk()
    async with standing(kiosk) as pupil:
        await pupil.sign_in()
        await pupil.press("7", "f3")
        await pupil.type("The library.")
        await pupil.wait(3)
        assert kiosk.half_forms["review", ""].texts["working"] == "The library."
        await pupil.type(" And tea.")
        await pupil.press("escape", "escape")
        assert pupil.sees("You have a form on the mentoring that you did not send. Press 7, then F3.")
        await pupil.press("7", "f3")
        assert pupil.sees("The library. And tea.")
        await pupil.press("f2", "escape")
        assert not pupil.sees("did not send")
    ((_, _, form),) = kiosk.acts("review")
    assert form == ReviewForm("The library. And tea.")


async def test_a_session_is_added_to_and_history_says_so_while_what_was_logged_stays() -> None:
    kiosk = Kiosk()
    async with standing(kiosk) as pupil:
        await pupil.sign_in()
        await pupil.press("6", "a")
        assert pupil.sees("Ada, year 8: Passwords and keeping private, 25 minutes")
        await pupil.press("1", "f2")
        assert pupil.sees("! Write something in one of the boxes first.")
        await pupil.type("It was 30 minutes.")
        await pupil.press("escape", "a", "1")
        assert pupil.sees("It was 30 minutes.")
        assert pupil.sees("This is what you wrote and did not send.")
        await pupil.press("f2")
        assert pupil.sees("Saved. It stands after what you logged.")
        assert pupil.sees("25 minutes. See again on Tue 1 December. You added to it on Tue 24 November 2026.")
    ((_, _, session, words),) = kiosk.acts("add_to_session")
    assert (session, words) == (LAST.id, "It was 30 minutes.")


async def test_who_wants_to_talk_is_told_whom_to_go_to() -> None:
    kiosk = Kiosk()
    async with standing(kiosk) as pupil:
        await pupil.sign_in()
        await pupil.press("7", "5", "2")
        ((_, _, mood, talk),) = kiosk.acts("check_in")
        assert (mood, talk) == (1, True)
        assert pupil.sees("You can also go to Ms Lee (Room 4) or Mr Dale (Library) yourself, today.")


async def test_a_check_in_that_fails_stays_and_the_next_try_is_the_same_one() -> None:
    kiosk = Kiosk()
    kiosk.trouble["check_in"] = DiskFull("There is no room on this computer.")
    async with standing(kiosk) as pupil:
        await pupil.sign_in()
        await pupil.press("7", "5", "2")
        assert pupil.sees("! There is no room on this computer.")
        kiosk.trouble.clear()
        await pupil.press("escape")
        assert pupil.sees("How are you today?")
        await pupil.press("4", "1")
        assert [call[2:] for call in kiosk.acts("check_in")] == [(2, False)]
        assert isinstance(pupil.app.screen, CheckInScreen)


async def test_guidance_says_what_to_do_with_what_one_is_told() -> None:
    async with standing(Kiosk()) as pupil:
        await pupil.sign_in()
        await pupil.press("8", "1")
        assert pupil.sees("You were right to tell me.")
        await pupil.press("escape", "2")
        assert pupil.sees("CEOP Safety Centre")


async def test_every_screen_has_help_of_its_own() -> None:
    told = set()
    async with standing(Kiosk()) as pupil:
        await pupil.sign_in()
        for key in ("", *"1245678"):
            if key:
                await pupil.press(key)
            await pupil.press("f1")
            assert pupil.sees("If you need help now")
            told.add(pupil.rows()[4])
            await pupil.press("escape")
            if key:
                await pupil.press("escape")
    assert len(told) == 8
