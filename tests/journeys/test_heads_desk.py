"""A case goes from the lead's desk to the head's, or past the head to the chair's, who go on with it, by keys."""

from __future__ import annotations

from pathlib import Path

import pytest

from store.notebook.common.facts import Danger
from tests.journeys.two_desks import sitting_at
from tests.unit.casebook.office import OKAFOR, OWEN, PRICE, office

WHY = "The coach is my brother"


@pytest.mark.long
async def test_the_head_goes_on_with_a_case_from_which_the_lead_steps_back_until_the_lado_has_answered(
    tmp_path: Path,
) -> None:
    with office(tmp_path) as school:
        school.report("The coach writes to her at night.", danger=Danger.YES)
        async with sitting_at(school.desk) as lead, sitting_at(school.other_desk) as head:
            await head.come_in(OKAFOR)
            assert "Everyone is rung. It may be for somebody else." in head.text()
            assert "0 cases." in head.text()
            await lead.come_in(PRICE)
            assert "Everyone is rung" not in lead.text()
            await lead.press("enter")
            await lead.acknowledge()
            await lead.step("I am the subject or too close")
            assert "Your role's key can still open what was sealed to it." in lead.text()
            await lead.press("1")
            await lead.fill(WHY)
            assert "0 cases." in lead.text()
            await lead.lock()
            school.desk.exchange()

            await head.press("f5")
            assert "1 new case." in head.text()
            assert "Everyone is rung" not in head.text()
            await head.press("enter")
            assert f"{PRICE} stepped back from this case" in await head.case()
            assert WHY in await head.case()
            await head.acknowledge()
            await head.step("Harm test")
            await head.press("1", "1")
            await head.fill("Ms Okafor, head", "He writes to a child at night")
            await head.press("escape", "d")
            assert "by Wed 25 Nov 2026" not in head.text()
            assert "Wed 25 Nov 2026" in head.text()
            assert "tell the LADO" in head.text()
            await head.press("enter")
            await head.step("Told somebody outside")
            await head.press("3")
            await head.fill("now", "LADO 4711", "The test is met")
            seen = await head.case()
            assert "(decided by Ms Okafor, head)" in seen
            assert "told LADO at" in seen
            assert "tell the LADO" not in seen
            assert "by Wed 25 Nov 2026: an answer from LADO" in seen
            await head.lock()
            school.other_desk.exchange()

            await lead.come_in(PRICE)
            assert "0 cases." in lead.text()
            await lead.press("d")
            assert "Nothing is to do." in lead.text()


@pytest.mark.long
async def test_where_the_head_is_part_of_it_the_chair_takes_the_case_and_the_head_sees_nothing(tmp_path: Path) -> None:
    with office(tmp_path) as school:
        school.report("The head shouted at him.")
        async with sitting_at(school.desk) as lead, sitting_at(school.other_desk) as other:
            await lead.come_in(PRICE)
            await lead.press("enter")
            await lead.step("I am the subject or too close")
            await lead.press("2")
            await lead.fill("It is about the head")
            await lead.lock()
            school.desk.exchange()
            await other.come_in(OKAFOR)
            assert "0 cases." in other.text()
            await other.lock()
            await other.come_in(OWEN)
            assert "1 case" in other.text()
            await other.press("enter")
            await other.acknowledge()
            await other.step("Low-level concern")
            await other.fill("assembly", "Mr Owen, chair", "Shouted at one pupil", "Spoken to, no more needed")
            seen = await other.case()
            assert "It is about the head" in seen
            assert "low-level concern (assembly): Shouted at one pupil (decided by Mr Owen, chair)" in seen
