"""A school's settings have safe defaults, and limits that no mistake gets past."""

from __future__ import annotations

from datetime import time

import pytest

from store.errors import NotCanonical
from store.scheme.policy import Contact, Phrase, Policy, policy_content, policy_from_content
from store.sealing.costs import FLOOR, VAULT
from store.signed.canonical import Plain, decode, encode


def test_the_defaults_are_those_of_the_design() -> None:
    policy = Policy()
    assert (policy.list_idle_seconds, policy.page_idle_seconds, policy.lock_minutes) == (90, 240, 10)
    assert policy.vault_costs == VAULT
    assert policy.ends == time(15, 30)
    assert policy.starts == time(8, 30)
    assert any(one.how == "0800 1111" for one in policy.contacts)


def test_settings_come_out_as_they_went_in() -> None:
    policy = Policy(
        "Ysgol",
        60,
        300,
        12,
        2,
        "09:00",
        "16:10",
        "2026-12-19",
        "2027-01-05",
        "KCSIE 2026",
        FLOOR,
        ("a",),
        (Contact("b", "c", "d"),),
        (Phrase("e", "f"),),
        main_record="CPOMS",
        closures=(("2026-12-19", "2027-01-04"),),
    )
    assert policy_from_content(decode(encode(policy_content(policy)))) == policy


def test_what_is_left_out_has_its_default_and_what_is_unknown_is_passed_over() -> None:
    assert policy_from_content({"school": "Ysgol", "of a newer version": 7}) == Policy(school="Ysgol")


@pytest.mark.parametrize(
    "content",
    [
        [],
        {"lock_minutes": 0},
        {"lock_minutes": 10**6},
        {"lock_minutes": "10"},
        {"page_idle_seconds": 1},
        {"day_ends": "25:00"},
        {"day_ends": "15:3"},
        {"closes_on": "Friday"},
        {"vault_costs": [1, 1, 1]},
        {"vault_costs": [65536, 3]},
        {"tips": "one"},
        {"contacts": [["only a name"]]},
        {"phrases": [[1, 2]]},
        {"school": None},
    ],
)
def test_a_setting_outside_its_limits_is_refused(content: Plain) -> None:
    with pytest.raises(NotCanonical):
        policy_from_content(content)
