"""Two people act on one case at two desks at once, by keys: all stays in the timeline, both come to the same."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.journeys.two_desks import Sitter, sitting_at
from tests.unit.casebook.office import KHAN, PRICE, Office, office


@pytest.mark.long
async def test_two_who_act_at_once_both_stay_in_the_timeline_whichever_desk_is_heard_first(tmp_path: Path) -> None:
    with office(tmp_path / "first") as school:
        await both_act(school)
    seen = []
    for order in ("lead", "deputy"):
        with office(tmp_path / order, school) as again:
            seen.append(await seen_after(again, lead_first=order == "lead"))
    assert seen[0] == seen[1]
    for told in (
        "■ Closed",
        f"{PRICE} asked {KHAN} to take the case",
        f"{KHAN} did not take the case",
        f"{KHAN} took the case",
        f"{PRICE} set the level to red",
        f"{KHAN} set the level to grey",
        f"{PRICE} closed: Supported in school",
        f"{KHAN} to do by Fri 27 Nov 2026: Ring her aunt",
    ):
        assert told in seen[0]


async def both_act(school: Office) -> None:
    """Let lead and deputy do things that go against each other, neither desk hearing of the other."""
    school.report("He keeps asking for money.")
    async with sitting_at(school.desk) as lead, sitting_at(school.other_desk) as deputy:
        await lead.come_in(PRICE)
        await lead.press("enter")
        await lead.acknowledge()
        await lead.step("Ask a colleague")
        await lead.choose(KHAN)
        await lead.fill("You know the family")
        await lead.lock()
        school.desk.exchange()
        await deputy.come_in(KHAN)
        await deputy.press("enter")

        school.desk.online = school.other_desk.online = False
        # The deputy answers at the lead's desk, another time at their own.
        await lead.come_in(KHAN)
        await lead.press("enter")
        await lead.step("Do not take this case")
        await lead.fill("I am his uncle")
        await lead.lock()
        school.clock.advance(60)
        await deputy.step("Take this case")
        await deputy.press("f2")
        school.clock.advance(60)
        await lead.come_in(PRICE)
        await lead.press("enter")
        await set_level(lead, "1", "She is not at home")
        await lead.press("c", "1")
        await lead.fill("She is fine")
        school.clock.advance(60)
        await set_level(deputy, "4", "It was a misunderstanding")
        await deputy.step("Something to do")
        await deputy.type("Ring her aunt")
        await deputy.press("tab")
        await deputy.type("3 days")
        await deputy.press("enter", "enter")
        await deputy.fill("She asked us to")
        assert f"{KHAN} took the case" not in await lead.case()
        assert f"{PRICE} closed: Supported in school" not in await deputy.case()
        for one in (lead, deputy):
            await one.lock()


async def set_level(sitter: Sitter, level: str, reason: str) -> None:
    await sitter.press("l", level)
    await sitter.fill(reason)


async def seen_after(school: Office, *, lead_first: bool) -> str:
    """Let the desks exchange in this order, return what both say of the case then."""
    desks = [school.desk, school.other_desk]
    for desk in desks if lead_first else desks[::-1]:
        desk.exchange()
    async with sitting_at(school.desk) as lead, sitting_at(school.other_desk) as deputy:
        shown = []
        for sitter, name in ((lead, PRICE), (deputy, KHAN)):
            await sitter.come_in(name)
            assert "0 cases." in sitter.text()
            await sitter.press("d", "enter")
            shown.append(await sitter.case())
            # Of two answers the first counts, so nobody is asked any more.
            await sitter.press("m")
            assert "Take this case" not in sitter.text()
        assert shown[0] == shown[1]
        return shown[0]
