"""Founding a school is a chain of pure steps, each one thing more in the keys bundle."""

from __future__ import annotations

import pytest

from store.errors import BrokenFile, ConfigurationError, RouteRefused
from store.scheme import founding, recovery
from store.scheme.documents import DOCUMENTS
from store.scheme.keys_bundle import read_keys, sign_keys
from store.scheme.notices import Share
from store.scheme.routes import ROLES
from store.sealing import age_file
from store.sealing.key_file import role_identity, role_signing_key, staff_identity, staff_signing_key
from store.sealing.xwing import Identity
from store.signed.signing_key import id16


def test_a_school_begins_with_one_root_whose_number_is_the_schools() -> None:
    root = founding.make_root()
    bundle = founding.first_keys_bundle(root, shown_until="2027-09-01")
    assert bundle.school == id16(root.public)
    assert bundle.roots == (root.public,)
    assert bundle.roles == ()
    assert founding.first_keys_bundle(root).lookup != bundle.lookup


def test_a_whole_school_is_built_step_by_step_and_signed() -> None:
    root, desk, store = founding.make_root(), founding.make_root(), founding.make_root()
    bundle = founding.first_keys_bundle(root)
    seeds = {role: founding.make_seed() for role in ROLES}
    for role, seed in seeds.items():
        bundle = founding.add_role(bundle, role, seed)
    person, staff_seed = founding.make_person(), founding.make_seed()
    bundle = founding.add_staff(bundle, person, staff_seed, ["safeguarding", "coordinator"])
    bundle = founding.add_store(founding.add_desk(bundle, desk.public, ["safeguarding"]), store.public)
    found = read_keys(sign_keys(bundle, root), [root.public])
    for role, seed in seeds.items():
        entry = found.role(role)
        assert entry is not None
        assert entry.xwing == role_identity(seed).recipient.raw
        assert entry.ed == role_signing_key(seed).public
    (member,) = found.staff
    assert member.ed == staff_signing_key(staff_seed).public
    assert member.xwing == staff_identity(staff_seed).recipient.raw
    assert found.desks[0].documents == DOCUMENTS
    assert found.stores[0].id == store.id


def test_adding_a_person_a_desk_or_a_store_again_replaces_it() -> None:
    root = founding.make_root()
    bundle = founding.first_keys_bundle(root)
    person = founding.make_person()
    for roles in (["head"], ["head", "safeguarding"]):
        bundle = founding.add_staff(bundle, person, bytes(32), roles)
        bundle = founding.add_store(founding.add_desk(bundle, root.public, roles), root.public, address="new")
    assert [one.roles for one in bundle.staff] == [("head", "safeguarding")]
    assert [one.roles for one in bundle.desks] == [("head", "safeguarding")]
    assert [one.address for one in bundle.stores] == ["new"]
    gone = founding.remove_desk(founding.remove_staff(bundle, person), root.public)
    assert (gone.staff, gone.desks) == ((), ())


def test_a_chair_who_is_the_head_is_refused_when_it_is_set_up() -> None:
    bundle = founding.first_keys_bundle(founding.make_root())
    with pytest.raises(RouteRefused):
        founding.add_staff(bundle, founding.make_person(), bytes(32), ["head", "chair"])


def test_a_role_that_does_not_exist_is_refused() -> None:
    with pytest.raises(ConfigurationError, match="safeguarding"):
        founding.add_role(founding.first_keys_bundle(founding.make_root()), "janitor", bytes(32))


def test_a_school_has_at_most_three_roots() -> None:
    bundle = founding.first_keys_bundle(founding.make_root())
    for _ in range(2):
        bundle = founding.add_root(bundle, founding.make_root().public)
    with pytest.raises(ConfigurationError, match="three"):
        founding.add_root(bundle, founding.make_root().public)


def test_a_recovery_key_is_never_given_to_one_person() -> None:
    holder = Identity.generate()
    for holders in ([], [(bytes(16), holder.recipient)], [(bytes(16), holder.recipient)] * 2):
        with pytest.raises(ConfigurationError):
            recovery.split("recovery", bytes(32), holders)


def test_a_damaged_share_is_called_damaged() -> None:
    second = Identity.generate()
    with pytest.raises(BrokenFile):
        recovery.open_second(age_file.seal(b"\xff", [second.recipient]), second)
    with pytest.raises(BrokenFile):
        recovery.open_second(age_file.seal(b"hello", [second.recipient]), second)
    with pytest.raises(BrokenFile):
        recovery.open_first(Share("recovery", (), b"not age"), second)
