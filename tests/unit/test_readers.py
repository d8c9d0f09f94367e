"""Who will read a report is said by name, and truly."""

from __future__ import annotations

from collections.abc import Sequence

from store.language import WELSH, speak
from store.scheme.people import StaffMember
from store.scheme.readers import SchoolPeople, adults_to_tell, choices_of_reader, describe, head_names
from store.scheme.routes import ROLES

PRICE = StaffMember("21" * 16, "Mrs Price", "keeps pupils safe", "R12", ("safeguarding",))
KHAN = StaffMember("22" * 16, "Mr Khan", "", "R14", ("safeguarding",))
OKAFOR = StaffMember("23" * 16, "Ms Okafor", "head teacher", "Office", ("head",))
OWEN = StaffMember("24" * 16, "Mr Owen", "chair of governors", "", ("chair",))
REED = StaffMember("26" * 16, "Dr Reed", "second reader", "", ("chair",))
EVANS = StaffMember("25" * 16, "Miss Evans", "runs peer mentoring", "Library", ("coordinator",))


def school(*staff: StaffMember, made: Sequence[str] = ROLES) -> SchoolPeople:
    readers = {role: tuple(one for one in staff if role in one.roles) for role in ROLES}
    return SchoolPeople(readers, readers["head"], frozenset(made), staff)


USUAL = school(PRICE, KHAN, OKAFOR, OWEN, REED, EVANS)


def test_the_usual_readers_are_all_named() -> None:
    assert describe("safeguarding", USUAL).sentence == (
        "This goes to Mrs Price (keeps pupils safe) and Mr Khan (keeps pupils safe). "
        "If Mrs Price and Mr Khan are away for long, two other people the school has named can open it together."
    )


def test_a_report_about_staff_goes_to_the_head_and_past_the_usual_readers() -> None:
    assert describe("head", USUAL).sentence == (
        "This goes to Ms Okafor (head teacher), not to the people who usually read these. "
        "If Ms Okafor is away for long, two other people the school has named can open it together."
    )


def test_a_report_about_the_head_goes_past_the_head_by_name() -> None:
    assert describe("chair", USUAL).sentence == (
        "This goes to Mr Owen (chair of governors) and Dr Reed (second reader), "
        "not to Ms Okafor (head teacher) or the people who usually read these. "
        "If Mr Owen and Dr Reed are away for long, two other people the school has named can open it together."
    )


def test_where_the_head_also_reads_the_usual_reports_nobody_is_told_otherwise() -> None:
    both = StaffMember("23" * 16, "Ms Okafor", "head teacher", "Office", ("head", "safeguarding"))
    assert "not to Mr Khan (keeps pupils safe)." in describe("head", school(both, KHAN, OWEN)).sentence
    assert "not to" not in describe("head", school(both, OWEN)).sentence
    assert head_names(school(both, KHAN)) == "Ms Okafor (head teacher, who also reads these reports)"


def test_where_two_people_are_the_head_both_are_named_beside_the_answer() -> None:
    second = StaffMember("27" * 16, "Mr Lee", "head teacher", "Office", ("head",))
    assert head_names(school(OKAFOR, second)) == "Ms Okafor (head teacher) or Mr Lee (head teacher)"


def test_a_school_without_the_heads_key_says_so_and_names_whom_to_tell() -> None:
    young = school(PRICE, OKAFOR, EVANS, made=["safeguarding", "recovery"])
    found = describe("head", young)
    assert not found.reachable
    assert found.sentence == (
        "This school has not yet set up who reads this kind of report (the head teacher), so it can't be sent. "
        "Please tell Mrs Price (R12) or Ms Okafor (Office). If you are worried about one of them, pick another. "
        "Tell any adult you trust, or ring Childline 0800 1111. You do not have to say what it is about."
    )


def test_no_pupil_is_told_to_contact_the_chair() -> None:
    found = describe("chair", school(OWEN, made=[]))
    assert "Owen" not in found.sentence
    assert "chair" not in found.sentence
    assert adults_to_tell(school(OWEN)) == ()


def test_the_choices_name_everybody_who_would_read_it() -> None:
    assert choices_of_reader(USUAL) == (
        ("safeguarding", "Mrs Price (keeps pupils safe) and Mr Khan (keeps pupils safe)"),
        ("head", "Ms Okafor (head teacher)"),
        ("chair", "Mr Owen (chair of governors) and Dr Reed (second reader)"),
    )


def test_a_route_that_nobody_reads_yet_is_no_choice() -> None:
    assert [route for route, _ in choices_of_reader(school(PRICE, made=["safeguarding", "recovery"]))] == [
        "safeguarding"
    ]


def test_the_adults_to_tell_are_of_different_roles_where_the_school_has_them() -> None:
    assert adults_to_tell(USUAL) == (PRICE, OKAFOR)
    assert adults_to_tell(school(PRICE, KHAN)) == (PRICE, KHAN)
    assert adults_to_tell(USUAL, 4) == (PRICE, OKAFOR, EVANS, KHAN)


def test_an_adult_without_a_room_is_named_only_where_no_other_is_left() -> None:
    roomless = StaffMember("28" * 16, "Mr Roe", "keeps pupils safe", "", ("safeguarding",))
    assert adults_to_tell(school(roomless, EVANS)) == (EVANS,)
    assert adults_to_tell(school(roomless)) == (roomless,)


def test_where_keys_and_staff_list_crossed_so_that_the_head_would_read_about_the_head_the_route_is_shut() -> None:
    crossed = StaffMember("24" * 16, "Mr Owen", "head teacher", "", ("chair", "head"))
    people = school(PRICE, crossed)
    assert not describe("chair", people).reachable
    assert "chair" not in dict(choices_of_reader(people))


def test_it_is_said_in_welsh_with_the_names_as_they_are() -> None:
    speak(WELSH)
    assert describe("head", USUAL).sentence == (
        "Bydd Ms Okafor (pennaeth) yn cael hwn, ond nid y bobl sy'n darllen y rhain fel arfer. "
        "Os yw Ms Okafor i ffwrdd am amser hir, gall dau berson arall y mae'r ysgol wedi'u henwi ei agor gyda'i gilydd."
    )
    assert choices_of_reader(USUAL)[2] == ("chair", "Mr Owen (cadeirydd y llywodraethwyr) a Dr Reed (second reader)")
