"""The subject, as the pupil's answers tell, is never among those who can open a report alone (I18)."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from store.errors import RouteRefused
from store.scheme import readers
from store.scheme.people import StaffMember
from store.scheme.readers import SchoolPeople
from store.scheme.routes import (
    CHAIR,
    CHAIR_RECOVERY,
    HEAD,
    RECOVERY_ROLES,
    ROLES,
    ROUTES,
    AdultPart,
    Hurt,
    check_people,
    is_staff_route,
    opens_alone,
    recipients_of,
    route_for,
)

PEOPLE = tuple(letter * 32 for letter in "abcdef")
NAMES = dict(zip(PEOPLE, ("Anna", "Bela", "Cara", "Dora", "Emma", "Fern"), strict=True))
Holders = dict[str, frozenset[str]]

sets_of_people = st.fixed_dictionaries({role: st.frozensets(st.sampled_from(PEOPLE)) for role in ROLES})
answers = st.sampled_from([*AdultPart, None, "", "damaged"])
picks = st.sampled_from([None, *ROUTES, "damaged"])


def school(holders: Holders, made: frozenset[str] = frozenset(ROLES)) -> SchoolPeople:
    staff = {
        one: StaffMember(one, NAMES[one], "", "", tuple(role for role in ROLES if one in holders[role]))
        for one in PEOPLE
    }
    by_role = {role: tuple(staff[one] for one in PEOPLE if one in holders[role]) for role in ROLES}
    return SchoolPeople(by_role, by_role[HEAD], made, tuple(staff.values()))


def allowed(holders: Holders) -> bool:
    try:
        check_people(holders)
    except RouteRefused:
        return False
    return True


def subjects(adult: str | None, picked: str | None, holders: Holders) -> frozenset[str]:
    """Return everybody whom a report may be about, going by what the pupil saw and answered."""
    if adult == AdultPart.YES:
        return frozenset(PEOPLE) - holders[HEAD]
    if adult == AdultPart.HEAD:
        return holders[HEAD]
    if adult == AdultPart.NOT_SURE and picked in ROUTES:
        shown = dict(readers.choices_of_reader(school(holders))).get(picked, "")
        return frozenset(one for one in PEOPLE if NAMES[one] not in shown)
    return frozenset()


@given(sets_of_people, answers, picks)
def test_nobody_a_report_may_be_about_can_open_it_alone(
    holders: Holders, adult: str | None, picked: str | None
) -> None:
    assume(allowed(holders))
    assert not opens_alone(route_for(adult, picked), holders) & subjects(adult, picked, holders)


@given(sets_of_people)
def test_a_head_is_never_one_of_two_who_open_a_report_about_the_head(holders: Holders) -> None:
    assume(allowed(holders))
    assert not holders[HEAD] & holders[CHAIR_RECOVERY]


@given(sets_of_people)
def test_a_set_is_refused_only_where_somebody_would_read_about_themselves(holders: Holders) -> None:
    about_the_head = opens_alone(route_for(AdultPart.HEAD), holders) | holders[CHAIR_RECOVERY]
    assert allowed(holders) == (not about_the_head & holders[HEAD])


@given(sets_of_people)
def test_who_reads_is_named_whole_in_the_sentence_in_the_choices_and_beside_the_answer(holders: Holders) -> None:
    assume(allowed(holders))
    people = school(holders)
    choices = dict(readers.choices_of_reader(people))
    for route in ROUTES:
        sentence = readers.describe(route, people).sentence
        for one in opens_alone(route, holders):
            assert NAMES[one] in sentence
            assert NAMES[one] in choices[route]
    for one in holders[HEAD]:
        assert NAMES[one] in readers.head_names(people)


@given(sets_of_people)
def test_a_sentence_never_says_that_somebody_does_not_read_what_they_do_read(holders: Holders) -> None:
    people = school(holders)
    for route in ROUTES:
        _, _, passed_by = readers.describe(route, people).sentence.partition(", not to ")
        passed_by = passed_by.partition(".")[0]
        assert not [one for one in opens_alone(route, holders) if NAMES[one] in passed_by]
        if "the people who usually read these" in passed_by:
            assert not opens_alone(route, holders) & holders["safeguarding"]


@given(sets_of_people)
def test_nobody_is_sent_to_the_chair_in_person(holders: Holders) -> None:
    told = readers.adults_to_tell(school(holders))
    assert not {one.person for one in told} & holders[CHAIR]


@given(sets_of_people)
def test_no_route_that_can_be_used_leads_to_its_subject_even_where_refused_people_came_together(
    holders: Holders,
) -> None:
    people = school(holders)
    if readers.describe(CHAIR, people).reachable:
        assert not opens_alone(CHAIR, holders) & holders[HEAD]
    assert readers.describe(CHAIR, people).reachable or CHAIR not in dict(readers.choices_of_reader(people))


@given(sets_of_people, st.frozensets(st.sampled_from(ROLES)))
def test_a_route_is_offered_only_when_the_key_of_its_reader_is_made(holders: Holders, made: frozenset[str]) -> None:
    assume(allowed(holders))
    people = school(holders, made)
    for route in ROUTES:
        described = readers.describe(route, people)
        assert described.reachable == (recipients_of(route)[0] in made)
        assert described.reachable or "0800 1111" in described.sentence
        assert described.reachable or "can't be sent" in described.sentence
    assert {route for route, _ in readers.choices_of_reader(people)} <= {
        route for route in ROUTES if readers.describe(route, people).reachable
    }


@pytest.mark.parametrize(("adult", "picked"), list(itertools.product([*AdultPart, None], [None, *ROUTES])))
def test_every_answer_leads_to_one_reading_role_and_one_recovery_role(adult: str | None, picked: str | None) -> None:
    reader, recovery = recipients_of(route_for(adult, picked))
    assert reader not in RECOVERY_ROLES
    assert recovery in RECOVERY_ROLES
    assert is_staff_route(route_for(adult, picked)) == (reader in ("head", "chair"))


def test_who_was_hurt_decides_nothing_about_who_reads() -> None:
    assert {one.value for one in Hurt} == {"pupil", "several", "me", "outside", "not sure"}
    assert "hurt" not in route_for.__annotations__
