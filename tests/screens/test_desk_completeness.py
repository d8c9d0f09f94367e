"""What is missing from the kiosks, told feed by feed."""

from __future__ import annotations

from dataclasses import replace

from screens.desk.pages.completeness import CompletenessScreen
from screens.desk.pages.inbox import InboxScreen
from store.casebook.case.facts import FeedLine
from store.errors import StorageError
from tests.screens.desk_harness import sitting
from tests.screens.desk_made_up import NOON, case
from tests.screens.desk_services import Desk, Ringing
from tests.screens.sizes import SIZES


def feed(device: str = "Library", **more: object) -> FeedLine:
    return replace(FeedLine(device, 0, "ab12cd34", 40, (), 0, NOON, None, written=42, checkpointed=38), **more)


@SIZES
async def test_what_is_missing_is_told_feed_by_feed_the_broken_ones_first(size: tuple[int, int]) -> None:
    desk = Desk(case(1))
    desk.sentence = "5 items missing from Library. Corridor silent for 2 school days."
    desk.feeds = (
        feed("Corridor", erased=((2, "Ann Lee and Bo Dale"),)),
        feed("Library", missing=((4, 7), (9, 9)), forks=2, last_contact=None, problem="Its clock stands in 1970."),
    )
    desk.kept_apart = (2, 1)
    async with sitting(desk, size) as sitter:
        await sitter.unlock()
        assert "! 5 items missing from Library." in sitter.text()
        await sitter.press("k")
        assert isinstance(sitter.app.screen, CompletenessScreen)
        told = " ".join(sitter.text().split())
        assert told.index("! Library, reports") < told.index("✓ Corridor, reports")
        assert "Written: 42 items. Here: 40. Confirmed by desks: 38. Missing: 4 to 7, 9 (5 in all)." in told
        assert "Erased by Ann Lee and Bo Dale: 2." in told
        assert "Its history split 2 times" in told
        assert "Last contact: never." in told
        assert "Its clock stands in 1970." in told
        assert "2 items kept apart" in told
        assert "1 item could not be read." in told
        await sitter.press("escape")
        assert isinstance(sitter.app.screen, InboxScreen)


async def test_the_ring_is_tried_out_where_it_leaves_from_only_after_a_yes() -> None:
    desk, ringing = Desk(), Ringing()
    async with sitting(desk) as sitter:
        await sitter.unlock()
        await sitter.press("k")
        assert "Try the ring" not in sitter.footer()
        await sitter.press("t", "escape")
        desk.ring_trial = ringing
        await sitter.press("k")
        assert "! Rings: Bo Dale can't be rung: no address is known." in sitter.told()
        assert "Try the ring" in sitter.footer()
        await sitter.press("t", "escape")
        assert ringing.rung == 0
        await sitter.press("t", "f2")
        assert ringing.rung == 1
        told = "! Bo Dale was not reached by mail: it was put off. Ann Lee was rung by mail."
        assert told in sitter.told()


async def test_many_feeds_can_be_read_to_the_last_by_keys() -> None:
    desk = Desk()
    desk.feeds = tuple(feed(f"Room {number}") for number in range(1, 40))
    async with sitting(desk) as sitter:
        await sitter.unlock()
        await sitter.press("k", "end")
        assert "Room 39" in sitter.text()


async def test_trouble_in_reading_what_is_missing_is_told() -> None:
    desk = Desk()
    async with sitting(desk) as sitter:
        await sitter.unlock()
        desk.trouble["completeness"] = StorageError("The feeds can't be read; nothing was changed, so call IT.")
        await sitter.press("k")
        assert "The feeds can't be read" in sitter.text()
