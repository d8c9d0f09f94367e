"""Children: one chronology over all linked cases, patterns joined, nothing of other roles' cases."""

from __future__ import annotations

import pytest

from store.casebook.records import kinds
from store.errors import KioskError
from tests.unit.casebook.office import KHAN, OKAFOR, Office
from tests.unit.casebook.test_steps import together


def test_a_childs_page_joins_cases_of_all_desks_and_shows_what_recurs_in_them(school: Office) -> None:
    first = school.report("The boy Jamie follows @sam_online to the bus.")
    second = school.report("It was Jamie again, he wrote to @sam_online and to Kit.")
    third = school.report("Somebody wrote to Sam Archer on the bus.")
    about_staff = school.report("Mr Smith shouted at Sam Archer.", adult="yes")
    lead, deputy = school.desk.unlock(), school.other_desk.unlock(KHAN)
    for report in (first, second):
        lead.act(report, kinds.LINK, {"name": "Sam Archer", "year": "9", "handles": "@sam_online"})
    lead.act(second, kinds.LINK, {"name": "Kit Bell"})
    lead.act(second, kinds.JOIN, {"code": lead.case(first).line.code.lower()})
    with pytest.raises(KioskError, match="No other case"):
        lead.act(second, kinds.JOIN, {"code": "MAPLE RIVER 01"})
    lead, deputy = together(school, lead, deputy)
    assert lead.children() == deputy.children()
    (kit, sam) = deputy.children().lines
    assert (kit.name, kit.cases, sam.name, sam.year, sam.cases) == ("Kit Bell", 1, "Sam Archer", "9", 2)
    page = deputy.child(sam.id)
    assert [(one.name, count) for one, count in page.people] == [("Kit Bell", 1)]
    assert ("Jamie", 2) in page.recurring
    assert [one.id for one in page.mentions] == [third]
    assert {one.case_id for one in page.lines} == {first, second}
    assert [one.told.at for one in page.lines] == sorted(one.told.at for one in page.lines)
    assert [one.target for one in deputy.case(first).links if one.kind == "case"] == [second]
    assert about_staff not in repr((page, deputy.children("sam")))
    # A link that the deputy takes away is away at both desks, and stays in the timeline.
    deputy.act(first, kinds.LINK, {"undone": f"child:{sam.id}"})
    deputy.act(first, kinds.LINK, {"undone": f"case:{second}"})
    deputy.describe(sam.id, {"name": "Sam Archer", "year": "10", "handles": "@sam_online, @sam2"})
    lead, deputy = together(school, deputy, lead)
    assert lead.children() == deputy.children()
    (_, sam) = lead.children().lines
    assert (sam.year, sam.handles, sam.cases) == ("10", "@sam_online, @sam2", 1)
    assert lead.case(first).links == ()
    assert {one.kind for one in lead.case(second).links} == {"child"}
    assert "took away the link to Sam Archer" in [one.act for one in lead.case(first).timeline]
    # The head's casebook knows of no child of the lead's.
    head = school.desk.unlock(OKAFOR)
    assert head.children().total == 0
    head.act(about_staff, kinds.LINK, {"name": "Sam Archer"})
    assert head.children().total == 1
    head.lock()
    lead = school.desk.unlock()
    assert lead.child(sam.id).line.cases == 1


def test_what_happened_to_a_case_at_one_time_stands_in_the_order_in_which_it_was_done(school: Office) -> None:
    report = school.report("They wait for Sam at the bus.")
    lead = school.desk.unlock()
    lead.acknowledge(report)
    lead.act(report, kinds.LINK, {"name": "Sam Archer"})
    lead.note(report, "Asked the tutor.", "To hear it from Sam.")
    (child,) = lead.children().lines
    page = lead.child(child.id)
    assert len({one.told.at for one in page.lines[1:]}) == 1
    assert [one.told.act for one in page.lines[1:]] == [
        "read the report",
        "linked it to Sam Archer",
        "Asked the tutor.",
    ]
