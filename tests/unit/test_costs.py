"""A guess costs what the file says, within a floor and a ceiling that are checked first."""

from __future__ import annotations

import time

import pytest

from store.errors import DamagedKeyFile
from store.sealing import costs as argon
from store.sealing.costs import CEILING, FLOOR, STAFF, VAULT, Costs, burn, check, derive

SALT = bytes(range(16))


def test_the_costs_are_those_of_the_design() -> None:
    assert Costs(64 * 1024, 3, 4) == VAULT
    assert Costs(256 * 1024, 3, 4) == STAFF
    assert Costs(8 * 1024, 1, 1) == FLOOR
    assert Costs(1024 * 1024, 10, 16) == CEILING


@pytest.mark.parametrize("costs", [FLOOR, VAULT, STAFF, CEILING])
def test_costs_within_floor_and_ceiling_are_allowed(costs: Costs) -> None:
    check(costs)


@pytest.mark.parametrize(
    "costs",
    [
        Costs(8 * 1024 - 1, 1, 1),
        Costs(8 * 1024, 0, 1),
        Costs(8 * 1024, 1, 0),
        Costs(1024 * 1024 + 1, 1, 1),
        Costs(8 * 1024, 11, 1),
        Costs(8 * 1024, 1, 17),
        Costs(2**53 - 1, 2**53 - 1, 2**53 - 1),
        Costs(-1, 1, 1),
    ],
)
def test_costs_outside_are_refused_before_anything_is_derived(costs: Costs) -> None:
    started = time.perf_counter()
    with pytest.raises(DamagedKeyFile):
        derive("maple river", SALT, costs)
    assert time.perf_counter() - started < 0.5


def test_a_salt_of_the_wrong_length_is_refused() -> None:
    with pytest.raises(DamagedKeyFile):
        derive("maple river", SALT[:-1], FLOOR)


def test_words_salt_and_costs_all_change_the_key() -> None:
    key = derive("maple river", SALT, FLOOR)
    assert derive("Maple-River ", SALT, FLOOR) == key
    others = [
        derive("maple rivers", SALT, FLOOR),
        derive("maple river", SALT[::-1], FLOOR),
        derive("maple river", SALT, Costs(FLOOR.m_kib, 2, 1)),
    ]
    assert key not in others
    assert len(key) == 32


def test_an_unknown_name_spends_the_same_derivation_as_wrong_words(monkeypatch: pytest.MonkeyPatch) -> None:
    spent: list[Costs] = []
    real = argon.derive

    def counting(words: str, salt: bytes, costs: Costs) -> bytes:
        spent.append(costs)
        return real(words, salt, costs)

    monkeypatch.setattr(argon, "derive", counting)
    burn(FLOOR)
    assert spent == [FLOOR]
