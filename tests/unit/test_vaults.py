"""A mentor's vault opens with four words, is found by name, and holds no name in the clear."""

from __future__ import annotations

from dataclasses import replace

import pytest

from store.errors import BrokenFile, DamagedKeyFile, NewerVersion, NotCanonical, NotForThisKey, WrongWords
from store.scheme.vaults import Card, Vault, lookup_of, make_vault, open_vault, open_work_copy, read_card
from store.sealing import age_file
from store.sealing.costs import CEILING, FLOOR, Costs
from store.sealing.xwing import Identity
from store.signed.canonical import Plain

LOOKUP, PERSON, DESK = bytes([7]) * 32, bytes([8]) * 16, bytes([9]) * 16
COORDINATOR = Identity(bytes([6]) * 32)
MENTEES = (("m1", "Sam, Y7"), ("m2", "Łucja, Y8"))


def make(work: Identity | None = None, private: Identity | None = None) -> tuple[Vault, str]:
    return make_vault(
        PERSON,
        "Ffion Rhys",
        MENTEES,
        lookup_key=LOOKUP,
        coordinator=COORDINATOR.recipient,
        made_by=DESK,
        made_at="2026-11-24T09:00:00Z",
        costs=FLOOR,
        work=work,
        private=private,
    )


@pytest.fixture(scope="module")
def made() -> tuple[Vault, str]:
    return make()


def test_the_four_words_open_both_keys(made: tuple[Vault, str]) -> None:
    vault, words = made
    assert len(words.split(" ")) == 4
    keys = open_vault(vault, words.upper().replace(" ", "-"))
    assert keys.person == PERSON
    assert keys.work.recipient == vault.work
    assert keys.private.recipient == vault.private
    assert keys.work != keys.private


def test_wrong_words_are_not_repeated(made: tuple[Vault, str]) -> None:
    with pytest.raises(WrongWords) as refused:
        open_vault(made[0], "giraffe giraffe giraffe giraffe")
    assert "giraffe" not in str(refused.value)


def test_a_vault_comes_out_as_it_was_published(made: tuple[Vault, str]) -> None:
    vault = made[0]
    again = Vault.from_bytes(vault.to_bytes())
    assert again == vault
    assert again.digest() == vault.digest()
    assert replace(vault, card=b"").digest() != vault.digest()


def test_new_words_for_the_same_mentor_keep_the_keys_that_are_kept() -> None:
    vault, words = make()
    keys = open_vault(vault, words)
    same, new_words = make(keys.work, keys.private)
    assert new_words != words
    assert open_vault(same, new_words) == keys
    forgotten, third = make(keys.work)
    assert open_vault(forgotten, third).work == keys.work
    assert open_vault(forgotten, third).private != keys.private


def test_a_name_is_found_however_it_is_typed(made: tuple[Vault, str]) -> None:
    assert made[0].lookup == lookup_of(LOOKUP, "  ffion-RHYS ")
    assert made[0].lookup != lookup_of(LOOKUP, "ffion rhyss")
    assert made[0].lookup != lookup_of(bytes(32), "ffion rhys")


def test_the_card_opens_for_the_mentor_alone(made: tuple[Vault, str]) -> None:
    vault, words = made
    keys = open_vault(vault, words)
    assert read_card(vault, keys.work) == Card("Ffion Rhys", MENTEES)
    for other in (keys.private, COORDINATOR):
        with pytest.raises(NotForThisKey):
            read_card(vault, other)


def test_the_coordinator_opens_the_work_key_and_never_the_private_one(made: tuple[Vault, str]) -> None:
    vault, words = made
    keys = open_vault(vault, words)
    assert open_work_copy(vault, COORDINATOR) == keys.work
    with pytest.raises(NotForThisKey):
        open_work_copy(vault, keys.private)


def test_a_copy_moved_over_from_another_vault_is_damage(made: tuple[Vault, str]) -> None:
    other, _ = make()
    with pytest.raises(DamagedKeyFile):
        open_work_copy(replace(made[0], work_copy=other.work_copy), COORDINATOR)


def test_no_name_and_no_seed_is_in_the_clear(made: tuple[Vault, str]) -> None:
    vault, words = made
    keys = open_vault(vault, words)
    data = vault.to_bytes()
    for secret in (
        b"Ffion",
        b"Ffion Rhys",
        b"Sam, Y7",
        keys.work.seed,
        keys.private.seed,
        keys.work.seed.hex().encode(),
    ):
        assert secret not in data
    shown = repr(vault) + repr(keys) + repr(read_card(vault, keys.work))
    assert "Ffion" not in shown
    assert "Sam" not in shown
    assert keys.work.seed.hex() not in shown
    assert repr(keys.work.seed) not in shown


def test_the_size_of_a_card_does_not_tell_how_many_mentees_there_are(made: tuple[Vault, str]) -> None:
    alone, _ = make_vault(
        PERSON,
        "Al",
        (),
        lookup_key=LOOKUP,
        coordinator=COORDINATOR.recipient,
        made_by=DESK,
        made_at="",
        costs=FLOOR,
    )
    assert len(alone.card) == len(made[0].card)


@pytest.mark.parametrize("costs", [Costs(1024, 1, 1), Costs(2**40, 3, 4), replace(CEILING, t=11)])
def test_costs_outside_the_limits_are_refused_before_deriving(made: tuple[Vault, str], costs: Costs) -> None:
    with pytest.raises(DamagedKeyFile):
        open_vault(replace(made[0], costs=costs), made[1])


@pytest.mark.parametrize(
    "changed",
    [{"person": bytes(16)}, {"lookup": bytes(32)}, {"made_by": bytes(16)}, {"made_at": "1970"}, {"ct": b""}],
)
def test_everything_in_a_vault_is_bound_to_its_words(made: tuple[Vault, str], changed: dict[str, object]) -> None:
    with pytest.raises(WrongWords):
        open_vault(replace(made[0], **changed), made[1])


def test_a_card_that_is_no_card_is_damage(made: tuple[Vault, str]) -> None:
    keys = open_vault(*made)
    broken = replace(made[0], card=age_file.seal(b"[]", [keys.work.recipient]))
    with pytest.raises(DamagedKeyFile):
        read_card(broken, keys.work)
    with pytest.raises(BrokenFile):
        read_card(replace(made[0], card=b""), keys.work)


@pytest.mark.parametrize("place", range(15))
def test_a_value_of_another_kind_in_any_place_is_refused(made: tuple[Vault, str], place: int) -> None:
    plain = made[0].to_plain()
    plain[place] = None
    with pytest.raises(NotCanonical):
        Vault.from_plain(plain)


@pytest.mark.parametrize("value", [None, [], [1], {}, b"", [True] * 15])
def test_another_shape_is_refused(value: Plain) -> None:
    with pytest.raises(NotCanonical):
        Vault.from_plain(value)


def test_a_newer_vault_says_that_it_is_newer(made: tuple[Vault, str]) -> None:
    with pytest.raises(NewerVersion):
        Vault.from_plain([2, *made[0].to_plain()[1:], "more"])
