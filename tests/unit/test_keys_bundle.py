"""The keys of a school are what a root in force signed."""

from __future__ import annotations

from dataclasses import replace

import pytest

from store.errors import BadSignature, NewerVersion, NotCanonical
from store.scheme import founding
from store.scheme.keys_bundle import KeysBundle, read_keys, sign_keys
from store.signed import cose
from store.signed.canonical import Plain, decode, encode
from store.signed.signing_key import SigningKey
from tests.founded_school import DESK, ROLE_SEEDS, ROOT, STORE, bundle, person, seeded

STRANGER = SigningKey(seeded(99))


@pytest.fixture(scope="module")
def signed() -> bytes:
    return sign_keys(bundle(), ROOT)


def test_a_bundle_comes_out_as_it_was_signed(signed: bytes) -> None:
    found = read_keys(signed, [STRANGER.public, ROOT.public])
    assert found == replace(bundle(), lookup=found.lookup)
    assert len(found.lookup) == 32
    assert found.hash == cose.digest(signed)


def test_a_bundle_that_no_root_in_force_signed_is_refused(signed: bytes) -> None:
    with pytest.raises(BadSignature):
        read_keys(signed, [STRANGER.public])
    with pytest.raises(BadSignature):
        read_keys(signed, [])


@pytest.mark.parametrize(
    "values",
    [
        {3: 0},
        {4: []},
        {4: [ROOT.public, ROOT.public]},
        {4: [seeded(n) for n in range(4)]},
        {4: [b"short"]},
        {5: [["head", b"short", bytes(32), 0]]},
        {5: [["head", bytes(1216), bytes(32), 2]]},
        {5: [["head", bytes(1216), bytes(32), 0], ["head", bytes(1216), bytes(32), 0]]},
        {5: [["head", bytes(1216), bytes(32)]]},
        {6: [[bytes(32), bytes(1216), b"short", []]]},
        {7: [[bytes(32), ["head"]]]},
        {8: [[bytes(32), b"", ""]]},
        {9: 7},
        {10: b""},
        {11: 0},
    ],
)
def test_another_shape_is_refused(signed: bytes, values: dict[int, Plain]) -> None:
    payload = decode(cose.payload_of(signed))
    assert isinstance(payload, dict)
    with pytest.raises(NotCanonical):
        read_keys(cose.sign("keys", encode({**payload, **values}), ROOT), [ROOT.public])


def test_a_newer_bundle_says_that_it_is_newer(signed: bytes) -> None:
    payload = decode(cose.payload_of(signed))
    assert isinstance(payload, dict)
    with pytest.raises(NewerVersion):
        read_keys(cose.sign("keys", encode({**payload, 1: 2}), ROOT), [ROOT.public])


def test_holders_are_those_who_have_a_roles_key() -> None:
    assert bundle().holders() == {
        "safeguarding": (person(21).hex(), person(22).hex()),
        "head": (person(23).hex(),),
        "chair": (person(24).hex(),),
        "coordinator": (person(25).hex(),),
    }


def test_a_desk_or_a_store_is_found_by_its_number() -> None:
    found = bundle()
    assert found.devices[STORE.id] == STORE.public
    desk = found.desk(DESK.id)
    assert desk is not None
    assert desk.ed == DESK.public
    assert found.desk(STRANGER.id) is None
    assert found.recipients_of_staff(person(21)) is not None
    assert found.recipients_of_staff(person(99)) is None


def test_a_new_key_of_a_role_retires_the_old_one() -> None:
    renewed = founding.add_role(bundle(), "head", seeded(90))
    now = renewed.role("head")
    assert now is not None
    assert now.xwing != bundle().role("head").xwing  # type: ignore[union-attr]  # the bundle has all roles
    assert [one.retired for one in renewed.roles if one.name == "head"] == [True, False]


def test_nothing_is_sealed_to_a_role_with_retired_keys_only() -> None:
    found = bundle()
    retired: KeysBundle = replace(found, roles=tuple(replace(one, retired=True) for one in found.roles))
    assert retired.role("head") is None


def test_the_seed_of_a_role_never_enters_the_bundle(signed: bytes) -> None:
    assert not any(seed in signed for seed in ROLE_SEEDS.values())
