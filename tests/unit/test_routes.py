"""Two answers decide who reads a report."""

from __future__ import annotations

import pytest

from store.errors import RouteRefused
from store.scheme.routes import (
    RECOVERY_ROLES,
    ROUTES,
    SESSION_ROLES,
    AdultPart,
    check_people,
    is_staff_route,
    opens_alone,
    recipients_of,
    route_for,
)


@pytest.mark.parametrize(
    ("adult", "picked", "route"),
    [
        (AdultPart.NO, None, "safeguarding"),
        (AdultPart.NO, "chair", "safeguarding"),
        (AdultPart.YES, None, "head"),
        (AdultPart.YES, "safeguarding", "head"),
        (AdultPart.HEAD, None, "chair"),
        (AdultPart.HEAD, "head", "chair"),
        (AdultPart.NOT_SURE, None, "head"),
        (AdultPart.NOT_SURE, "safeguarding", "safeguarding"),
        (AdultPart.NOT_SURE, "chair", "chair"),
        (None, None, "head"),
        ("not an answer", None, "head"),
        (AdultPart.NOT_SURE, "not a route", "head"),
    ],
)
def test_the_route_of_a_report(adult: str | None, picked: str | None, route: str) -> None:
    assert route_for(adult, picked) == route


@pytest.mark.parametrize(
    ("route", "roles"),
    [
        ("safeguarding", ("safeguarding", "recovery")),
        ("head", ("head", "recovery")),
        ("chair", ("chair", "chair-recovery")),
    ],
)
def test_the_roles_that_a_route_is_sealed_to(route: str, roles: tuple[str, str]) -> None:
    assert recipients_of(route) == roles


def test_only_reports_about_staff_go_through_slots() -> None:
    assert [route for route in ROUTES if is_staff_route(route)] == ["head", "chair"]


def test_session_logs_go_to_those_who_run_the_scheme_and_keep_pupils_safe() -> None:
    assert SESSION_ROLES == ("coordinator", "safeguarding", "recovery")


def test_holders_of_a_recovery_role_open_nothing_alone() -> None:
    holders = {role: {"somebody"} for role in RECOVERY_ROLES}
    assert all(not opens_alone(route, holders) for route in ROUTES)


def test_a_head_who_is_the_chair_is_refused() -> None:
    with pytest.raises(RouteRefused, match="head"):
        check_people({"head": {"one"}, "chair": {"one", "two"}})


def test_one_of_two_heads_who_is_the_second_reader_is_refused() -> None:
    with pytest.raises(RouteRefused):
        check_people({"head": {"one", "two"}, "chair": {"three", "two"}})


def test_a_head_with_a_part_of_the_chairs_recovery_key_is_refused() -> None:
    with pytest.raises(RouteRefused, match="recovery"):
        check_people({"head": {"one"}, "chair": {"two"}, "chair-recovery": {"one", "three"}})


def test_a_head_who_keeps_pupils_safe_is_allowed_because_the_question_names_them() -> None:
    check_people({"head": {"one"}, "safeguarding": {"one", "two"}, "chair": {"three"}, "recovery": {"one", "three"}})


def test_a_refusal_names_nobody() -> None:
    with pytest.raises(RouteRefused) as refused:
        check_people({"head": {"Ms Okafor"}, "chair": {"Ms Okafor"}})
    assert "Okafor" not in str(refused.value)
