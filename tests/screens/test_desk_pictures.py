"""How each screen of the desk looks, kept as pictures."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from screens.theme import HIGH_CONTRAST
from store.casebook.case.facts import CaseState, FeedLine, TimelineLine
from store.casebook.erasing.erase_pages import EraseState
from store.casebook.transfer.pages import TransferLine
from tests.screens.desk_harness import sitting
from tests.screens.desk_services import NOON, Desk, Ringing, case, child, drawn, erasure, item, mentor, stranger
from tests.screens.sizes import LARGE, LARGEST, SIZES
from tests.snapshots import assert_snapshot

DUE = NOON.date() + timedelta(days=6)
ERASED = ((4, "Ann Lee and Bo Dale"),)
TO_INBOX = ("enter", "1", "1", *"maple", "enter", "enter")
TO_CASE = (*TO_INBOX, "enter")

SCREENS = {
    "locked": (),
    "unlock-seen": ("enter", "2"),
    "unlock-person": ("enter", "1"),
    "unlock-wrong": ("enter", "1", "1", "x", "enter"),
    "unlock-fingerprint": ("enter", "1", "1", *"maple", "enter"),
    "inbox": TO_INBOX,
    "inbox-closed": (*TO_INBOX, "v"),
    "kiosks": (*TO_INBOX, "k"),
    "ring-test": (*TO_INBOX, "k", "t"),
    "apart": (*TO_INBOX, "k", "enter"),
    "search": (*TO_INBOX, "slash", *"po", "enter"),
    "case": TO_CASE,
    "case-end": (*TO_CASE, "end"),
    "acknowledge": (*TO_CASE, "a"),
    "note": (*TO_CASE, "n", *"Rang home", "f2"),
    "level": (*TO_CASE, "l", "3"),
    "phrases": (*TO_CASE, "r"),
    "reply": (*TO_CASE, "r", "2", *"Room 4", "f2"),
    "steps": (*TO_CASE, "m"),
    "decision": (*TO_CASE, "m", "down", "enter", "f2"),
    "due": (*TO_INBOX, "d"),
    "new-concern": (*TO_INBOX, "n", "1", *"She told me", "f2"),
    "children": (*TO_INBOX, "c"),
    "child": (*TO_INBOX, "c", "down", "enter"),
    "mentors": (*TO_INBOX, "m", "4"),
    "scheme": (*TO_INBOX, "m", "5"),
    "readings": (*TO_INBOX, "m", "6"),
    "retention": (*TO_INBOX, "m", "7"),
    "paper": (*TO_CASE, "p", "1"),
    "pack": (*TO_INBOX, "m", "5", "i"),
    "sample": (*TO_INBOX, "m", "5", "i", "s", "f2"),
    "erase": (*TO_INBOX, "m", "7", "e", "1", "f2"),
    "erasures": (*TO_INBOX, "m", "8"),
    "erasure-sign": (*TO_INBOX, "m", "8", "enter"),
    "transfers": (*TO_INBOX, "m", "9"),
    "transfer-offer": (*TO_INBOX, "m", "9", "i", *"kit", "f2", "f2"),
    "transfer-address": (*TO_INBOX, "m", "9", "i", *"kit.address", "f2", "f2"),
    "transfer-send": (*TO_INBOX, "c", "down", "enter", "t", "f2"),
    "close": (*TO_CASE, "c", "f2"),
    "reopen": (*TO_INBOX, "v", "enter", "o"),
    "help": (*TO_CASE, "f1"),
}


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


@SIZES
@pytest.mark.parametrize("name", SCREENS)
async def test_a_screen_of_the_desk_looks_as_it_did(name: str, size: tuple[int, int]) -> None:
    async with sitting(desk(), size) as sitter:
        for key in SCREENS[name]:
            await sitter.press(key)
        await sitter.soon(lambda: not sitter.searches_soon())
        await sitter.settle()
        assert_snapshot(sitter.app, f"desk-{name}-{size[0]}x{size[1]}")


@pytest.mark.parametrize(
    ("name", "size"), [("inbox", LARGE), ("inbox", LARGEST), ("case", LARGEST), ("child", LARGEST)]
)
async def test_a_large_window_is_used(name: str, size: tuple[int, int]) -> None:
    async with sitting(desk(), size) as sitter:
        for key in SCREENS[name]:
            await sitter.press(key)
        assert_snapshot(sitter.app, f"desk-{name}-{size[0]}x{size[1]}")


@pytest.mark.parametrize("name", ["inbox", "case"])
async def test_a_screen_of_the_desk_in_high_contrast_looks_as_it_did(name: str) -> None:
    async with sitting(desk()) as sitter:
        sitter.app.theme = HIGH_CONTRAST.name
        for key in SCREENS[name]:
            await sitter.press(key)
        assert_snapshot(sitter.app, f"desk-{name}-high-contrast")


async def test_a_window_too_small_says_so_in_a_picture() -> None:
    async with sitting(desk(), (79, 23)) as sitter:
        assert_snapshot(sitter.app, "desk-too-small")


async def test_the_countdown_to_the_lock_looks_as_it_did() -> None:
    async with sitting(desk()) as sitter:
        for key in SCREENS["note"]:
            await sitter.press(key)
        await sitter.wait_seconds(270)
        assert_snapshot(sitter.app, "desk-countdown")
