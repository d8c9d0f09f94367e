"""Locking: at once by a key, by itself when nobody is there; what was typed stays for its author alone."""

from __future__ import annotations

from dataclasses import replace

from screens.desk.one_case.case import CaseScreen
from screens.desk.one_case.note import NoteModal
from screens.desk.pages.inbox import InboxScreen
from screens.desk.pages.scheme import SchemeScreen
from screens.desk.pages.search import SearchScreen
from screens.desk.parts.drafts import NEW
from screens.desk.sitting import typed_before
from screens.desk.sitting.keeps_typed import NOT_KEPT
from screens.desk.sitting.locked import LockedScreen
from screens.desk.sitting.unlock import UnlockScreen
from store.casebook.desk.half_typed import TypedForm
from store.errors import StorageError
from tests.screens.desk_harness import Sitter, sitting
from tests.screens.desk_made_up import case
from tests.screens.desk_services import WORDS, Desk
from tests.screens.sizes import SIZES


async def noting(sitter: Sitter, words: str = "half a thought") -> None:
    await sitter.unlock()
    await sitter.press("enter", "n")
    await sitter.type(words)


KEYS = ("f9", "ctrl+n", "f10", "ctrl+o")


@SIZES
async def test_a_key_locks_from_the_middle_of_a_form_and_drops_the_keys(size: tuple[int, int]) -> None:
    desk = Desk(case(1))
    async with sitting(desk, size) as sitter:
        await noting(sitter)
        for key in KEYS:
            await sitter.press(key)
            assert isinstance(sitter.app.screen, LockedScreen), key
            assert "half a thought" not in sitter.text(), key
            assert not desk.open, key
            await sitter.unlock()
            assert "half a thought" in sitter.text(), key


async def test_the_locking_keys_work_on_every_screen() -> None:
    desk = Desk(case(1))
    async with sitting(desk) as sitter:
        for screen in (("slash",), ("k",), ("enter",), ("enter", "a"), ("enter", "c"), ("f1",)):
            await sitter.unlock()
            while not isinstance(sitter.app.screen, InboxScreen):
                await sitter.press("escape")
            await sitter.press(*screen)
            assert "F9/^N Hide · F10/^O Lock" in sitter.footer(), screen
            await sitter.press("f9")
            assert isinstance(sitter.app.screen, LockedScreen), screen
            assert not desk.open, screen


async def test_what_was_typed_comes_back_in_the_place_where_it_was() -> None:
    desk = Desk(case(1), case(2))
    async with sitting(desk) as sitter:
        await sitter.unlock()
        await sitter.press("down", "enter", "n")
        await sitter.type("half a thought")
        await sitter.press("f9")
        await sitter.unlock()
        assert isinstance(sitter.app.screen, NoteModal)
        assert "half a thought" in sitter.text()
        await sitter.press("escape")
        assert isinstance(sitter.app.screen, CaseScreen)
        assert sitter.app.screen.case_id == "case-2"
        await sitter.press("escape")
        assert isinstance(sitter.app.screen, InboxScreen)


@SIZES
async def test_what_was_half_typed_when_the_power_went_is_offered_after_the_next_unlock(size: tuple[int, int]) -> None:
    desk = Desk(case(1), case(2))
    async with sitting(desk, size) as sitter:
        await noting(sitter)
        sitter.app.keep_typed()
        await sitter.settle()
        # The program is gone: only what it kept is there.
        kept = dict(desk.typed)
    desk.typed = {
        "Ann Lee": (*(replace(one, code="MAPLE RIVER 01") for one in kept["Ann Lee"]), TypedForm("gone", "note", {}))
    }
    async with sitting(desk, size) as sitter:
        await sitter.unlock(person=2)
        assert typed_before.HEADING not in sitter.told()
        await sitter.press("f9")
        await sitter.unlock()
        assert typed_before.HEADING in sitter.told()
        assert "Go on with a note on MAPLE RIVER 01 (3 words)" in sitter.told()
        await sitter.press("1")
        assert isinstance(sitter.app.screen, NoteModal)
        assert "half a thought" in sitter.text()
        await sitter.press("tab")
        await sitter.type("Because")
        await sitter.press("f2")
        assert desk.acts("note") == [("note", "case-1", "half a thought", "Because")]
        sitter.app.keep_typed()
        await sitter.settle()
        assert "half a thought" not in str([one.fields for one in desk.typed["Ann Lee"]])


async def test_what_was_half_typed_can_be_left_for_later_or_thrown_away() -> None:
    desk = Desk(case(1))
    desk.typed = {"Ann Lee": (TypedForm("", NEW, {"words": "She told me"}),)}
    async with sitting(desk) as sitter:
        await sitter.unlock()
        await sitter.press("escape")
        assert typed_before.LEFT in sitter.text()
        await sitter.press("f9")
        await sitter.unlock()
        await sitter.press("n")
        assert "She told me" in sitter.text()
    assert desk.typed["Ann Lee"] == (TypedForm("", NEW, {"words": "She told me"}),)
    async with sitting(desk) as sitter:
        await sitter.unlock()
        await sitter.press("3", "1")
        assert typed_before.LEFT in sitter.text()
        assert desk.typed["Ann Lee"]
    async with sitting(desk) as sitter:
        await sitter.unlock()
        await sitter.press("3", "2")
        assert typed_before.THROWN in sitter.text()
        assert desk.typed["Ann Lee"] == ()
        await sitter.press("n")
        assert "She told me" not in sitter.text()


async def test_a_disk_that_keeps_nothing_of_what_is_typed_is_told_once() -> None:
    desk = Desk(case(1))
    # From the first letter on: the program keeps what is typed by itself, too, whenever it likes.
    desk.trouble["keep_half_typed"] = StorageError("There is no room.")
    async with sitting(desk) as sitter:
        await noting(sitter)
        sitter.app.keep_typed()
        await sitter.soon(lambda: NOT_KEPT[:30] in sitter.told())
        assert "There is no room." in sitter.told()


async def test_what_a_disk_does_not_give_back_is_not_written_over_and_comes_once_the_disk_does() -> None:
    desk = Desk(case(1))
    left = (TypedForm("", "plan", {"words": "A quieter room"}),)
    desk.typed["Ann Lee"] = left
    desk.trouble["half_typed"] = StorageError("The disk gives nothing.")
    async with sitting(desk) as sitter:
        await sitter.unlock()
        await sitter.soon(lambda: "The disk gives nothing." in sitter.told())
        await sitter.press("enter", "n")
        await sitter.type("half a thought")
        sitter.app.keep_typed()
        await sitter.settle()
        await sitter.press("f9")
        assert desk.typed["Ann Lee"] == left
        del desk.trouble["half_typed"]
        await sitter.unlock()
        await sitter.soon(lambda: {one.form for one in desk.typed["Ann Lee"]} == {"plan", "note"})


async def test_what_was_typed_on_another_page_comes_back_with_its_page_and_is_kept_as_well() -> None:
    desk = Desk(case(1))
    async with sitting(desk) as sitter:
        await sitter.unlock()
        await sitter.press("m", "5", "a")
        await sitter.type("A quieter room")
        await sitter.press("f9")
        kept = desk.typed["Ann Lee"]
        assert [(one.about, one.fields["words"]) for one in kept] == [("", "A quieter room")]
        await sitter.unlock()
        assert isinstance(sitter.app.screen, SchemeScreen)
        await sitter.press("a")
        assert "A quieter room" in sitter.text()
    async with sitting(desk) as sitter:
        await sitter.unlock()
        assert "Go on with something that is to change (3 words)" in sitter.told()
        await sitter.press("1")
        assert isinstance(sitter.app.screen, SchemeScreen)
        await sitter.press("a")
        assert "A quieter room" in sitter.text()


async def test_another_person_sees_nothing_of_what_the_first_one_typed() -> None:
    desk = Desk(case(1))
    async with sitting(desk) as sitter:
        await noting(sitter)
        await sitter.press("f9")
        await sitter.unlock(person=2)
        assert isinstance(sitter.app.screen, InboxScreen)
        await sitter.press("enter", "n")
        assert "half a thought" not in sitter.text()
        await sitter.press("f9")
        await sitter.unlock(person=1)
        await sitter.press("enter", "n")
        assert "half a thought" in sitter.text()


async def test_a_search_is_come_back_to_with_its_words() -> None:
    async with sitting(Desk(case(1))) as sitter:
        await sitter.unlock()
        await sitter.press("slash")
        await sitter.type("post")
        await sitter.press("f9")
        await sitter.unlock()
        assert isinstance(sitter.app.screen, SearchScreen)
        assert sitter.app.screen.query_one("#text").value == "post"
        await sitter.soon(lambda: "1 case found" in sitter.text())


async def test_a_case_that_is_gone_after_a_lock_is_told() -> None:
    desk = Desk(case(1))
    async with sitting(desk) as sitter:
        await noting(sitter)
        await sitter.press("f9")
        desk.trouble["case"] = StorageError("This case can't be read; its sealed report is safe, so call IT.")
        await sitter.unlock()
        assert "This case can't be read" in sitter.text()


async def test_what_could_not_be_written_while_locking_is_told_at_the_next_unlock_not_on_the_locked_screen() -> None:
    desk = Desk(case(1))
    async with sitting(desk) as sitter:
        await sitter.unlock()
        desk.trouble["lock"] = StorageError("The casework waits here: the disk refused it, nothing is lost.")
        await sitter.press("f10")
        assert "refused" not in sitter.text()
        await sitter.press("enter")
        assert "! The casework waits here" in sitter.text()


# -- idle --------------------------------------------------------------------------------------------------------------


async def test_the_last_minute_is_counted_down_in_sight_also_over_a_form() -> None:
    async with sitting(Desk(case(1))) as sitter:
        await noting(sitter)
        await sitter.wait_seconds(239)
        assert "Locks in" not in sitter.text()
        await sitter.wait_seconds(11)
        assert "Locks in 50 s" in sitter.text()
        await sitter.press("x")
        assert "Locks in" not in sitter.text()


async def test_an_idle_desk_locks_and_gives_back_what_was_being_typed() -> None:
    desk = Desk(case(1))
    async with sitting(desk) as sitter:
        await noting(sitter)
        await sitter.wait_seconds(301)
        assert isinstance(sitter.app.screen, LockedScreen)
        assert not desk.open
        await sitter.unlock()
        assert isinstance(sitter.app.screen, NoteModal)
        assert "half a thought" in sitter.text()


async def test_the_time_until_the_lock_is_a_setting() -> None:
    async with sitting(Desk(case(1)), lock_after_seconds=120) as sitter:
        await sitter.unlock()
        await sitter.wait_seconds(119)
        assert "Locks in 1 s" in sitter.text()
        await sitter.wait_seconds(1)
        assert isinstance(sitter.app.screen, LockedScreen)


async def test_a_key_pressed_too_late_locks_and_does_nothing_else() -> None:
    desk = Desk(case(1))
    async with sitting(desk) as sitter:
        await sitter.unlock()
        await sitter.press("enter", "a")
        sitter.clock.now += 301
        await sitter.press("enter")
        assert isinstance(sitter.app.screen, LockedScreen)
        assert desk.acts("acknowledge") == []


async def test_a_half_finished_unlocking_is_left_when_nobody_goes_on() -> None:
    async with sitting(Desk()) as sitter:
        await sitter.press("enter", "1", "1")
        await sitter.type("maple")
        await sitter.wait_seconds(301)
        assert isinstance(sitter.app.screen, LockedScreen)
        await sitter.press("enter", "1", "1")
        assert "•" not in sitter.text()


async def test_a_ring_that_falls_due_shows_on_the_locked_screen() -> None:
    desk = Desk()
    async with sitting(desk) as sitter:
        desk.waits = True
        sitter.app.screen.look()
        await sitter.settle()
        assert "Something needs you today" in sitter.text()


# -- crossings ---------------------------------------------------------------------------------------------------------


async def test_an_act_that_a_lock_overtakes_is_still_recorded_once_and_its_draft_is_gone() -> None:
    desk = Desk(case(1))
    async with sitting(desk) as sitter:
        await noting(sitter, "Rang home")
        await sitter.press("tab")
        await sitter.type("Because")
        desk.act_gate.clear()
        await sitter.pilot.press("f2", "f9")
        await sitter.pilot.pause()
        assert isinstance(sitter.app.screen, LockedScreen)
        desk.act_gate.set()
        # The lock has let go of the thread that records it.
        await sitter.soon(lambda: len(desk.acts("note")) == 1)
        await sitter.settle()
        assert len(desk.acts("note")) == 1
        await sitter.unlock()
        await sitter.press("n")
        assert "Rang home" not in "".join(sitter.rows()[4:10])


async def test_unlocking_waits_until_the_last_persons_keys_are_dropped() -> None:
    desk = Desk(case(1))
    async with sitting(desk) as sitter:
        await sitter.unlock()
        desk.lock_gate.clear()
        await sitter.pilot.press("f10", "enter")
        await sitter.pilot.pause()
        assert isinstance(sitter.app.screen, LockedScreen)
        desk.lock_gate.set()
        await sitter.settle()
        assert isinstance(sitter.app.screen, UnlockScreen)


async def test_a_second_lock_key_locks_once() -> None:
    desk = Desk(case(1))
    async with sitting(desk) as sitter:
        await sitter.unlock()
        await sitter.pilot.press("f9", "f10", "f9")
        await sitter.settle()
        assert len(desk.acts("lock")) == 1


async def test_the_words_of_an_unlocking_stay_in_no_field_after_it() -> None:
    async with sitting(Desk(case(1))) as sitter:
        await sitter.press("enter", "1", "1")
        await sitter.type(WORDS)
        await sitter.press("enter")
        assert sitter.app.screen.query_one("#words").value == ""


async def test_the_locking_keys_work_in_a_window_too_small_for_anything_else() -> None:
    desk = Desk(case(1))
    async with sitting(desk) as sitter:
        await noting(sitter)
        for key in KEYS:
            await sitter.pilot.resize_terminal(60, 20)
            await sitter.settle()
            assert "Make this window bigger." in sitter.text(), key
            await sitter.press("x", key)
            assert not desk.open, key
            await sitter.pilot.resize_terminal(80, 24)
            await sitter.unlock()
            assert "half a thought" in sitter.text(), key
            assert "half a thoughtx" not in sitter.text(), key
