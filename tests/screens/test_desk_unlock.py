"""Opening the desk: is the screen seen by others, who is here, the words, the key's fingerprint."""

from __future__ import annotations

from screens.desk.pages.inbox import InboxScreen
from screens.desk.sitting.locked import LockedScreen
from screens.desk.sitting.unlock import SEEN, WRONG, UnlockScreen
from store.errors import DamagedKeyFile, StorageError
from tests.screens.desk_harness import sitting
from tests.screens.desk_made_up import case
from tests.screens.desk_services import WORDS, Desk
from tests.screens.sizes import SIZES


@SIZES
async def test_a_locked_desk_says_that_something_waits_and_nothing_else(size: tuple[int, int]) -> None:
    desk = Desk(case(1))
    desk.waits = True
    async with sitting(desk, size) as sitter:
        told = [row.strip() for row in sitter.rows() if row.strip()]
        assert told == ["Something needs you today", "Enter Unlock · ^X Close the program"]


async def test_a_locked_desk_with_nothing_due_says_that_it_is_locked() -> None:
    async with sitting(Desk(case(1))) as sitter:
        assert "Locked" in sitter.text()
        assert "Something" not in sitter.text()


async def test_the_locked_desk_names_no_person_no_school_and_no_case() -> None:
    async with sitting(Desk(case(1))) as sitter:
        await sitter.unlock_by_keys()
        await sitter.press("f10")
        for word in ("Ann", "Maple", "MAPLE", "Priya", "safeguarding", "1 case"):
            assert word not in sitter.text()


async def test_the_locked_desk_is_closed_by_its_key_and_by_no_other() -> None:
    async with sitting(Desk()) as sitter:
        await sitter.press("ctrl+q", "ctrl+c", "escape", "q")
        assert sitter.app.is_running
        await sitter.pilot.press("ctrl+x")
        assert sitter.app._exit


@SIZES
async def test_the_words_open_the_inbox_after_the_fingerprint_was_shown(size: tuple[int, int]) -> None:
    desk = Desk(case(1))
    async with sitting(desk, size) as sitter:
        await sitter.press("enter", "1", "2")
        assert "Bo Dale, your words:" in sitter.text()
        await sitter.type(WORDS)
        await sitter.press("enter")
        assert "ocean ladder pencil mango tiger" in sitter.text()
        assert "Bo Dale (safeguarding)" in sitter.text()
        await sitter.press("enter")
        assert isinstance(sitter.app.screen, InboxScreen)
        assert desk.acts("unlock") == [("unlock", "Bo Dale")]


async def test_words_are_never_shown_while_they_are_typed() -> None:
    async with sitting(Desk()) as sitter:
        await sitter.press("enter", "1", "1")
        await sitter.type("maple")
        assert "maple" not in sitter.text()


@SIZES
async def test_wrong_words_give_one_sentence_beside_the_field_and_another_try(size: tuple[int, int]) -> None:
    desk = Desk(case(1))
    async with sitting(desk, size) as sitter:
        await sitter.press("enter", "1", "1")
        await sitter.type("wrong words")
        await sitter.press("enter")
        told = " ".join(sitter.text().split())
        assert WRONG in told
        assert "secret detail" not in told
        rows = sitter.rows()
        field = next(at for at, row in enumerate(rows) if "your words" in row)
        error = next(at for at, row in enumerate(rows) if "Those words" in row)
        assert error - field <= 5
        await sitter.type(WORDS)
        await sitter.press("enter", "enter")
        assert isinstance(sitter.app.screen, InboxScreen)


async def test_a_screen_that_others_see_is_not_unlocked() -> None:
    desk = Desk(case(1))
    async with sitting(desk) as sitter:
        await sitter.press("enter", "2")
        assert SEEN in " ".join(sitter.text().split())
        await sitter.type(WORDS)
        await sitter.press("enter")
        assert desk.acts("unlock") == []
        await sitter.press("1", "1")
        assert "Ann Lee, your words:" in sitter.text()


async def test_one_person_alone_is_not_asked_who_they_are() -> None:
    async with sitting(Desk(people=("Ann Lee",))) as sitter:
        await sitter.press("enter", "1")
        assert "Ann Lee, your words:" in sitter.text()


async def test_a_desk_without_a_key_file_says_what_to_do() -> None:
    async with sitting(Desk(people=())) as sitter:
        await sitter.press("enter")
        assert "Nobody has a key file on this desk yet" in sitter.text()
        await sitter.press("1")
        assert "your words" not in sitter.text()
        await sitter.press("escape")
        assert isinstance(sitter.app.screen, LockedScreen)


async def test_escape_goes_one_question_back_and_forgets_the_words() -> None:
    async with sitting(Desk()) as sitter:
        await sitter.press("enter", "1", "1")
        await sitter.type("maple")
        await sitter.press("escape")
        assert "Who are you?" in sitter.text()
        await sitter.press("2")
        assert "Bo Dale, your words:" in sitter.text()
        assert "•" not in sitter.text()
        await sitter.press("escape", "escape")
        assert isinstance(sitter.app.screen, LockedScreen)


async def test_no_words_at_all_are_asked_for_again_without_a_try() -> None:
    desk = Desk()
    async with sitting(desk) as sitter:
        await sitter.press("enter", "1", "1", "enter")
        assert "Type your words first." in sitter.text()
        assert desk.calls == []


async def test_a_damaged_key_file_is_told_in_its_own_sentence() -> None:
    desk = Desk()
    desk.trouble["unlock"] = DamagedKeyFile("Your key file is cut short; nothing was changed, so ask for your copy.")
    async with sitting(desk) as sitter:
        await sitter.press("enter", "1", "1")
        await sitter.type(WORDS)
        await sitter.press("enter")
        assert "Your key file is cut short" in sitter.text()
        assert isinstance(sitter.app.screen, UnlockScreen)


async def test_trouble_while_looking_people_up_is_told() -> None:
    class NoFolder(Desk):
        def people(self) -> tuple[str, ...]:
            raise StorageError("The folder with the key files can't be read; nothing was changed, so call IT.")

    async with sitting(NoFolder()) as sitter:
        await sitter.press("enter")
        assert "can't be read" in sitter.text()


async def test_enter_twice_opens_the_key_file_once() -> None:
    desk = Desk()
    desk.gate.clear()
    async with sitting(desk) as sitter:
        await sitter.press("enter", "1", "1")
        await sitter.type(WORDS)
        await sitter.pilot.press("enter", "enter")
        assert "Opening. This takes a moment." in sitter.text()
        desk.gate.set()
        await sitter.settle()
        assert len(desk.acts("unlock")) == 1


async def test_hiding_while_the_key_file_opens_leaves_the_desk_locked_and_the_keys_dropped() -> None:
    desk = Desk()
    desk.gate.clear()
    async with sitting(desk) as sitter:
        await sitter.press("enter", "1", "1")
        await sitter.type(WORDS)
        await sitter.pilot.press("enter", "f9")
        await sitter.pilot.pause()
        assert isinstance(sitter.app.screen, LockedScreen)
        desk.gate.set()
        await sitter.settle()
        assert isinstance(sitter.app.screen, LockedScreen)
        assert not desk.open


@SIZES
async def test_everybody_can_be_reached_where_many_people_share_a_desk(size: tuple[int, int]) -> None:
    people = tuple(f"Person {number}" for number in range(1, 31))
    async with sitting(Desk(people=people), size) as sitter:
        await sitter.press("enter", "1")
        await sitter.press("end")
        assert "Person 30" in sitter.text()
        await sitter.press("enter")
        assert "Person 30, your words:" in sitter.text()
