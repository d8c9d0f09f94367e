"""A child's cases go to the next school and come from the last one, with a clock until the receipt is there."""

from __future__ import annotations

from pathlib import Path

import pytest

from store.casebook.case.facts import CaseState
from store.casebook.desk.casework import DeskCasework
from store.casebook.records import kinds
from store.casebook.transfer.address import address_in
from store.errors import KioskError, NotForThisKey, StorageError
from tests.unit.casebook.office import KHAN, OKAFOR, Office, key_file, picture
from tests.unit.casebook.transfer.other_school import OtherSchool, our_address

CHILD = {"name": "Kit Bell", "year": "Year 9"}


@pytest.fixture
def other() -> OtherSchool:
    return OtherSchool()


def ready(school: Office, other: OtherSchool, folder: Path) -> DeskCasework:
    """Unlock the lead's desk, which knows its own address and that of the other school."""
    lead = school.desk.unlock()
    lead.transfers.keep_own(our_address())
    path = folder / "hill-top.address"
    path.write_text(other.address.text())
    assert lead.transfers.look_at_address(str(path)).words == other.address.words
    lead.transfers.add_school(str(path))
    return lead


def linked(lead: DeskCasework, *reports: str) -> str:
    for one in reports:
        lead.acknowledge(one)
        lead.act(one, kinds.LINK, CHILD)
    (child,) = lead.children().lines
    return child.id


def saved(folder: Path, data: bytes, name: str = "from-there.transfer") -> str:
    (folder / name).write_bytes(data)
    return str(folder / name)


def test_a_childs_cases_go_sealed_to_the_other_school_without_what_goes_past_the_lead(
    school: Office, other: OtherSchool, tmp_path: Path
) -> None:
    # A head who also keeps pupils safe sees staff matters in the same list; they never go.
    (school.desk.folder / "keys" / "price.key").write_bytes(key_file(0, ["safeguarding", "head"]))
    goes, stays, left = school.report("He was hit."), school.report("The coach.", adult="yes"), school.report("My own.")
    lead = ready(school, other, tmp_path)
    child = linked(lead, goes, stays, left)
    lead.note(goes, "Rang home.", "to tell them")
    lead.act(left, kinds.RECUSE, {"head": "yes", "reason": "my nephew"})
    path = lead.transfers.send(child, other.address.school.hex(), "today", str(tmp_path))
    bundle = other.opened(path.read_bytes())
    assert [one.id for one in bundle.reports] == [goes]
    assert bundle.reports[0].text["words"] == "He was hit."
    assert [told for _, told in bundle.past] == ["Rang home."]
    assert bundle.child == "Kit Bell, Year 9"
    with pytest.raises(NotForThisKey):
        OtherSchool(number=95).opened(path.read_bytes())
    assert len(path.read_bytes()) == len(other.bundle([other.record()]))


def test_the_receipt_is_due_by_the_fifth_school_day_and_ends_what_is_to_do_only_where_they_took_it(
    school: Office, other: OtherSchool, tmp_path: Path
) -> None:
    report, second = school.report("He was hit."), school.report("Again.")
    lead = ready(school, other, tmp_path)
    child = linked(lead, report, second)
    path = lead.transfers.send(child, other.address.school.hex(), "today", str(tmp_path))
    (due,) = lead.due().lines
    assert (due.words, due.due.isoformat()) == ("a receipt from Hill Top", "2026-11-30")
    bundle = other.opened(path.read_bytes())
    forged = [
        OtherSchool(number=95).receipt(bundle),
        other.receipt(bundle, transfer=b"x" * 16),
        other.receipt(bundle, digest=bytes(32)),
        b"no receipt",
    ]
    for data in forged:
        with pytest.raises(KioskError, match=r"Nothing was (changed|opened)"):
            lead.transfers.take_receipt(saved(tmp_path, data))
    refused = saved(tmp_path, other.receipt(bundle, accepted=False, reason="She goes to Oak Lane"))
    assert "did not take the cases" in lead.transfers.take_receipt(refused)
    assert lead.due().total == 1
    taken = saved(tmp_path, other.receipt(bundle))
    assert lead.transfers.take_receipt(taken) == "Hill Top took the cases."
    assert "was here already" in lead.transfers.take_receipt(taken)
    assert lead.due().total == 0
    (line,) = lead.transfers.page(0, 200).lines
    assert (line.is_out, line.child, line.cases, line.state) == (True, "Kit Bell, Year 9", 2, "taken")
    told = [one.act for one in lead.case(second).timeline]
    assert "made a file for Hill Top with this case" in told
    assert "Hill Top took it" in told
    assert any(one.act.startswith("made a file") for one in lead.readings().lines)


def test_what_another_school_sends_is_shown_taken_and_stands_as_a_case_with_its_first_text_untouched(
    school: Office, other: OtherSchool, tmp_path: Path
) -> None:
    lead = ready(school, other, tmp_path)
    first = other.record("He was hit on the bus.")
    more = other.record("It happened again.", about=first.id)
    act = other.act(first.id)
    path = saved(tmp_path, other.bundle([first, more], [(act, "Rang home")]))
    offered = lead.transfers.look(path)
    assert (offered.school, offered.is_known, offered.child, offered.cases) == ("Hill Top", True, "Kit Bell, Year 9", 1)
    assert lead.inbox().total == 0
    answer = lead.transfers.answer(path, str(tmp_path), accept=True)
    (line,) = lead.inbox().lines
    assert (line.id, line.state) == (first.id, CaseState.NEW)
    case = lead.case(first.id)
    assert case.words == "He was hit on the bus."
    assert [one.act for one in case.additions] == ["It happened again."]
    assert ("Mr Hall (Hill Top)", "Rang home", "to tell them") in {
        (one.by, one.act, one.reason) for one in case.timeline
    }
    assert any("This case came from Hill Top." in one for one in case.warnings)
    assert not lead.can_reply(first.id)
    # The same file twice is one case; the receipt can be made again.
    lead.transfers.answer(path, str(tmp_path), accept=True)
    assert lead.transfers.look(path).answered == "taken"
    with pytest.raises(KioskError, match="taken in already"):
        lead.transfers.answer(path, str(tmp_path), accept=False, reason="no")
    assert (lead.inbox().total, lead.transfers.page(0, 200).total) == (1, 1)
    lead.acknowledge(first.id)
    lead.lock()
    school.desk.exchange()
    deputy = school.other_desk.unlock(KHAN)
    again = school.desk.unlock()
    assert picture(again) == picture(deputy)
    assert answer.read_bytes() != b""
    # Whoever has no key of those who keep pupils safe has no part in it.
    again.lock()
    with pytest.raises(KioskError, match="keep pupils safe"):
        school.desk.unlock(OKAFOR).transfers.look(path)


def test_what_came_is_linked_to_its_child_unless_one_of_that_name_is_known_here(
    school: Office, other: OtherSchool, tmp_path: Path
) -> None:
    lead = ready(school, other, tmp_path)
    first, second = other.record(), other.record("Again.")
    path = saved(tmp_path, other.bundle([first, second]))
    assert not lead.transfers.look(path).child_is_known
    lead.transfers.answer(path, str(tmp_path), accept=True)
    (child,) = lead.children().lines
    assert (child.name, child.year, child.cases) == ("Kit Bell", "Year 9", 2)
    # It is an act like any other, which a person takes away.
    (link,) = lead.case(first.id).links
    lead.act(first.id, kinds.LINK, {"undone": f"child:{link.target}"})
    assert lead.children().lines[0].cases == 1
    third = other.record("Another child of that name.")
    path = saved(tmp_path, other.bundle([third], transfer=b"u" * 16))
    assert lead.transfers.look(path).child_is_known
    lead.transfers.answer(path, str(tmp_path), accept=True)
    assert lead.case(third.id).links == ()
    assert lead.children().total == 1


def test_what_is_not_taken_goes_back_with_its_reason_and_leaves_no_case(
    school: Office, other: OtherSchool, tmp_path: Path
) -> None:
    lead = ready(school, other, tmp_path)
    path = saved(tmp_path, other.bundle([other.record()]))
    with pytest.raises(KioskError, match="reason is missing"):
        lead.transfers.answer(path, str(tmp_path), accept=False)
    lead.transfers.answer(path, str(tmp_path), accept=False, reason="Not our pupil")
    assert lead.inbox().total == 0
    assert [(one.state, one.reason) for one in lead.transfers.page(0, 200).lines] == [("not taken", "Not our pupil")]


def test_a_hostile_file_gets_a_sentence_and_changes_nothing(school: Office, other: OtherSchool, tmp_path: Path) -> None:
    ours = school.report("He pushed him.")
    lead = ready(school, other, tmp_path)
    theirs, good = other.record(), other.bundle([other.record()])
    person = school.room.desk.school.staff()[0].person
    files = {
        "any bytes": lambda: b"\x00\xff" * 500,
        "half a file": lambda: good[: len(good) // 2],
        "huge": lambda: good + bytes(17 << 20),
        "of another school": lambda: other.bundle([theirs], to=OtherSchool(number=95).address),
        "a forged sender": lambda: OtherSchool(number=95).bundle([theirs], sender=other.address),
        "our own case": lambda: other.bundle([other.record(id=ours)]),
        "a case about ours": lambda: other.bundle([other.record(about=ours)]),
        "an act on ours": lambda: other.bundle([theirs], [(other.act(ours, "close"), "closed")]),
        "in our name": lambda: other.bundle([other.record(author=person)]),
        "a reading": lambda: other.bundle([theirs], [(other.act(theirs.id, "read"), "read")]),
        "twice the same": lambda: other.bundle([theirs, theirs]),
    }
    before = picture(lead)

    def take(path: str) -> None:
        lead.transfers.answer(path, str(tmp_path), accept=True)

    for make in files.values():
        path = saved(tmp_path, make())
        for act in (lead.transfers.look, take):
            with pytest.raises(KioskError) as told:
                act(path)
            assert str(told.value).count(".") >= 2
    assert picture(lead) == before
    assert lead.transfers.page(0, 200).total == 0
    assert not list(tmp_path.glob("*.receipt"))


def test_an_unknown_sender_is_shown_as_unknown_with_the_words_to_compare(
    school: Office, other: OtherSchool, tmp_path: Path
) -> None:
    lead = ready(school, other, tmp_path)
    liar = OtherSchool(name="Hill Top", number=95)
    offered = lead.transfers.look(saved(tmp_path, liar.bundle([liar.record()])))
    assert (offered.school, offered.is_known) == ("Hill Top", False)
    assert offered.words == liar.address.words != other.address.words


def test_an_address_goes_through_mail_and_is_refused_where_a_letter_of_it_changed(
    school: Office, other: OtherSchool, tmp_path: Path
) -> None:
    text = other.address.text()
    mailed = "> " + text.replace("\n", "\r\n> ")
    assert address_in(mailed.encode()) == other.address
    lead = school.desk.unlock()
    middle = len(text) // 2
    changed = text[:middle] + ("A" if text[middle] != "A" else "B") + text[middle + 1 :]
    for data in (changed, "nothing", text[:200], our_address().text()):
        path = tmp_path / "school.address"
        path.write_text(data)
        with pytest.raises(KioskError):
            lead.transfers.add_school(str(path))
    with pytest.raises(StorageError):
        lead.transfers.add_school(str(tmp_path / "no such file"))
    assert lead.transfers.schools() == ()
