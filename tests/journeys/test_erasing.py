"""The lead asks the head to erase a closed case, who signs at their own desk, by keys; `verify` stays green."""

from __future__ import annotations

from pathlib import Path

import pytest

from store.feeds.verify import walk
from tests.journeys.two_desks import sitting_at
from tests.unit.casebook.office import OKAFOR, PRICE, WORDS, office

CANARY = "zylophone"


@pytest.mark.long
async def test_the_lead_asks_and_the_head_signs_later_so_that_the_case_is_gone_from_both_desks(tmp_path: Path) -> None:
    with office(tmp_path) as school:
        school.report(f"{CANARY} in the yard")
        async with sitting_at(school.desk) as lead, sitting_at(school.other_desk) as head:
            await lead.come_in(PRICE)
            await lead.press("enter")
            await lead.acknowledge()
            await lead.press("c", "1")
            await lead.fill("She left school")
            await lead.press("escape")
            await lead.page("Records: which closed cases")
            await lead.press("e", "1")
            await lead.type("25 years old")
            await lead.press("tab")
            await lead.type(WORDS)
            await lead.press("tab")
            await lead.choose(OKAFOR)
            assert WORDS not in lead.text()
            await lead.press("f2")
            assert f"Asked: {OKAFOR} signs at their own desk" in lead.text()
            school.desk.exchange()

            await head.come_in(OKAFOR)
            await head.page("Records: what is erased")
            assert "1 erasure, 1 for you to sign." in head.text()
            await head.press("enter")
            assert f"{PRICE} asks for it" in head.text()
            assert "Why: 25 years old" in head.text()
            assert CANARY not in head.text()
            await head.press("1")
            await head.type(WORDS)
            await head.press("f2")
            assert "Erased: 2 items." in head.text()
            assert f"by {PRICE} with {OKAFOR}" in head.text()
            school.other_desk.exchange()

            await lead.press("escape", "f5", "v")
            assert "0 closed cases." in lead.text()
            await lead.page("Records: what is erased")
            assert f"by {PRICE} with {OKAFOR}, pupil case, its time is over" in lead.text()
        states = walk(school.room.desk.feeds)
        assert all(one.complete for one in states)
        assert sum(one.erased for one in states) == 2
