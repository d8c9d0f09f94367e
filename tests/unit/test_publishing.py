"""A desk publishes the next document; a root publishes the next keys."""

from __future__ import annotations

from dataclasses import replace

import pytest

from store.errors import ConfigurationError, RouteRefused
from store.feeds.entry import LANE_NOTICES
from store.scheme import founding
from store.scheme.guidance import GuidancePage
from store.scheme.guidance_default import default_pack
from store.scheme.keys_bundle import StaffEntry
from store.scheme.notices import KIND_SHARE, items_of, unpack_share
from store.scheme.people import open_pupils
from store.scheme.policy import Policy
from store.scheme.publications import Publisher
from store.scheme.publishing import publish, publish_keys
from store.scheme.recovery import open_first, open_second, split
from store.scheme.vaults import open_vault, read_card
from store.sealing.key_file import role_identity, staff_identity
from store.signed.signing_key import SigningKey
from tests.founded_school import (
    DESK,
    OTHER_DESK,
    ROLE_SEEDS,
    ROOT,
    STAFF,
    Device,
    bundle,
    mentor_vault,
    mentors,
    person,
    role_identities,
    seeded,
)


def test_each_document_follows_the_one_before(desk: Device) -> None:
    with desk.database.write() as connection:
        first = desk.school.document("policy")
        assert first is not None
        second = Publisher(connection, desk.feeds, desk.school, DESK).policy(Policy(school="New"))
    assert (second.counter, second.replaces) == (first.counter + 1, first.hash)
    assert desk.school.name == "New"


def test_a_list_that_loses_over_30_percent_needs_somebody_who_insists(desk: Device) -> None:
    with desk.database.write() as connection:
        with pytest.raises(ConfigurationError, match="3 people, the last one had 5"):
            Publisher(connection, desk.feeds, desk.school, DESK).staff(STAFF[:3])
        assert desk.school.staff() == STAFF
        Publisher(connection, desk.feeds, desk.school, DESK, force=True).staff(STAFF[:3])
    assert desk.school.staff() == STAFF[:3]


def test_a_list_that_loses_less_is_published(desk: Device) -> None:
    with desk.database.write() as connection:
        Publisher(connection, desk.feeds, desk.school, DESK).staff(STAFF[:4])
    assert desk.school.staff() == STAFF[:4]


def test_what_other_computers_would_not_accept_is_not_published(desk: Device) -> None:
    with pytest.raises(ConfigurationError, match="shape"), desk.database.write() as connection:
        publish(connection, desk.feeds, desk.school, DESK, "staff", [["not", "staff"]], 1, force=True)
    with desk.database.read() as connection:
        newest = desk.feeds.newest(connection)
    assert desk.school.staff() == STAFF
    with desk.database.write() as connection:
        Publisher(connection, desk.feeds, desk.school, DESK).guidance(default_pack()[:1])
        assert desk.feeds.newest(connection) == newest + 1


def test_pupils_are_published_to_three_roles(desk: Device) -> None:
    with desk.database.write() as connection:
        document = Publisher(connection, desk.feeds, desk.school, DESK).pupils(mentors(4))
    assert document.count == 4
    assert open_pupils(document.content, [role_identities()["safeguarding"]]) == tuple(mentors(4))


def test_a_vault_is_found_by_name_and_by_person_and_opens(desk: Device) -> None:
    vault, words = mentor_vault(61, "Ffion Rhys", desk.school)
    other, _ = mentor_vault(62, "Tom", desk.school)
    with desk.database.write() as connection:
        Publisher(connection, desk.feeds, desk.school, DESK).vaults([vault, other])
        assert desk.school.vault_by_lookup("FFION  rhys", connection) == vault
    assert desk.school.vault_by_lookup("FFION  rhys") == vault
    assert desk.school.vault_by_lookup("nobody") is None
    assert desk.school.vault_of(person(62).hex()) == other
    assert set(desk.school.vaults()) == {vault, other}
    keys = open_vault(vault, words)
    assert read_card(vault, keys.work).name == "Ffion Rhys"


def test_a_vault_that_is_no_longer_published_is_not_found(desk: Device) -> None:
    made = [mentor_vault(61 + n, f"Mentor {n}", desk.school)[0] for n in range(4)]
    with desk.database.write() as connection:
        publisher = Publisher(connection, desk.feeds, desk.school, DESK)
        publisher.vaults(made)
        publisher.vaults(made[:3])
    assert desk.school.vault_of(person(64).hex()) is None
    assert len(desk.school.vaults()) == 3


def test_a_sign_in_name_is_used_once(desk: Device) -> None:
    one, _ = mentor_vault(61, "Ffion Rhys", desk.school)
    two, _ = mentor_vault(62, "ffion-rhys", desk.school)
    with desk.database.write() as connection, pytest.raises(ConfigurationError, match="same sign-in name"):
        Publisher(connection, desk.feeds, desk.school, DESK).vaults([one, two])


def test_a_person_stands_in_a_list_once(desk: Device) -> None:
    with desk.database.write() as connection, pytest.raises(ConfigurationError, match="twice"):
        Publisher(connection, desk.feeds, desk.school, DESK).staff([*STAFF, STAFF[0]])


def test_a_desk_of_another_school_publishes_nothing(desk: Device) -> None:
    with desk.database.write() as connection, pytest.raises(ConfigurationError, match="right"):
        Publisher(connection, desk.feeds, desk.school, SigningKey(seeded(99))).policy(Policy())


def test_the_versions_of_the_keys_rise_by_one(desk: Device) -> None:
    with desk.database.write() as connection:
        published = publish_keys(connection, desk.feeds, desk.school, ROOT, founding.add_root(bundle(), seeded(9)))
    assert published.version == 2
    assert desk.school.keys == published


def test_keys_by_a_root_that_is_not_in_force_are_not_published(desk: Device) -> None:
    with pytest.raises(ConfigurationError, match="root"), desk.database.write() as connection:
        publish_keys(connection, desk.feeds, desk.school, SigningKey(seeded(99)), bundle())
    assert desk.school.keys is not None
    assert desk.school.keys.version == 1


def test_people_of_whom_one_could_be_subject_and_reader_are_not_published(desk: Device) -> None:
    assert desk.school.keys is not None
    head = next(one for one in desk.school.keys.staff if "head" in one.roles)
    both = StaffEntry(head.ed, head.xwing, head.person, ("head", "chair"))
    with pytest.raises(RouteRefused):
        founding.add_public_staff(desk.school.keys, both)
    with desk.database.write() as connection, pytest.raises(RouteRefused):
        staff = tuple(both if one == head else one for one in desk.school.keys.staff)
        publish_keys(connection, desk.feeds, desk.school, ROOT, replace(desk.school.keys, staff=staff))


def test_a_staff_list_that_calls_the_chair_the_head_is_not_published(desk: Device) -> None:
    chair = replace(STAFF[3], roles=("head",))
    with desk.database.write() as connection, pytest.raises(RouteRefused):
        Publisher(connection, desk.feeds, desk.school, DESK).staff([*STAFF[:3], chair, STAFF[4]])
    assert desk.school.staff() == STAFF


def test_guidance_is_the_products_own_until_the_school_has_published_some(desk: Device) -> None:
    assert desk.school.guidance() == default_pack()
    page = GuidancePage("own", "Ours", "Our words", "Us", "2026-11-24")
    with desk.database.write() as connection:
        Publisher(connection, desk.feeds, desk.school, OTHER_DESK).guidance([page])
    assert desk.school.guidance() == (page,)


def test_a_recovery_key_opens_for_any_two_of_its_holders_and_for_none_alone(desk: Device) -> None:
    holders = {person(23 + n): staff_identity(seeded(42 + n)) for n in range(3)}
    shares = split("recovery", ROLE_SEEDS["recovery"], [(who, key.recipient) for who, key in holders.items()])
    with desk.database.write() as connection:
        Publisher(connection, desk.feeds, desk.school, DESK).shares(shares)
        body = desk.feeds.entries(connection, lanes=(LANE_NOTICES,))[-1].body
    published = [unpack_share(data) for kind, data in items_of(body) if kind == KIND_SHARE]
    assert {frozenset(one.people) for one in published} == {
        frozenset(pair) for pair in ((person(23), person(24)), (person(23), person(25)), (person(24), person(25)))
    }
    for share in published:
        first, second = (holders[one] for one in share.people)
        inner = open_first(share, first)
        assert open_second(inner, second) == role_identity(ROLE_SEEDS["recovery"])
        assert ROLE_SEEDS["recovery"] not in inner
