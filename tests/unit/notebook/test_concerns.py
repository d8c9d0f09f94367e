"""A pupil writes a concern: what is kept, sealed to whom, shown as what."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from store.errors import ConfigurationError, UnknownReport
from store.notebook.common.facts import Danger, ReportState
from tests.classroom import Classroom, classroom, draft


def kinds(room: Classroom, role: str) -> list[str]:
    return [record.kind for record in room.records(role) if record.kind != "cover"]


def test_a_concern_about_a_pupil_is_sealed_to_those_who_keep_pupils_safe_and_to_recovery(room: Classroom) -> None:
    visit = room.sign_in()
    written = draft()
    sent = visit.concerns.send(written)
    [record] = [one for one in room.records("safeguarding") if one.kind == "concern"]
    assert record.id == written.id
    assert record.text["words"] == written.words
    assert record.to == ["safeguarding", "recovery"]
    assert kinds(room, "recovery") == ["concern"]
    assert kinds(room, "head") == kinds(room, "chair") == kinds(room, "coordinator") == []
    assert sent.state is ReportState.SAVED


def test_the_same_concern_sent_twice_is_one_report(room: Classroom) -> None:
    visit = room.sign_in()
    written = draft()
    first, second = visit.concerns.send(written), visit.concerns.send(written)
    assert first == second
    assert kinds(room, "safeguarding") == ["concern"]
    visit.end()
    again = room.sign_in().concerns.send(written)
    assert again.code == first.code
    assert kinds(room, "safeguarding") == ["concern"]


def test_a_concern_about_an_adult_waits_for_its_slot_and_then_only_the_head_opens_it(room: Classroom) -> None:
    visit = room.sign_in()
    visit.concerns.send(draft(adult="yes"))
    assert kinds(room, "head") == []
    visit.end()
    assert kinds(room, "head") == ["concern"]
    assert kinds(room, "safeguarding") == kinds(room, "chair") == []
    assert {entry.alarm for entry in room.entries()} == {0}


def test_a_concern_about_the_head_reaches_the_chair_past_everybody_else(room: Classroom) -> None:
    visit = room.sign_in()
    visit.concerns.send(draft(adult="head"))
    visit.end()
    assert kinds(room, "chair") == kinds(room, "chair-recovery") == ["concern"]
    assert kinds(room, "head") == kinds(room, "safeguarding") == kinds(room, "recovery") == []


def test_numbers_run_without_gaps_for_each_set_of_roles(room: Classroom) -> None:
    for number in range(3):
        visit = room.sign_in()
        visit.concerns.send(draft(f"usual {number}"))
        visit.concerns.send(draft(f"staff {number}", adult="yes"))
        visit.end()
    usual = [one.nth for one in room.records("safeguarding")]
    assert [number for _series, number in usual] == [1, 2, 3]
    heads = sorted(one.nth[1] for one in room.records("head"))
    assert heads == list(range(1, len(heads) + 1))
    assert len({one.nth[0] for one in room.records("head")}) == 1


def test_sending_takes_draft_and_held_copy_away(room: Classroom) -> None:
    visit = room.sign_in()
    written = draft()
    visit.concerns.save(written)
    visit.concerns.send(written)
    assert visit.concerns.unfinished() is None
    room.cut_power()
    assert kinds(room, "safeguarding") == ["concern"]


def test_a_save_that_comes_after_send_brings_nothing_back(room: Classroom) -> None:
    visit = room.sign_in()
    written = draft()
    visit.concerns.send(written)
    visit.concerns.save(replace(written, words="late"))
    assert visit.concerns.unfinished() is None
    room.cut_power()
    assert kinds(room, "safeguarding") == ["concern"]


def test_a_draft_survives_a_power_cut_for_its_author_alone(room: Classroom) -> None:
    written = draft(page=4)
    room.sign_in().concerns.save(written)
    room.cut_power()
    assert room.sign_in().concerns.unfinished() == written
    assert room.sign_in("Tom Hill").concerns.unfinished() is None


def test_somebody_in_danger_goes_red_at_once_and_once(room: Classroom) -> None:
    visit = room.sign_in()
    written = draft(words="", danger=Danger.YES)
    visit.concerns.danger_now(written)
    visit.concerns.danger_now(written)
    assert [entry.alarm for entry in room.entries() if not entry.slot] == [2]
    assert kinds(room, "safeguarding") == ["danger"]
    room.cut_power()
    again = room.sign_in().concerns
    kept = again.unfinished()
    assert kept is not None
    again.danger_now(kept)
    assert kinds(room, "safeguarding") == ["danger"]


def test_danger_about_an_adult_takes_a_pair_of_slots_of_its_own_that_rings_in_both_halves(room: Classroom) -> None:
    before = len(room.entries())
    room.sign_in().concerns.danger_now(draft(words="", danger=Danger.YES, adult="yes"))
    added = room.entries()[before:]
    assert [(one.slot, one.alarm) for one in added] == [(True, 2), (True, 2)]
    assert kinds(room, "head") == ["danger"]
    assert kinds(room, "safeguarding") == []


def test_removing_leaves_a_record_without_words_that_one_was_removed(room: Classroom) -> None:
    visit = room.sign_in()
    written = draft("something private")
    visit.concerns.save(written)
    visit.concerns.remove(written, everyone_safe=True)
    assert visit.concerns.unfinished() is None
    [record] = room.records("safeguarding")
    assert (record.kind, record.about, record.text) == ("removed", written.id, {"safe": True})
    room.cut_power()
    assert kinds(room, "safeguarding") == ["removed"]


def test_a_school_without_a_head_key_says_so_and_keeps_what_was_written(tmp_path: Path) -> None:
    with classroom(tmp_path, roles=("safeguarding", "coordinator")) as room:
        visit = room.sign_in()
        written = draft(adult="yes")
        visit.concerns.save(written)
        told = visit.concerns.readers(written)
        assert not told.reachable
        assert "Mrs Price" in told.sentence
        with pytest.raises(ConfigurationError, match="kept on this computer"):
            visit.concerns.send(written)
        assert visit.concerns.unfinished() == written


def test_a_school_whose_recovery_keys_are_not_made_yet_still_takes_reports(tmp_path: Path) -> None:
    with classroom(tmp_path, roles=("safeguarding", "coordinator")) as room:
        visit = room.sign_in()
        assert visit.concerns.readers(draft()).reachable
        visit.concerns.send(draft())
        [record] = room.records("safeguarding")
        assert record.to == ["safeguarding"]


def test_an_urgent_report_names_two_adults_of_different_roles(room: Classroom) -> None:
    sent = room.sign_in().concerns.send(draft(danger=Danger.NOT_SURE))
    assert sent.urgent
    assert len(sent.tell_now) == 2
    assert len({adult.title for adult in sent.tell_now}) == 2


def test_without_a_name_a_concern_is_sent_and_an_abandoned_one_is_released_at_the_end(room: Classroom) -> None:
    concerns = room.notebook.without_name()
    concerns.send(draft("sent without a name"))
    concerns.save(draft("left behind without a name"))
    room.notebook.end_without_name()
    told = {record.kind: (record.author, record.text["words"]) for record in room.records("safeguarding")}
    assert told == {
        "concern": (None, "sent without a name"),
        "unfinished": (None, "left behind without a name"),
    }


def test_asking_an_adult_to_come_reaches_those_who_keep_pupils_safe(room: Classroom) -> None:
    adult = room.notebook.welcome().adults[0]
    sent = room.notebook.find_me("Ana", "by the bike shed", adult.person)
    [record] = room.records("safeguarding")
    assert record.text == {"name": "Ana", "place": "by the bike shed", "adult": adult.person}
    assert sent.urgent


def test_the_kind_of_worry_follows_its_report_on_the_same_way_once_and_may_make_it_urgent(room: Classroom) -> None:
    visit, written = room.sign_in(), draft()
    visit.concerns.send(written)
    assert not visit.reports()[0].urgent
    told = visit.concerns.tell_kind(written.id, "contact")
    assert (told.urgent, len(told.tell_now)) == (True, len(visit.concerns.adults()))
    visit.concerns.tell_kind(written.id, "money")
    [first, later] = [one for one in room.records("safeguarding") if one.kind == "concern"]
    assert (later.about, later.text["worries"], later.text["level"]) == (written.id, ["contact"], "amber")
    assert later.to == first.to
    assert [entry.alarm for entry in room.entries() if not entry.slot] == [0, 1]
    [line] = visit.reports()
    assert (line.urgent, line.code) == (True, told.code)


def test_the_kind_of_a_worry_about_an_adult_waits_as_its_report_does_and_only_the_head_opens_it(
    room: Classroom,
) -> None:
    concerns, written = room.notebook.without_name(), draft(adult="yes")
    with pytest.raises(UnknownReport):
        concerns.tell_kind(written.id, "home")
    concerns.send(written)
    before = room.entries()
    concerns.tell_kind(written.id, "home")
    assert room.entries() == before
    room.notebook.end_without_name()
    room.sign_in().end()
    assert [one.about for one in room.records("head") if one.kind == "concern"] == [None, written.id]
    assert kinds(room, "safeguarding") == []
