"""A child's cases go to another school and come from one, by keys: address, file, receipt."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.journeys.two_desks import Sitter, sitting_at
from tests.unit.casebook.office import PRICE, office
from tests.unit.casebook.transfer.other_school import OtherSchool, our_address


async def take_in(lead: Sitter, path: Path, data: bytes) -> None:
    path.write_bytes(data)
    await lead.press("i")
    await lead.paste(str(path))
    await lead.press("f2")


@pytest.mark.long
async def test_a_child_leaves_with_all_that_is_known_and_another_one_comes(tmp_path: Path) -> None:
    other = OtherSchool()
    with office(tmp_path / "school") as school:
        school.report("He was hit on the bus.")
        lead_before = school.desk.unlock()
        lead_before.transfers.keep_own(our_address())
        lead_before.lock()
        async with sitting_at(school.desk) as lead:
            await lead.come_in(PRICE)
            await lead.press("enter")
            await lead.acknowledge()
            await lead.step("Link it to a child")
            await lead.fill("Kit Bell", "Year 9")
            await lead.press("escape", "c", "down", "enter", "t")
            assert "No school's address is kept here yet." in lead.text()
            await lead.press("escape", "escape")
            await lead.page("Other schools")

            await take_in(lead, tmp_path / "hill.address", other.address.text().encode())
            assert other.address.words in lead.text()
            await lead.press("f2")
            assert "Compare them by phone first." in lead.text()
            await lead.press("1", "f2")
            assert "The address of Hill Top is kept." in lead.text()

            await lead.press("escape", "c", "down", "enter", "t", "1", "tab")
            await lead.paste(str(tmp_path))
            await lead.press("f2")
            assert "Give the other school this file:" in lead.text()
            (sent,) = tmp_path.glob("*.transfer")
            bundle = other.opened(sent.read_bytes())
            assert [one.text["words"] for one in bundle.reports] == ["He was hit on the bus."]
            await lead.press("escape", "escape", "d")
            assert "a receipt from Hill Top" in lead.text()
            await lead.press("escape")
            await lead.page("Other schools")
            assert "Kit Bell, Year 9 to Hill Top: waits for the receipt" in lead.text()
            await take_in(lead, tmp_path / "back.receipt", other.receipt(bundle))
            assert "Hill Top took the cases." in lead.text()

            await take_in(lead, tmp_path / "not-ours.transfer", other.bundle([other.record()], to=other.address))
            assert "sealed to another school" in lead.text()
            await take_in(lead, tmp_path / "al.transfer", other.bundle([other.record("He hides his phone.")]))
            assert "From Hill Top (whose address you keep)." in lead.text()
            await lead.press("1", "tab")
            await lead.paste(str(tmp_path))
            await lead.press("f2")
            assert "It is taken in: its cases are in the inbox." in lead.text()
            assert len(list(tmp_path.glob("*.receipt"))) == 2
            await lead.press("escape", "d")
            assert "Nothing is to do." in lead.text()
            await lead.press("escape", "slash")
            await lead.type("phone")
            await lead.press("enter", "enter")
            assert "This case came from Hill Top." in await lead.case()
