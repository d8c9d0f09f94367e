"""What works and what does not reaches those who run the scheme once in half a term; it is asked for when due."""

from __future__ import annotations

from datetime import timedelta

from store.notebook.common.facts import Danger, FormDraft, ReviewForm, SessionForm
from store.notebook.of_mentors.reviews import HALF_TERM
from store.records import new_id
from tests.classroom import TOM, Classroom

FORM = ReviewForm(working="the library", not_working="too short", change="more minutes")


def test_a_form_reaches_those_who_run_the_scheme_once_and_nobody_on_a_staff_route(room: Classroom) -> None:
    record_id = new_id()
    visit = room.sign_in()
    visit.review(record_id, FORM)
    visit.review(record_id, FORM)
    for role in ("coordinator", "safeguarding", "recovery"):
        [record] = [one for one in room.records(role) if one.kind == "review"]
        assert (record.id, record.text) == (
            record_id,
            {"working": "the library", "not_working": "too short", "change": "more minutes"},
        )
    assert {one.kind for one in room.records("head")} <= {"cover"}


def test_it_is_due_half_a_term_after_the_first_session_then_after_the_last_form(room: Classroom) -> None:
    visit = room.sign_in()
    assert not visit.home().review_due
    visit.log_session(new_id(), SessionForm("Sam, Y7", "privacy", 20, Danger.NO))
    assert not visit.home().review_due
    room.clock.advance(HALF_TERM / timedelta(seconds=1))
    assert room.sign_in().home().review_due
    assert not room.sign_in(TOM).home().review_due
    room.sign_in().review(new_id(), FORM)
    assert not room.sign_in().home().review_due
    room.clock.advance(HALF_TERM / timedelta(seconds=1))
    assert room.sign_in().home().review_due


def test_a_half_written_form_is_there_again_after_a_power_cut_until_it_is_sent(room: Classroom) -> None:
    draft = FormDraft(new_id(), texts={"working": "the library", "change": ""})
    room.sign_in().forms.save("review", draft)
    room.cut_power()
    assert room.sign_in().forms.unfinished("review") == draft
    assert room.sign_in().home().unfinished_review
    assert room.sign_in(TOM).forms.unfinished("review") is None
    room.sign_in().review(draft.id, FORM)
    room.sign_in().forms.save("review", draft)
    assert room.sign_in().forms.unfinished("review") is None
    assert all(b"library" not in path.read_bytes() for path in room.folder.rglob("*") if path.is_file())


def test_a_form_that_was_emptied_again_is_forgotten_and_each_session_has_one_of_its_own(room: Classroom) -> None:
    forms, session = room.sign_in().forms, new_id()
    mine, other = FormDraft(new_id(), session, {"words": "more"}), FormDraft(new_id(), new_id(), {"words": "else"})
    forms.save("addition", mine)
    forms.save("addition", other)
    forms.save("addition", FormDraft(mine.id, session, {"words": " "}))
    assert forms.unfinished("addition", session) is None
    assert forms.unfinished("addition", other.about) == other
