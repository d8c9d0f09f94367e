"""How each screen of the desk looks, kept as pictures."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from screens.desk.paperwork.making import HEADING
from screens.theme import HIGH_CONTRAST
from store.casebook.case.facts import Behind, CaseState, FeedLine, TimelineLine
from store.casebook.desk.half_typed import TypedForm
from store.casebook.erasing.erase_pages import EraseState
from store.casebook.transfer.pages import TransferLine
from tests.screens.desk_harness import Sitter, sitting
from tests.screens.desk_made_up import NOON, case, child, drawn, erasure, item, mentor, stranger
from tests.screens.desk_services import Desk, Ringing
from tests.screens.sizes import LARGE, LARGEST, SIZES
from tests.snapshots import FOLDER, assert_snapshot

DUE = NOON.date() + timedelta(days=6)
ERASED = ((4, "Ann Lee and Bo Dale"),)


class Picture(str):
    """Where a walk stands still to be looked at."""


class Typed(str):
    """What is typed at once."""


UNLOCK = ("enter", "1", "1", Typed("maple"), "enter")
TO_INBOX = (*UNLOCK, "enter")
TO_CASE = (*TO_INBOX, "enter")

# Each walk is one person's way through many screens, for the way to a screen costs far more than its picture.
WALKS: dict[str, tuple[str, ...]] = {
    "unlocking": (
        *(Picture("locked"), "enter", "2", Picture("unlock-seen"), "escape"),
        *("enter", "1", Picture("unlock-person"), "1", "x", "enter", Picture("unlock-wrong")),
    ),
    "lists": (
        *(*UNLOCK, Picture("unlock-fingerprint"), "enter", Picture("inbox")),
        *("k", Picture("kiosks"), "enter", Picture("apart"), "escape"),
        *("t", Picture("ring-test"), "escape", "escape"),
        *("slash", Typed("po"), "enter", Picture("search"), "escape"),
        *("d", Picture("due"), "escape"),
        *("c", Picture("children"), "down", "enter", Picture("child"), "t", "f2", Picture("transfer-send")),
        *("escape", "escape", "escape"),
        *("v", Picture("inbox-closed"), "enter", "o", Picture("reopen")),
    ),
    "more": (
        *(*TO_INBOX, "m", "4", Picture("mentors"), "escape"),
        *("m", "6", Picture("readings"), "escape"),
        *("m", "8", Picture("erasures"), "enter", Picture("erasure-sign"), "escape", "escape"),
        *("m", "7", Picture("retention"), "e", "1", "f2", Picture("erase"), "escape", "escape"),
        *("m", "9", Picture("transfers"), "i", Typed("kit"), "f2", "f2", Picture("transfer-offer")),
    ),
    "scheme": (
        *(*TO_INBOX, "m", "5", Picture("scheme"), "i", Picture("pack")),
        *("s", "f2", Picture("sample")),
    ),
    "transfer with an address": (
        *(*TO_INBOX, "m", "9", "i", Typed("kit.address"), "f2", "f2", Picture("transfer-address")),
    ),
    "new concern": (*TO_INBOX, "n", "1", Typed("She told me"), "f2", Picture("new-concern")),
    "case": (
        *(*TO_CASE, Picture("case"), "a", Picture("acknowledge"), "escape"),
        *("l", "3", Picture("level"), "escape"),
        *("m", Picture("steps"), "down", "enter", "f2", Picture("decision"), "escape"),
        *("r", Picture("phrases"), "2", Typed("Room 4"), "f2", Picture("reply"), "escape", "escape"),
        *("p", "1", Picture("paper"), "escape"),
        *("c", "f2", Picture("close"), "escape"),
        *("f1", Picture("help"), "escape"),
        *("end", Picture("case-end")),
    ),
    "note": (*TO_CASE, "n", Typed("Rang home"), "f2", Picture("note")),
}


async def walk(sitter: Sitter, *steps: str) -> None:
    """Press the keys of a part of a walk."""
    for step in steps:
        if isinstance(step, Typed):
            await sitter.type(step)
        else:
            await sitter.press(step)


def desk() -> Desk:
    acts = (
        TimelineLine(NOON + timedelta(hours=1), "Ann Lee", "Read the report.", ""),
        TimelineLine(NOON + timedelta(hours=2), "Bo Dale", "Rang home.", "They asked to be told the same day."),
    )
    held = case(3, "blue", CaseState.IN_PROGRESS)
    held = replace(held, line=replace(held.line, holder="Bo Dale", summary="he keeps posting pictures of her " * 4))
    made = Desk(
        case(1, "amber"),
        case(2, "red", timeline=acts, items=(item(1, overdue=True),)),
        held,
        case(4, "grey", CaseState.WAITING, items=(item(2), item(4))),
        case(5, "blue", CaseState.CLOSED),
        words="maple",
    )
    made.pages = {f"child-{number}": child(number) for number in (1, 2)}
    late = {"trained_until": None, "is_trained": False, "talk_since": NOON, "wants_talk": True}
    made.mentor_lines = (mentor(1), mentor(2, **late))
    made.papers.drawn = (drawn(1), drawn(2))
    made.waits = True
    made.ring_trial = Ringing()
    made.sentence = "4 items missing from Library. Corridor silent for 2 school days."
    made.feeds = (
        FeedLine("Classroom", 0, "ab12cd34", 210, (), 0, NOON, None, written=210, checkpointed=206, erased=ERASED),
        FeedLine(
            "Library",
            0,
            "ab12cd34",
            40,
            ((4, 6), (9, 9)),
            1,
            NOON - timedelta(days=2),
            None,
            written=44,
            checkpointed=40,
        ),
        FeedLine("Corridor", 0, "ab12cd34", 12, (), 0, None, "Its clock stands in 1970.", written=12),
    )
    made.kept_apart = (2, 0)
    made.strangers = (stranger(1), stranger(2))
    asked = erasure(2, state=EraseState.WAITS, is_asked=True, by="Bo Dale", second="Ann Lee")
    out = TransferLine("1", True, NOON, "Hill Top", "Kit Bell, Year 9", 2, "waits for the receipt", "", DUE, True)
    came = replace(out, id="2", is_out=False, state="not taken", reason="Not our pupil", due=None, overdue=False)
    made.transfers.lines = (out, came)
    made.erase_lines = (asked, erasure(3, state=EraseState.WITHDRAWN, answer="Ann Lee: legal hold"), erasure(4))
    return made


def differs(sitter: Sitter, name: str) -> list[str]:
    """What is different from the picture that is kept."""
    try:
        assert_snapshot(sitter.app, f"desk-{name}")
    except AssertionError as error:
        return [str(error)]
    return []


@SIZES
@pytest.mark.parametrize("name", WALKS)
async def test_each_screen_on_a_walk_looks_as_it_did(name: str, size: tuple[int, int]) -> None:
    told = []
    async with sitting(desk(), size) as sitter:
        for step in WALKS[name]:
            if isinstance(step, Picture):
                await sitter.soon(lambda: not sitter.searches_soon())
                await sitter.settle()
                told += differs(sitter, f"{step}-{size[0]}x{size[1]}")
            else:
                await walk(sitter, step)
    assert not told, "\n".join(told)


@pytest.mark.parametrize("size", [LARGE, LARGEST])
async def test_a_large_window_is_used(size: tuple[int, int]) -> None:
    told = []
    async with sitting(desk(), size) as sitter:
        await walk(sitter, *TO_INBOX)
        told += differs(sitter, f"inbox-{size[0]}x{size[1]}")
        if size == LARGEST:
            await walk(sitter, "enter")
            told += differs(sitter, f"case-{size[0]}x{size[1]}")
            await walk(sitter, "escape", "c", "down", "enter")
            told += differs(sitter, f"child-{size[0]}x{size[1]}")
    assert not told, "\n".join(told)


async def test_screens_of_the_desk_in_high_contrast_look_as_they_did() -> None:
    async with sitting(desk()) as sitter:
        sitter.app.theme = HIGH_CONTRAST.name
        await walk(sitter, *TO_INBOX)
        told = differs(sitter, "inbox-high-contrast")
        await walk(sitter, "enter")
        told += differs(sitter, "case-high-contrast")
    assert not told, "\n".join(told)


async def test_a_window_too_small_says_so_in_a_picture() -> None:
    async with sitting(desk(), (79, 23)) as sitter:
        assert_snapshot(sitter.app, "desk-too-small")


async def test_the_countdown_to_the_lock_looks_as_it_did() -> None:
    async with sitting(desk()) as sitter:
        await walk(sitter, *WALKS["note"][:-1])
        await sitter.wait_seconds(270)
        assert_snapshot(sitter.app, "desk-countdown")


async def test_what_takes_long_or_was_left_half_typed_looks_as_it_did() -> None:
    made = desk()
    made.typed = {"Ann Lee": (TypedForm("case-1", "note", {"words": "half a thought"}, "MAPLE RIVER 01"),)}
    made.behind = Behind(1_250, 5_000)
    made.papers.gate.clear()
    async with sitting(made) as sitter:
        await walk(sitter, *TO_INBOX)
        told = differs(sitter, "typed-before")
        await walk(sitter, "escape")
        sitter.app.tell_behind()
        await sitter.settle()
        told += differs(sitter, "behind")
        await walk(sitter, "enter", "p", "1")
        await sitter.pilot.press("f2")
        await sitter.soon(lambda: HEADING in sitter.text() and "Stop it" in sitter.text())
        told += differs(sitter, "making")
        await sitter.pilot.press("escape")
    assert not told, "\n".join(told)


def test_every_picture_kept_of_the_desk_is_looked_at() -> None:
    seen = {f"desk-{step}" for steps in WALKS.values() for step in steps if isinstance(step, Picture)}
    assert {path.stem.removesuffix("-80x24") for path in FOLDER.glob("desk-*-80x24.svg")} == seen
